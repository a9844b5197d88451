# SPDX-License-Identifier: MIT
"""Judges the announcements: each said to its end at most once in its zone, never begun later than its ttl, never over
another one, and none missed while somebody of its zone could have said it."""
import collections

from journal import speakers, wanted_until

# One round trip on a busy machine, and the voices before it in the queue.
MARGIN = 1000


def owned_live(zone_speakers, glasses, seq, begin, end):
    """The longest time in [begin, end] in which the zone's speaker was LIVE and knew of event `seq`."""
    longest = 0
    for at, (since, screen) in enumerate(zone_speakers):
        until = zone_speakers[at + 1][0] if at + 1 < len(zone_speakers) else float("inf")
        if screen not in glasses or until <= begin or since >= end:
            continue
        run = None  # [begin, end] of LIVE frames without a hole between them
        for frame_begin, frame_end, shown in glasses[screen].live_after(begin, end):
            if shown < seq:
                continue
            if run and frame_begin - run[1] <= 1:
                run[1] = frame_end
            else:
                run = [frame_begin, frame_end]
            longest = max(longest, min(run[1], end, until) - max(run[0], begin, since))
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
    zones, until = speakers(journal), wanted_until(journal)
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
    said = missed = margin = moved_on = accounted = unheard = 0
    for call_id, (event, announce) in calls.items():
        fresh_end = min(event.mono + announce["ttl_ms"], until[call_id], diary.healed + announce["ttl_ms"])
        if ended[call_id]:
            said += 1
            continue
        if fresh_end - event.mono < MARGIN:
            moved_on += 1
            continue
        reason = true_reason(event, announce, left[call_id], until[call_id])
        if reason:
            accounted += 1
            continue
        chance = owned_live(zones[announce["zone"]], glasses, event.seq, event.mono, fresh_end)
        if chance <= 0:
            unheard += 1
        elif chance < MARGIN:
            margin += 1
        else:
            missed += 1
            verdict.wrong("missed", f"{call_id} in {announce['zone']}: its speaker was live for {chance:.0f} ms of "
                                    f"{fresh_end - event.mono:.0f}; {left[call_id]}")
    overlaps(started, ended, calls, verdict)
    verdict.figures["announcements"] = (
        f"{len(calls)}: {said} said, {moved_on} whose counter went on within {MARGIN} ms, {accounted} withdrawn or expired in "
        f"the queue, {unheard} without a live speaker, {margin} within the margin, {missed} missed")
    verdict.figures["call to voice"] = f"p50 {sorted(ages)[len(ages) // 2]:.0f} max {max(ages):.0f} ms" if ages else "none"


def true_reason(event, announce, lines, until):
    """Why the speaker let it go, when the journal agrees."""
    for mono, _, kind in lines:
        if kind == "announce.withdrawn" and until <= mono + 1:
            return kind
        if kind == "announce.expired" and mono >= event.mono + announce["ttl_ms"] - MARGIN:
            return kind
    return None


def overlaps(started, ended, calls, verdict):
    """Two voices at once in one zone."""
    zones = collections.defaultdict(list)
    for call_id, times in started.items():
        for mono, screen, _ in times:
            end = min((at for at, who in ended[call_id] if who == screen and at >= mono), default=None)
            if end is not None and call_id in calls:
                zones[calls[call_id][1]["zone"]].append((mono, end, screen, call_id))
    for zone, times in zones.items():
        times.sort()
        for one, other in zip(times, times[1:]):
            if other[0] < one[1]:
                verdict.wrong("said over another", f"{zone}: {one} and {other}")
