# SPDX-License-Identifier: MIT
"""A hall with keys for the end-to-end tests: a hub's key folder, key folders of machines, and an administrator."""
import os
import subprocess

from hall import PROGRAMS, TREE, HallTest


class HallWithKeys(HallTest):
    def setUp(self):
        super().setUp()
        self.keys = self.folder / "keys"

    def tearDown(self):
        super().tearDown()
        os.environ.pop("PANGGIL_KEYS", None)

    def admin(self, *words, status=0):
        """panggil-hub keys ...: what it prints."""
        ended = subprocess.run([PROGRAMS / "panggil-hub", "keys", *map(str, words), "--keys", self.keys],
                               capture_output=True, text=True, timeout=60, cwd=TREE)
        self.assertEqual(ended.returncode, status, ended.stderr)
        return ended.stdout + ended.stderr

    def machine(self, name, role):
        """The key folder of a machine."""
        self.admin("add", name, "--role", role, "--out", self.folder / name)
        return self.folder / name

    def as_machine(self, folder, *words, status=0):
        return self.panggil(*words, "--keys", folder, status=status)

    def guarded_hub(self, **how):
        """A hub at every address of this machine, which only one with keys may be."""
        self.admin("init")
        os.environ["PANGGIL_KEYS"] = str(self.keys / "devices/admin")  # whoever names no other is the administrator
        hub = self.open_hub("tcp://0.0.0.0:0", words=("--keys", self.keys), **how)
        self.hub_at = self.hub_at.replace("0.0.0.0", "127.0.0.1")
        return hub

    def stranger(self, name):
        """A folder without a key of its own; the program that gets it makes one."""
        folder = self.folder / name
        folder.mkdir()
        (folder / "hub.pub").write_bytes((self.keys / "hub.pub").read_bytes())
        return folder
