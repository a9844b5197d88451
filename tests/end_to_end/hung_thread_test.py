# SPDX-License-Identifier: MIT
"""One thread of a screen stands still while all others go on, so that neither its process nor its logs look dead: its picture's,
its network's, its loudspeaker's. Each is noticed by what it no longer does, and not by whether it says that it lives."""
import contextlib
import ctypes
import os
import pathlib
import socket
import threading
import time
import unittest

from hall import PROGRAMS, HallTest, run, until

LIBRARY = ctypes.CDLL(None, use_errno=True)
LIBRARY.ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]
SEIZE, INTERRUPT, DETACH = 0x4206, 0x4207, 17  # as in linux/ptrace.h
ALL_THREADS = 0x40000000  # __WALL
LIMIT = 0.5  # seconds without a sign of life after which the service manager would start it anew


def ptrace(what, thread):
    if LIBRARY.ptrace(what, thread, None, None) != 0:
        raise OSError(ctypes.get_errno(), "ptrace")


class Hung:
    """This thread, and no other, stands still."""

    def __init__(self, thread):
        self.thread = thread

    def __enter__(self):
        ptrace(SEIZE, self.thread)
        ptrace(INTERRUPT, self.thread)
        os.waitpid(self.thread, ALL_THREADS)
        return self

    def __exit__(self, *what):
        ptrace(DETACH, self.thread)


class HungThread(HallTest):
    def setUp(self):
        super().setUp()
        manager = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.addCleanup(manager.close)
        manager.bind(str(self.folder / "notify"))
        self.signs = 0  # of life, so far
        threading.Thread(target=self.hear, args=(manager,), daemon=True).start()

    def hear(self, manager):
        """Always: whoever tells a manager that does not read stands still, too."""
        with contextlib.suppress(OSError):  # closed
            while said := manager.recv(1000):
                self.signs += b"WATCHDOG=1" in said

    def watched_screen(self):
        """As a service, in a window that nobody sees: the sound of a headless screen counts as heard."""
        screen = self.start("tv-1", "env", f"NOTIFY_SOCKET={self.folder}/notify", f"WATCHDOG_USEC={LIMIT * 1e6:.0f}", "SDL_VIDEODRIVER=dummy",
                            "SDL_AUDIODRIVER=disk", f"SDL_DISKAUDIOFILE={self.folder}/heard", PROGRAMS / "panggil-screen", "run",
                            "--window", "640x360", "--hub", self.hub_at, "--screen", "tv-1", "--zones", "lobi", "--state-dir",
                            self.folder / "state", "--log-shown")
        screen.wait_for("link.live")
        screen.wait_for("voice.loaded")
        return screen

    def threads(self, screen):
        """Number of each of its threads, by name."""
        tasks = pathlib.Path(f"/proc/{screen.process.pid}/task")
        return {(task / "comm").read_text(encoding="utf-8").strip(): int(task.name) for task in tasks.iterdir()}

    def thread(self, screen, name):
        return until(lambda: next((number for comm, number in self.threads(screen).items() if comm.startswith(name)), None),
                     f"the thread {name}, of {sorted(self.threads(screen))}")

    def gives_signs(self):
        """Within three times as long as after which it would be killed."""
        heard, patience = self.signs, time.monotonic() + 3 * LIMIT
        while self.signs == heard and time.monotonic() < patience:
            time.sleep(0.01)
        return self.signs > heard

    def test_each_thread_that_hangs_is_noticed(self):
        self.open_hub()
        screen = self.watched_screen()
        self.assertTrue(self.gives_signs())

        # The picture's: no sign of life, although all other threads go on, and so the program is started anew.
        with Hung(screen.process.pid):
            self.gives_signs()  # one may be on its way
            self.assertFalse(self.gives_signs())
        until(self.gives_signs, "the loop turns again")
        until(lambda: [line["event"] for line in screen.lines() if line["event"] in ("link.live", "link.stale")][-1] == "link.live", "it is live")

        # The network's: the loop turns, and does not vouch for what it shows.
        with Hung(self.thread(screen, "ZMQbg/IO/0")):
            stale, live = len(screen.lines("link.stale")), len(screen.lines("link.live"))
            screen.wait_for("link.stale", stale + 1)
            until(lambda: screen.lines("glass")[-1]["health"] == "stale", "that is what it shows")
            self.assertTrue(self.gives_signs())
        screen.wait_for("link.live", live + 1)

        # The loudspeaker's: the picture goes on, the hub hears that nobody is heard here.
        service, = self.open_counters("3")
        self.panggil("issue", service)
        call = self.panggil("call", "3")[-1]["call_id"]
        screen.wait_for("announce.started", announce_id=call)
        with Hung(self.thread(screen, "SDLAudio")):
            screen.wait_for("audio.lost")
            board = self.board()
            screen.wait_for("glass", seq=board["seq"], health="live")
            self.assertTrue(self.gives_signs())
        screen.wait_for("audio.back")
        self.assertEqual(screen.stop(), 0)


if __name__ == "__main__":
    run()
