# SPDX-License-Identifier: MIT
"""Judges the announcements: each said to its end at most once in its zone, never begun later than its ttl, never over
another one, and none missed while somebody of its zone could have said it."""
import collections

from diary import NEVER
from journal import speakers, wanted_until

# One round trip on a busy machine, with the voices that are said silently for other zones.
MARGIN = 1000
# A screen that lives for so long has told its hub, whatever lines and hubs did meanwhile; while it stood still or was
# alone for longer than the lease, its time does not go on.
TIME_TO_TELL = 15_000
# No call takes longer to say.
LONGEST_VOICE = 15_000
# After a line has healed it takes so long to be connected again.
CONNECTING = 600
HARMLESS = {"life", "mangle", "screen_clock", "hub_clock"}


def blocked(diary, screen):
    """When this screen could not ask its hub for a call, whatever its glass said: [(begin, end)], in order."""
    times = [time for (what, node), found in diary.faults.items() if node in (screen, "hub") and what not in HARMLESS
             for time in found]
    for node in (screen, "hub"):
        lives = diary.lives(node)
        times += [(end, begin) for (_, end), (begin, _) in zip(lives, lives[1:])]
    return union((begin, end + CONNECTING) for begin, end in times)


def union(times):
    joined = []
    for begin, end in sorted(map(tuple, times)):
        if joined and begin <= joined[-1][1]:
            joined[-1][1] = max(joined[-1][1], end)
        else:
            joined.append([begin, end])
    return joined


def without(begin, end, times):
    """[begin, end] without these times: what is left, in order."""
    for a, b in times:
        if b <= begin:
            continue
        if a >= end:
            break
        if a > begin:
            yield begin, a
        begin = max(begin, b)
    if begin < end:
        yield begin, end


class Speakers:
    """Who could have said a call, and for how long it had nothing else to say."""

    def __init__(self, journal, diary, glasses, spoken):
        self.zones = speakers(journal)
        self.glasses = glasses
        self.blocked = {screen: blocked(diary, screen) for screen in glasses}
        self.busy = {screen: union(spoken[screen]) for screen in glasses}

    def chance(self, zone, seq, begin, end, held):
        """The longest free time in [begin, end] of a speaker that was live, could ask, and knew of event `seq`, while no other
        held the call."""
        longest = 0
        owners = self.zones[zone]
        for at, (since, screen) in enumerate(owners):
            until = owners[at + 1][0] if at + 1 < len(owners) else float("inf")
            if screen not in self.glasses or until <= begin or since >= end:
                continue
            live = union((a, b) for a, b, shown in self.glasses[screen].live_after(begin, end) if shown >= seq)
            for a, b in live:
                for one, other in without(max(a, begin, since), min(b, end, until), self.blocked[screen]):
                    longest = max(longest, sum(d - c for c, d in without(one, other, union([*self.busy[screen], *held]))))
        return longest


def judge(journal, diary, glasses, verdict):
    calls = {event.announce["call_id"]: (event, event.announce) for event in journal.events if event.announce}
    for kind in ("said twice", "said late", "missed", "said wrong", "said over another"):
        verdict.wrong(kind)
    started, ended, left = collections.defaultdict(list), collections.defaultdict(list), collections.defaultdict(list)
    for screen, glass in glasses.items():
        for line in glass.lines:
            kind, call_id = line["event"], line.get("announce_id")
            if kind == "announce.started":
                started[call_id].append((line["mono"], screen, line))
            elif kind == "announce.ended":
                ended[call_id].append((line["mono"], screen))
            elif kind in ("announce.expired", "announce.withdrawn", "announce.failed"):
                left[call_id].append((line["mono"], screen, kind))
    verdict.wrong("told as heard, never begun", *(
        f"{call_id} on {screen}" for call_id, screen, phase in journal.receipts
        if phase == "done" and screen in glasses and not any(who == screen for _, who, _ in started.get(call_id, ()))))
    unknown_to_the_hub(journal, diary, glasses, verdict)
    until, spoken = wanted_until(journal), collections.defaultdict(list)
    for call_id, times in started.items():
        for mono, screen, _ in times:
            over = min([at for at, who in ended[call_id] if who == screen and at >= mono] +
                       [at for at, who, kind in left[call_id] if kind == "announce.failed" and who == screen and at >= mono],
                       default=mono)
            spoken[screen].append((mono, min(over, diary.death_after(screen, mono)) + 100))
    able = Speakers(journal, diary, glasses, spoken)
    ages = []
    for call_id, times in started.items():
        if call_id not in calls:
            verdict.wrong("said wrong", f"{call_id} was never called")
            continue
        event, announce = calls[call_id]
        for mono, screen, line in times:
            ages.append(mono - event.mono)
            if mono - event.mono > announce["ttl_ms"]:
                verdict.wrong("said late", f"{call_id} on {screen}: {mono - event.mono} ms after the call")
            if (line["ticket"], line["counter"], line["attempt"]) != (announce["ticket"], announce["counter"], announce["n"]):
                verdict.wrong("said wrong", f"{call_id} on {screen}: {line}, the journal has {announce}")
    for call_id, times in ended.items():
        if len(times) > 1:
            verdict.wrong("said twice", f"{call_id}: {times}")
    said = missed = margin = moved_on = accounted = unheard = halves = 0
    for call_id, (event, announce) in calls.items():
        fresh_end = min(event.mono + announce["ttl_ms"], until[call_id], diary.closed)
        if ended[call_id]:
            said += 1
            continue
        if fresh_end - event.mono < MARGIN:
            moved_on += 1
            continue
        if was_withdrawn(left[call_id], until[call_id]):
            accounted += 1
            continue
        held = held_by_the_absent(started[call_id], ended[call_id], left[call_id], diary, glasses)
        halves += bool(held)
        chance = able.chance(announce["zone"], event.seq, event.mono, fresh_end, held)
        if chance <= 0:
            unheard += 1
        elif chance < MARGIN:
            margin += 1
        else:
            missed += 1
            verdict.wrong("missed", f"{call_id} in {announce['zone']}: its speaker was free for {chance:.0f} ms of "
                                    f"{fresh_end - event.mono:.0f}; {left[call_id]}")
    overlaps(started, ended, left, calls, diary, verdict)
    verdict.figures["announcements"] = (
        f"{len(calls)}: {said} said, {moved_on} whose counter went on within {MARGIN} ms, {accounted} withdrawn in the "
        f"queue, {unheard} without a speaker that was live and could ask, {margin} within the margin, {missed} missed; {halves} of those not "
        "said were begun by a screen that died or stood still within them")
    verdict.figures["call to voice"] = f"p50 {sorted(ages)[len(ages) // 2]:.0f} max {max(ages):.0f} ms" if ages else "none"


def unknown_to_the_hub(journal, diary, glasses, verdict):
    """What a screen has shown or said to its end, and lived on for long enough to tell."""
    verdict.wrong("shown or said, and the hub was never told", *(
        f"{line['announce_id']} {phase} on {screen} at {line['mono']}"
        for screen, glass in glasses.items() for line in glass.lines
        for phase in [{"call.shown": "shown", "announce.ended": "done"}.get(line["event"])]
        if phase and (line["announce_id"], screen, phase) not in journal.receipts
        for death in [diary.death_after(screen, line["mono"])]
        if death - line["mono"] - diary.mute(screen, line["mono"], death) > TIME_TO_TELL))


def held_by_the_absent(started, ended, left, diary, glasses):
    """From when a screen began the call until it, which died or stood still within it, was back and could tell: whether the
    hall had heard the call nobody could know, and none may say it twice."""
    times = []
    for mono, screen, _ in started:
        if screen not in glasses:
            continue
        over = [at for at, who in ended if who == screen] + [at for at, who, _ in left if who == screen]
        death = diary.death_after(screen, mono)
        absences = [(begin, min(end, death)) for begin, end in diary.stopped(screen) if begin < death and end > mono]
        if death < NEVER:
            back = min((begin for begin, _, _ in glasses[screen].live_after(death, NEVER) if begin > death), default=NEVER)
            absences.append((death, back))
        times += [(mono, back + MARGIN) for gone, back in absences
                  if gone < mono + LONGEST_VOICE and not any(mono <= at <= gone for at in over)]
    return times


def was_withdrawn(lines, until):
    """Its speaker let it go because its counter went on, and the journal agrees. That it expired excuses nobody who was free."""
    # A line has the time at which its turn began; what the turn learnt may be a little younger.
    return any(kind == "announce.withdrawn" and until <= mono + MARGIN for mono, _, kind in lines)


def overlaps(started, ended, left, calls, diary, verdict):
    """Two voices at once in one zone."""
    # One that was broken off because its screen stood still has ended when that was stopped; nothing of it was heard after.
    over = collections.defaultdict(list, {call_id: list(times) for call_id, times in ended.items()})
    for call_id, lines in left.items():
        for mono, screen, kind in lines:
            if kind == "announce.failed":
                # Stopped again before it could do anything, it stood still from the first time on.
                still = union((begin, end + 50) for begin, end in diary.faults.get(("screen_stop", screen), ()))
                stops = [begin for begin, end in still if begin <= mono <= end + MARGIN]
                over[call_id].append((min([mono, *stops]), screen))
    zones = collections.defaultdict(list)
    for call_id, times in started.items():
        for mono, screen, _ in times:
            # A voice whose screen was killed has ended there, and began anew.
            death = diary.death_after(screen, mono)
            end = min((at for at, who in over[call_id] if who == screen and mono <= at <= death), default=None)
            if end is not None and call_id in calls:
                zones[calls[call_id][1]["zone"]].append((mono, end, screen, call_id))
    for zone, times in zones.items():
        times.sort()
        for one, other in zip(times, times[1:]):
            if other[0] < one[1]:
                verdict.wrong("said over another", f"{zone}: {one} and {other}")
