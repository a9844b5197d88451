#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A quiet hall: a hub and a screen on which nothing happens sleep, with the hub and without, with a sound device and without. What
counts is the time that its processor worked and how often it was woken, so a busy machine changes nothing."""
import glob
import os
import time
import unittest

from hall import HallTest


class QuietHall(HallTest):
    def work_in(self, screen, seconds):
        """Seconds of work of all its threads in so many seconds."""
        def work():
            with open(f"/proc/{screen.process.pid}/stat", encoding="ascii") as stat:
                fields = stat.read().rpartition(")")[2].split()
            return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
        before = work()
        time.sleep(seconds)
        return work() - before

    def wakes_in(self, screen, seconds):
        """How often all its threads have been woken in so many seconds."""
        def wakes():
            count = 0
            for path in glob.glob(f"/proc/{screen.process.pid}/task/*/status"):
                with open(path, encoding="ascii") as status:
                    count += sum(int(line.split()[1]) for line in status if line.startswith("voluntary_ctxt_switches"))
            return count
        before = wakes()
        time.sleep(seconds)
        return wakes() - before

    def test_a_screen_on_which_nothing_happens_sleeps(self):
        hub = self.open_hub()
        followers = [self.live_screen("tv-1"), self.live_screen("tv-2", "--mute")]
        alone = self.open_screen("tv-3", hub="tcp://127.0.0.1:9")
        alone.wait_for("display.first_frame")
        for screen in (*followers, alone):
            self.work_in(screen, 3)  # its start is behind it
            self.assertLess(self.work_in(screen, 5), 0.25, screen.name)
            # The hub's heartbeat once a second, in two threads, and our questions; an open sound device alone would be 47.
            self.assertLess(self.wakes_in(screen, 5), 5 * 10, screen.name)
        # Longer than from one keyframe to the next: there a mistake of half a second once went unseen.
        self.assertLess(self.work_in(hub, 16), 0.4, "hub")


if __name__ == "__main__":
    unittest.main()
