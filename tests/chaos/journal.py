# SPDX-License-Identifier: MIT
"""The hub's journal, reduced by a reducer of our own: what the hall was after each event. Trusts the events' `set` and
`del` and nothing else; the product's tables of records and replies are compared with it."""
import collections
import contextlib
import json
import sqlite3


class Event:
    def __init__(self, row):
        self.seq, self.term, self.boot, self.mono, self.digest = row[:5]
        body = json.loads(row[5])
        self.cause, self.actor = body.get("cause", ""), body.get("actor", "")
        self.set, self.deleted, self.announce = body.get("set", {}), body.get("del", []), body.get("announce")


class Journal:
    def __init__(self, path):
        with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as base:
            self.sound = [row[0] for row in base.execute("PRAGMA integrity_check")]
            self.events = [Event(row) for row in
                           base.execute("SELECT seq, term, boot, mono, digest, json FROM events ORDER BY seq")]
            self.records = {key: json.loads(text) for key, text in base.execute("SELECT key, json FROM records")}
            replies = [json.loads(ack) for ack, in base.execute("SELECT ack FROM replies")]
            # Which request led to an event: written in one transaction with it.
            self.asked_by = {reply["seq"]: reply["rid"] for reply in replies if reply["ok"]}
            self.receipts = set(base.execute("SELECT call_id, screen, phase FROM receipts"))
        self.requests = collections.Counter(filter(None, map(self.request_of, self.events)))

    def request_of(self, event):
        """The request that led to this event; "" when the hub decided by itself."""
        rid = event.actor.removeprefix("staff:")
        return rid if rid != event.actor else self.asked_by.get(event.seq, "")

    def faults(self):
        """What is wrong with the journal itself."""
        if self.sound != ["ok"]:
            yield f"the database is damaged: {self.sound[:3]}"
        for place, event in enumerate(self.events, 1):
            if event.seq != place:
                yield f"event {place} has number {event.seq}"
                return
        for event in self.events:
            if event.actor != "hub" and self.asked_by.get(event.seq) != self.request_of(event):
                yield f"event {event.seq}, {event.cause} by {event.actor}: no answer is stored with it"
        for before, after in zip(self.events, self.events[1:]):
            if after.term < before.term:
                yield f"event {after.seq} goes back to term {after.term}"
        state = {}
        for _, state in self.states():
            pass
        if state != self.records:
            differ = [key for key in state.keys() | self.records.keys() if state.get(key) != self.records.get(key)]
            yield f"the records are not what the events say: {sorted(differ)[:5]}"

    def states(self):
        """(event, state after it), one dictionary that goes on; do not keep it."""
        state = {}
        for event in self.events:
            for key in event.deleted:
                state.pop(key, None)
            state.update(event.set)
            yield event, state

    def mono_of(self, seq):
        """When event `seq` was decided, or never."""
        return self.events[seq - 1].mono if 0 < seq <= len(self.events) else float("inf")


def wanted_until(journal):
    """call_id -> when its counter first went on to something else (milliseconds), for every announcement. One that came back,
    because the next was withdrawn, may be said, but was let go in between."""
    open_calls, ends = {}, {}
    for event in journal.events:
        for key, record in event.set.items():
            if not key.startswith("counter/"):
                continue
            calling = record.get("call_id") if record.get("status") == "calling" else None
            before = open_calls.get(key)
            if before and before != calling:
                ends.setdefault(before, event.mono)
            open_calls[key] = calling
    return collections.defaultdict(lambda: float("inf"), ends)


def speakers(journal):
    """zone -> [(from when, screen)], oldest first."""
    zones = collections.defaultdict(list)
    for event in journal.events:
        for key, record in event.set.items():
            if key.startswith("zone/"):
                zones[key[5:]].append((event.mono, record.get("speaker", "")))
    return zones
