#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The programs write their own manual pages and completions: each page is read by the typesetter without a complaint and
names what --help names, and bash, zsh and fish complete commands, options, choices and files with them."""
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

    def test_no_shell_is_told_less_than_the_help_says(self):
        """Each option of the program and of its commands stands in each completion, with its command."""
        for name in NAMES:
            commands = re.findall(r'^\.SS "' + name + r' ([a-z -]+)"', said(name, "--manual", "man").replace("\\-", "-"), re.M)
            self.assertTrue(commands, name)
            scripts = {shell: said(name, "--manual", shell) for shell in ("bash", "zsh", "fish")}
            for command in ["", *commands]:
                typed = f" {command}" if command else ""
                options = re.findall(r"^  (?:-\w,)?(--[a-z][a-z-]+)", said(name, *command.split(), "--help"), re.M)
                self.assertIn("--help", options)
                for option in options:
                    self.assertRegex(scripts["bash"], rf"'{typed}'\) words='[^']*{option}[ ']", f"{name} {command}")
                    self.assertRegex(scripts["fish"], rf"is_at \\'{typed}\\'' .*-l {option[2:]} ", f"{name} {command}")
                    of_command = scripts["zsh"].split(f"        '{typed}')\n")[1].split(" ;;\n")[0]
                    self.assertRegex(of_command, rf"'\*{option}=?\[", f"{name} {command}")

    @unittest.skipUnless(shutil.which("zsh"), "zsh is not installed")
    def test_zsh_is_told_what_can_come_next(self):
        for name in NAMES:
            for language in ("en", "id"):
                read = subprocess.run(["zsh", "-n"], input=said(name, "--manual", "zsh", language=language), text=True,
                                      capture_output=True, check=False)
                self.assertEqual((read.returncode, read.stderr), (0, ""), name)

        def offered(name, *words):
            """What zsh's own functions are asked to offer."""
            script = f'''_arguments() {{ print -rl -- "${{words[1]}}" "$CURRENT" "$@" $commands }}
                words=({name} {" ".join(f"'{word}'" for word in words)}); CURRENT={len(words) + 1}
                ''' + said(name, "--manual", "zsh")
            done = subprocess.run(["zsh", "-f", "-c", script], capture_output=True, text=True, check=True)
            self.assertEqual(done.stderr, "")
            return done.stdout.splitlines()

        at_root = offered("panggil-hub", "ke")
        self.assertEqual(at_root[:2], ["panggil-hub", "2"])
        self.assertTrue(any(line.startswith("keys:") for line in at_root))
        behind = offered("panggil-hub", "keys", "add", "--ro")
        self.assertEqual(behind[:2], ["add", "2"])
        self.assertTrue(any(line.startswith("*--role=[") for line in behind))
        self.assertFalse(any(line.startswith("*--hall=[") for line in behind))
        self.assertTrue(any(line.endswith(":(json text)") for line in offered("panggil-screen", "run", "")))

    @unittest.skipUnless(shutil.which("fish"), "fish is not installed")
    def test_fish_completes_what_can_come_next(self):
        def offered(name, typed):
            script = said(name, "--manual", "fish")
            read = subprocess.run(["fish", "--no-execute"], input=script, text=True, capture_output=True, check=False)
            self.assertEqual((read.returncode, read.stderr), (0, ""), name)
            done = subprocess.run(["fish", "--no-config", "-c", f"{script}\ncomplete -C '{name} {typed}'"], capture_output=True, text=True,
                                  check=True, cwd=pathlib.Path(__file__).parents[2], stdin=subprocess.DEVNULL)
            self.assertEqual(done.stderr, "")
            return {line.split("\t")[0] for line in done.stdout.splitlines()}

        self.assertEqual(offered("panggil-hub", "ke"), {"keys"})
        self.assertLessEqual({"init", "add", "approve", "revoke", "list"}, offered("panggil-hub", "keys "))
        self.assertEqual(offered("panggil-screen", "--he"), {"--help"})
        self.assertIn("--headless", offered("panggil-screen", "run --hea"))
        self.assertEqual(offered("panggil-screen", "run --log "), {"json", "text"})
        self.assertEqual(offered("panggil-hub", "--hall hub/halls/mpp-b"), {"hub/halls/mpp-bolmut.json"})
        self.assertEqual(offered("panggil", "--lang e"), {"en"})
        self.assertIn("recall", offered("panggil", "rec"))


if __name__ == "__main__":
    unittest.main()
