#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Judges a run from what it left: the hub's journal, the screens' logs, the clerks' answers and the notes of the faults.
Uses no code of the product.  judge.py FOLDER judges a kept run again."""
import collections
import pathlib
import sys

import voices
from diary import SILENT, Diary, Glass
from journal import Journal
from nodes import read_lines

# A hub looks again at a disk that was full, and begins.
TIME_TO_BEGIN = 5_000
STALE_AFTER = 1500  # milliseconds: what is older is said to be
SLACK = 700         # a busy machine may be so late with a frame or a line
# Kinds of complaint that are counted and told, but do not make a run red by themselves.
TOLD_ONLY = set()


class Verdict:
    def __init__(self):
        self.found = collections.defaultdict(list)
        self.figures = {}
        self.counts = {}

    def wrong(self, kind, *what):
        self.found[kind] += what

    @property
    def green(self):
        return not any(found for kind, found in self.found.items() if kind not in TOLD_ONLY)

    def complaints(self, most=8):
        return "\n".join(f"{kind}: {len(found)}" + "".join(f"\n    {what}" for what in found[:most])
                         for kind, found in self.found.items() if found)

    def table(self):
        rows = list(self.figures.items())
        faults = "  ".join(f"{kind} {count}" for kind, count in self.counts.items() if count)
        rows += [("faults", faults or "none")]
        rows += [(kind, str(len(found))) for kind, found in self.found.items()]
        width = max(len(name) for name, _ in rows)
        return "\n".join(f"  {name:<{width}}  {value}" for name, value in rows)


def percentile(values, part):
    return sorted(values)[min(len(values) - 1, int(len(values) * part))] if values else None


def spread(values):
    if not values:
        return "none"
    return f"{len(values)} times, p50 {percentile(values, .5):.0f} p99 {percentile(values, .99):.0f} max {max(values):.0f} ms"


def expected_card(state, counter):
    record = state[f"counter/{counter}"]
    ticket, status = record.get("ticket", ""), record.get("status", "")
    states = set()
    if status in ("", "closed"):
        states.add("closed")
    elif status == "break":
        states.add("break")
    elif status == "calling":
        states |= {"called", "last-call"} if record.get("attempt", 0) >= 3 else {"called"}
    elif status == "serving":
        states.add("serving")
    if record.get("priority") and ticket:
        states.add("priority")
    if not ticket:
        states.add("empty")
    return ticket or "-", states


def faults_of_frame(line, event, state, calls):
    """What is wrong with a frame that claims to show the state after `event`."""
    if line["state_digest"] != event.digest:
        yield f"digest {line['state_digest']}, the journal has {event.digest}"
    if line.get("term", 0) < event.term:
        yield f"term {line['term']} is older than the event's {event.term}"
    cards = {}
    for text in line.get("cards", []):
        counter, ticket, states = text.split(" ")
        cards[counter] = ticket, set(states.split("+")) - {"stale", ""}
    wanted = {key[8:]: expected_card(state, key[8:]) for key in state if key.startswith("counter/")}
    for counter in sorted(wanted.keys() | cards.keys()):
        if wanted.get(counter) != cards.get(counter):
            yield f"counter {counter} shows {cards.get(counter)}, is {wanted.get(counter)}"
    known = [f"{state[key]['ticket']} {state[key]['counter']}" for key in sorted(state, reverse=True)
             if key.startswith("call/")]
    rest = iter(known)
    if not all(call in rest for call in line.get("history", [])):
        yield f"last calls {line['history']}, are {known}"
    if "panel" in line and calls.get(line["panel"], event.seq + 1) > event.seq:
        yield f"panel {line['panel']} was not called by then"


def shows_no_number(line):
    """A board that sends people to the clerks: every counter closed, no ticket, no call."""
    return ("panel" not in line and not line.get("history")
            and all(text.split(" ")[1] == "-" and "closed" in text for text in line.get("cards", [])))


def is_without_journal(line, diary):
    """From a hub that was started on a full disk, and serves a board without numbers until it can begin."""
    return line.get("seq") == 1 and shows_no_number(line) and any(
        begin <= line["mono"] <= end + TIME_TO_BEGIN for begin, end in diary.faults.get(("hub_full", "hub"), ()))


def judge_shown(journal, diary, glasses, verdict):
    """Every frame against the journal's state of its number."""
    by_seq = collections.defaultdict(list)
    count = without = 0
    for screen, glass in glasses.items():
        for begin, _, line in glass.frames:
            count += 1
            if line["health"] in ("connecting", "lost"):
                if any(text.split(" ")[1] != "-" for text in line.get("cards", [])) or "panel" in line or line.get("history"):
                    verdict.wrong("wrong shown states", f"{screen} at {begin}: numbers while {line['health']}")
            elif is_without_journal(line, diary):
                without += 1
            else:
                by_seq[line.get("seq", 0)].append((screen, line))
    verdict.figures["shown states checked"] = f"{count}, {without} of them without numbers while the hub had no disk to begin"
    verdict.wrong("wrong shown states")
    calls = {}
    for event, state in journal.states():
        if event.announce:
            call = event.announce
            calls.setdefault(f"{call['ticket']} {call['counter']} {call['n']}", event.seq)
        for screen, line in by_seq.pop(event.seq, []):
            for fault in faults_of_frame(line, event, state, calls):
                verdict.wrong("wrong shown states", f"{screen} at {line['mono']}, {line['health']} at {event.seq}: {fault}")
    for seq, lines in by_seq.items():
        verdict.wrong("wrong shown states", *(f"{screen} at {line['mono']}: {seq} was never committed" for screen, line in lines))


def judge_final(journal, glasses, verdict):
    newest = journal.events[-1].seq
    verdict.wrong("wrong final screens")
    for screen, glass in glasses.items():
        last = glass.frames[-1][2] if glass.frames else {}
        if (last.get("health"), last.get("seq")) != ("live", newest):
            verdict.wrong("wrong final screens", f"{screen}: {last.get('health')} at {last.get('seq')}, the journal ends at {newest}")


def own_stops(diary, screen, begin, end):
    return sum(max(0, min(b, end) - max(a, begin)) for a, b in diary.stopped(screen))


def judge_age(journal, diary, glasses, verdict):
    """LIVE never on what is older than a second and a half: neither behind a later event nor behind a dead line."""
    verdict.wrong("live on old data")
    lags, holes = [], []
    for screen, glass in glasses.items():
        live = [(begin, end, line.get("seq", 0)) for begin, end, line in glass.frames
                if line["health"] == "live" and not is_without_journal(line, diary)]
        for begin, end, seq in live:
            lag = end - max(begin, journal.mono_of(seq + 1)) if journal.mono_of(seq + 1) < end else 0
            lag = end - journal.mono_of(seq + 1) if lag else 0
            lags.append(max(0, lag))
            if lag - own_stops(diary, screen, begin, end) > STALE_AFTER + SLACK:
                verdict.wrong("live on old data", f"{screen} until {end}: still at {seq}, {lag:.0f} ms after the next event")
        for begin, end, why in diary.deaf(screen):
            late = [b for a, b, _ in live if a < end and b > begin]
            if end - begin <= STALE_AFTER or not late:
                continue
            held = min(max(late), end) - begin
            if why in SILENT and held < end - begin:
                holes.append(held)
            if held - own_stops(diary, screen, begin - SLACK, end) > STALE_AFTER + SLACK:
                verdict.wrong("live on old data", f"{screen}: live {held:.0f} ms into a {why} of {end - begin:.0f} ms at {begin}")
    verdict.figures["behind while live"] = f"p50 {percentile(lags, .5):.0f} p99 {percentile(lags, .99):.0f} max {max(lags):.0f} ms"
    verdict.figures["silent line until stale"] = spread(holes)


def judge_commands(journal, folder, verdict):
    """What was acknowledged is in the journal; nothing is there twice."""
    for kind in ("lost acknowledged commands", "executed twice", "answered differently", "refused but executed"):
        verdict.wrong(kind)
    first, tries, gave_up, storage, took = {}, 0, 0, 0, []
    for line in read_lines(folder / "acks.log"):
        rid, seq, ok = line["rid"], line.get("seq", 0), line.get("ok", 0)
        tries += line["tries"]
        if line["event"] == "gave_up":
            gave_up += 1
            continue
        took.append(line.get("ms", 0))
        event = journal.events[seq - 1] if 0 < seq <= len(journal.events) else None
        executed = journal.requests[rid]
        if ok and (event is None or journal.request_of(event) != rid or event.cause != line["op"]):
            verdict.wrong("lost acknowledged commands", f"{rid} {line['op']} was acknowledged as {seq}")
        if not ok and line.get("err") == "storage":
            storage += 1
        elif not ok and executed:
            verdict.wrong("refused but executed", f"{rid} {line['op']}: {line.get('err')}")
        if line.get("err") == "storage" and rid in first:
            continue  # a hub without its journal does not know, and says so
        answer = (seq, ok, line.get("ticket"), line.get("call_id"))
        if first.setdefault(rid, answer) != answer or (line["event"] == "again" and not line.get("dup")):
            verdict.wrong("answered differently", f"{rid} {line['op']}: {first[rid]}, then {answer}, dup {line.get('dup')}")
    verdict.wrong("executed twice", *(f"{rid}: {count} events" for rid, count in journal.requests.items() if count > 1))
    verdict.figures["commands answered"] = f"{len(first)}, {tries - len(took)} retries, {storage} refused for want of disk, {gave_up} given up"
    verdict.figures["command to answer"] = spread(took)


def judge_recovery(diary, folder, glasses, verdict):
    """How fast: figures, no judgement."""
    calm, chaos = [], []
    for screen, glass in glasses.items():
        since = None
        for line in glass.lines:
            if line["event"] == "link.alarm" and line.get("code") in ("gap", "tail_gap", "divergence"):
                since = since or line["mono"]
            elif line["event"] == "snapshot.applied" and since:
                (calm if diary.calm(screen, since - 500, line["mono"]) else chaos).append(line["mono"] - since)
                since = None
            elif line["event"] == "display.first_frame":
                since = None
    verdict.figures["gap to live, line up"] = spread(calm)
    verdict.figures["gap to live, in chaos"] = spread(chaos)
    healed = collections.defaultdict(list)
    for screen, glass in glasses.items():
        for begin, end, why in diary.deaf(screen):
            if why in ("cut", *SILENT) and end - begin > STALE_AFTER:
                back = next((at for at, _, line in glass.frames if at >= end and line["health"] == "live"), None)
                if back and diary.calm(screen, end + 1, back):
                    healed[why == "unplug"].append(back - end)
    verdict.figures["line healed to live"] = spread(healed[False])
    verdict.figures["plugged in again to live"] = spread(healed[True])
    each, all_of_them = [], []
    lives = diary.lives("hub")
    for ready in (line for line in read_lines(folder / "hub.log") if line["event"] == "hub.ready"):
        death = min((end for begin, end in lives if end > ready["mono"]), default=0)
        took = []
        for screen, glass in glasses.items():
            back = next((begin for begin, _, line in glass.frames
                         if begin >= ready["mono"] and line["health"] == "live" and line.get("term", 0) == ready["term"]), None)
            if back is None or back > death or not diary.calm(screen, ready["mono"] + 1, back):
                continue
            took.append(back - ready["mono"])
        each += took
        if len(took) == len(glasses):
            all_of_them.append(max(took))
    verdict.figures["hub ready to live, each"] = spread(each)
    verdict.figures["hub ready to live, all"] = spread(all_of_them)


def judge(folder, screens):
    verdict = Verdict()
    journal = Journal(folder / "data/journal.sqlite")
    diary = Diary(folder)
    glasses = {screen: Glass(folder / f"{screen}.log", diary.lives(screen)) for screen in screens}
    verdict.figures["events"] = len(journal.events)
    verdict.figures["hub deaths"] = len(diary.lives("hub")) - 1
    verdict.figures["screen deaths"] = sum(len(diary.lives(screen)) - 1 for screen in screens)
    verdict.figures["cuts and black holes"] = sum(len(times) for (what, _), times in diary.faults.items() if what in ("cut", *SILENT))
    verdict.figures["longer than the speaking lease"] = "  ".join(f"{what} {count}" for what, count in diary.long().items()) or "none"
    verdict.wrong("faults of the journal", *journal.faults())
    judge_shown(journal, diary, glasses, verdict)
    judge_final(journal, glasses, verdict)
    judge_age(journal, diary, glasses, verdict)
    judge_commands(journal, folder, verdict)
    voices.judge(journal, diary, glasses, verdict)
    judge_recovery(diary, folder, glasses, verdict)
    return verdict


if __name__ == "__main__":
    kept = pathlib.Path(sys.argv[1])
    result = judge(kept, sorted(path.stem for path in kept.glob("tv-*.log")))
    print(result.table())
    print(result.complaints(40))
    sys.exit(0 if result.green else 1)
