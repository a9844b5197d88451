#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The programs write their own manual pages and completions: each page is read by the typesetter without a complaint and
names what --help names, and bash completes commands, options, choices and files with them."""
import os
import pathlib
import re
import shutil
import subprocess
import unittest

PROGRAMS = pathlib.Path(os.environ["PANGGIL_PROGRAMS"])
NAMES = ("panggil", "panggil-hub", "panggil-screen")


def said(name, *words, language="en"):
    return subprocess.run([PROGRAMS / name, *words], capture_output=True, text=True, check=True,
                          env={**os.environ, "PANGGIL_LANG": language}).stdout


class Manual(unittest.TestCase):
    def test_a_page_names_every_option_and_command_of_the_help(self):
        for name in NAMES:
            page = said(name, "--manual", "man").replace("\\-", "-")
            for option in re.findall(r"--[a-z][a-z-]+", said(name, "--help")):
                self.assertIn(option, page, name)
            commands = said(name, "--help").split("Subcommands:")[1].split("\n\n")[0]
            for command in re.findall(r"^  ([a-z-]+) ", commands, re.M):
                self.assertIn(f'.SS "{name} {command}"', page, name)

    def test_the_page_of_the_clerks_is_in_both_languages(self):
        self.assertIn('.SH "RINGKASAN"', said("panggil", "--manual", "man", language="id"))
        self.assertIn('.SH "SYNOPSIS"', said("panggil", "--manual", "man"))

    @unittest.skipUnless(shutil.which("groff"), "groff is not installed")
    def test_the_typesetter_has_nothing_to_say(self):
        for name in NAMES:
            for language in ("en", "id"):
                set_page = subprocess.run(["groff", "-man", "-Tutf8", "-Kutf8", "-ww", "-z"], capture_output=True, text=True,
                                          input=said(name, "--manual", "man", language=language), check=False)
                self.assertEqual((set_page.returncode, set_page.stderr), (0, ""), name)

    def completed(self, name, *words):
        script = said(name, "--manual", "bash") + f'''
            COMP_WORDS=({name} {" ".join(f"'{word}'" for word in words)}); COMP_CWORD={len(words)}
            _{name.replace("-", "_")}; printf '%s\\n' "${{COMPREPLY[@]}}"'''
        done = subprocess.run(["bash", "-u", "-c", script], capture_output=True, text=True, check=True,
                              cwd=pathlib.Path(__file__).parents[2])
        self.assertEqual(done.stderr, "")
        return set(done.stdout.split())

    def test_bash_completes_what_can_come_next(self):
        self.assertEqual(self.completed("panggil-hub", "ke"), {"keys"})
        self.assertLessEqual({"init", "add", "approve", "revoke", "list"}, self.completed("panggil-hub", "keys", ""))
        self.assertEqual(self.completed("panggil-screen", "--he"), {"--help"})
        self.assertIn("--headless", self.completed("panggil-screen", "run", "--hea"))
        self.assertEqual(self.completed("panggil-screen", "run", "--log", ""), {"json", "text"})
        self.assertEqual(self.completed("panggil-hub", "--hall", "hub/halls/mpp-b"), {"hub/halls/mpp-bolmut.json"})
        self.assertEqual(self.completed("panggil", "--lang", "e"), {"en"})
        self.assertIn("recall", self.completed("panggil", "rec"))


if __name__ == "__main__":
    unittest.main()
