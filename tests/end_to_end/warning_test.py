# SPDX-License-Identifier: MIT
"""What is no ordinary call, through the real programs: a warning, its end, and a visitor with another language."""
import unittest

from hall import HallTest


class Warnings(HallTest):
    def test_a_warning_is_said_by_one_screen_and_so_is_its_end(self):
        self.open_hub()
        screens = [self.live_screen("tv-1", "--zones", "lobi"), self.live_screen("tv-2", "--zones", "lobi")]
        service, = self.open_counters("3")
        ticket = self.panggil("issue", service, "--lang", "en-US")[0]["ticket"]
        called = self.panggil("call", "3", "--wait")[-1]
        said = [line for screen in screens for line in screen.lines("announce.ended", announce_id=called["call_id"])]
        self.assertEqual(len(said), 1)
        self.assertEqual(called["ticket"], ticket)
        self.assertRegex(said[0]["words"], r"^nomor antrean .* loket tiga\. ticket number .* counter three\.$")

        alert = self.panggil("alert", "raise", "--kind", "gempa", "--drill")[-1]["id"]
        speaker, other = sorted(screens, key=lambda screen: screen.name != self.speaker_of("lobi"))
        words = speaker.wait_for("alert.started", alert=alert)[0]["words"]
        self.assertTrue(words.startswith("ini latihan."), words)
        # Who is called now waits until it is over, and is then heard.
        self.panggil("finish", "3")
        self.panggil("issue", service)
        waiting = self.panggil("call", "3")[-1]["call_id"]
        speaker.wait_for("alert.said", alert=alert)
        self.assertEqual(speaker.lines("announce.started", announce_id=waiting), [])
        self.panggil("alert", "clear", alert)
        self.assertIn("latihan selesai", speaker.wait_for("alert.started", kind="alert.clear.drill")[0]["words"])
        speaker.wait_for("announce.ended", announce_id=waiting)
        self.assertEqual(other.lines("alert.started"), [])


if __name__ == "__main__":
    unittest.main()
