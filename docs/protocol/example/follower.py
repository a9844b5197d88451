# SPDX-License-Identifier: MIT
"""Follows a hub as docs/protocol.md says, and as nothing but that page says: messages and times go in, what to ask and what
to show comes out. No socket, no clock. Times are milliseconds of this machine's monotonic clock."""
import json

import xxhash

MOST_BYTES, MOST_DEPTH, MAJOR = 8 << 20, 16, 1
STALE_AFTER, LOST_AFTER, GRACE, TWO_HUBS_FOR = 1500, 60_000, 1000, 10_000
TYPES = {"ev", "hb", "kf", "snap", "pong", "rcpt", "scr", "no", "speak"}
BIDI = {chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))}


class NotOurs(Exception):
    """A message that changes nothing."""


def digest(state):
    """XXH3-64 of the compact JSON, names in order."""
    text = json.dumps(state, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return xxhash.xxh3_64_hexdigest(text.encode())


def check(value, depth=1):
    """Whole numbers and plain texts only, not too deep."""
    if isinstance(value, float):
        raise NotOurs("a number that is not whole")
    if isinstance(value, str) and any(ord(sign) < 0x20 or ord(sign) == 0x7F or sign in BIDI for sign in value):
        raise NotOurs("odd characters")
    if isinstance(value, (dict, list)):
        if depth > MOST_DEPTH:
            raise NotOurs("nested too deep")
        for inner in [*value, *value.values()] if isinstance(value, dict) else value:
            check(inner, depth + 1)


def read(text, site):
    """The message, if it is one, of our major and for our site ("" takes any)."""
    if len(text) > MOST_BYTES:
        raise NotOurs("too large")
    try:
        message = json.loads(text)
    except (ValueError, RecursionError) as problem:
        raise NotOurs("no JSON") from problem
    check(message)
    if not isinstance(message, dict) or message.get("v") != MAJOR or site not in ("", message.get("site")):
        raise NotOurs("another major or site")
    needed = {"type": str, "hub": str, "term": int, "seq": int, "mono": int, "d": dict}
    if any(not isinstance(message.get(name), kind) for name, kind in needed.items()) or message["type"] not in TYPES:
        raise NotOurs("not a message of this protocol")
    return message


class Follower:
    def __init__(self, site=""):
        self.site = site
        self.state, self.seq, self.term, self.hub = {}, 0, 0, None
        self.dg = digest({})
        self.live = self.proven = False
        self.kept = []  # events that came while we asked
        self.calls = {}  # call_ids that were told already
        self.last_rid = self.asked_rid = 0
        self.asked_at = {}
        self.bound = None  # the hub's clock is never later than ours plus this
        self.boot = None
        self.heard = None  # mono of the newest message, and when it came
        self.next_ask, self.pause, self.since, self.right_at, self.two_hubs_until = 0, 0, 0, 0, -1

    # What to show

    def age(self, now):
        """Upper bound of the age of the newest word of the hub."""
        mono, came = self.heard
        return max(0, now - came if self.bound is None else now + self.bound - mono)

    def shows(self, now):
        if not self.proven:
            return "nothing"
        if self.age(now) > LOST_AFTER:
            return "no numbers"
        too_long = not self.live and now > min(self.since + GRACE, self.right_at + STALE_AFTER)
        return "old numbers" if too_long or self.age(now) > STALE_AFTER or now < self.two_hubs_until else "numbers"

    def counters(self):
        """Which number stands at which counter."""
        return {key.removeprefix("counter/"): record["ticket"] for key, record in self.state.items()
                if key.startswith("counter/") and "ticket" in record}

    # What to do; each returns {"ask": rid} when the whole state is to be asked for, {"calls": [...]} for new ones

    def asked(self, rid, now):
        """A question with this rid leaves now."""
        self.asked_at[rid] = now

    def tick(self, now):
        if self.live and self.age(now) > STALE_AFTER:
            self.live, self.since, self.pause, self.next_ask = False, now - 2 * GRACE, 200, now
            return {}  # asks as soon as it hears something
        if not self.live and self.heard and self.age(now) <= STALE_AFTER and now >= self.next_ask:
            return self.ask(now)
        return {}

    def hear(self, text, now):
        message = read(text, self.site)
        kind, body = message["type"], message["d"]
        if kind == "pong":  # bounds the clock, and is no sign of life of the events
            if (message["term"], message["hub"]) == (self.term, self.hub):
                self.learn_clock(message, now)
            return {}
        todo = {}
        if self.hub is None or message["term"] > self.term:
            self.term, self.hub, self.kept = message["term"], message["hub"], []
            self.heard, self.bound = (message["mono"], now), None
            todo = self.doubt(now)
        elif message["term"] < self.term:
            return {}
        elif message["hub"] != self.hub:
            self.two_hubs_until = now + TWO_HUBS_FOR
            return {}
        if message["mono"] >= self.heard[0]:
            self.heard = (message["mono"], now)
        if kind == "ev":
            todo |= self.take_event(message, now)
        elif kind == "hb" or (kind == "kf" and self.live):
            todo |= self.compare(message, now)
        elif kind in ("kf", "snap"):
            if kind == "snap":
                self.learn_clock(message, now)
            if kind == "kf" or body.get("rid") == self.asked_rid:
                found = self.take_state(message, now)
                todo = found if found is not None else todo
        return todo

    def ask(self, now):
        self.last_rid += 1
        self.asked_rid = self.last_rid
        self.next_ask, self.pause = now + self.pause, min(self.pause * 2, 2000)
        return {"ask": self.asked_rid}

    def doubt(self, now):
        if self.live or not self.pause:
            self.since = now
        self.live, self.pause = False, 200
        return self.ask(now)

    def learn_clock(self, message, now):
        left = self.asked_at.pop(message["d"].get("rid"), None)
        if left is None:
            return
        bound = message["mono"] - left
        if self.bound is None or self.boot != message.get("boot") or bound < self.bound:
            self.bound, self.boot = bound, message.get("boot")

    def prove(self, message, now):
        self.heard = max(self.heard, (message["mono"], now))
        self.right_at = now - self.age(now)

    def compare(self, message, now):
        if not self.live or message["seq"] < self.seq:
            return {}  # an older beat that a snapshot has overtaken
        if (message["seq"], message["dg"]) != (self.seq, self.dg):
            return self.doubt(now)
        self.prove(message, now)
        return {}

    def take_event(self, message, now):
        if self.live:
            if message["seq"] <= self.seq:
                return {}  # again
            if message["seq"] == self.seq + 1:
                return self.apply(message, now)
            self.kept = []
            return self.doubt(now)
        if self.kept and message["seq"] != self.kept[-1]["seq"] + 1:
            self.kept = []
        self.kept.append(message)
        return {}

    def apply(self, message, now):
        state, body = dict(self.state), message["d"]
        for key in body.get("del", []):
            state.pop(key, None)
        state |= body.get("set", {})
        if digest(state) != message["dg"]:
            return self.doubt(now)  # not shown, not even for a moment
        self.state, self.seq, self.dg = state, message["seq"], message["dg"]
        self.prove(message, now)
        return self.new_calls([body["announce"]] if body.get("announce") else [])

    def take_state(self, message, now):
        """None when it is not to be believed."""
        state = message["d"]["state"]
        if digest(state) != message["dg"]:
            return None
        kept = [event for event in self.kept if event["seq"] > message["seq"]]
        self.kept = []
        if kept and kept[0]["seq"] != message["seq"] + 1:
            return self.ask(now)
        self.state, self.seq, self.dg = state, message["seq"], message["dg"]
        self.live = self.proven = True
        self.prove(message, now)
        todo = self.new_calls(message["d"].get("recent", []))
        for event in kept:
            todo |= self.apply(event, now)
        return todo

    def new_calls(self, announcements):
        new = [each["call_id"] for each in announcements if each["call_id"] not in self.calls]
        self.calls |= dict.fromkeys(new)
        return {"calls": new} if new else {}
