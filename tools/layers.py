#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The architecture as a check: which part of the tree may include what. Reads every #include of our C++ and prints
`core/scene.cpp:1: core may not include SDL2/SDL.h` for each that breaks a rule. A script sees what a review forgets:
system headers are on the default path, so the build alone cannot stop core from including zmq.hpp. And no two types have one
name: the linker would take either's functions for both, without a word.
Run from the root of the tree, or with the root as argument."""
import pathlib
import re
import sys

# What widgets share: pure files of renderer, linked into the same library.
WIDGET_TOOLS = [f"renderer/{name}" for name in
                ("alert_words", "board_parts", "card_selection", "data_row", "drawing", "fields", "layout_check", "look_check", "opening_hours", "pages", "picture_fit",
                 "playlist", "quarantine",
                 "reference", "scene_memory", "schemas", "survey", "text_block", "tracks", "turns", "value_check",
                 "view", "when", "widget")]

# A part is the longest of these names that a path begins with; it may include itself and what stands beside it.
PARTS = {
    "core": [],
    "codec": ["core"],
    "link": ["core"],
    "hub": ["core", "codec", "link", "manual", "service"],
    "hub/web": ["core", "codec", "hub"],
    "console": ["core", "codec", "link", "manual"],
    "manual": [],
    "service": ["core"],
    "renderer": ["core", "codec", "link", "renderer/widgets", "renderer/sound", *WIDGET_TOOLS],
    "renderer/widgets": ["core", "renderer/qr", *WIDGET_TOOLS],
    **{tool: ["core", *WIDGET_TOOLS] for tool in WIDGET_TOOLS},
    "renderer/qr": ["core"],
    "renderer/film": ["core"],
    "renderer/sound": ["core", "renderer/player.hpp"],
    "renderer/sdl": ["core", "renderer/sound", "renderer/film", "renderer/canvas.hpp", "renderer/display.hpp", "renderer/player.hpp"],
}
# The composition roots name the concrete classes, and tests and tools look at everything; nothing else may.
PARTS["hub/main.cpp"] = ["core", "codec", "link", "hub", "hub/web", "manual", "service"]
for root in ("renderer/main.cpp", "renderer/run_screen.cpp", "renderer/station.cpp", "renderer/station.hpp", "renderer/commands", "tools", "tests"):
    PARTS[root] = ["core", "codec", "link", "renderer", "renderer/widgets", "renderer/sound", "renderer/film", "renderer/sdl",
                   "renderer/commands", "renderer/run_screen.hpp", "renderer/station.hpp", *WIDGET_TOOLS]
PARTS["tests"] += ["hub", "hub/web", "console", "manual", "service"]
# The paths that are counted begin with the tests' own morning.
PARTS["tools/bench"] = [*PARTS["tools"], "tests"]
PARTS["renderer/main.cpp"].append("manual/request.hpp")
PARTS["renderer/run_screen.cpp"].append("service/service_manager.hpp")
# Who looks back reads the journal.
PARTS["renderer/commands"].append("hub/history.hpp")

# Headers of a library -> the only places that may include them. The standard library is free to all.
LIBRARIES = {
    r"nlohmann/": r"codec/(\w+/)?\w+(\.cpp|_json\.hpp)",
    r"zmq": r"link/",
    r"SDL": r"renderer/sdl/",
    r"X11/": r"renderer/sdl/(shm_glass|television)\.cpp",
    r"sqlite3": r"hub/(journal|journal_day|sqlite|backup|device_table)\.[ch]pp",
    r"microhttpd": r"hub/web/http_server\.cpp",
    r"systemd/": r"service/",
    r"sndfile": r"renderer/(sound|sdl)/",
    r"qrencode": r"renderer/qr/",
    r"lib(av|sw)\w+/": r"renderer/film/",
    r"png|jpeglib|webp/": r"renderer/sdl/picture_head\.cpp",
    r"fontconfig/": r"renderer/sdl/",
    r"fribidi": r"renderer/sdl/reading_order\.cpp",
    r"CLI/": r"(hub|renderer|console)/main\.cpp|hub/(commands|keys_command|web/web_command)\.[ch]pp|renderer/commands/|console/|manual/",
    r"sodium": r"codec/\w+\.cpp",
    r"xxh": r"(codec/(\w+/)?\w+|renderer/sound/kept_clip)\.cpp",
    r"catch2/": r"tests/catch\.hpp",
    r"ebur128": r"renderer/sound/",
    r"(sys|arpa|net|netinet|linux)/|(unistd|fcntl|poll|signal|dirent|dlfcn|malloc|termios)\.h":
        rf"(?!core/|renderer/widgets/|({'|'.join(WIDGET_TOOLS)})\.)",
}
STANDARD = re.compile(r"[a-z0-9_]+")
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')


def part_of(path):
    return max((part for part in PARTS if path == part or path.startswith((part + "/", part + "."))), key=len, default=None)


def allowed(path, form, header):
    part = part_of(path)
    if form == '"':
        return part_of(header) == part or part_of(header) in PARTS[part] or header in PARTS[part]
    for library, places in LIBRARIES.items():
        if re.match(library, header):
            # A test may use what the part it tests uses; Catch2 comes in two versions through one header of ours.
            return bool(re.match(places, path)) or (path.startswith("tests/") and library != "catch2/")
    return bool(STANDARD.fullmatch(header))


def complaints(root):
    for folder in sorted({part.split("/")[0] for part in PARTS}):
        for path in sorted(p for p in (root / folder).rglob("*.?pp")):
            name = path.relative_to(root).as_posix()
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                found = INCLUDE.match(line)
                if found and not allowed(name, *found.groups()):
                    yield f"{name}:{number}: {part_of(name)} may not include {found[2]}"


def types(text):
    """Each type that all files can see, with its namespace and its line; those without a name are a file's own."""
    spaces = []
    for number, line in enumerate(text.splitlines(), 1):
        if opened := re.match(r"(?:inline )?namespace ([\w:]*) ?\{$", line):
            spaces.append(opened[1])
        elif re.match(r"\} // namespace", line) and spaces:
            spaces.pop()
        elif (found := re.match(r"(?:struct|class|enum(?: class)?) (\w+)(?:[ {][^;]*)?$", line)) and "" not in spaces:
            yield number, "::".join([*spaces, found[1]])


def twins(root):
    seen = {}
    for folder in sorted({part.split("/")[0] for part in PARTS} - {"tests", "tools"}):
        for path in sorted(p for p in (root / folder).rglob("*.?pp")):
            for number, name in types(path.read_text(encoding="utf-8")):
                place = f"{path.relative_to(root).as_posix()}:{number}"
                if name in seen:
                    yield f"{place}: {name} is the name of another type, at {seen[name]}"
                seen.setdefault(name, place)


if __name__ == "__main__":
    tree = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".").resolve()
    lines = [*complaints(tree), *twins(tree)]
    print("\n".join(lines), end="\n" if lines else "")
    sys.exit(1 if lines else 0)
