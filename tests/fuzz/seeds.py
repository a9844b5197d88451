#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What the fuzz targets begin with. The seeds and most words are made from the tree as it is: its layouts, halls, voices,
golden conversations, schemas and the web's API; so they never speak of fields that are gone. What was found and mended is
kept in tests/fuzz/found/TARGET, and runs with the seeds.
  seeds.py FOLDER [TARGET ...]    writes FOLDER/TARGET/seeds/* and FOLDER/TARGET/words.dict"""
import base64
import io
import json
import math
import pathlib
import re
import shutil
import sqlite3
import struct
import sys
import tempfile
import wave
import zlib

HERE = pathlib.Path(__file__).resolve().parent
TREE = HERE.parent.parent


def text(path):
    return (TREE / path).read_bytes()


def transcripts(side):
    """The messages of one side in each golden conversation."""
    for path in sorted((TREE / "docs/protocol/transcripts").glob("*.jsonl")):
        steps = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        yield [json.dumps(step[side]["message"], separators=(",", ":"), ensure_ascii=False).encode()
               for step in steps if "message" in step.get(side, {})]


def messages():
    for conversation in transcripts("hub"):
        yield b"\n".join(conversation)
        yield from conversation


def operations():
    return json.loads(text("docs/protocol/schemas/cmd.json"))["properties"]["op"]["enum"]


def commands():
    for conversation in transcripts("client"):
        yield b"\n".join(conversation)
        yield from conversation
    arguments = {"counter": "1", "service": "F", "ticket": "F001", "to": "2", "text": "Selamat pagi", "id": "1", "kind": "gempa",
                 "until": "13.00", "reason": "Rapat", "priority": "lansia", "drill": 1}
    lines = [json.dumps({"v": 1, "type": "cmd", "site": "uji", "rid": f"r{number}", "op": name, "d": arguments}).encode()
             for number, name in enumerate(operations())]
    yield from lines
    day = ["issue", "call", "serve", "hold", "resume", "transfer", "call", "recall", "finish", "break", "open"]
    yield b"\n".join(lines[operations().index(name)].replace(b'"r', b'"d%d-r' % at) for at, name in enumerate(day))
    yield b'{"op":"call","args":{"counter":"1"},"if_rev":2}'
    yield b'{"counter":"1","pin":"482913"}'


def files(*patterns):
    for pattern in patterns:
        for path in sorted(TREE.glob(pattern)):
            yield path.read_bytes()


def pieces(path, key, keep=()):
    """A file of one list, with one item each."""
    whole = json.loads(text(path))
    for item in whole.get(key, []):
        yield json.dumps({**{name: whole[name] for name in keep if name in whole}, key: [item]}).encode()


def layouts():
    yield from files("layouts/*.json", "layouts/parts/*.json", "tests/golden/migration/*")
    # Each widget alone, as its own sample in the golden files' names.
    for path in sorted((TREE / "tests/golden/widgets").glob("*.txt")):
        yield json.dumps({"version": 2, "extends": "dasar.json", "root": {"widget": path.stem}}).encode()
    for path in sorted((TREE / "renderer/widgets").glob("*.cpp")):
        found = re.search(r'R"\((\{.*?\})\)"', path.read_text(encoding="utf-8"), re.DOTALL)
        if found:
            yield f'{{"version": 2, "extends": "dasar.json", "root": {found.group(1)}}}'.encode()


def screens():
    yield text("screens.json")
    yield from pieces("screens.json", "rules", ("dayparts", "holidays", "screens"))
    yield from pieces("screens.json", "overlays", ("dayparts",))


def dense(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def trimmed(value, most):
    """The same with at most so many members and items at each place."""
    if isinstance(value, dict):
        return {key: trimmed(inner, most) for key, inner in list(value.items())[:most]}
    return [trimmed(inner, most) for inner in value[:most]] if isinstance(value, list) else value


def themes():
    yield from files("layouts/themes/*.json")
    for path in sorted(TREE.glob("layouts/themes/*.json")):
        whole = json.loads(path.read_text(encoding="utf-8"))
        yield dense({key: trimmed(value, 3) for key, value in whole.items()})


def halls():
    yield from files("hub/halls/*.json", "tests/chaos/hall.json")
    for path in ("hub/halls/mpp-bolmut.json", "tests/chaos/hall.json"):
        whole = json.loads(text(path))
        agencies = whole["agencies"][:1]
        ids = [agency["id"] for agency in agencies]
        own = {kind: [one for one in whole[kind] if one.get("agency") in ids] for kind in ("services", "counters")}
        yield dense({**whole, "agencies": agencies, **own})


def voice_packs():
    yield from files("audio/*/pack.json", "tests/data/voice/*/pack.json")
    for path in ("audio/id-ID/pack.json", "audio/en-US/pack.json"):
        whole = json.loads(text(path))
        few = {**whole, "clips": trimmed(whole["clips"], 4), "letters": trimmed(whole["letters"], 3),
               "templates": trimmed(whole["templates"], 6)}
        yield dense(few)
        for part in ("numbers", "ticket", "destinations", "templates", "joins", "variants"):
            yield dense({key: few[key] for key in ("schema", "id", "lang", "licence", "audio", "clips", part) if key in few})


def paths(*own):
    yield from (path.encode() for path in own)
    yield from (b"../rahasia.json", b"/etc/passwd", b"./a/../b.png", b"a//b.png", b"a/./../../lain/rahasia.png", b"..", b".", b"/",
                b"a\\b.png", "gambar/peta é.png".encode(), b"a" * 300 + b".png", b"file:///etc/passwd", b"~/.ssh/id", b"%2e%2e/x")


def png(width, height, colour=6):
    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    row = b"\0" + bytes(range(width * (4 if colour == 6 else 1)))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, colour, 0, 0, 0))
            + (chunk(b"PLTE", bytes(range(192))) if colour == 3 else b"")
            + chunk(b"IDAT", zlib.compress(row * height)) + chunk(b"IEND", b""))


def pictures():
    yield from files("assets/*.svg")
    yield b'<svg xmlns="http://www.w3.org/2000/svg" width="8" height="6"><rect width="8" height="6" fill="#c00"/>' \
          b'<path d="M1 1 L5 5 Q2 3 4 4 Z" stroke="blue" stroke-width="2" transform="rotate(30)"/></svg>'
    yield from (png(3, 2), png(8, 8, 0), png(5, 1, 3))
    # The smallest JPEG and WebP that there are: one pixel.
    yield base64.b64decode("/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////"
                           "////////////////wgALCAABAAEBAREA/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPxA=")
    yield base64.b64decode("UklGRiQAAABXRUJQVlA4IBgAAAAwAQCdASoBAAEAAgA0JaQAA3AA/vuUAAA=")


def clips():
    def riff(samples, channels=1, width=2, rate=48000):
        out = io.BytesIO()
        with wave.open(out, "wb") as file:
            file.setnchannels(channels)
            file.setsampwidth(width)
            file.setframerate(rate)
            file.writeframes(samples)
        return out.getvalue()
    tone = b"".join(struct.pack("<h", int(9000 * math.sin(at / 20))) for at in range(400))
    yield from (riff(tone), riff(tone, 2), riff(tone[:300], 1, 1), riff(tone[:300], 1, 3), riff(tone, rate=8000), riff(b""))
    floats = struct.pack("<40f", *([0.5, -1.2, 1e9, math.nan, math.inf] * 8))
    yield (b"RIFF" + struct.pack("<I", 36 + len(floats)) + b"WAVEfmt " + struct.pack("<IHHIIHH", 16, 3, 1, 48000, 192000, 4, 32)
           + b"data" + struct.pack("<I", len(floats)) + floats)
    smallest = sorted((TREE / "audio").glob("*/clips/**/*.flac"), key=lambda path: (path.stat().st_size, str(path)))[:2]
    yield from (path.read_bytes() for path in smallest)


def devices(rows):
    """The table of keys as the hub makes it."""
    schema = re.search(r'schema = R"\((.*?)\)"', text("hub/device_table.cpp").decode(), re.DOTALL).group(1)
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "devices.sqlite"
        database = sqlite3.connect(path)
        database.execute("PRAGMA page_size=512")
        database.executescript(schema)
        database.executemany("INSERT INTO devices(key, name, role, added, revoked, seen) VALUES(?, ?, ?, ?, ?, ?)", rows)
        database.commit()
        database.close()
        return path.read_bytes()


def key_tables():
    for role in ("display", "counter:3", "counter:3,teknik", "kiosk", "admin", "counter:", "Admin"):
        yield b"r" + role.encode()
    yield b"rK7QX-2MDA"
    pair = {"public": "p" * 40, "secret": "s" * 40}
    yield b"k" + json.dumps(pair).encode()
    yield b"k" + json.dumps({"public": "p" * 40}).encode()
    yield b"n" + json.dumps({**pair, "announced": 1795478400000, "from": 1796083200000}).encode()
    access = [{"kind": "pin", "counter": "1", "hash": "x", "at": 1}, {"kind": "token", "name": "simpus", "role": "counter:1",
              "print": "y", "at": 2}]
    yield b"a" + b"".join(json.dumps(line).encode() + b"\n" for line in access)
    yield b"s" + json.dumps({"print": "z", "counter": "1", "pin": "d04b98f48e8f8bcc15c6ae5ac050801cd6dcfd428fb5f9e65c4e16e7807340fa",
                             "used": 1795478300000, "ends": 1795500000000}).encode()
    yield b"d" + devices([])
    yield b"d" + devices([("a" * 40, "tv-lobi", "display", 1, 0, 0), ("b" * 40, "loket-3", "counter:3", 2, 5, 0)])
    yield b"d" + devices([("c" * 40, "lain", "raja", 1, 0, 0)])


def requests():
    host = "Host: hub:8080\n"
    own = host + "Origin: http://hub:8080\nContent-Type: application/json\n"
    sign_in = f'POST /api/session\n{own}\n{{"counter":"1","pin":"482913"}}'
    cookie = own + "Cookie: panggil=kue-1\n"
    token = own + "Authorization: Bearer kata-rahasia\n"
    paths_of_api = [path.replace("{key}", "k1").replace("{screen}", "tv-1").replace("{order}", "mute")
                    for path in json.loads(text("docs/openapi.json"))["paths"]]
    for path in ["/", "/petugas", "/index.html", *paths_of_api]:
        for method in ("GET", "POST", "DELETE", "HEAD"):
            yield f"{method} {path}\n{own}\n{{}}".encode()
            yield f"{method} {path}?counter=1\n{token}\n{{}}".encode()
    for op in operations():
        command = json.dumps({"op": op, "args": {"counter": "1", "service": "F", "ticket": "F001"}})
        yield f"POST /api/commands\n{token}Idempotency-Key: k1\n\n{command}".encode()
        yield f"{sign_in}\n%%\nPOST /api/commands\n{cookie}Idempotency-Key: k2\n\n{command}\n%%\nGET /api/commands/k2\n{cookie}".encode()
    wrong = sign_in.replace("482913", "000000")
    for day in ([sign_in, f"GET /api/state\n{cookie}", f"GET /api/events\n{cookie}", f"DELETE /api/session\n{cookie}"],
                [wrong, wrong, wrong, wrong, wrong, wrong, sign_in],
                [sign_in, f"POST /api/commands\nHost: hub:8080\nOrigin: http://jahat\nContent-Type: application/json\n"
                          f"Cookie: panggil=kue-1\nIdempotency-Key: k\n\n{{\"op\":\"call\"}}"],
                [f"GET /api/events?screens=1\n{token}", f"GET /api/screens\n{token}", f"GET /api/state\n{token}"]):
        yield "\n%%\n".join(day).encode()


JSON = HERE / "words/json.dict"
WIRE = sorted((TREE / "docs/protocol/schemas").glob("*.json"))
SCHEMA = TREE / "schema"

# target: its seeds, the longest input, the schemas whose names and words a change may use, and other words.
TARGETS = {
    "message": (messages, 3072, WIRE, [JSON]),
    "command": (commands, 1024, [TREE / "docs/protocol/schemas/cmd.json"], [JSON]),
    "layout": (layouts, 2048, [SCHEMA / "layout-2.schema.json"], [JSON]),
    "theme": (themes, 2048, [SCHEMA / "theme-1.schema.json"], [JSON]),
    "screens": (screens, 2048, [SCHEMA / "screens-1.schema.json"], [JSON]),
    "hall": (halls, 2048, [SCHEMA / "hall-1.schema.json"], [JSON]),
    "voice_pack": (voice_packs, 4096, [SCHEMA / "pack-1.schema.json"], [JSON]),
    "picture_path": (lambda: paths("assets/lambang.png", "assets/peta.svg", "assets/keluar/rahasia.png", "rahasia.json",
                                   "assets/berputar/a", "data/doa.csv", "parts/kaki.json"), 320, [], [HERE / "words/path.dict"]),
    "picture": (pictures, 2048, [], [HERE / "words/picture.dict"]),
    "clip_path": (lambda: paths("clips/satu.wav", "../uji/clips/satu.wav", "clips/../../../rahasia.wav", "id-ID"), 320, [],
                  [HERE / "words/path.dict"]),
    "clip": (clips, 8192, [], [HERE / "words/sound.dict"]),
    "key_table": (key_tables, 4096, [], [JSON]),
    "http_request": (requests, 1024, [TREE / "docs/openapi.json"], [JSON, HERE / "words/http.dict"]),
}


def words_of(value, words):
    """Names and fixed words of a schema."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in ("properties", "parameters", "paths") and isinstance(inner, dict):
                words.update(inner)
            if key == "const" and isinstance(inner, str):
                words.add(inner)
            if key == "enum" and isinstance(inner, list):
                words.update(word for word in inner if isinstance(word, str))
            words_of(inner, words)
    elif isinstance(value, list):
        for inner in value:
            words_of(inner, words)


def dictionary(schemas, others):
    words = set()
    for path in schemas:
        words_of(json.loads(path.read_text(encoding="utf-8")), words)
    plain = sorted(word for word in words if 1 < len(word) < 40 and re.fullmatch(r"[ -~]+", word) and '"' not in word and "\\" not in word)
    lines = [f'"\\"{word}\\""' for word in plain]
    return "\n".join([path.read_text(encoding="utf-8") for path in others] + lines) + "\n"


def write(folder, target, whole=True):
    """Without `whole` only those seeds that are no longer than a change may be: a fuzzer would cut the others."""
    seeds, longest, schemas, others = TARGETS[target]
    out = pathlib.Path(folder) / target / "seeds"
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    count = 0
    for seed in seeds():
        if whole or len(seed) <= longest:
            (out / f"{count:03}").write_bytes(seed)
            count += 1
    if count == 0:
        raise SystemExit(f"seeds.py: {target} has no seeds; what it is made of has moved")
    (out.parent / "words.dict").write_text(dictionary(schemas, others), encoding="utf-8")
    return count


def main():
    if len(sys.argv) < 2 or sys.argv[1] in ("-h", "--help"):
        print(__doc__)
        return
    for target in sys.argv[2:] or TARGETS:
        print(f"{target}: {write(sys.argv[1], target)} seeds")


if __name__ == "__main__":
    main()
