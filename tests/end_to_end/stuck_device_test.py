# SPDX-License-Identifier: MIT
"""The loudspeaker of the speaking screen gets stuck in the middle of a call: the picture goes on, the hub moves the zone
to the other screen, which says the call whole, the clerk sees it, and the screen has its voice back when the device has.
A loudspeaker that is not there at the start is taken when it comes."""
import os
import threading
import unittest

from hall import PROGRAMS, HallTest, run, until


class Loudspeaker:
    """What SDL's disk driver writes into: a pipe that somebody may stop reading."""

    def __init__(self, path):
        self.path = path
        os.mkfifo(path)
        self.flows = threading.Event()
        self.flows.set()
        self.ends = False
        self.reader = threading.Thread(target=self.read, daemon=True)
        self.reader.start()

    def read(self):
        while not self.ends:
            with open(self.path, "rb", buffering=0) as pipe:
                while pipe.read(8192):
                    self.flows.wait()

    def stop(self):
        self.ends = True
        self.flows.set()


class StuckDevice(HallTest):
    def screen_with(self, name, device):
        """In a window that nobody sees, since the sound of a headless screen counts as heard."""
        screen = self.start(name, "env", "SDL_VIDEODRIVER=dummy", "SDL_AUDIODRIVER=disk", f"SDL_DISKAUDIOFILE={device}",
                            PROGRAMS / "panggil-screen", "run", "--window", "640x360", "--hub", self.hub_at, "--screen",
                            name, "--zones", "lobi", "--state-dir", self.folder / f"{name}-state", "--log-shown")
        screen.wait_for("link.live")
        return screen

    def screens(self):
        return {screen["screen"]: screen for screen in self.panggil("screens") if "screen" in screen}

    def voice_of(self, name):
        return self.screens()[name].get("audio_ok", 0)

    def test_a_stuck_loudspeaker_costs_no_call(self):
        self.open_hub()
        speaker = Loudspeaker(self.folder / "loudspeaker")
        self.addCleanup(speaker.stop)
        first = self.screen_with("tv-1", speaker.path)
        if self.voice_of("tv-1") != 2:
            self.skipTest("this SDL writes into regular files only")
        until(lambda: self.speaker_of("lobi") == "tv-1", "tv-1 speaks")
        second = self.screen_with("tv-2", self.folder / "other")
        until(lambda: self.voice_of("tv-2") == 2, "the hub may count on tv-2 too")
        service, = self.open_counters("3")
        self.panggil("issue", service)
        call = self.panggil("call", "3")[-1]["call_id"]
        first.wait_for("announce.started", announce_id=call)
        speaker.flows.clear()
        first.wait_for("audio.lost")
        frames = len(first.lines("glass"))
        until(lambda: self.speaker_of("lobi") == "tv-2", "the zone moves")
        ended = second.wait_for("announce.ended", announce_id=call)[0]
        self.assertGreater(ended["audible_ms"], 5000)  # whole, not its rest
        self.assertEqual(self.voice_of("tv-1"), 0)  # as the clerk sees it
        self.assertEqual(first.lines("announce.ended", announce_id=call), [])
        # The picture of the stuck screen goes on, with each thing that happens.
        for verb in ("finish", "break", "close"):
            self.panggil(verb, "3")
            board = self.board()
            first.wait_for("glass", seq=board["seq"], state_digest=board["state_digest"])
        self.assertGreaterEqual(len(first.lines("glass")), frames + 3)
        self.assertEqual(first.lines("audio.back"), [])  # all this while it was stuck
        speaker.flows.set()
        first.wait_for("audio.back")
        until(lambda: self.voice_of("tv-1") == 2, "tv-1 may speak again")

    def test_a_loudspeaker_that_comes_later_is_taken(self):
        self.open_hub()
        device = self.folder / "not-there-yet" / "loudspeaker"
        screen = self.screen_with("tv-1", device)
        lost = screen.wait_for("audio.lost")[0]
        self.assertEqual(lost["reason"], "no_device")
        until(lambda: self.screens(), "the hub knows it")
        self.assertEqual(self.voice_of("tv-1"), 0)
        service, = self.open_counters("3")
        self.panggil("issue", service)
        self.panggil("issue", service)
        silent = self.panggil("call", "3")[-1]["call_id"]
        screen.wait_for("call.shown", announce_id=silent)
        self.panggil("finish", "3")
        device.parent.mkdir()
        screen.wait_for("audio.back")
        until(lambda: self.voice_of("tv-1") == 2, "the hub may count on it")
        heard = self.panggil("call", "3", "--wait")[-1]
        self.assertEqual(heard["screen"], "tv-1")
        ended = screen.wait_for("announce.ended", announce_id=heard["call_id"])[0]
        self.assertGreater(ended["audible_ms"], 5000)
        self.assertGreater(device.stat().st_size, 48_000 * 5)  # what went out of the machine


if __name__ == "__main__":
    run()
