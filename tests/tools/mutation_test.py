#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Where tools/mutate changes a file: operators, numbers, conditions and statements in bodies of functions, and nothing else."""
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

TREE = pathlib.Path(__file__).parents[2]
sys.path.insert(0, str(TREE / "tools/mutation"))
try:
    from sites import Source
except ImportError:
    print("python3-clang is not installed")
    sys.exit(77)

SOURCE = """\
struct Line { void push_back(int number); };
enum class Light { Red, Green };
constexpr int most = 5'000;
template <class Type> struct Box { Type* content; };
int wait(int waiting, Line& line, Light& light) {
    if (waiting < 3 && waiting > 0) {
        line.push_back(waiting + 1);
        light = Light::Red;
    }
    switch (waiting) { case 7: return 7 * 2; default: break; }
    return most;
}
bool late(int waiting) { return waiting >= 9; }
"""


class Sites(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = os.path.join(folder.name, "hall.cpp")
        pathlib.Path(self.path).write_text(SOURCE, encoding="utf-8")
        self.changes = Source(self.path, ["-x", "c++", "-std=c++20"]).changes()
        self.whats = {(change.line, change.what) for change in self.changes}

    def test_what_is_changed(self):
        self.assertLessEqual({
            (3, "5'000 becomes 10000"), (6, "< becomes <="), (6, "< becomes >="), (6, "> becomes <="), (6, "&& becomes ||"), (6, "3 becomes 4"),
            (6, "negated: waiting < 3 && waiting > 0"), (7, "dropped: line.push_back(waiting + 1)"), (7, "+ becomes -"),
            (8, "dropped: light = Light::Red"), (8, "Light::Red becomes Light::Green"), (10, "* becomes /"),
            (13, ">= becomes >"), (13, "negated: waiting >= 9"),
        }, self.whats)

    def test_what_is_no_operator_or_must_be_known_to_the_compiler_stays(self):
        self.assertFalse([what for line, what in self.whats if line in (1, 2, 4, 5)])
        labels = [change for change in self.changes if change.line == 10 and change.begin < SOURCE.index("return 7")]
        self.assertEqual([change.what for change in labels], [])

    def test_each_change_replaces_just_that(self):
        """Applied, it is the file with one difference, and that compiles."""
        for change in self.changes:
            changed = SOURCE[:change.begin] + change.new + SOURCE[change.end:]
            self.assertNotEqual(changed, SOURCE)
            self.assertEqual([at for at, (old, new) in enumerate(zip(SOURCE.splitlines(), changed.splitlines())) if old != new], [change.line - 1])
            done = subprocess.run(["c++", "-std=c++20", "-fsyntax-only", "-w", "-x", "c++", "-"], input=changed, text=True,
                                  capture_output=True, check=False)
            self.assertEqual(done.returncode, 0, f"{change.what}: {done.stderr}")


if __name__ == "__main__":
    unittest.main()
