# SPDX-License-Identifier: MIT
"""The disk has eaten the hub's journal: the hub stays up and says so, the screens show no number, the clerk is told what to
do, and the last backup brings the hall back."""
import json
import os
import signal
import subprocess
import unittest

from hall import PROGRAMS, HallTest, three_free_ports


class DamagedJournal(HallTest):
    def admin(self, *words, status=0):
        ended = subprocess.run([PROGRAMS / "panggil-hub", *map(str, words)], capture_output=True, text=True, timeout=60)
        self.assertEqual(ended.returncode, status, ended.stderr)
        return ended.stdout + ended.stderr

    def test_damage_is_told_and_a_backup_heals_it(self):
        at = f"tcp://127.0.0.1:{three_free_ports()}"
        journal, backup = self.folder / "data/journal.sqlite", self.folder / "backup.sqlite"
        hub = self.open_hub(listen=at)
        screen = self.live_screen("tv-1")
        service, = self.open_counters("3")
        ticket = self.panggil("issue", service)[0]["ticket"]
        self.panggil("call", "3")
        screen.wait_for("announce.started", ticket=ticket)
        self.admin("backup", "--data", self.folder / "data", "--out", backup)
        self.assertIn("in use", self.admin("restore", "--data", self.folder / "data", "--from", backup, status=1))
        board = self.board()
        self.assertEqual(hub.stop(), 0)

        # Damaged in the middle: neither a crash nor an old number.
        for log in (journal.parent / "journal.sqlite-wal", journal.parent / "journal.sqlite-shm"):
            log.unlink(missing_ok=True)
        content = bytearray(journal.read_bytes())
        content[4096:] = b"\x5a" * (len(content) - 4096)
        journal.write_bytes(content)
        hub = self.open_hub(listen=at)
        self.assertTrue(hub.lines("journal.damaged"))
        damaged = self.wait_for_same_board(screen)
        self.assertNotIn(f"ticket/{ticket}", damaged["state"])
        self.assertIn("Ikuti panggilan petugas", json.dumps(damaged["state"]["notice/1"]))
        refused = self.panggil_begins("issue", service)
        said, complained = refused.communicate(timeout=60)
        self.assertEqual(refused.returncode, 1)
        self.assertIn("storage", said + complained)
        self.assertEqual(hub.stop(), 0)

        # A restore that is killed between its two renames leaves no hall that begins anew.
        killed = subprocess.run([PROGRAMS / "panggil-hub", "restore", "--data", self.folder / "data", "--from", backup],
                                env=os.environ | {"PANGGIL_FAILPOINT": "restore.between:1:kill"}, timeout=60)
        self.assertEqual(killed.returncode, -signal.SIGKILL)
        self.assertFalse(journal.exists())
        hub = self.open_hub(listen=at)
        self.assertIn("restore", hub.wait_for("journal.damaged")[0]["hint"])
        self.assertFalse(journal.exists())
        self.assertEqual(hub.stop(), 0)

        # Restored: the same board, in a term of its own, taken over by the screen as it is.
        self.assertIn("restored", self.admin("restore", "--data", self.folder / "data", "--from", backup))
        self.open_hub(listen=at)
        healed = self.wait_for_same_board(screen)
        self.assertEqual(healed["state"]["counter/3"], board["state"]["counter/3"])
        self.assertGreater(healed["term"], board["term"])
        self.assertEqual(len(screen.lines("announce.started")), 1)


if __name__ == "__main__":
    unittest.main()
