#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Screens whose connections to the hub are cut, and cut again: what do hub and screens hold after thousands of times? Real
programs over real sockets, a proxy in between that resets every connection as soon as all of them are there and have carried
something both ways. One in twenty times nobody answers for a moment, so that connecting fails as well.

  tools/reconnects                              2,500 times each of four screens: 10,000 in all, each of two connections
  tools/reconnects --times 40 --screens 2       as in ./test
"""
import argparse
import asyncio
import json
import os
import pathlib
import random
import shutil
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "chaos"))
from nodes import PROGRAMS, TREE, Node  # noqa: E402
from proxy import Line  # noqa: E402

sys.path.insert(0, str(TREE / "tests/end_to_end"))
from hall import three_free_ports  # noqa: E402

PLANES = 2          # a screen has a connection for its questions, and one for the events
LONGEST_WAIT = 120  # seconds until a screen has surely come back
MOST_GROWTH = 2048  # KiB, from the first look to the last
LOOKS = 10
WARM_UP = 6         # seconds until a screen has read its voice and tried its device


class Counted(Line):
    """Knows how many connections have carried something each way since the last reset."""

    def __init__(self, *words):
        super().__init__(*words)
        self.carried = set()

    def reset(self):
        self.carried = set()
        super().reset()

    async def _write(self, writer, data):
        self.carried.add(writer)
        await super()._write(writer, data)

    @property
    def is_whole(self):
        """Each connection has carried something to the hub and something back."""
        return len(self.carried & self.writers) >= 2 * PLANES


class Held:
    """What a process holds."""

    def __init__(self, process):
        there = pathlib.Path(f"/proc/{process.pid}")
        self.memory = int((there / "status").read_text(encoding="utf-8").split("VmRSS:")[1].split()[0])
        files = [os.path.realpath(each).rsplit("/", 1)[-1] for each in (there / "fd").iterdir()]
        sockets = sum(file.startswith("socket:") for file in files)
        # A connection that is on its way just now is no saving.
        self.descriptors = len(files) - sockets + max(sockets, PLANES)
        self.threads = len(list((there / "task").iterdir()))


class Run:
    def __init__(self, options, folder):
        self.options, self.folder = options, folder
        port = three_free_ports()
        self.names = [f"tv-{number + 1}" for number in range(options.screens)]
        self.lines = {name: Counted(f"127.0.1.{number + 1}", "127.0.0.1", range(port, port + 3), random.Random(number))
                      for number, name in enumerate(self.names)}
        self.hub = Node("hub", [PROGRAMS / "panggil-hub", "--hall", TREE / "hub/halls/mpp-bolmut.json", "--data", folder / "data",
                                "--listen", f"tcp://127.0.0.1:{port}", "--http", "off"], folder)
        self.screens = {name: Node(name, [
            PROGRAMS / "panggil-screen", "run", "--headless", "--size", "640x360", "--site", TREE, "--hub",
            f"tcp://{self.lines[name].address}:{port}", "--screen", name, "--state-dir", folder / f"{name}.state"], folder)
            for name in self.names}
        self.done = dict.fromkeys(self.names, 0)
        self.looks = []   # (times, {name: Held})
        self.begun = 0.0
        self.refused = 0  # cuts after which nobody answered for a moment

    async def whole(self, name):
        line = self.lines[name]
        patience = time.monotonic() + LONGEST_WAIT
        while not line.is_whole:
            if time.monotonic() > patience:
                raise AssertionError(f"{name} has not come back after {self.done[name]} cuts; its log is {self.screens[name].log_file}")
            if not self.screens[name].running or not self.hub.running:
                raise AssertionError(f"{name} or the hub has ended after {self.done[name]} cuts")
            await asyncio.sleep(0.002)

    async def warm(self, name):
        """It has read its voice, and tried its device."""
        screen = self.screens[name]
        patience = time.monotonic() + LONGEST_WAIT
        while not any(line["event"] == "voice.loaded" for line in screen.lines()) and time.monotonic() < patience:
            await asyncio.sleep(0.2)
        await asyncio.sleep(max(0, WARM_UP - (time.monotonic() - self.begun)))

    async def cut(self, name, until):
        line, dice = self.lines[name], random.Random(f"{name} {until}")
        while self.done[name] < until:
            await self.whole(name)
            if dice.random() < 0.05:
                line.cut = True
                line.reset()
                self.refused += 1
                await asyncio.sleep(dice.uniform(0.05, 0.4))
                line.heal()
            else:
                line.reset()
            self.done[name] += 1
        await self.whole(name)

    async def settled(self):
        """What the last cut has left is closed within some seconds; the least of them counts."""
        best = None
        patience = time.monotonic() + 5
        while time.monotonic() < patience:
            held = {name: Held(node.process) for name, node in [("hub", self.hub), *self.screens.items()]}
            weight = sum(each.descriptors + each.threads for each in held.values())
            if best is None or weight < best[0]:
                best, patience = (weight, held), time.monotonic() + 1.5
            await asyncio.sleep(0.1)
        return best[1]

    async def go(self):
        for line in self.lines.values():
            await line.listen()
        for node in [self.hub, *self.screens.values()]:
            node.start()
        self.begun = time.monotonic()
        # The first look comes after some time and many cuts: what is made once, by the first or by the fiftieth, is no leak.
        first, times = min(250, self.options.times // 2), self.options.times
        for until in [first, *(at for at in (times * look // LOOKS for look in range(1, LOOKS + 1)) if at > 2 * first or at == times)]:
            await asyncio.gather(*(self.cut(name, until) for name in self.names))
            await asyncio.gather(*(self.warm(name) for name in self.names))
            self.looks.append((until, await self.settled()))
            print(f"reconnects: {until} of {self.options.times} times, {time.monotonic() - self.begun:.0f} s", file=sys.stderr, flush=True)
        for line in self.lines.values():
            await line.close()

    def end(self):
        return {name: node.end() for name, node in [*self.screens.items(), ("hub", self.hub)] if node.process}

    def faults(self):
        first, last = self.looks[0][1], self.looks[-1][1]
        for name, before in first.items():
            after = last[name]
            if after.descriptors > before.descriptors:
                yield f"{name}: {before.descriptors} descriptors became {after.descriptors}"
            if after.threads > before.threads:
                yield f"{name}: {before.threads} threads became {after.threads}"
            if after.memory - before.memory > MOST_GROWTH:
                yield f"{name}: {before.memory} KiB became {after.memory}"

    def table(self):
        lines = ["| times each | " + " | ".join(self.looks[0][1]) + " |", "|---" * (len(self.screens) + 2) + "|"]
        for times, held in self.looks:
            lines.append(f"| {times:,} | " + " | ".join(f"{each.memory:,} KiB, {each.descriptors} descriptors, {each.threads} threads"
                                                    for each in held.values()) + " |")
        return "\n".join(lines)

    def figures(self):
        return {"times_each": self.options.times, "connecting_refused": self.refused, "faults": list(self.faults()),
                "looks": [{"times": times} | {name: vars(each) for name, each in held.items()} for times, held in self.looks]}


def main():
    parser = argparse.ArgumentParser(prog="tools/reconnects", description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--times", type=int, default=2_500, help="how often each screen is cut off (default: 2500)")
    parser.add_argument("--screens", type=int, default=4)
    parser.add_argument("--json", type=pathlib.Path, help="the figures, into this file as well")
    options = parser.parse_args()
    folder = pathlib.Path(tempfile.mkdtemp(prefix="panggil-reconnects-"))
    run = Run(options, folder)
    try:
        asyncio.run(run.go())
        status = run.end()
    except AssertionError as failure:
        run.end()
        if run.looks:
            print(run.table())
        print(f"reconnects: RED: {failure}")
        return 1
    finally:
        for node in [run.hub, *run.screens.values()]:
            node.kill()
    print(run.table())
    print(f"\n{run.refused} of the cuts were followed by a moment in which nobody answered.")
    if options.json:
        options.json.write_text(json.dumps(run.figures(), indent=1) + "\n", encoding="utf-8")
    faults = [*run.faults(), *(f"{name} ended with status {code}" for name, code in status.items() if code != 0)]
    for fault in faults:
        print(f"reconnects: RED: {fault}")
    if not faults:
        shutil.rmtree(folder)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
