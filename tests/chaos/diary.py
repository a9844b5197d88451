# SPDX-License-Identifier: MIT
"""What was done to whom and when, from the run's own notes, and what each screen showed and said meanwhile."""
import bisect
import collections

from nodes import read_lines

NEVER = float("inf")
SILENT = ("hole", "unplug")  # nothing gets through, and nobody is told
LEASE = 6000  # milliseconds: a zone's voice moves on when nothing was heard of its speaker for so long


class Diary:
    def __init__(self, folder):
        self.faults = collections.defaultdict(list)  # (what, node) -> [(begin, end)]
        begun = {}
        self.healed = NEVER
        for line in read_lines(folder / "faults.jsonl"):
            key = line["what"], line["node"]
            if line["what"] == "healed":
                self.healed = line["mono"]
            elif line["phase"] == "begin":
                begun[key] = line["mono"]
            elif key in begun:
                self.faults[key].append((begun.pop(key), line["mono"]))
        for key, begin in begun.items():
            self.faults[key].append((begin, NEVER))

    @property
    def closed(self):
        """When the hall was closed."""
        return max(end for (what, _), times in self.faults.items() if what == "life" for _, end in times)

    def death_after(self, node, mono):
        return min((end for _, end in self.lives(node) if end > mono), default=NEVER)

    def lives(self, node):
        return self.faults[("life", node)]

    def deaf(self, screen):
        """When nothing could come from the hub: [(begin, end, why)]."""
        times = [(*time, what) for what in ("cut", *SILENT) for time in self.faults[(what, screen)]]
        times += [(*time, "hub_stop") for time in self.faults[("hub_stop", "hub")]]
        lives = self.lives("hub")
        times += [(end, begin, "hub_kill") for (_, end), (begin, _) in zip(lives, lives[1:])]
        return sorted(times)

    def stopped(self, screen):
        return self.faults[("screen_stop", screen)]

    def long(self):
        """Faults of screens during which the voice of their zones moves on: {what: how many}."""
        found = collections.Counter()
        for (what, node), times in self.faults.items():
            if what in ("screen_kill", "screen_stop", *SILENT) and node != "desk":
                found[what] += sum(end - begin > LEASE for begin, end in times)
        return +found

    def mute(self, screen, begin, end):
        """How long in [begin, end] it could tell nobody anything because of such a fault."""
        return sum(max(0, min(b, end) - max(a, begin)) for what in ("screen_stop", *SILENT)
                   for a, b in self.faults[(what, screen)] if b - a > LEASE)

    def calm(self, screen, begin, end):
        """True when nothing but lost, doubled and swapped messages happened to this screen, its line and the hub."""
        for (what, node), times in self.faults.items():
            if what not in ("life", "mangle") and node in (screen, "hub"):
                if any(a < end and begin < b for a, b in times):
                    return False
        return True


class Glass:
    """What one screen showed: frames in order, each until the next one or the end of that life."""

    def __init__(self, path, lives):
        self.lines = list(read_lines(path))
        ends = [end for _, end in lives]
        shown = [line for line in self.lines if line["event"] == "glass"]
        self.frames = []  # (begin, end, line)
        self._live = self._begins = None
        for line, after in zip(shown, shown[1:] + [None]):
            at = bisect.bisect_right(ends, line["mono"])
            death = ends[at] if at < len(ends) else line["mono"]
            end = min(after["mono"], death) if after else death
            self.frames.append((line["mono"], end, line))

    def live(self):
        """(begin, end, seq) of every time in which it vouched for what it showed."""
        return [(begin, end, line.get("seq", 0)) for begin, end, line in self.frames if line["health"] == "live"]

    def live_after(self, begin, end):
        """Those of live() that touch [begin, end]."""
        if self._live is None:
            self._live = self.live()
            self._begins = [each[0] for each in self._live]
        first = max(0, bisect.bisect_right(self._begins, begin) - 1)
        return self._live[first:bisect.bisect_right(self._begins, end)]
