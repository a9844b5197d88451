# SPDX-License-Identifier: MIT
"""The machine has been up for 24.9 days, and for 49.7: its milliseconds no longer fit into 31 bits, and into 32. Hub and screen run
on in front of it and behind it, with a call on each side. The kernel gives them such a clock (a time namespace), so that each
library that they use sees it as well."""
import shutil
import subprocess
import time
import unittest

from hall import PROGRAMS, HallTest, run, until

BEFORE = 6  # seconds before the overflow, at which the programs are started


def up_for(seconds):
    """The words under which a program sees a machine that was started so long ago."""
    here = time.clock_gettime(time.CLOCK_BOOTTIME), time.clock_gettime(time.CLOCK_MONOTONIC)
    boot, mono = (int(seconds - clock) for clock in here)
    return ("unshare", "--time", "--boottime", str(boot), "--monotonic", str(mono))


def may_have_a_clock():
    words = up_for(10 ** 6)
    return shutil.which("unshare") and subprocess.run([*words, "true"], capture_output=True, check=False).returncode == 0


@unittest.skipUnless(may_have_a_clock(), "only root may have a time namespace")
class Overflow(HallTest):
    def across(self, edge):
        """`edge` in milliseconds. A machine that is too slow to be there in time begins earlier."""
        before = BEFORE
        while not self.crosses(edge, before):
            before *= 4

    def crosses(self, edge, before):
        clock = up_for(edge / 1000 - before)
        over = time.monotonic() + before + 2  # offsets are whole seconds
        hub = self.open_hub(program=(*clock, PROGRAMS / "panggil-hub"), call_spacing_ms=0)
        screen = self.open_screen("tv-1", "--pack", self.quick_voice(), program=(*clock, PROGRAMS / "panggil-screen"))
        screen.wait_for("link.live")
        screen.wait_for("voice.loaded")
        until(lambda: self.speaker_of("lobi") == "tv-1", "it speaks")
        service, = self.open_counters("3")
        for _ in range(2):
            self.panggil("issue", service)
        calls = [self.panggil("call", "3")[-1]["call_id"]]
        screen.wait_for("announce.ended", announce_id=calls[0])
        in_time = screen.lines("call.shown")[0]["mono"] < edge
        if in_time:
            until(lambda: time.monotonic() > over, "the milliseconds have overflowed")
            calls.append(self.panggil("call", "3")[-1]["call_id"])
            screen.wait_for("call.shown", announce_id=calls[1])
            ended = screen.wait_for("announce.ended", announce_id=calls[1])[0]
            self.assertGreater(ended["mono"], edge)
            self.assertGreater(ended["audible_ms"], 100)
            self.wait_for_same_board(screen)
            for event in ("call.shown", "announce.ended"):
                self.assertEqual([line["announce_id"] for line in screen.lines(event)], calls)
        for program in (screen, hub):
            self.assertEqual(program.stop(), 0)
        shutil.rmtree(self.folder / "data")
        return in_time

    def test_31_bits(self):
        self.across(1 << 31)

    def test_32_bits(self):
        self.across(1 << 32)


if __name__ == "__main__":
    run()
