#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A hall under faults, and its judgement. Starts a hub, screens and clerks as real programs, breaks them and their lines
by a plan made from the seed, lets everything heal, and has judge.py compare what was shown and said with the hub's journal.

  tools/chaos --events 800 --seed 9 --rate 60        as in ./test
  tools/chaos --events 50000 --seed 1 --rate 30      the long run
  tools/chaos --sweep                                every write and failpoint of hub and screen
  tools/chaos --events 30000 --seed 11 --rate 50 --only hub_kill screen_kill --every 28     a thousand deaths of each
  tools/chaos --events 2000 --seed 7 --keep --only hub_kill cut
"""
import argparse
import asyncio
import contextlib
import json
import pathlib
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile

import judge
from network import make_network
from nodes import DIES_WITH_US, FAKETIME, PROGRAMS, TREE, Disk, Node, clock, read_lines, write_voice
from proxy import Line
from sweep import Sweep

sys.path.insert(0, str(TREE / "tests/end_to_end"))
from hall import three_free_ports  # noqa: E402

TTL = json.loads((TREE / "tests/chaos/hall.json").read_text(encoding="utf-8"))["rules"]["announcement_ttl_s"]
ZONES = ({"lobi"}, {"lobi", "timur"}, {"timur", "barat"}, {"barat"}, {"lobi", "timur", "barat"})

# One of a kind comes, on the average, each so many events; how long it lasts, in seconds.
EACH = {"hub_kill": 85, "screen_kill": 85, "cut": 85, "hole": 200, "unplug": 250, "delay": 300, "throttle": 400, "truncate": 300,
        "corrupt": 300, "mangle": 150, "screen_stop": 300, "hub_stop": 500, "hub_full": 700, "screen_clock": 400,
        "hub_clock": 700}
LASTS = {"hub_kill": (0, 0.6), "screen_kill": (0, 1), "cut": (0.05, 2.5), "hole": (0.3, 5), "unplug": (0.3, 5),
         "delay": (1, 4), "throttle": (1, 4), "truncate": (0.5, 3), "corrupt": (0.5, 3), "mangle": (1, 4),
         "screen_stop": (0.1, 5), "hub_stop": (0.1, 2.5), "hub_full": (0.3, 2), "screen_clock": (1, 10),
         "hub_clock": (1, 10)}
# One in so many of these is for a screen, and so long that its zone's voice has moved on when it is over.
LONG_ONE_IN = 10
LONG = {"screen_kill": (8, 15), "hole": (8, 20), "unplug": (8, 20), "screen_stop": (8, 20)}
JUMPS = (-3600, -90, -2, 2, 90, 3600, 40 * 3600, -40 * 3600)  # seconds of wall time


def make_plan(seed, events, screens, kinds, every=None):
    """What happens when: (after so many events, kind, node, how long, more dice). The same for the same arguments."""
    plan = []
    for kind in set(kinds) - {"none"}:
        dice, at = random.Random(f"{seed} {kind}"), 0
        while (at := at + dice.expovariate(1 / (every or EACH[kind]))) < events * 0.98:
            if kind.startswith("hub"):
                node = "hub"
            elif kind.startswith("screen"):
                node = dice.choice(screens)
            else:
                node = dice.choice(screens + ["desk"])
            lasts, more = dice.uniform(*LASTS[kind]), dice.random()
            if kind in LONG and dice.random() < 1 / LONG_ONE_IN:
                node, lasts = dice.choice(screens), dice.uniform(*LONG[kind])
            plan.append((at, kind, node, lasts, more))
    return sorted(plan)


class Hall:
    def __init__(self, options, folder):
        self.options, self.folder = options, folder
        self.network = make_network(options.no_netns)
        self.first_port = three_free_ports()
        self.screens = [f"tv-{number + 1}" for number in range(options.screens)]
        dice = random.Random(options.seed + 1)
        self.lines = {name: Line(self.network.add(name, number), "127.0.0.1",
                                 range(self.first_port, self.first_port + 3), random.Random(dice.random()))
                      for number, name in enumerate(["desk"] + self.screens)}
        write_voice(folder / "voice")
        self.nodes = {"hub": Node("hub", [
            PROGRAMS / "panggil-hub", "--hall", TREE / "tests/chaos/hall.json", "--data", folder / "data",
            "--listen", f"tcp://127.0.0.1:{self.first_port}"], folder, {"PANGGIL_HWM": "3"})}
        self.disk = Disk(folder / "data") if options.tmpfs else None
        for name in self.screens:
            self.nodes[name] = Node(name, [
                PROGRAMS / "panggil-screen", "run", "--headless", "--size", "640x360", "--site", TREE,
                "--hub", f"tcp://{self.lines[name].address}:{self.first_port}", "--screen", name,
                "--zones", ",".join(sorted(self.zones_of(name))), "--pack", folder / "voice", "--log-shown",
                "--stage-times", "300,150,50,20", "--state-dir", folder / f"{name}.said"], folder,
                where=self.network.words(name))
        self.desk_keys = []
        if options.with_keys:
            self.make_keys()
        self.locks = {name: asyncio.Lock() for name in [*self.nodes, *(f"line {name}" for name in self.lines)]}
        self.diary = open(folder / "faults.jsonl", "a", encoding="utf-8")
        self.counts = dict.fromkeys(EACH, 0)
        self.skipped = set()
        self.unexpected = []

    def zones_of(self, screen):
        return ZONES[self.screens.index(screen) % len(ZONES)]

    def make_keys(self):
        """Every machine has a key of its own; the lines may then turn any bit."""
        def keys(*words):
            subprocess.run([PROGRAMS / "panggil-hub", "keys", *words, "--keys", self.folder / "keys"], check=True,
                           stdout=subprocess.DEVNULL)
        keys("init")
        self.nodes["hub"].words += ["--keys", str(self.folder / "keys")]
        for name in self.screens:
            keys("add", name, "--role", "display", "--out", self.folder / "machines" / name)
            self.nodes[name].words += ["--keys", str(self.folder / "machines" / name)]
        for desk in range(1, 11):
            keys("add", f"desk-{desk}", "--role", "admin", "--out", self.folder / "machines" / f"desk-{desk}")
        self.desk_keys = [str(self.folder / "machines")]
        for line in self.lines.values():
            line.encrypted = True

    def note(self, what, node, phase, **more):
        self.diary.write(json.dumps({"mono": round(clock(), 1), "what": what, "node": node, "phase": phase} | more) + "\n")
        self.diary.flush()

    def start(self, name, more_env=None):
        node = self.nodes[name]
        self.note("life", name, "begin")
        node.start(more_env)

    def kill(self, name):
        node = self.nodes[name]
        if not node.running:
            self.unexpected.append(f"{name} had ended by itself with status {node.process.returncode}")
        node.kill()
        self.note("life", name, "end")

    def revive(self):
        """A program that ended by itself is a fault of ours; the run goes on, so that it is told."""
        for name, node in self.nodes.items():
            status = node.process.poll() if node.process is not None else None
            if status is not None and not node.put_down:
                self.unexpected.append(f"{name} ended by itself with status {status}")
                self.note("life", name, "end")
                self.start(name)

    async def open(self):
        if FAKETIME.exists():
            for name, node in self.nodes.items():
                node.set_wall("+0")
        for line in self.lines.values():
            await line.listen()
        for name in self.nodes:
            self.start(name)
        self.clerks = await asyncio.create_subprocess_exec(
            *self.network.words("desk"), *DIES_WITH_US, str(PROGRAMS / "tests/chaos_commander"), f"tcp://{self.lines['desk'].address}:{self.first_port}",
            str(self.options.seed), str(self.options.events), str(self.options.rate), str(self.folder / "acks.log"),
            *self.desk_keys, cwd=TREE, stdin=asyncio.subprocess.DEVNULL)

    async def strike(self, kind, node, lasts, more):
        line = self.lines.get(node)
        lock = self.locks[node if kind.startswith(("hub", "screen")) else f"line {node}"]
        async with lock:
            if kind.endswith("clock") and not FAKETIME.exists():
                self.skipped.add(f"{kind}: the package faketime is not installed")
                return
            if kind == "unplug" and not self.network.can_unplug:
                self.skipped.add(f"{kind}: there is no cable on the {self.network.told}")
                return
            self.counts[kind] += 1
            self.note(kind, node, "begin")
            try:
                if kind.endswith("kill"):
                    self.kill(node)
                    await asyncio.sleep(lasts)
                    self.start(node)
                elif kind.endswith("stop"):
                    self.nodes[node].signal(signal.SIGSTOP)
                    await asyncio.sleep(lasts)
                    self.nodes[node].signal(signal.SIGCONT)
                elif kind == "hub_full" and self.disk and more < 0.5:
                    self.disk.fill()
                    await asyncio.sleep(lasts)
                    self.disk.free()
                elif kind == "hub_full":
                    self.nodes[node].limit_files(4096)
                    await asyncio.sleep(lasts)
                    self.nodes[node].limit_files(None)
                elif kind.endswith("clock"):
                    self.nodes[node].set_wall(f"{JUMPS[int(more * len(JUMPS))]:+d}")
                    await asyncio.sleep(lasts)
                    self.nodes[node].set_wall("+0")
                elif kind == "unplug":
                    await self.network.plug(node, "down", more < 0.5)
                    await asyncio.sleep(lasts)
                    await self.network.plug(node, "up", more < 0.5)
                else:
                    self.break_line(line, kind, more)
                    await asyncio.sleep(lasts)
                    if kind == "hole" and more < 0.5:
                        line.reset()  # the network forgot these connections
                    line.heal()
            finally:
                self.note(kind, node, "end")
            if kind.endswith("kill"):
                await asyncio.sleep(0.15)  # it has begun to live when the next one comes

    @staticmethod
    def break_line(line, kind, more):
        if kind == "cut":
            line.cut = True
            line.reset()
        elif kind == "hole":
            line.open.clear()
        elif kind == "delay":
            line.delay = 0.02 + 0.6 * more
        elif kind == "throttle":
            line.rate = int(2000 + 20000 * more)
        elif kind == "truncate":
            line.truncate = 0.02 + 0.2 * more
        elif kind == "corrupt":
            line.corrupt = 0.02 + 0.2 * more
        elif kind == "mangle":
            line.drop = line.double = line.swap = 0.02 + 0.2 * more

    async def run(self):
        """The plan, in step with the clerks; then everything heals."""
        kinds = self.options.only or list(EACH)
        plan = make_plan(self.options.seed, self.options.events, self.screens, kinds, self.options.every)
        deadline = clock() + self.options.minutes * 60_000 if self.options.minutes else None
        acks, done, shown, running = self.folder / "acks.log", 0, 0, set()
        at, over = 0, asyncio.create_task(self.clerks.wait())
        while not over.done():
            if acks.exists():
                with open(acks, "rb") as file:
                    file.seek(at)
                    more = file.read()
                more = more[:more.rfind(b"\n") + 1]
                at += len(more)
                done += sum(b'"event":"ack"' in line and b'"ok":1' in line for line in more.splitlines())
            while plan and plan[0][0] <= done:
                _, kind, node, lasts, more_dice = plan.pop(0)
                task = asyncio.create_task(self.strike(kind, node, lasts, more_dice))
                running.add(task)
                task.add_done_callback(running.discard)
            self.revive()
            if done - shown >= self.options.events / 10:
                shown = done
                print(f"chaos: {done} of {self.options.events} commands done, "
                      f"{sum(self.counts.values())} faults", flush=True)
            if deadline and clock() > deadline:
                self.clerks.send_signal(signal.SIGTERM)
                deadline = None
            await asyncio.wait([over], timeout=0.05)
        if running:
            await asyncio.wait(running)
        await self.heal()

    async def sweep(self):
        """Each point at which a program can die, while the clerks go on; then as after a run."""
        self.swept = Sweep(self)
        await asyncio.sleep(1)
        await self.swept.run()
        self.clerks.send_signal(signal.SIGTERM)
        await self.clerks.wait()
        await self.heal()

    async def heal(self):
        for line in self.lines.values():
            line.heal()
        self.note("healed", "", "begin")
        await self.settle()
        await self.close()

    async def settle(self):
        """Until every screen shows the journal's last event: its final picture. Never longer than a minute."""
        patience = clock() + 60_000
        last = {name: 0 for name in self.screens}
        marks = dict(last)
        while clock() < patience:
            with contextlib.closing(sqlite3.connect(f"file:{self.folder}/data/journal.sqlite?mode=ro", uri=True)) as base:
                newest = base.execute("SELECT max(seq) FROM events").fetchone()[0]
            for name in self.screens:
                node = self.nodes[name]
                size = node.size()
                for line in node.lines(marks[name]):
                    if line["event"] == "glass":
                        last[name] = line["seq"] if line["health"] == "live" else 0
                marks[name] = size
            if all(seq == newest for seq in last.values()):
                break
            await asyncio.sleep(0.2)
        await asyncio.sleep(TTL)  # what was called last is still to be said

    async def close(self):
        for name in reversed(list(self.nodes)):
            node = self.nodes[name]
            if not node.running:
                self.unexpected.append(f"{name} had ended by itself with status {node.process.returncode}")
            self.note("life", name, "end")
            status = await asyncio.to_thread(node.end)  # the lines of the others go on meanwhile
            if status != 0:
                self.unexpected.append(f"{name} ended with status {status} when asked to")
        for line in self.lines.values():
            await line.close()
        self.diary.close()
        if self.disk:
            self.disk.take_away()

    def abandon(self):
        for node in self.nodes.values():
            node.kill()
        if getattr(self, "clerks", None) and self.clerks.returncode is None:
            self.clerks.kill()
        if self.disk:
            self.disk.take_away()


async def play(options, folder):
    hall = Hall(options, folder)
    # Asked to end, it leaves no program behind.
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, asyncio.current_task().cancel)
    try:
        await hall.open()
        await (hall.sweep() if options.sweep else hall.run())
    finally:
        hall.abandon()
        hall.network.close()
    for notice in sorted(hall.skipped):
        print(f"chaos: left out: {notice}")
    return hall


def main():
    parser = argparse.ArgumentParser(prog="tools/chaos", description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--events", type=int, default=5000, help="commands to be carried out (default: 5000)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rate", type=float, default=25, help="commands a second (default: 25)")
    parser.add_argument("--minutes", type=float, help="ask for no more after this time")
    parser.add_argument("--screens", type=int, default=4)
    parser.add_argument("--with-keys", action="store_true", help="every line encrypted, every machine known by its key")
    parser.add_argument("--tmpfs", action="store_true", help="the journal on a small disk of its own, which is filled (root)")
    parser.add_argument("--no-netns", action="store_true",
                        help="all nodes on the loopback, though each could have a network of its own")
    parser.add_argument("--only", nargs="*", choices=["none", *EACH], help="only these kinds of faults")
    parser.add_argument("--every", type=float, metavar="EVENTS",
                        help="one of each kind comes, on the average, each so many events (default: by its kind, 85 to 700)")
    parser.add_argument("--sweep", action="store_true", help="no plan: kill hub and screens at each write and failpoint")
    parser.add_argument("--keep", action="store_true", help="keep journal and logs of a green run too")
    options = parser.parse_args()
    if options.sweep:
        options.events = 1_000_000
    folder = pathlib.Path(tempfile.mkdtemp(prefix="panggil-chaos-"))
    hall = asyncio.run(play(options, folder))
    verdict = judge.judge(folder, hall.screens)
    verdict.counts = hall.counts
    verdict.figures["network"] = hall.network.told
    if options.sweep:
        verdict.figures["died at"] = hall.swept.told()
    verdict.wrong("unexpected end", *hall.unexpected)
    print(verdict.table())
    if not verdict.green:
        print(verdict.complaints())
        again = f"tools/chaos --events {options.events} --seed {options.seed} --rate {options.rate:g} --screens {options.screens}"
        if options.sweep:
            again = f"tools/chaos --sweep --seed {options.seed} --rate {options.rate:g} --screens {options.screens}"
        again += (" --tmpfs" if options.tmpfs else "") + (" --with-keys" if options.with_keys else "")
        again += (" --no-netns" if options.no_netns else "") + (f" --every {options.every:g}" if options.every else "")
        print(f"chaos: RED. Journal and logs: {folder}\nchaos: again with: "
              + again + (f" --only {' '.join(options.only)}" if options.only else ""))
        return 1
    if options.keep:
        print(f"chaos: journal and logs: {folder}")
    else:
        shutil.rmtree(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
