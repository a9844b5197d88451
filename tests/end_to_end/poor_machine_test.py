# SPDX-License-Identifier: MIT
"""Machines that lack what others have: a home, a place to write, descriptors, a sound device, a clock that goes on without power. A call
is shown on each of them, and said where that is possible."""
import ipaddress
import os
import re
import shutil
import socketserver
import struct
import subprocess
import threading
import unittest

from faked_clock import LIBRARY, FakedClock
from hall import PROGRAMS, TREE, HallTest, run, until

KEEPS_A_PLACE = ("HOME", "STATE_DIRECTORY", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR")
NO_HOME = [word for name in KEEPS_A_PLACE for word in ("-u", name)]


class NameServer(socketserver.UDPServer):
    """The machine's only one. It says nothing until it is `awake`, and then that each name is 127.0.0.1."""
    ADDRESS = "127.0.0.66"

    def __init__(self):
        super().__init__((self.ADDRESS, 53), None)
        self.awake = threading.Event()
        self.asked = threading.Event()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def finish_request(self, request, client_address):
        question, socket = request
        self.asked.set()
        if self.awake.is_set():
            is_address = question[-4:-2] == b"\0\1"  # and no question for one of IPv6
            answer = b"\xc0\x0c\0\1\0\1" + struct.pack(">IH", 0, 4) + ipaddress.ip_address("127.0.0.1").packed
            head = question[:2] + b"\x81\x80\0\1" + struct.pack(">HHH", is_address, 0, 0)
            socket.sendto(head + question[12:] + answer * is_address, client_address)

    def close(self):
        self.shutdown()
        self.server_close()


class PoorMachine(FakedClock, HallTest):
    def open_hall(self, **how):
        self.hub = self.open_hub(**how, call_spacing_ms=0)
        self.service, = self.open_counters("3")

    def is_shown_and_said(self, screen):
        """A new number; how its voice ended."""
        self.panggil("issue", self.service)
        call = self.panggil("call", "3")[-1]["call_id"]
        screen.wait_for("call.shown", announce_id=call)
        return screen.wait_for("announce.ended", announce_id=call)[0]

    def screen_of(self, *words, place=True):
        """A headless one keeps time for its voice, and counts as heard. Unless it has a place it looks for one by itself."""
        screen = self.start("tv-1", *words, PROGRAMS / "panggil-screen", "run", "--headless", "--size", "640x360", "--hub", self.hub_at,
                            "--screen", "tv-1", "--pack", self.quick_voice(), *(["--state-dir", self.folder / "state"] if place else []))
        screen.wait_for("link.live")
        screen.wait_for("voice.loaded")  # a voice that is long in coming keeps no number from the glass
        until(lambda: self.speaker_of("lobi") == "tv-1", "it speaks")
        return screen

    @staticmethod
    def patience_of_systemd():
        unit = (TREE / "packaging/systemd/panggil-screen.service").read_text(encoding="utf-8")
        return int(re.search(r"^TimeoutStopSec=(\d+)$", unit, re.MULTILINE)[1])

    def test_no_home(self):
        self.open_hall()
        screen = self.screen_of("env", *NO_HOME, place=False)
        self.assertGreater(self.is_shown_and_said(screen)["audible_ms"], 100)
        self.assertEqual(screen.stop(), 0)

    @unittest.skipUnless(os.geteuid() == 0 and shutil.which("unshare"), "only root may change what is mounted")
    def test_a_disk_that_cannot_be_written(self):
        # All of it, for this program, but for the log of the test.
        self.open_hall()
        home = self.folder / "home"
        home.mkdir()
        read_only = (f"mount --bind {home} {home} && mount -o remount,bind,ro {home} && export HOME={home} && ! touch {home}/x 2>/dev/null && "
                     'exec "$@"')
        screen = self.screen_of("env", *NO_HOME, "unshare", "--mount", "sh", "-c", read_only, "sh", place=False)
        self.assertGreater(self.is_shown_and_said(screen)["audible_ms"], 100)
        self.assertTrue(screen.lines("said_journal.failed"), "it says that it will not remember")
        self.assertEqual(screen.stop(), 0)
        self.assertEqual(list(home.iterdir()), [])

    @unittest.skipUnless(os.geteuid() == 0 and shutil.which("unshare"), "only root may change what is mounted")
    def test_a_name_server_that_is_silent(self):
        self.open_hall()
        names = NameServer()
        self.addCleanup(names.close)
        (self.folder / "resolv.conf").write_text(f"nameserver {names.ADDRESS}\n", encoding="ascii")
        asks = f'mount --bind {self.folder / "resolv.conf"} /etc/resolv.conf && exec "$@"'
        hub = self.hub_at.replace("127.0.0.1", "hub.panggil.test")

        def begin(name):
            screen = self.open_screen(name, "--pack", self.quick_voice(), hub=hub,
                                      program=("unshare", "--mount", "sh", "-c", asks, "sh", PROGRAMS / "panggil-screen"))
            screen.wait_for("display.first_frame")
            return screen
        early = begin("tv-1")
        until(names.asked.is_set, "it asks")
        self.assertEqual(early.stop(self.patience_of_systemd()), 0)  # in the middle of its question
        screen = begin("tv-2")
        names.awake.set()
        screen.wait_for("link.live")
        until(lambda: self.speaker_of("lobi") == "tv-2", "it speaks")
        self.assertGreater(self.is_shown_and_said(screen)["audible_ms"], 100)
        self.assertEqual(screen.stop(), 0)

    def test_few_descriptors(self):
        self.open_hall()
        usual = self.screen_of()
        needs = len(os.listdir(f"/proc/{usual.process.pid}/fd"))
        self.assertGreater(self.is_shown_and_said(usual)["audible_ms"], 100)
        self.assertEqual(usual.stop(), 0)
        screen = self.screen_of("prlimit", f"--nofile={needs + 12}:{needs + 12}")
        self.assertGreater(self.is_shown_and_said(screen)["audible_ms"], 100)
        self.assertEqual(screen.stop(), 0)

    def test_far_too_few_descriptors_end_it_at_once_and_with_a_word(self):
        ended = subprocess.run(["prlimit", "--nofile=8:8", PROGRAMS / "panggil-screen", "run", "--headless", "--hub", "tcp://127.0.0.1:9"],
                               capture_output=True, text=True, timeout=60, check=False)
        self.assertNotEqual(ended.returncode, 0)
        self.assertNotEqual(ended.stderr.strip(), "")

    @unittest.skipIf(LIBRARY is None, "the package faketime is not installed")
    def test_a_clock_that_begins_in_1970(self):
        self.turn_clock("1970-01-01 00:00:05")
        self.open_hall(program=self.under_it(PROGRAMS / "panggil-hub"))
        screen = self.screen_of(*self.under_it("env"))
        self.assertGreater(self.is_shown_and_said(screen)["audible_ms"], 100)
        # The network has come, and with it the time: the day that was none is over.
        days = len(self.hub.lines("event.committed", cause="day"))
        self.turn_clock("2026-11-24 01:00:00")
        self.hub.wait_for("event.committed", count=days + 1, cause="day")
        self.assertEqual(self.board()["state"]["hall"]["day"], "2026-11-24")
        self.open_counters("3")
        self.assertGreater(self.is_shown_and_said(screen)["audible_ms"], 100)
        self.wait_for_same_board(screen)
        for program in (screen, self.hub):
            self.assertEqual(program.stop(), 0)


if __name__ == "__main__":
    run()
