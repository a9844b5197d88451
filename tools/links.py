#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Relative links of the documents: each must lead to a file of the tree, each #part to a heading of that file.
Prints `docs/architecture.md:12: there is no core/gone.cpp`. Run from the root, or with the root as argument."""
import pathlib
import re
import sys

LINK = re.compile(r"!?\[[^\]]*\]\(<?([^)\s>]+)>?[^)]*\)")
HEADING = re.compile(r"^#+\s+(.*?)\s*#*$")


def anchors(path):
    """The names under which the headings of a page can be linked, as the usual viewers make them."""
    found = set()
    for line in path.read_text(encoding="utf-8").splitlines():
        if heading := HEADING.match(line):
            found.add(re.sub(r"[^\w\- ]", "", heading[1].lower()).replace(" ", "-"))
    return found


def complaints(root):
    # Builds are not even entered: the root of another system may stand there, with processes that come and go.
    folders = [folder for folder in root.iterdir() if folder.is_dir() and not folder.name.startswith((".", "build"))]
    pages = [*root.glob("*.md"), *(page for folder in folders for page in folder.rglob("*.md")
                                   if not any(part.startswith((".", "build")) for part in page.relative_to(root).parts))]
    for page in sorted(pages):
        fenced = False
        for number, line in enumerate(page.read_text(encoding="utf-8").splitlines(), 1):
            fenced ^= line.lstrip().startswith("```")
            if fenced:
                continue
            for target in LINK.findall(re.sub(r"`[^`]*`", "``", line)):
                if re.match(r"[a-z]+:", target):
                    continue
                name, _, part = target.partition("#")
                path = (page.parent / name).resolve() if name else page
                where = f"{page.relative_to(root)}:{number}"
                if not path.exists():
                    yield f"{where}: there is no {name}"
                elif root.resolve() not in (path.resolve(), *path.resolve().parents):
                    yield f"{where}: {name} leads out of the tree"
                elif part and path.suffix == ".md" and part not in anchors(path):
                    yield f"{where}: {name or page.name} has no heading #{part}"


if __name__ == "__main__":
    lines = list(complaints(pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".").resolve()))
    print("\n".join(lines), end="\n" if lines else "")
    sys.exit(1 if lines else 0)
