#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The Debian packages, made of the programs that were just built: what is in which, what they need, what an office may
edit, and no complaint of an error by lintian where it is installed. tools/try-packages lives a day with them."""
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

TREE = pathlib.Path(__file__).parents[2]
NAMES = {"panggil-hub", "panggil-screen", "panggil-tools", "panggil-voice-id", "panggil-layouts"}


def run(*words, **more):
    return subprocess.run(words, capture_output=True, text=True, check=False, **more)


class Packages(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp())
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        made = run(TREE / "tools/package", "--from", os.environ["PANGGIL_PROGRAMS"], "--out", cls.folder)
        assert made.returncode == 0, made.stdout + made.stderr
        cls.packages = {path.name.split("_")[0]: path for path in cls.folder.glob("*.deb")}

    def about(self, name, field):
        return run("dpkg-deb", "-f", self.packages[name], field).stdout.strip()

    def files(self, name):
        return {line.split()[5].lstrip(".") for line in run("dpkg-deb", "-c", self.packages[name]).stdout.splitlines()
                if not line.startswith("d")}

    def conffiles(self, name):
        return set(run("dpkg-deb", "-I", self.packages[name], "conffiles").stdout.split())

    def test_there_are_five_and_nothing_is_in_two(self):
        self.assertEqual(set(self.packages), NAMES)
        seen = {}
        for name in NAMES:
            for file in self.files(name):
                self.assertNotIn(file, seen, f"in {name} and in {seen.get(file)}")
                seen[file] = name
        for program, name in (("panggil-hub", "panggil-hub"), ("panggil-screen", "panggil-screen"), ("panggil", "panggil-tools")):
            self.assertEqual(seen[f"/usr/bin/{program}"], name)
            self.assertEqual(seen[f"/usr/share/bash-completion/completions/{program}"], name)

    def test_all_that_an_office_edits_is_kept_over_an_upgrade(self):
        # Links are no conffiles; they lead to a voice that the package brings.
        for name in NAMES:
            edited = {file for file in self.files(name) if file.startswith("/etc/") and "/audio/" not in file}
            self.assertEqual(edited, self.conffiles(name), name)
        folders = ("layouts", "assets", "data", "fonts", "schema", "hub/halls")
        shipped = {path.relative_to(TREE) for folder in folders for path in (TREE / folder).rglob("*") if path.is_file()}
        self.assertEqual({f"/etc/panggil/site/{file}" for file in shipped} | {"/etc/panggil/site/screens.json"},
                         self.conffiles("panggil-layouts"))

    def test_each_needs_what_it_calls(self):
        self.assertIn("libzmq5", self.about("panggil-hub", "Depends"))
        for needed in ("panggil-layouts", "panggil-voice-id", "fonts-lato", "libsdl2-2.0-0", "libavformat", "libswscale"):
            self.assertIn(needed, self.about("panggil-screen", "Depends"))
        for name in ("panggil-voice-id", "panggil-layouts"):
            self.assertEqual(self.about(name, "Architecture"), "all")

    @unittest.skipUnless(shutil.which("lintian"), "lintian is not installed")
    def test_lintian_finds_no_error(self):
        found = run("lintian", "--allow-root", "--fail-on", "error", *self.packages.values())
        self.assertEqual(found.returncode, 0, found.stdout + found.stderr)


if __name__ == "__main__":
    unittest.main()
