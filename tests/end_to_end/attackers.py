# SPDX-License-Identifier: MIT
"""Whoever reaches the ports of a hub and means no good: one round of everything, then all are gone.
  attackers.py --site SITE --words '{"service": "dukcapil"}' CONTROL EVENTS COMMANDS
at a hub without keys: WORDS are those of a good command, of which nasty ones are made;
  attackers.py --site SITE --hub-key=KEY --own '[[NAME, IS_LET_IN, PUBLIC, SECRET]...]' --words '[[OP, WORDS]...]' CONTROL EVENTS COMMANDS
at one with keys (needs python3-zmq): what the holders of these keys may not do.
Prints one line of JSON: what the hub sent to them, and whom it cut off."""
import argparse
import json
import os
import random
import resource
import socket
import sys
import time

IDLE, ODD, SMALL, STRANGERS = 350, 4, 300, 40
PATIENCE = 120
FAR_TOO_MANY = 512 << 20
LEAST_TIMES = 6  # that everything is said, half a second apart
LONGEST = 16_000  # a hub takes 16 KiB in one part, and CURVE adds some


def greeting(curve):
    return b"\xff" + b"\0" * 8 + b"\x7f\x03\x00" + (b"CURVE" if curve else b"NULL").ljust(20, b"\0") + b"\0" * 32


def ready(kind):
    body = b"\x05READY\x0bSocket-Type" + len(kind).to_bytes(4, "big") + kind
    return b"\x04" + bytes([len(body)]) + body


def frame(body, more=False):
    if len(body) < 256:
        return bytes([more, len(body)]) + body
    return bytes([2 | more]) + len(body).to_bytes(8, "big") + body


class Raw:
    """One that speaks ZMTP 3 without keys by hand, or something else."""

    def __init__(self, port, kind=None):
        while not self.arrive(port, kind):
            pass  # cut off before it was here

    def arrive(self, port, kind):
        self.got = b""
        try:
            self.socket = socket.create_connection(port, PATIENCE)
            if kind:
                self.socket.sendall(greeting(False))
                self.hear_bytes(64)
                self.socket.sendall(ready(kind))
                self.hear_bytes(64 + 2)
                self.hear_bytes(64 + 2 + self.got[65])
                self.got = b""
        except ConnectionError:
            return False
        return True

    def say(self, words):
        """False when the hub has had enough."""
        try:
            self.socket.sendall(words)
            return True
        except ConnectionError:
            return False

    def hear_bytes(self, count):
        while len(self.got) < count:
            if not (part := self.socket.recv(count - len(self.got))):
                raise ConnectionResetError
            self.got += part

    def hear_to_the_end(self):
        """All that it sends until it closes the connection."""
        try:
            while part := self.socket.recv(1 << 16):
                self.got += part
        except ConnectionError:
            pass
        return self.got

    def ask(self, words, answer):
        """Whether this answer comes; a hub under siege may cut anybody off."""
        self.say(words)
        try:
            while answer not in self.got and (part := self.socket.recv(1 << 16)):
                self.got += part
        except ConnectionError:
            pass
        return answer in self.got

    def hear_for(self, seconds):
        """All that has arrived by then."""
        end = time.monotonic() + seconds
        try:
            while (left := end - time.monotonic()) > 0:
                self.socket.settimeout(left)
                if not (part := self.socket.recv(1 << 16)):
                    break
                self.got += part
        except OSError:
            pass
        self.socket.settimeout(PATIENCE)
        return self.got


def odd_words(curve, chance):
    for _ in range(ODD):
        yield chance.randbytes(chance.randrange(1, 3000))
        yield b"GET / HTTP/1.1\r\nHost: hub\r\n\r\n"
        yield b"\0" * 4096
        yield greeting(curve)[:chance.randrange(1, 63)]
        yield greeting(curve) + b"\x04\xc8\x05HELLO\x01\x00" + b"x" * chance.randrange(192)  # half of a handshake
        yield greeting(not curve) + ready(b"DEALER")  # the other kind of hub
        yield greeting(curve) + b"\x02" + b"\x7f" * 8  # a frame of nine million million megabytes
        yield greeting(False) + ready(b"DEALER") + b"\x01\x01x" * 3000  # too early, and without end


def command(site, op, words, rid):
    return {"v": 1, "site": site, "type": "cmd", "rid": rid, "op": op, "d": words}


def nasty(good):
    """Bodies that must change nothing; most are one step away from a command that would."""
    text = json.dumps(good)
    head, tail = text[:-1], text[-1]
    bodies = [text.replace(f'"{name}"', f'"{name}": {json.dumps(value)}, "{name}"', 1) for name, value in good.items()]
    bodies += [text + "\0", "\0" + text, text.replace("issue", "iss\0ue"), text.replace('"v"', '"\0v"'),
               text.replace('"rid": "', '"rid": "\\u0000'), text.replace('"rid": "', '"rid": "' + "x" * 65), text[:-1],
               text + text, "[" + text + "]", head + ', "deep": ' + "[" * 7900 + "]" * 7900 + tail,
               head + ', "deep": ' + '{"a":' * 2500 + "1" + "}" * 2500 + tail, text.replace('"v": 1', '"v": 1.0'),
               text.replace('"v": 1', '"v": 99999999999999999999999999'), text.replace('"v": 1', '"v": 1e999'),
               "", "\0", "\0" * 4096, "[" * LONGEST, "]" * LONGEST, '"' * LONGEST, '{"a":' * 3000, "null", "{}", "[]", "-", "1" * LONGEST]
    return [body.encode() for body in bodies] + [
        text.encode().replace(b"issue", b"iss\xffue"), b"\xff\xfe\xfd" * 1000, b"\xc0\x80",
        b'{"v":1,"site":"\xed\xa0\x80"}', text.encode("utf-16")]


def too_much(good):
    """Commands over the limit of a message: the line is cut."""
    text = json.dumps(good)
    return [("[" * 100_000).encode(), (text[:-1] + ', "deep": ' + "[" * 100_000 + "]" * 100_000 + "}").encode(),
            (text + " " * (20 << 10)).encode(), b"x" * (2 << 20)]


def endless(port, kind):
    """Parts of one message until the hub cuts the line: how many bytes that took; 0 when it has taken far too many."""
    one = Raw(port, kind)
    parts = frame(b"x" * 1000, more=True) * 16
    said = 0
    while one.say(parts):
        said += len(parts)
        if said > FAR_TOO_MANY:
            return 0
    return said


def silent_and_odd_ones(ports, curve, chance):
    """The connections; the silent ones are held until the hub has had enough of them."""
    silent = [Raw(port) for port in ports for _ in range(IDLE)]
    odd = []
    for port in ports:
        for words in odd_words(curve, chance):
            odd.append(Raw(port))
            odd[-1].say(words)
    return silent, odd


def without_keys(ports, site, words):
    """What can be said at a hub without keys. It has no way to tell who is good, but nothing said here is a command."""
    good = command(site, "issue", words, "attack")
    cut = {}
    for name, port, kind in (("control", ports[0], b"DEALER"), ("events", ports[1], b"SUB"), ("commands", ports[2], b"DEALER")):
        cut[f"endless on {name}"] = endless(port, kind)
    for number, body in enumerate(too_much(good)):
        for name, port in (("control", ports[0]), ("commands", ports[2])):
            one = Raw(port, b"DEALER")
            one.say(frame(body))
            cut[f"too much {number} on {name}"] = b'"type":' not in one.hear_to_the_end()
    flooding = {}
    for name, port in (("control", ports[0]), ("commands", ports[2])):
        flooding[name] = Raw(port, b"DEALER")
        for body in nasty(good):
            flooding[name].say(frame(body) + frame(body, more=True) + frame(body) + frame(b"", more=True) * 40 + frame(body))
        for number in range(SMALL):
            flooding[name].say(frame(b'{"v":1,"rid":"flood-%d"}' % number))
    greedy = Raw(ports[1], b"SUB")
    for number in range(SMALL):
        greedy.say(frame(b"\x01%d " % number * 10) + frame(b"\x07nonsense") + frame(b"\x00%d" % number))
    told = {name: one.hear_for(0.5).decode(errors="replace") for name, one in flooding.items()}
    # That the hub has ears, and a word for whoever can be told.
    stranger = json.dumps(good | {"site": "lain"}).encode()
    while not (refused := Raw(ports[2], b"DEALER")).ask(frame(stranger), b'"bad_request"'):
        pass
    while not (listening := Raw(ports[1], b"SUB")).ask(frame(b"\x01"), b'"type":"hb"'):
        pass
    told["commands"] += refused.got.decode(errors="replace")
    told["events"] = listening.got.decode(errors="replace")
    return {"cut": cut, "told": told}


def with_keys(addresses, site, hub_key, own, words):
    """What holders of keys that may not do this are told, and what strangers from another address do."""
    import zmq
    context = zmq.Context()
    opened = []

    def connect(kind, at, public, secret, elsewhere=False):
        one = context.socket(kind)
        opened.append(one)
        one.setsockopt(zmq.LINGER, 0)
        one.curve_serverkey, one.curve_publickey, one.curve_secretkey = hub_key.encode(), public, secret
        if kind == zmq.SUB:
            one.setsockopt(zmq.SUBSCRIBE, b"")
        else:
            one.setsockopt(zmq.IMMEDIATE, 1)
        one.connect(at.replace("tcp://", "tcp://127.0.0.2:0;") if elsewhere else at)
        return one

    for _ in range(STRANGERS):
        connect(zmq.DEALER, addresses[0], *zmq.curve_keypair(), elsewhere=True)
    ask = json.dumps({"v": 1, "site": site, "type": "snap?", "rid": 1}).encode()
    lines = {name: [connect(kind, at, public.encode(), secret.encode())
                    for kind, at in zip((zmq.DEALER, zmq.SUB, zmq.DEALER), addresses)] for name, _, public, secret in own}
    told = {name: dict(zip(("control", "events", "commands"), ([] for _ in planes))) for name, planes in lines.items()}

    def say(one, name, number):
        """As much as is taken: nothing of one that is not let in."""
        try:
            one.send(ask, zmq.DONTWAIT)
            for op, d in words:
                one.send(json.dumps(command(site, op, d, f"attack-{name}-{os.getpid()}-{op}-{number}")).encode(), zmq.DONTWAIT)
            for body in nasty(command(site, *words[0], f"attack-{name}")):
                one.send(body, zmq.DONTWAIT)
        except zmq.Again:
            pass

    def hear():
        for name, planes in lines.items():
            for heard, one in zip(told[name].values(), planes):
                while one.poll(0):
                    heard.append(one.recv_multipart()[-1].decode(errors="replace"))

    # Each time anew, since a hub under siege may cut anybody off, until all who can be told were told.
    begun, number = time.monotonic(), 0
    while number < LEAST_TIMES or not all(told[name][plane] for name, is_let_in, *_ in own if is_let_in
                                          for plane in ("control", "commands")):
        if time.monotonic() - begun > PATIENCE:
            raise SystemExit(f"nobody told them anything: {told}")
        number += 1
        for name, (control, _, commands) in lines.items():
            say(control, name, f"control-{number}")
            say(commands, name, f"commands-{number}")
        time.sleep(0.5)
        hear()
    for control, _, commands in lines.values():
        for one in (control, commands):
            try:
                one.send_multipart([b"x" * LONGEST] * 500, zmq.DONTWAIT)
            except zmq.Again:
                pass
    for one in opened:
        one.close()
    context.term()
    return {"told": told}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--site", required=True)
    parser.add_argument("--hub-key", default="")
    parser.add_argument("--own", type=json.loads, default=[])
    parser.add_argument("--words", type=json.loads, required=True)
    parser.add_argument("addresses", nargs=3)
    given = parser.parse_args()
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(8192, most), most))
    ports = [(host, int(port)) for host, port in (at.removeprefix("tcp://").split(":") for at in given.addresses)]
    chance = random.Random(int(os.environ.get("PANGGIL_SEED", "1")))
    silent, odd = silent_and_odd_ones(ports, bool(given.hub_key), chance)
    if given.hub_key:
        said = with_keys(given.addresses, given.site, given.hub_key, given.own, given.words)
    else:
        said = without_keys(ports, given.site, given.words)
    said["silent"] = len(silent)
    said["to_silent"] = max(len(one.hear_to_the_end()) for one in silent)
    said["to_odd"] = max((len(one.hear_for(0.001)) for one in odd), default=0)
    json.dump(said, sys.stdout)


if __name__ == "__main__":
    main()
