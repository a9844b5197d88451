#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Two televisions on one machine: one program, two screens to the hub, each with the picture that its name has in
screens.json, and one voice."""
import socket
import unittest

from hall import PROGRAMS, until
from web_hall import WebHall

SCHEDULE = {"version": 1,
            "screens": {"kiri": {}, "kanan": {}},
            "rules": [{"id": "kanan", "screens": ["kanan"], "show": "layouts/tutup.json"},
                      {"id": "biasa", "screens": "all", "show": "layouts/mpp-lanskap.json"}]}


class TwoTelevisions(WebHall):
    def test_each_has_its_picture_and_one_speaks(self):
        self.open_hub()
        both = self.start("both", "env", "SDL_VIDEODRIVER=dummy", PROGRAMS / "panggil-screen", "run", "--window",
                          "1280x720", "--site", self.copy_site(SCHEDULE), "--hub", self.hub_at, "--screen", "kiri,kanan",
                          "--state-dir", self.folder / "state", "--audio-file", self.folder / "heard.wav",
                          "--shot", self.folder / "glass.png")
        for name in ("kiri", "kanan"):
            both.wait_for("link.live", screen=name)
        both.wait_for("layout.shown", screen="kiri", name="MPP Bolmut: sepuluh OPD, lanskap")
        both.wait_for("layout.shown", screen="kanan", name="Tutup")
        until(lambda: {screen["screen"] for screen in self.panggil("screens")} == {"kiri", "kanan"}, "the hub sees two")
        until(lambda: self.speaker_of("lobi") == "kiri", "the first has the voice")

        service, = self.open_counters("3")
        ticket = self.panggil("issue", service)[0]["ticket"]
        self.panggil("call", "3")
        both.wait_for("call.shown", screen="kiri", ticket=ticket)
        both.wait_for("announce.ended", screen="kiri", ticket=ticket)
        self.assertEqual(both.lines("announce.started", screen="kanan"), [])
        self.assertTrue((self.folder / "state/kiri").is_dir())

        self.assertEqual(both.stop(), 0)
        for file in ("glass.png", "glass-kanan.png"):
            self.assertGreater((self.folder / file).stat().st_size, 10_000, file)
        self.assertNotEqual((self.folder / "glass.png").read_bytes(), (self.folder / "glass-kanan.png").read_bytes())

    def test_they_are_started_anew_together_and_after_the_last_word(self):
        # One of them is asked to; the program is both, and the other is at a call.
        self.open_web_hub(call_spacing_ms=0, announcement_ttl_s=600)
        admin = self.client(token=self.admin_says("token", "add", "teknisi", "--role", "admin"))
        manager = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.addCleanup(manager.close)
        manager.bind(str(self.folder / "notify"))  # somebody would start it again
        both = self.start("both", "env", "SDL_VIDEODRIVER=dummy", f"NOTIFY_SOCKET={self.folder}/notify", PROGRAMS / "panggil-screen",
                          "run", "--window", "640x360", "--hub", self.hub_at, "--screen", "kiri,kanan", "--state-dir",
                          self.folder / "state", "--audio-file", self.folder / "heard.wav")
        for name in ("kiri", "kanan"):
            both.wait_for("link.live", screen=name)
        both.wait_for("voice.loaded")
        until(lambda: self.speaker_of("lobi") == "kiri", "the first has the voice")
        services = self.open_counters("3", "5")
        tickets = [self.panggil("issue", service)[0]["ticket"] for service in services]
        self.panggil("call", "3")
        both.wait_for("announce.started", screen="kiri", ticket=tickets[0])

        told = until(lambda: (answer := admin.ask("POST", "/api/screens/kanan/restart", {})).status == 200 and answer, "kanan takes the order")
        self.assertTrue(told.body["order"])
        both.wait_for("screen.restarts", screen="kanan")
        self.panggil("call", "5")
        self.assertEqual(both.process.wait(timeout=120), 75)
        said, = both.lines("announce.ended", screen="kiri")
        self.assertEqual(said["ticket"], tickets[0])
        self.assertGreater(said["audible_ms"], 5000, "whole")
        self.assertEqual(len(both.lines("announce.started")), 1, "whoever leaves begins nothing more")
        # The other call was given to nobody's silence: it is said by whoever comes.
        again = self.start("again", "env", "SDL_VIDEODRIVER=dummy", PROGRAMS / "panggil-screen", "run", "--window", "640x360", "--hub",
                           self.hub_at, "--screen", "kiri,kanan", "--state-dir", self.folder / "state", "--audio-file",
                           self.folder / "again.wav", "--pack", self.quick_voice())
        again.wait_for("announce.ended", screen="kiri", ticket=tickets[1])

    def test_a_name_that_is_there_twice_is_refused(self):
        twice = self.start("twice", PROGRAMS / "panggil-screen", "run", "--headless", "--screen", "kiri,kiri")
        self.assertEqual(twice.process.wait(timeout=60), 2)
        self.assertIn('"kiri" is there twice', twice.said.read_text(encoding="utf-8"))


if __name__ == "__main__":
    unittest.main()
