# SPDX-License-Identifier: MIT
"""The programs of a hall under test: started, killed, stopped and started again, each with one log over all its lives."""
import json
import math
import os
import pathlib
import resource
import shutil
import signal
import struct
import subprocess
import time
import wave

TREE = pathlib.Path(__file__).parents[2]
PROGRAMS = pathlib.Path(os.environ.get("PANGGIL_PROGRAMS", TREE / "build"))
# Also when the run is killed, none of its programs goes on.
DIES_WITH_US = ["setpriv", "--pdeathsig", "KILL"] if shutil.which("setpriv") else []
FAKETIME = pathlib.Path("/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1")


def clock():
    """Milliseconds on the scale of every log line and of the journal: one machine, one boot."""
    return time.clock_gettime_ns(time.CLOCK_BOOTTIME) / 1e6


class Node:
    """A program that may die at any moment, and may be told to."""

    def __init__(self, name, words, folder, env=None, where=()):
        self.name, self.words, self.folder = name, [str(word) for word in words], folder
        self.where = list(where)  # the words that lead to its network
        self.log_file = folder / f"{name}.log"
        self.wall = folder / f"{name}.wall"  # what libfaketime adds to its wall clock
        self.env = env or {}
        self.process = None
        self.lives = 0
        self.put_down = False  # by the test: else an end is the program's own

    def set_wall(self, seconds):
        """At once: libfaketime ends a program that reads a half-written file."""
        fresh = self.wall.with_suffix(".new")
        fresh.write_text(seconds, encoding="utf-8")
        fresh.replace(self.wall)

    def start(self, more_env=None):
        self.put_down = False
        env = os.environ | {"SDL_AUDIODRIVER": "dummy", "LC_ALL": "C.UTF-8"} | self.env | (more_env or {})
        if self.wall.exists():
            preload = ":".join(filter(None, [env.get("LD_PRELOAD"), str(FAKETIME)]))
            env |= {"LD_PRELOAD": preload, "FAKETIME_TIMESTAMP_FILE": str(self.wall), "FAKETIME_NO_CACHE": "1",
                    "FAKETIME_DONT_FAKE_MONOTONIC": "1"}
        with open(self.folder / f"{self.name}.out", "ab") as said:
            # Python ignores SIGXFSZ, and so does whoever inherits that: a full disk is an error, not an end.
            self.process = subprocess.Popen(
                self.where + DIES_WITH_US + self.words + ["--log", "json", "--log-file", str(self.log_file)], cwd=TREE, env=env,
                stdin=subprocess.DEVNULL, stdout=said, stderr=said, restore_signals=False)
        self.lives += 1

    @property
    def running(self):
        return self.process is not None and self.process.poll() is None

    def signal(self, which):
        if self.running:
            self.process.send_signal(which)

    def kill(self):
        self.put_down = True
        if self.process is not None:
            self.process.kill()
            self.process.wait()

    def end(self, patience=20):
        """Asks it to end; its exit status, or None when it had to be killed."""
        self.put_down = True
        if self.process is None:
            return 0
        self.signal(signal.SIGCONT)
        self.signal(signal.SIGTERM)
        try:
            return self.process.wait(timeout=patience)
        except subprocess.TimeoutExpired:
            self.kill()
            return None

    def limit_files(self, size):
        """No file of it may grow beyond this; None = as the machine allows."""
        if self.running:
            limit = resource.RLIM_INFINITY if size is None else size
            resource.prlimit(self.process.pid, resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))

    def size(self):
        return self.log_file.stat().st_size if self.log_file.exists() else 0

    def lines(self, since=0):
        return read_lines(self.log_file, since)


class Disk:
    """A small disk in memory for one folder, that can be filled to the last byte. Mounting it needs root."""

    def __init__(self, folder):
        self.folder = folder
        folder.mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=128m", "tmpfs", folder], check=True)
        self.mounted = True

    def fill(self):
        with open(self.folder / "filler", "wb", buffering=0) as file:
            try:
                while True:
                    file.write(bytes(4096))
            except OSError:
                pass

    def free(self):
        (self.folder / "filler").unlink(missing_ok=True)

    def take_away(self):
        """What was on it stays in the folder."""
        if self.mounted:
            self.mounted = False
            kept = self.folder.with_name("kept")
            shutil.copytree(self.folder, kept)
            subprocess.run(["umount", self.folder], check=True)
            self.folder.rmdir()
            kept.rename(self.folder)


def read_lines(path, since=0):
    """The lines of a log from this byte on. One that a kill cut off is left out."""
    if not path.exists():
        return
    with open(path, "rb") as file:
        file.seek(since)
        for line in file:
            try:
                yield json.loads(line)
            except ValueError:
                continue


def write_voice(folder):
    """The hall's own voice pack with a tone of 20 ms for every clip, each of another pitch, and hardly a pause: a call is said in a
    quarter second, and its samples still tell which words stood where."""
    pack = json.loads((TREE / "audio/id-ID/pack.json").read_text(encoding="utf-8"))
    rate = 48000
    folder.mkdir()
    for number, clip in enumerate(pack["clips"].values()):
        pitch = 0.03 + 0.001 * number  # radians a sample: 230 Hz and up
        name = f"tone-{number}.wav"
        with wave.open(str(folder / name), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(rate)
            file.writeframes(struct.pack(f"<{rate // 50}h", *(int(9000 * math.sin(at * pitch)) for at in range(rate // 50))))
        clip["files"] = {melody: name for melody in clip["files"]}
    for join in pack["joins"].values():
        for each in join if isinstance(join, list) else [join]:
            each["gap_ms"] = 2
            each.pop("fade_ms", None)
    (folder / "pack.json").write_text(json.dumps(pack), encoding="utf-8")
