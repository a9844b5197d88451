# SPDX-License-Identifier: MIT
"""The display is gone under a running screen, stays away for a while, and comes back. The program ends, since nothing of it can be
seen, says why as long as there is none, and whoever starts it again (packaging/systemd) has the picture back. A television that only
takes another size has the whole picture at that size, as a screen would that begins there."""
import contextlib
import ctypes
import os
import shutil
import struct
import subprocess
import unittest

from hall import PROGRAMS, HallTest, run, until

NO_DISPLAY = 4  # the exit status of a screen that can show nothing


class Saver:
    """The screensaver of an X server, by its extension, whose library SDL needs as well."""

    class Info(ctypes.Structure):
        _fields_ = [("window", ctypes.c_ulong), ("state", ctypes.c_int), ("kind", ctypes.c_int), ("until", ctypes.c_ulong),
                    ("idle", ctypes.c_ulong), ("mask", ctypes.c_ulong)]

    def __init__(self, display):
        self.name = f":{display}"
        self.xlib, self.library = ctypes.CDLL("libX11.so.6"), ctypes.CDLL("libXss.so.1")
        self.xlib.XOpenDisplay.restype = ctypes.c_void_p
        self.xlib.XDefaultRootWindow.restype = ctypes.c_ulong
        self.server = ctypes.c_void_p(self.xlib.XOpenDisplay(self.name.encode()))
        self.root = ctypes.c_ulong(self.xlib.XDefaultRootWindow(self.server))

    def info(self):
        info = self.Info()
        assert self.library.XScreenSaverQueryInfo(self.server, self.root, ctypes.byref(info))
        return info

    def is_on(self):
        return self.info().state == 1

    def idle(self):
        """Seconds since anybody touched anything."""
        return self.info().idle / 1000

    def comes_after_a_second(self):
        for words in (("s", "1"), ("s", "reset")):
            subprocess.run(["xset", "-display", self.name, *words], check=True, stdin=subprocess.DEVNULL)

    def close(self):
        self.xlib.XCloseDisplay(self.server)


@unittest.skipUnless(shutil.which("Xvfb"), "the package xvfb is not installed")
class DisplayLost(HallTest):
    def open_display(self, number=None, size=(640, 360)):
        """An X server without a television, whose glass is a file; its number is its own choice, unless it is given."""
        reads, writes = os.pipe()
        glass = self.folder / f"glass-{len(self.servers)}"
        glass.mkdir()
        self.servers.append(subprocess.Popen(
            ["Xvfb", *([f":{number}"] if number else []), "-displayfd", str(writes), "-screen", "0", "%dx%dx24" % size, "-noreset",
             "-nolisten", "tcp", "-fbdir", str(glass)], pass_fds=(writes,), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL))
        os.close(writes)
        with open(reads, encoding="utf-8") as told:
            return told.readline().strip()

    def close_display(self):
        self.servers[-1].kill()
        self.servers[-1].wait()

    def setUp(self):
        super().setUp()
        self.servers = []

    def tearDown(self):
        super().tearDown()
        for server in self.servers:
            server.kill()
            server.wait()

    def screen_on(self, display, name, screen="tv-1"):
        """As its unit starts it: on the whole glass, and no driver asked for by name."""
        clean = [word for variable in ("SDL_VIDEODRIVER", "WAYLAND_DISPLAY") for word in ("-u", variable)]
        return self.start(name, "env", *clean, f"DISPLAY=:{display}", PROGRAMS / "panggil-screen", "run", "--hub", self.hub_at, "--screen", screen,
                          "--state-dir", self.folder / f"state-{screen}")

    def glass(self, size=(640, 360), server=-1):
        """The rows of pixels in this corner of a server's glass: an XWD file, whose rows are as long as the server once began."""
        file = (self.folder / f"glass-{range(len(self.servers))[server]}" / "Xvfb_screen0").read_bytes()
        head = struct.unpack_from(">20I", file)
        begin, row = head[0] + 12 * head[19], head[12]
        return [file[begin + y * row:begin + y * row + 4 * size[0]] for y in range(size[1])]

    def colours(self):
        """How many different pixels are on the glass, about."""
        return len({row[at:at + 4] for row in self.glass() for at in range(0, len(row), 4)})

    def test_a_display_that_is_killed_and_comes_back(self):
        self.open_hub()
        display = self.open_display()
        first = self.screen_on(display, "first")
        first.wait_for("link.live")
        until(lambda: self.colours() > 50, "the picture is on the glass")
        self.close_display()
        self.assertNotEqual(first.process.wait(timeout=60), 0, "it ends, and not as if it had been asked to")

        away = self.screen_on(display, "away")
        self.assertEqual(away.process.wait(timeout=60), NO_DISPLAY)
        self.assertIn("no window could be opened", away.said.read_text(encoding="utf-8"))

        self.assertEqual(self.open_display(display), display)
        back = self.screen_on(display, "back")
        back.wait_for("link.live")
        until(lambda: self.colours() > 50, "the picture is back")
        service, = self.open_counters("3")
        ticket = self.panggil("issue", service)[0]["ticket"]
        self.panggil("call", "3")
        back.wait_for("call.shown", ticket=ticket)
        self.assertEqual(back.stop(), 0)

    @unittest.skipUnless(shutil.which("xrandr"), "the package x11-xserver-utils is not installed")
    def test_a_television_that_takes_another_size_and_its_own_again(self):
        small = (480, 270)
        self.open_hub()
        display = self.open_display()
        tickets = [self.panggil("issue", service)[0]["ticket"] for service in self.open_counters("3", "5")]
        screen = self.screen_on(display, "screen")
        screen.wait_for("link.live")

        def xrandr(*words):
            subprocess.run(["xrandr", "--display", f":{display}", *words], check=True, stdin=subprocess.DEVNULL)
        # Dots a second, then across: shown, sync from, to, in all; and the same downwards. No beam follows them here.
        xrandr("--newmode", "small", "0", *(word for length in small for word in (str(length), "0", "0", "0")))
        xrandr("--addmode", "screen", "small")
        def takes(size, mode, times):
            xrandr("--output", "screen", "--mode", mode)
            told = screen.wait_for("display.resized", times)[-1]
            self.assertEqual((told["width"], told["height"]), size)

        takes(small, "small", 1)
        self.looks_like_one_that_began_here(small, "other")
        takes((640, 360), "640x360", 2)
        self.looks_like_one_that_began_here((640, 360), "third")
        self.panggil("call", "3")
        screen.wait_for("call.shown", ticket=tickets[0])
        takes(small, "small", 3)
        self.panggil("call", "5")
        screen.wait_for("call.shown", ticket=tickets[1])
        self.assertEqual(screen.lines("display.lost"), [])
        self.assertEqual(screen.stop(), 0)

    @unittest.skipUnless(shutil.which("xset"), "the package x11-xserver-utils is not installed")
    def test_a_screensaver_that_somebody_turned_on_stays_away(self):
        self.open_hub()
        display = self.open_display()
        with contextlib.closing(Saver(display)) as saver:
            saver.comes_after_a_second()
            until(saver.is_on, "the saver of this server comes by itself")
            screen = self.screen_on(display, "screen")
            screen.wait_for("link.live")
            until(lambda: self.colours() > 50, "the picture is on the glass")
            saver.comes_after_a_second()
            until(lambda: saver.is_on() or saver.idle() > 3, "nobody touches anything for three seconds")
            self.assertFalse(saver.is_on())
            self.assertEqual(screen.stop(), 0)
            until(saver.is_on, "it comes again to who wants it")

    def looks_like_one_that_began_here(self, size, name):
        """The first glass, beside that of a screen which knows no other size."""
        other = self.screen_on(self.open_display(size=size), name, name)
        other.wait_for("link.live")
        until(lambda: self.glass(size, server=0) == self.glass(size), "both glasses show the same, dot by dot")
        self.assertEqual(other.stop(), 0)


if __name__ == "__main__":
    run()
