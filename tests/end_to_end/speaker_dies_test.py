# SPDX-License-Identifier: MIT
"""The voice of a zone is killed, as by a power cut: within a word, for a moment, for good. No call is said twice to its
end, none is forgotten."""
import os
import signal
import time
import unittest

from hall import HallTest, until


class SpeakerDies(HallTest):
    def call(self, counter, service):
        self.panggil("issue", service)
        return self.panggil("call", counter)[-1]["call_id"]

    def kill(self, screen):
        screen.process.kill()
        screen.process.wait()

    def ids(self, event, *screens):
        return [line["announce_id"] for screen in screens for line in screen.lines(event)]

    def test_a_killed_voice_comes_back_or_another_takes_over(self):
        self.open_hub()
        voice = self.live_screen("tv-1", "--zones", "lobi")
        until(lambda: self.speaker_of("lobi") == "tv-1", "tv-1 speaks")
        other = self.live_screen("tv-2", "--zones", "lobi")
        services = self.open_counters("3", "4", "5")

        # Killed within a word and back at once: the call is said once more, whole, by the same screen.
        first = self.call("3", services[0])
        voice.wait_for("announce.started", announce_id=first)
        self.kill(voice)
        again = self.live_screen("tv-1", "--zones", "lobi")
        again.wait_for("announce.ended", announce_id=first)
        self.assertEqual(self.ids("announce.started", other), [])

        # Killed for good within a word, with another call waiting: the other screen says both, whole.
        second, third = self.call("4", services[1]), self.call("5", services[2])
        again.wait_for("announce.started", announce_id=second)
        self.kill(again)
        other.wait_for("announce.ended", announce_id=third)
        whole = other.wait_for("announce.ended", announce_id=second)[0]
        self.assertGreater(whole["audible_ms"], 5000)
        self.assertEqual(self.speaker_of("lobi"), "tv-2")

        # When it comes back it has nothing more to say.
        back = self.live_screen("tv-1", "--zones", "lobi")
        until(lambda: len(self.panggil("screens")) == 2, "the hub knows it again")
        ended = self.ids("announce.ended", voice, again, back, other)
        self.assertEqual(sorted(ended), sorted([first, second, third]))

    def test_a_voice_that_stood_still_with_its_leave_in_hand_loses_no_call(self):
        hub = self.open_hub()
        voice = self.live_screen("tv-1", "--zones", "lobi")
        until(lambda: self.speaker_of("lobi") == "tv-1", "tv-1 speaks")
        other = self.live_screen("tv-2", "--zones", "lobi")
        services = self.open_counters("3", "4")
        first, second = self.call("3", services[0]), self.call("4", services[1])
        voice.wait_for("announce.ended", announce_id=first)
        # It asks for the second while the hub stands still, and stands still when the hub gives it.
        os.kill(hub.process.pid, signal.SIGSTOP)
        voice.wait_for("link.stale")
        os.kill(voice.process.pid, signal.SIGSTOP)
        os.kill(hub.process.pid, signal.SIGCONT)
        until(lambda: self.speaker_of("lobi") == "tv-2", "the zone has moved")
        os.kill(voice.process.pid, signal.SIGCONT)
        other.wait_for("announce.ended", announce_id=second)
        self.assertEqual(sorted(self.ids("announce.ended", voice, other)), sorted([first, second]))

    def test_the_clerk_is_told_what_the_hall_heard_in_the_end(self):
        self.open_hub()
        voice = self.live_screen("tv-1", "--zones", "lobi")
        until(lambda: self.speaker_of("lobi") == "tv-1", "tv-1 speaks")
        service, = self.open_counters("3")
        self.panggil("issue", service)
        clerk = self.panggil_begins("call", "3", "--wait")
        voice.wait_for("announce.started")
        time.sleep(1.5)  # a voice takes eight seconds: now it is within it
        # The machine stands still: the voice is broken off, and said once more, whole.
        os.kill(voice.process.pid, signal.SIGSTOP)
        time.sleep(1)  # longer than a voice may stand still
        os.kill(voice.process.pid, signal.SIGCONT)
        self.assertEqual(self.panggil_ends(clerk)[-1]["screen"], "tv-1")
        self.assertEqual(len(self.ids("announce.started", voice)), 2)
        self.assertEqual(len(self.ids("announce.ended", voice)), 1)


if __name__ == "__main__":
    unittest.main()
