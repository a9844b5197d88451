# SPDX-License-Identifier: MIT
"""What an administrator can want of one screen, through the hub's web: a picture of its glass, its name on it, a test
sentence, a fresh start. Calls go before all of it, and who may not is told so."""
import signal
import socket
import struct
import unittest

from hall import PROGRAMS, Recording, run, until
from web_hall import WebHall


class Orders(WebHall):
    def setUp(self):
        super().setUp()
        self.manager = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.addCleanup(self.manager.close)
        self.manager.bind(str(self.folder / "notify"))

    def open_hall(self, **how):
        self.open_web_hub(**how)
        self.admin = self.client(token=self.admin_says("token", "add", "teknisi", "--role", "admin"))
        until(lambda: self.admin.get("/api/screens").status == 200, "the hub sees the token")

    def kept_screen(self, name, *words):
        """As a service: somebody would start it again."""
        screen = self.open_screen(name, *words, program=("env", f"NOTIFY_SOCKET={self.folder}/notify", PROGRAMS / "panggil-screen"))
        screen.wait_for("link.live")
        until(lambda: self.sight(name).get("state") == "live" and self.sight(name)["life"], f"the hub knows {name}")
        return screen

    def sight(self, name):
        return next((each for each in self.admin.get("/api/screens").body["screens"] if each["screen"] == name), {})

    def order(self, deed, who=None, screen="tv-1", body=None):
        return (who or self.admin).ask("POST", f"/api/screens/{screen}/{deed}", body or {})

    def refused(self, answer, status, code):
        self.assertEqual((answer.status, answer.body["error"]["code"]), (status, code), answer.text)
        self.assertTrue(answer.body["error"]["message"]["id"])
        self.assertTrue(answer.body["error"]["message"]["en"])

    def test_each_is_done_and_a_restart_waits_for_the_call(self):
        self.open_hall(call_spacing_ms=0)
        wav = self.folder / "heard.wav"
        screen = self.kept_screen("tv-1", "--audio-file", wav)
        until(lambda: self.speaker_of("lobi") == "tv-1", "tv-1 speaks")
        screen.wait_for("voice.loaded")
        before, seq = self.sight("tv-1"), self.board()["seq"]
        self.assertEqual({deed: may["ok"] for deed, may in before["may"].items()},
                         {"picture": True, "identify": True, "test-voice": True, "restart": True})

        picture = self.admin.get("/api/screens/tv-1/picture")
        self.assertEqual((picture.status, picture.headers["Content-Type"], picture.headers["Cache-Control"]), (200, "image/png", "no-store"))
        self.assertEqual(picture.bytes[:8], b"\x89PNG\r\n\x1a\n")
        self.assertEqual(struct.unpack(">II", picture.bytes[16:24]), (960, 540))

        named = self.order("identify")
        self.assertEqual((named.status, named.body["screen"], named.body["order"]), (200, "tv-1", "identify"))
        by_command, = self.panggil("screens", "--identify", "tv-1")
        self.assertEqual((by_command["screen"], by_command["order"]), ("tv-1", "identify"))
        tested = self.order("test-voice", body={})
        self.assertEqual(tested.status, 200, tested.text)
        self.assertGreater(tested.body["audible_ms"], 1500)
        self.assertEqual(screen.lines("announce.started"), [])
        self.assertEqual(self.board()["seq"], seq, "none of it is an event")

        # A call is being said: the screen ends after its last word.
        service, = self.open_counters("3")
        ticket = self.panggil("issue", service)[0]["ticket"]
        self.panggil("call", "3")
        screen.wait_for("announce.started", ticket=ticket)
        again = self.order("restart")
        self.assertEqual((again.status, again.body["waits"]), (200, True), again.text)
        self.assertEqual(screen.process.wait(timeout=120), 75)
        said, = screen.lines("announce.ended", ticket=ticket)
        self.assertLessEqual(said["mono"], screen.lines("screen.restarts")[0]["mono"])

        heard = Recording(wav)
        self.assertGreater(heard.peak(0, said["first_sample"]), 3000, "the test sentence")
        self.assertGreater(heard.peak(said["first_sample"], said["first_sample"] + said["samples"]), 3000, "the call")

        # Who started it does so again, and the clerk sees that it is another life.
        self.kept_screen("tv-1", "--mute")
        until(lambda: self.sight("tv-1")["life"] not in ("", before["life"]), "it is back")

    def test_who_may_not_and_what_cannot_be_is_told(self):
        self.open_hall(volume=["00.00-24.00 -12"])
        screen = self.live_screen("tv-1", "--audio-file", self.folder / "heard.wav")
        until(lambda: self.sight("tv-1").get("state") == "live", "the hub knows tv-1")
        clerk = self.client(token=self.admin_says("token", "add", "simpus", "--role", "counter:3"))
        kiosk = self.client(token=self.admin_says("token", "add", "kiosk", "--role", "kiosk"))
        until(lambda: kiosk.get("/api/screens/tv-1/picture").status == 403, "the hub sees the kiosk, which sees nothing")
        self.assertEqual(clerk.get("/api/screens/tv-1/picture").status, 200)
        for deed in ("identify", "test-voice", "restart"):
            self.refused(self.order(deed, clerk), 403, "forbidden")
        self.assertEqual(self.client().get("/api/screens/tv-1/picture").status, 401)
        self.refused(self.order("identify", screen="tv-9"), 404, "unknown_screen")
        self.refused(self.order("dance"), 404, "not_found")
        self.refused(self.order("picture"), 405, "bad_method")
        self.refused(self.order("identify", body={"loud": 1}), 400, "bad_request")
        self.assertEqual(screen.lines("order.taken"), [])

        self.refused(self.order("restart"), 409, "not_kept")
        self.assertFalse(self.sight("tv-1")["may"]["restart"]["ok"])
        screen.wait_for("voice.loaded")
        self.refused(self.order("test-voice"), 409, "quiet_hours")
        self.assertEqual(self.order("test-voice", body={"anyway": True}).status, 200)

        # A screen that hangs is told to be silent, and does nothing of it when it is back.
        taken = len(screen.lines("order.taken"))
        screen.process.send_signal(signal.SIGSTOP)
        self.refused(self.order("identify"), 504, "screen_silent")
        screen.process.send_signal(signal.SIGCONT)
        screen.wait_for("link.live", 2)
        until(lambda: self.order("identify").status == 200, "it answers again")
        self.assertEqual([line["deed"] for line in screen.lines("order.taken")[taken:]], ["identify"])


if __name__ == "__main__":
    run()
