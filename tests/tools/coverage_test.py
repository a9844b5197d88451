#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The table of tools/coverage: each line counts once, also in templates; a folder below what is wanted fails."""
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

TOOL = pathlib.Path(__file__).parents[2] / "tools/coverage_table.py"


def counts(**files):
    """gcovr's JSON of {"core/hall.cpp": [(line, count), ...]}."""
    return {"files": [{"file": name.replace("__", "/").replace("_cpp", ".cpp"),
                       "lines": [{"line_number": line, "count": count} for line, count in lines]} for name, lines in files.items()]}


class Table(unittest.TestCase):
    def printed(self, own, everything, *options):
        with tempfile.TemporaryDirectory() as folder:
            paths = [pathlib.Path(folder) / name for name in ("own.json", "all.json")]
            for path, report in zip(paths, (own, everything)):
                path.write_text(json.dumps(report), encoding="utf-8")
            done = subprocess.run([sys.executable, TOOL, *paths, *options], capture_output=True, text=True, check=False)
        return done.returncode, done.stdout.splitlines(), done.stderr

    def test_a_folder_is_the_sum_of_its_files_and_says_what_is_missing(self):
        own = counts(core__hall_cpp=[(1, 1), (2, 0), (3, 0), (7, 0)], core__log_cpp=[(1, 5)], link__gate_cpp=[(4, 1)])
        everything = counts(core__hall_cpp=[(1, 1), (2, 0), (3, 0), (7, 2)], core__log_cpp=[(1, 5)], link__gate_cpp=[(4, 1)])
        status, rows, _ = self.printed(own, everything)
        self.assertEqual(status, 0)
        self.assertIn("| core | 5 | 40.0 % | 60.0 % |  |", rows)
        self.assertIn("| core/hall.cpp | 4 | 25.0 % | 50.0 % | 2-3 |", rows)
        self.assertFalse(any("log.cpp" in row for row in rows))
        self.assertIn("| link | 1 | 100.0 % | 100.0 % |  |", rows)
        self.assertTrue(any("log.cpp" in row for row in self.printed(own, everything, "--files")[1]))

    def test_a_line_of_a_template_is_reached_when_one_of_its_instances_is(self):
        report = counts(core__hall_cpp=[(1, 0), (1, 3)])
        self.assertIn("| core | 1 | 100.0 % | 100.0 % |  |", self.printed(report, report)[1])

    def test_less_than_wanted_fails_and_names_the_folder(self):
        report = counts(core__hall_cpp=[(1, 1), (2, 0)], link__gate_cpp=[(1, 1)])
        status, _, said = self.printed(report, report, "--want", "95")
        self.assertEqual(status, 1)
        self.assertIn("core is at 50.0 %, wanted are 95 %", said)
        self.assertNotIn("link", said)
        self.assertEqual(self.printed(report, report, "--want", "50")[0], 0)


if __name__ == "__main__":
    unittest.main()
