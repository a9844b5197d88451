#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A small client of a Panggil hub: prints one line of JSON whenever what it has to show has changed.
  client.py tcp://127.0.0.1:5560
Needs python3-zmq and python3-xxhash. It has no keys, so it talks to a hub without keys."""
import json
import sys
import time

import zmq

from follower import Follower, NotOurs, read

PING_EVERY, BEGIN_ANEW_AFTER = 5000, 4000


def now():
    return time.clock_gettime_ns(time.CLOCK_BOOTTIME) // 1_000_000


class Line:
    """The two sockets of a client that only looks."""

    def __init__(self, context, control):
        self.host = control.rsplit(":", 1)[0]
        self.context, self.events, self.opened = context, None, now()
        self.control = self.socket(zmq.DEALER)
        self.control.setsockopt(zmq.IMMEDIATE, 1)  # what cannot be sent now is not sent late
        self.control.connect(control)

    def socket(self, kind):
        socket = self.context.socket(kind)
        socket.setsockopt(zmq.LINGER, 0)
        socket.setsockopt(zmq.MAXMSGSIZE, 8 << 20)
        return socket

    def listen(self, port, site):
        self.events = self.socket(zmq.SUB)
        self.events.setsockopt_string(zmq.SUBSCRIBE, f"q1.{site}.")  # the whole site: a filter would hide gaps
        self.events.connect(f"{self.host}:{port}")

    def send(self, **message):
        try:
            self.control.send_string(json.dumps({"v": 1} | message), zmq.DONTWAIT)
        except zmq.Again:
            pass  # asked again later

    def arrived(self, patience):
        """What has come: (plane, text)."""
        poller = zmq.Poller()
        for socket in filter(None, (self.events, self.control)):
            poller.register(socket, zmq.POLLIN)
        for socket, _ in poller.poll(patience):
            yield socket is self.events, socket.recv_multipart()[-1]

    def close(self):
        for socket in filter(None, (self.events, self.control)):
            socket.close()


def main(control):
    follower, context = Follower(), zmq.Context()
    line, shown, next_ping, rid, heard_at = Line(context, control), None, 0, 1_000_000, now()
    while True:
        if now() >= next_ping:
            rid += 1
            follower.asked(rid, now())
            line.send(site=follower.site, type="ping", rid=rid)
            next_ping = now() + (PING_EVERY if line.events else 300)
        todos = [follower.tick(now())]
        for is_event, text in line.arrived(100):
            try:
                message = read(text, follower.site)
                if message["type"] == "pong" and line.events is None:
                    follower.site = message["site"]
                    line.listen(message["d"]["events"], follower.site)
                    heard_at = now()
                heard_at = now() if is_event else heard_at
                todos.append(follower.hear(text, now()))
            except NotOurs as problem:
                print(f"ignored: {problem}", file=sys.stderr)
        for todo in todos:
            if "ask" in todo:
                follower.asked(todo["ask"], now())
                line.send(site=follower.site, type="snap?", rid=todo["ask"])
        if now() - heard_at > BEGIN_ANEW_AFTER:
            line.close()
            line, next_ping, heard_at = Line(context, control), 0, now()
        news = {"shows": follower.shows(now()) if follower.heard else "nothing", "seq": follower.seq, "dg": follower.dg,
                "counters": follower.counters()}
        if news != shown:
            print(json.dumps(news), flush=True)
            shown = news


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    try:
        main(sys.argv[1])
    except KeyboardInterrupt:
        pass
