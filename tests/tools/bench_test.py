# SPDX-License-Identifier: MIT
"""The benchmark's own parts: its tables from recorded figures, its counts' verdict, and its eye on a real X server."""
import ctypes
import importlib.machinery
import importlib.util
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time
import unittest
import xml.etree.ElementTree

TREE = pathlib.Path(__file__).resolve().parents[2]
BENCH = TREE / "tools/bench"
sys.path.insert(0, str(BENCH))
sys.dont_write_bytecode = True
import feed  # noqa: E402
import machine  # noqa: E402
import report  # noqa: E402


def script(name):
    """A program without an ending, as a module."""
    loader = importlib.machinery.SourceFileLoader(f"bench_{name}", str(BENCH / name))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader(loader.name, loader))
    loader.exec_module(module)
    return module


def part(name, scene, cpu, turn=0, **more):
    return {"round": turn, "size": "1080", "scene": scene, "name": name, "start_ms": 1000, "cpu": cpu, "cpu_x": 1, "cpu_others": 5, "wakeups": 60,
            "pss": 100, "uss": 50, "processes": 1, "events_lost": 0} | more


class Tables(unittest.TestCase):
    def summary(self, *parts):
        return report.summary({"machine": "a machine", "parts": list(parts)})

    def test_a_figure_is_the_median_of_its_rounds_and_stands_beside_chromiums(self):
        found = self.summary(*(part("chromium", "ticker", cpu, turn) for turn, cpu in enumerate((9, 11, 99))),
                             *(part("panggil", "ticker", cpu, turn, pss=pss) for turn, (cpu, pss) in enumerate(((1, 20), (2, 25), (50, 10)))))
        self.assertEqual(found["sizes"]["1080"]["chromium"]["ticker.total"], 12)
        self.assertEqual(found["sizes"]["1080"]["panggil"]["pss"], 25)  # the most that it took
        text = report.tables(found)
        self.assertIn("| ticker: CPU with the X server, s/min | 12.00 | 3.00 (1/4.0) |", text)
        self.assertIn("3 round(s)", text)

    def test_a_figure_that_is_larger_than_chromiums_is_not_hidden(self):
        text = report.tables(self.summary(part("chromium", "idle", 1), part("panggil", "idle", 3)))
        self.assertIn("| idle: CPU, s/min | 1.000 | 3.000 (3.0x) |", text)

    def test_our_figure_stands_beside_the_least(self):
        text = report.tables(self.summary(part("panggil", "ticker", 3), part("bound", "ticker", 1)))
        self.assertIn("| | panggil-screen | the least | panggil-screen to the least |", text)
        self.assertIn("| ticker: CPU, s/min | 3.00 | 1.00 | 3.0x |", text)

    def test_what_was_hoped_for_and_is_short_says_so(self):
        text = report.hopes(self.summary(part("chromium", "ticker", 12), part("panggil", "ticker", 0), part("bound", "ticker", 0)))
        self.assertIn("| ticker, CPU with the X server | 1/13 | 1/13.0 | 1/13.0 |", text)
        self.assertIn("| memory (PSS) | 1/10 | 1/1.0 (short) | 1/1.0 |", text)
        self.assertIn("| busy, CPU with the X server | 1/11 | - | - |", text)

    def test_percentiles_take_a_value_that_was_measured(self):
        self.assertEqual([report.percentile([4, 1, 3, 2], part) for part in (1, 50, 75, 76, 100)], [1, 2, 3, 4, 4])

    def test_late_frames_are_counted_for_ten_seconds(self):
        found = self.summary(part("panggil", "ticker", 1, frame_ms=[16] * 120 + [40] * 2))["sizes"]["1080"]["panggil"]
        self.assertAlmostEqual(found["frames.late"], 2 * 10_000 / 2000)
        self.assertAlmostEqual(found["frames.rate"], 122 / 2.0)

    def test_the_plot_is_a_picture_with_a_bar_for_each(self):
        picture = xml.etree.ElementTree.fromstring(report.plot(self.summary(part("chromium", "ticker", 9), part("panggil", "ticker", 1))))
        bars = [rect for rect in picture.iter("{http://www.w3.org/2000/svg}rect") if rect.get("height") == "11"]
        widths = [float(bar.get("width")) for bar in bars]
        self.assertEqual(len(bars), 2 * 3)  # CPU, memory, start
        self.assertAlmostEqual(widths[0] / widths[1], 5, places=1)


class Counts(unittest.TestCase):
    def test_a_path_that_grew_by_more_than_three_percent_is_named(self):
        lines, grown = script("instructions").compare({"mix": 1000, "paint": 1000, "apply": 1000}, {"mix": 1029, "paint": 1031, "apply": 900, "say": 5})
        self.assertEqual(grown, ["paint"])
        self.assertEqual([line.split()[-1] for line in lines], ["+2.9%", "GREW", "shrank", "new"])

    def test_what_is_kept_was_counted_of_paths_that_exist(self):
        module = script("instructions")
        source = (BENCH / "paths.cpp").read_text(encoding="utf-8")
        for path in module.json.loads(module.KEPT.read_text(encoding="utf-8"))["instructions"]:
            self.assertIn(f'{{"{path}", ', source)


class Canvas:
    """Paints the whole glass in one colour, as another program would."""

    def __init__(self, display):
        self.x = ctypes.CDLL("libX11.so.6")
        self.x.XOpenDisplay.restype = ctypes.c_void_p
        self.x.XDefaultRootWindow.restype = ctypes.c_ulong
        self.display = ctypes.c_void_p(self.x.XOpenDisplay(display.encode()))
        self.root = ctypes.c_ulong(self.x.XDefaultRootWindow(self.display))

    def fill(self, colour):
        self.x.XSetWindowBackground(self.display, self.root, ctypes.c_ulong(colour))
        self.x.XClearWindow(self.display, self.root)
        self.x.XSync(self.display, 0)

    def close(self):
        self.x.XCloseDisplay(self.display)


@unittest.skipUnless(shutil.which("Xvfb") and shutil.which("cc"), "no Xvfb or no compiler")
class Eye(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="panggil-"))
        flags = subprocess.run(["pkg-config", "--cflags", "--libs", "x11", "xext", "libzmq"], capture_output=True, text=True)
        if flags.returncode:
            raise unittest.SkipTest("libxext-dev is not installed")
        subprocess.run(["cc", "-O2", "-Wall", "-Wextra", "-Werror", "-o", cls.folder / "probe", BENCH / "probe.c", *flags.stdout.split()], check=True)
        cls.glass = machine.Glass((64, 48))
        cls.canvas = Canvas(cls.glass.display)

    @classmethod
    def tearDownClass(cls):
        cls.canvas.close()
        cls.glass.close()
        shutil.rmtree(cls.folder)

    def look(self, *words):
        return subprocess.Popen([self.folder / "probe", *map(str, words)], env={"DISPLAY": self.glass.display}, text=True,
                                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def test_it_tells_when_a_colour_came(self):
        self.canvas.fill(0x000000)
        eye = self.look("first", 10, 10, "07333D", 60)
        self.assertIsNone(eye.poll())
        before = time.monotonic_ns()
        self.canvas.fill(0x07333D)
        seen, _ = eye.communicate()
        self.assertGreaterEqual(int(seen), before)
        self.assertEqual(eye.returncode, 0)

    def test_a_colour_that_never_comes_is_told(self):
        self.canvas.fill(0x000000)
        eye = self.look("first", 10, 10, "123456", 0.1)
        self.assertEqual(eye.communicate()[0], "")
        self.assertEqual(eye.returncode, 1)

    def test_it_measures_from_the_event_to_the_pixel(self):
        self.canvas.fill(0x000000)
        events = feed.Feed({}, {"kind": "state"})
        try:
            eye = self.look("events", "sse", events.port)
            for colour in (0x0B5563, 0xFFC233):  # what is told to a newcomer may be the first event
                eye.stdin.write("8 8 16 16\n")
                eye.stdin.flush()
                self.assertEqual(eye.stdout.readline(), "ready\n")
                asked = time.monotonic_ns()
                events.say({"kind": "call"})
                time.sleep(0.05)
                before = time.monotonic_ns()
                self.canvas.fill(colour)
                arrived, seen = map(int, eye.stdout.readline().split())
            self.assertGreaterEqual(arrived, asked)
            self.assertGreaterEqual(seen, max(arrived, before))
            eye.communicate()
        finally:
            events.close()

    def test_without_a_display_it_says_so(self):
        eye = subprocess.run([self.folder / "probe", "first", "1", "1", "0", "1"], env={}, capture_output=True, text=True)
        self.assertEqual(eye.returncode, 2)
        self.assertIn("DISPLAY", eye.stderr)


class Costs(unittest.TestCase):
    def test_work_of_a_child_is_counted_with_its_parent(self):
        busy = subprocess.Popen([sys.executable, "-c", "import subprocess, sys; subprocess.run([sys.executable, '-c', 'while True: pass'])"],
                                start_new_session=True)
        try:
            while len(machine.tree_of(busy.pid)) < 2:
                time.sleep(0.02)
            found = machine.Meter(busy.pid)
            figures = found.run(1)
            self.assertEqual(figures["processes"], 2)
            child = next(pid for pid in found.cpu if pid != busy.pid)
            first, last = found.cpu[child]
            self.assertGreater(last, first)
        finally:
            for pid in machine.tree_of(busy.pid):
                machine.os.kill(pid, 9)
            busy.wait()

    def test_each_program_says_what_it_takes(self):
        for name in ("run", "hub"):
            said = subprocess.run([BENCH / name, "--help"], capture_output=True, text=True)
            self.assertEqual(said.returncode, 0, said.stderr)
            self.assertIn("tools/bench", said.stdout)


if __name__ == "__main__":
    unittest.main()
