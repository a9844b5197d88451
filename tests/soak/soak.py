#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Weeks of a hall in minutes: what do a hub and a screen hold after 51 days, and do the clock and the calls go on past 2^31 and
2^32 milliseconds (24.9 and 49.7 days)?

A hub, a screen that speaks and a clerk are made of the programs' own parts in one process (tests/soak/hall.hpp). Their clock is
turned: it goes on as soon as nobody has anything to do, to the next moment at which something is due.

  tools/soak                                       51 days, busy, idle and without a hub; half an hour each, side by side
  tools/soak --mode idle --days 3 --json idle.json
  tools/soak --table busy.json idle.json absent.json
  tools/soak --mode busy --days 0.02 --begin-ms 2147000000      ten minutes before 2^31 and twenty after it, as in ./test
"""
import argparse
import collections
import concurrent.futures
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

TREE = pathlib.Path(__file__).parents[2]
PROGRAMS = pathlib.Path(os.environ.get("PANGGIL_PROGRAMS", TREE / "build"))
MODES = ("busy", "idle", "absent")
MOST_GROWTH = 2048  # KiB of memory, from the first hour on
# The device is closed so soon after a call, so that it is opened and closed anew for each; in an office after ten minutes.
KEEP_ALIVE = 3
FLAT = ("descriptors", "threads", "sdl_blocks")


def make_site(folder):
    """This tree's site with its schedule; the picture does not move, so that the clock stands where another program draws it."""
    site = folder / "site"
    site.mkdir()
    for part in ("layouts", "fonts", "assets", "data"):
        shutil.copytree(TREE / part, site / part)
    os.symlink(TREE / "audio", site / "audio")
    screens = json.loads((TREE / "screens.json").read_text(encoding="utf-8"))
    screens["screens"]["tv-tunggu-1"] |= {"pixelShift": False, "night": ["18.00-07.00"], "audio": {"keep_alive": KEEP_ALIVE}}
    (site / "screens.json").write_text(json.dumps(screens), encoding="utf-8")
    return site


class Soak:
    """One mode: runs, and is read afterwards."""

    def __init__(self, mode, options, folder):
        self.mode, self.options, self.folder = mode, options, folder / mode
        self.folder.mkdir()
        self.out = self.folder / "soak.jsonl"
        self.took = 0.0
        self.looks, self.sums, self.trouble, self.status = [], {}, [], None

    def run(self):
        site = make_site(self.folder)
        begun = time.monotonic()
        process = subprocess.Popen(
            [PROGRAMS / "tests/soak_hall", self.mode, str(self.options.days), str(self.options.begin_ms), str(self.options.gap), TREE, site,
             self.folder, PROGRAMS / "panggil-screen", self.out], stdin=subprocess.DEVNULL, cwd=TREE)
        told = begun
        while (status := self.wait(process)) is None:
            if time.monotonic() - told >= 10:
                told = time.monotonic()
                self.read()
                print(f"soak: {self.mode}: {self.days:.1f} of {self.options.days:g} days, {told - begun:.0f} s", file=sys.stderr, flush=True)
        self.status, self.took = status, time.monotonic() - begun
        self.read()
        return self

    @staticmethod
    def wait(process):
        try:
            return process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            return None

    def read(self):
        lines = [json.loads(line) for line in self.out.read_text(encoding="utf-8").splitlines(True) if line.endswith("\n")] if self.out.exists() else []
        self.looks = [line for line in lines if line["event"] == "soak.look"]
        # A field that is nought is left out of a line.
        self.sums = next((collections.defaultdict(int, line) for line in lines if line["event"] == "soak.end"), {})
        self.trouble = [line for line in lines if line["event"] not in ("soak.look", "soak.end")]

    @property
    def days(self):
        return (self.looks[-1]["mono"] - self.options.begin_ms) / 86_400_000 if self.looks else 0.0

    @property
    def base(self):
        """The first hour is over, or the first twelfth of a short run."""
        return self.looks[0]

    @property
    def is_long(self):
        """In its first hours a screen still makes what it keeps."""
        return self.options.days >= 1

    def most(self, what):
        return max(look[what] for look in self.looks)

    def faults(self):
        if self.status != 0 or not self.sums:
            yield f"ended with status {self.status}"
            return
        growth = self.looks[-1]["memory_kb"] - self.base["memory_kb"]
        if self.is_long and growth > MOST_GROWTH:
            yield f"memory has grown by {growth} KiB"
        middle = len(self.looks) // 2
        for what in FLAT:
            before, after = (max(look[what] for look in part) for part in (self.looks[:middle], self.looks[middle:]))
            # What is kept of texts and pictures comes and goes with the hour.
            if after > before and (what != "sdl_blocks" or (self.is_long and after > before * 1.25)):
                yield f"{what}: at most {before} in the first half, {after} in the second"
        if self.sums["lost"] or self.sums["doubled"] or "refused" in self.sums:
            yield f"{self.sums['lost']} calls not shown or not heard, {self.sums['doubled']} twice; refused: {self.sums.get('refused', 'none')}"
        if self.sums["wrong_clocks"] or not self.sums["clocks"]:
            yield f"{self.sums['wrong_clocks']} of {self.sums['clocks']} clocks were wrong"
        if self.mode != "absent" and self.sums["stale"]:
            yield f"the screen was stale {self.sums['stale']} times"
        if self.mode == "busy" and not self.sums["calls"]:
            yield "nobody was called"

    def figures(self):
        return {"mode": self.mode, "days": round(self.days, 3), "begin_ms": self.options.begin_ms, "seconds": round(self.took), "first": self.base, "last": self.looks[-1],
                "most": {what: self.most(what) for what in ("memory_kb", "heap_kb", *FLAT)}, "sums": self.sums, "faults": list(self.faults()),
                "trouble": self.trouble[:50]}


def table(runs):
    """Of figures()."""
    def row(name, tell):
        return f"| {name} | " + " | ".join(tell(run) for run in runs) + " |"

    def held(what, unit=""):
        return lambda run: f"{run['first'].get(what, 0):,}{unit}, {run['last'].get(what, 0):,}{unit}; {run['most'][what]:,}{unit}"

    def sums(*names):
        return lambda run: ", ".join(f"{run['sums'].get(name, 0):,}" for name in names)
    return "\n".join([
        "| | " + " | ".join(run["mode"] for run in runs) + " |",
        "|---" * (len(runs) + 1) + "|",
        row("days", lambda run: f"{run['days']:.2f}"),
        row("memory after the first hour, at the end; at most", held("memory_kb", " KiB")),
        row("of it allocated", held("heap_kb", " KiB")),
        row("descriptors", held("descriptors")),
        row("threads", held("threads")),
        row("blocks of SDL (surfaces, textures and all else)", held("sdl_blocks")),
        row("calls, lost, twice", sums("calls", "lost", "doubled")),
        row("shown, heard to the end", sums("shown", "heard")),
        row("looks at the clock, wrong", sums("clocks", "wrong_clocks")),
        row("times stale", sums("stale")),
        row("turns of the screen", sums("turns")),
        row("took", lambda run: f"{run['seconds'] / 60:.1f} min"),
    ])


def main():
    parser = argparse.ArgumentParser(prog="tools/soak", description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--days", type=float, default=51, help="days of the hall (default: 51)")
    parser.add_argument("--mode", nargs="+", choices=MODES, default=list(MODES),
                        help="busy: calls from eight to five each day; idle: a hub and no call; absent: no hub (default: all)")
    parser.add_argument("--gap", type=int, default=240, metavar="SECONDS", help="between two calls (default: 240)")
    parser.add_argument("--begin-ms", type=int, default=60_000, help="how long the machine is up at the start (default: a minute)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="modes side by side (default: one for each core)")
    parser.add_argument("--json", type=pathlib.Path, help="all figures, into this file as well")
    parser.add_argument("--markdown", type=pathlib.Path, help="the table, into this file as well")
    parser.add_argument("--table", nargs="+", type=pathlib.Path, metavar="JSON", help="run nothing: one table of what --json has written")
    options = parser.parse_args()
    if options.table:
        runs = [run for file in options.table for run in json.loads(file.read_text(encoding="utf-8"))]
        print(table(runs))
        return 1 if any(run["faults"] for run in runs) else 0
    # In memory: the clock of the hall waits for each write of the hub.
    memory = pathlib.Path("/dev/shm")
    folder = pathlib.Path(tempfile.mkdtemp(prefix="panggil-soak-", dir=memory if memory.is_dir() else None))
    with concurrent.futures.ThreadPoolExecutor(max_workers=max(1, options.jobs)) as pool:
        soaks = list(pool.map(lambda mode: Soak(mode, options, folder).run(), options.mode))
    ended = [soak for soak in soaks if soak.sums]
    if ended:
        print(table([soak.figures() for soak in ended]))
    if options.markdown and ended:
        options.markdown.write_text(table([soak.figures() for soak in ended]) + "\n", encoding="utf-8")
    if options.json:
        options.json.write_text(json.dumps([soak.figures() for soak in ended], indent=1) + "\n", encoding="utf-8")
    faults = [f"{soak.mode}: {fault}" for soak in soaks for fault in soak.faults()]
    for fault in faults:
        print(f"soak: RED: {fault}")
    if faults:
        for soak in soaks:
            for line in soak.trouble[:5]:
                print(f"soak: {soak.mode}: {json.dumps(line, ensure_ascii=False)}")
        print(f"soak: pictures and logs: {folder}")
        return 1
    shutil.rmtree(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
