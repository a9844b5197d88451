# SPDX-License-Identifier: MIT
"""Every place at which the hub or a screen can die while it writes: before, in the middle of and after each change of a
file of its journal (crash_at.c, for LD_PRELOAD), and at the failpoints between commit, publish and answer. Each life is
sent to one point; the next life, sent to the next point, has to live with what it finds."""
import asyncio
import signal

from nodes import PROGRAMS

CRASH_AT = PROGRAMS / "tests/libcrash_at.so"
HUB_FAILPOINTS = ("commit.before", "commit.inside", "commit.done", "publish.done", "grant.done", "ack.before", "ack.done")
SCREEN_FAILPOINTS = ("voice.before", "voice.ended", "voice.told")
PATIENCE = 6  # seconds in which a life comes to its point, or does not count


def hub_points(folder):
    """(name, environment): a life of the hub writes its term, what it reconciles, and then each event."""
    for number in range(1, 71):
        for when in ("before", "half", "after"):
            yield f"write {number} {when}", {"LD_PRELOAD": str(CRASH_AT), "CRASH_AT": f"{folder}/data {number} {when}"}
    for name in HUB_FAILPOINTS:
        for times in range(1, 8):
            yield f"{name} {times}", {"PANGGIL_FAILPOINT": f"{name}:{times}:kill"}


def screen_points(folder, screen):
    """A screen's journal: begun anew at the start, then two writes and two syncs for each call that is said."""
    for number in range(1, 21):
        for when in ("before", "half", "after"):
            yield f"write {number} {when}", {"LD_PRELOAD": str(CRASH_AT), "CRASH_AT": f"{folder}/{screen}.said {number} {when}"}
    for name in SCREEN_FAILPOINTS:
        for times in range(1, 7):
            yield f"{name} {times}", {"PANGGIL_FAILPOINT": f"{name}:{times}:kill"}


class Sweep:
    def __init__(self, hall):
        self.hall = hall
        self.reached, self.unreached = 0, []

    async def run(self):
        """The hub first, with the screens watching; then a screen that speaks."""
        folder = self.hall.folder
        await self.walk("hub", list(hub_points(folder)))
        # With others in its zone it would lose it, and have nothing more to say.
        screen = self.hall.screens[0]
        others = [name for name in self.hall.screens[1:] if self.hall.zones_of(name) & self.hall.zones_of(screen)]
        for name in others:
            self.hall.kill(name)
        await self.walk(screen, list(screen_points(folder, screen)))
        for name in others:
            self.hall.start(name)

    async def walk(self, name, points):
        node = self.hall.nodes[name]
        self.hall.kill(name)
        for at, (point, env) in enumerate(points):
            self.hall.note("crash", name, "begin", point=point)
            self.hall.start(name, env)
            for _ in range(PATIENCE * 100):
                if not node.running:
                    break
                await asyncio.sleep(0.01)
            if node.running:
                self.unreached.append(f"{name} {point}")
                node.kill()
            elif node.process.returncode == -signal.SIGKILL:
                self.reached += 1
            else:
                self.hall.unexpected.append(f"{name} sent to {point} ended with status {node.process.returncode}")
            self.hall.note("life", name, "end")
            self.hall.note("crash", name, "end")
            if at % 25 == 24:
                print(f"chaos: {name}: {at + 1} of {len(points)} points", flush=True)
        self.hall.start(name)
        await asyncio.sleep(1)

    def told(self):
        text = f"{self.reached} points"
        return text + (f", not reached within {PATIENCE} s: {', '.join(self.unreached)}" if self.unreached else "")

