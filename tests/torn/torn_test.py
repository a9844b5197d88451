#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Every save of what a program goes on with, torn at each of its system calls: strace kills the program as it enters one, and
what is read afterwards is the old or the new, never a mixture or nothing; once new it stays new; the next save works, and
nothing is left lying about after it. The list of calls also shows that a power cut leaves no more: what takes a file's place
is on the disk before, and its folder after. Needs strace; `--table` prints what was found for docs/reliability.md."""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

PROGRAM = os.environ.get("PANGGIL_TORN_SAVER", "build/dev/tests/torn_saver")
BEGIN, END = "/the-save-begins", "/the-save-has-ended"
KILLED = (-9, 137)
# The sanitizers' own look at the end cannot be had under strace.
ENVIRONMENT = {**os.environ, "ASAN_OPTIONS": "detect_leaks=0"}
LINE = re.compile(r"^\d+\s+(?:<\.\.\. )?(\w+)(?: resumed>)?\((.*)$")


def run(*words, tracer=()):
    return subprocess.run([*tracer, PROGRAM, *map(str, words)], env=ENVIRONMENT, capture_output=True, text=True, check=False)


def kinds():
    return run("list").stdout.splitlines()


def read(kind, folder):
    # Of a copy: reading may mend what it finds.
    with tempfile.TemporaryDirectory() as place:
        copy = pathlib.Path(place) / "copy"
        shutil.copytree(folder, copy)
        return run("read", kind, copy).stdout.strip()


def files_in(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


class Save:
    """One kind of save: its system calls, and what it stores."""

    def __init__(self, kind, place):
        self.kind = kind
        self.place = pathlib.Path(place)
        self.base = self.fresh("base", None)
        if run("save", kind, self.base, "first").returncode != 0:
            raise AssertionError(f"{kind}: cannot be saved at all")
        self.old = read(kind, self.base)
        whole = self.fresh("whole")
        trace = self.place / "trace"
        done = run("save", kind, whole, "second", tracer=("strace", "-f", "-y", "-o", trace))
        if done.returncode != 0:
            raise AssertionError(f"{kind}: cannot be saved: {done.stderr}")
        self.new = read(kind, whole)
        self.left = files_in(whole)
        self.calls = []  # (name, which of this name), from the first call of the save to its last
        self.lines = []
        counts, inside = {}, False
        for line in trace.read_text(encoding="utf-8", errors="replace").splitlines():
            found = LINE.match(line)
            if not found:
                continue
            name, rest = found.groups()
            counts[name] = counts.get(name, 0) + 1
            if END in rest:
                break
            if inside:
                self.calls.append((name, counts[name]))
                self.lines.append((name, rest))
            inside = inside or BEGIN in rest

    def fresh(self, name, base="base"):
        folder = self.place / name
        shutil.rmtree(folder, ignore_errors=True)
        if base is None:
            folder.mkdir()
        else:
            shutil.copytree(self.place / base, folder)
        return folder

    def torn_at(self, name, which):
        """What is read after a death at this call, and what the next save leaves: (text, text, files); None: not reached."""
        folder = self.fresh("torn")
        done = run("save", self.kind, folder, "second",
                   tracer=("strace", "-f", "-o", "/dev/null", "-e", f"inject={name}:signal=KILL:when={which}"))
        if done.returncode not in KILLED:
            return None
        text = read(self.kind, folder)
        run("save", self.kind, folder, "second")
        return text, read(self.kind, folder), files_in(folder)

    def places(self):
        """(synced before, folder synced after) for each file that takes the place of another or appears."""
        synced, found = set(), []
        for at, (name, rest) in enumerate(self.lines):
            path = re.search(r"<([^>]*)>", rest)
            if name in ("fsync", "fdatasync") and path:
                synced.add(path.group(1))
            elif name in ("write", "pwrite64", "ftruncate") and path:
                synced.discard(path.group(1))
            elif name in ("rename", "renameat", "renameat2", "link", "linkat"):
                source, target = re.findall(r'"([^"]+)"', rest)[:2]
                folder = str(pathlib.Path(target).parent)
                after = any(later in ("fsync", "fdatasync") and f"<{folder}>" in words for later, words in self.lines[at:])
                found.append((source in synced, after))
        return found


def traced():
    """False where strace may not look at other programs."""
    return shutil.which("strace") is not None and run("list", tracer=("strace", "-o", "/dev/null")).returncode == 0


class Torn(unittest.TestCase):
    rows = []

    def test_saves(self):
        for kind in kinds():
            with self.subTest(kind), tempfile.TemporaryDirectory() as place:
                self.tear(Save(kind, place))

    def tear(self, save):
        self.assertGreater(len(save.calls), 2, "the save was not seen")
        deaths, is_new = {"old": 0, "new": 0}, False
        for name, which in save.calls:
            torn = save.torn_at(name, which)
            self.assertIsNotNone(torn, f"{name} {which} was not reached")
            text, after, left = torn
            self.assertIn(text, (save.old, save.new), f"dead at {name} {which}")
            self.assertFalse(is_new and text != save.new, f"dead at {name} {which}: new no more")
            is_new = text == save.new and save.old != save.new
            deaths["new" if is_new else "old"] += 1
            self.assertEqual(after, save.new, f"dead at {name} {which}: the next save")
            self.assertEqual(left, save.left, f"dead at {name} {which}: left lying about")
        places = save.places()
        self.assertTrue(all(before and after for before, after in places), f"a power cut would tear it: {places}")
        Torn.rows.append((save.kind, len(save.calls), deaths["old"], deaths["new"],
                          "by SQLite" if not places else "yes"))


def main():
    if not traced():
        print("strace is not here, or may not look at other programs")
        return 77
    table = "--table" in sys.argv
    if table:
        sys.argv.remove("--table")
    result = unittest.main(exit=False).result
    if table:
        print("| save | system calls | then old | then new | on the disk in this order |\n|---|---|---|---|---|")
        for row in Torn.rows:
            print("| " + " | ".join(map(str, row)) + " |")
    return 0 if result.wasSuccessful() else 1


if __name__ == "__main__":
    sys.exit(main())
