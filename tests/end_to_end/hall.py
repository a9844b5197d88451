# SPDX-License-Identifier: MIT
"""A hall of real programs for the end-to-end tests: one hub, screens without a display, the staff command. Waits on what
the programs log, never for a fixed time; everything it starts has ended when a test has."""
import json
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import unittest
import wave

TREE = pathlib.Path(__file__).parents[2]
PROGRAMS = pathlib.Path(os.environ.get("PANGGIL_PROGRAMS", TREE / "build"))
PATIENCE = 120  # seconds until a condition counts as never met; a passing test does not wait for it


def until(condition, what, patience=PATIENCE):
    """The first true answer of condition(), asked again and again."""
    deadline = time.monotonic() + patience
    while not (answer := condition()):
        if time.monotonic() > deadline:
            raise AssertionError(f"never happened: {what}")
        time.sleep(0.02)
    return answer


class Program:
    """A running program and what it has logged so far."""

    def __init__(self, name, words, folder):
        self.name = name
        life = sum(1 for _ in folder.glob(f"{name}.*.log"))  # a program that is started again logs anew
        self.log_file = folder / f"{name}.{life}.log"
        self.log_file.touch()
        self.said = folder / f"{name}.{life}.out"
        with open(self.said, "wb") as said:
            self.process = subprocess.Popen(
                [str(word) for word in words] + ["--log", "json", "--log-file", str(self.log_file)],
                stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT, cwd=TREE,
                env=os.environ | {"SDL_AUDIODRIVER": "dummy", "LC_ALL": "C.UTF-8"})

    def lines(self, event=None, **fields):
        """The log lines of this event that carry these fields, in order."""
        text = self.log_file.read_text(encoding="utf-8") if self.log_file.exists() else ""
        whole = text[:text.rfind("\n") + 1].splitlines()
        return [line for line in map(json.loads, whole)
                if event in (None, line["event"]) and all(line.get(key) == value for key, value in fields.items())]

    def wait_for(self, event, count=1, **fields):
        """The first `count` such lines, one at least; a program that ended will not log any more."""
        assert count > 0, "to wait for nothing is a mistake"
        def enough():
            lines = self.lines(event, **fields)
            if len(lines) < count and self.process.poll() is not None:
                raise AssertionError(f"{self.name} ended with status {self.process.returncode}")
            return lines[:count] if len(lines) >= count else None
        return until(enough, f"{self.name} logs {event} {fields or ''} {count} times")

    def stop(self, patience=20):
        """Asks it to end, and returns its exit status."""
        if self.process.poll() is None:
            self.process.terminate()
        try:
            return self.process.wait(timeout=patience)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise AssertionError(f"{self.name} did not end when asked") from None

    def last_words(self):
        texts = [path.read_text(errors="replace") for path in (self.said, self.log_file) if path.exists()]
        return f"--- {self.name}\n" + "\n".join("".join(texts).splitlines()[-25:])


class HallTest(unittest.TestCase):
    """Starts and stops programs; shows their last words when a test fails."""

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="panggil-"))
        self.programs = []
        self.hub_at = None

    def tearDown(self):
        outcome = self._outcome.result
        wrong = any(test is self for test, _ in outcome.failures + outcome.errors)
        for program in reversed(self.programs):
            try:
                program.stop()
            except AssertionError as stuck:
                print(stuck)
        if wrong:
            print("\n".join(program.last_words() for program in self.programs))
        shutil.rmtree(self.folder)

    def start(self, name, *words):
        program = Program(name, words, self.folder)
        self.programs.append(program)
        return program

    def open_hub(self, listen="tcp://127.0.0.1:0", program=(PROGRAMS / "panggil-hub",), words=(), volume=(), counters=10, **rules):
        """The hub of the ten-office hall, perhaps with rules of its own, quiet hours, and several counters of each office."""
        hall = json.loads((TREE / "hub/halls/mpp-bolmut.json").read_text(encoding="utf-8"))
        hall["rules"].update(rules)
        offices = hall["counters"]
        hall["counters"] = [offices[at % 10] | {"id": str(at + 1), "number": at + 1} for at in range(counters)]
        hall["zones"][0]["volume"] = list(volume)
        (self.folder / "hall.json").write_text(json.dumps(hall), encoding="utf-8")
        hub = self.start("hub", *program, "--hall", self.folder / "hall.json", "--data", self.folder / "data",
                         "--listen", listen, *([] if "--http" in words else ["--http", "off"]), *words)
        self.hub_at = hub.wait_for("hub.ready")[0]["control"]
        return hub

    def copy_site(self, schedule=None):
        """A copy of our site that a test may change, with this screens.json or none."""
        site = self.folder / "site"
        for part in ("layouts", "fonts", "assets"):
            shutil.copytree(TREE / part, site / part)
        os.symlink(TREE / "audio", site / "audio")
        if schedule:
            (site / "screens.json").write_text(json.dumps(schedule), encoding="utf-8")
        return site

    def quick_voice(self):
        """The folder of a voice that says each call in a quarter of a second."""
        sys.path.insert(0, str(TREE / "tests/chaos"))
        from nodes import write_voice  # what needs no network of nodes needs none of its modules
        folder = self.folder / "voice"
        if not folder.is_dir():
            write_voice(folder)
        return folder

    def open_screen(self, name, *words, hub=None, site=".", program=(PROGRAMS / "panggil-screen",)):
        return self.start(name, *program, "run", "--headless", "--size", "1280x720", "--site", site,
                          "--hub", hub or self.hub_at, "--screen", name,
                          "--state-dir", self.folder / f"{name}-state", *words)

    def live_screen(self, name, *words):
        screen = self.open_screen(name, *words)
        screen.wait_for("link.live")
        return screen

    def panggil_begins(self, *words):
        return subprocess.Popen([PROGRAMS / "panggil", *words, "--hub", self.hub_at, "--json"], cwd=TREE, text=True,
                                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def panggil_ends(self, process, status=0):
        """The JSON objects that it printed."""
        said, complained = process.communicate(timeout=PATIENCE)
        self.assertEqual(process.returncode, status, f"{process.args[1:]}: {complained}{said}")
        return [json.loads(line) for line in said.splitlines()]

    def panggil(self, *words, status=0):
        return self.panggil_ends(self.panggil_begins(*words), status)

    def board(self):
        return self.panggil("state")[0]

    def open_counters(self, *counters):
        """Counters are closed in the morning; returns the first service of each."""
        for counter in counters:
            self.panggil("open", counter)
        state = self.board()["state"]
        return [state[f"counter/{counter}"]["services"][0] for counter in counters]

    def speaker_of(self, zone):
        return self.board()["state"][f"zone/{zone}"].get("speaker")

    def wait_for_same_board(self, *screens):
        """Until each screen has logged the hub's digest at the hub's seq; returns that board."""
        board = self.board()
        for screen in screens:
            screen.wait_for("digest", seq=board["seq"], state_digest=board["state_digest"])
        return board


def run():
    """Runs the scenario; one that had to be skipped says so to whoever counts (CMake's SKIP_RETURN_CODE)."""
    result = unittest.main(exit=False).result
    sys.exit(1 if not result.wasSuccessful() else 77 if result.skipped else 0)


claims = []  # for as long as this process lives


def three_free_ports():
    """A port of loopback whose next two are free as well: control, events, commands. They are this process's as long as it lives,
    also while its hub is dead: a test beside it finds the same port of UDP taken, which no hub wants."""
    begin = os.getpid() * 4 % 8000
    for first in (21000 + (begin + step) % 8000 for step in range(0, 8000, 4)):
        claim = socket.socket(type=socket.SOCK_DGRAM)
        try:
            claim.bind(("127.0.0.1", first))
            for port in range(first, first + 3):
                with socket.socket() as probe:
                    probe.bind(("127.0.0.1", port))
        except OSError:
            claim.close()
            continue
        claims.append(claim)
        return first
    raise AssertionError("no three free ports")


class Recording:
    """A WAV file of 16 or 24 bits, as 16-bit samples of its first channel."""

    def __init__(self, path):
        with wave.open(str(path)) as file:
            width = file.getsampwidth()
            assert width in (2, 3), "16 or 24 bits"
            self.rate, channels = file.getframerate(), file.getnchannels()
            frames = file.readframes(file.getnframes())
            if width == 3:  # the upper two bytes of each sample
                upper = bytearray(len(frames) // 3 * 2)
                upper[0::2], upper[1::2] = frames[1::3], frames[2::3]
                frames = bytes(upper)
            self.samples = memoryview(frames).cast("h")[::channels]

    def peak(self, begin, end):
        return max((abs(sample) for sample in self.samples[begin:end]), default=0)
