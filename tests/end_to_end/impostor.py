# SPDX-License-Identifier: MIT
"""Something at a hub's ports that is none: it answers pings, so that screens subscribe, and otherwise says what no hub would.
  impostor.py PORT TRANSCRIPTS     control at PORT, events at the next (needs python3-zmq)
Prints a line after each round of everything to a screen that listens; ends when its standard input does."""
import json
import pathlib
import sys

import zmq

LIMIT = 1 << 20  # what a screen takes in one part


def real_words(transcripts):
    """What a hub said in the golden conversations, for the hall of the screens, and with a digest that is not true: so that
    nothing that is made of it can be believed."""
    words = {}
    for path in sorted(pathlib.Path(transcripts).glob("*.jsonl")):
        for line in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            message = line.get("hub", {}).get("message")
            if message:
                words.setdefault(message["type"], message | {"site": "bolmut", "dg": "0" * 16})
    return words


def nasty(good):
    """Bodies that are nearly a hub's, and bodies that are nothing at all."""
    for message in good.values():
        text = json.dumps(message)
        yield from (text[:length] for length in range(0, len(text), max(1, len(text) // 40)))
        for name, value in message.items():
            yield json.dumps({key: it for key, it in message.items() if key != name})
            yield text.replace(f'"{name}"', f'"{name}": {json.dumps(value)}, "{name}"', 1)
            for wrong in (None, [], {}, -1, 1.5, 2**63, 2**70, "", "x" * 9000, "\0", "\u202e", {"a": {"a": []}}, [[[[]]]]):
                yield json.dumps(message | {name: wrong})
        deep = text[:-1] + ', "deep": '
        yield deep + "[" * 100_000 + "]" * 100_000 + "}"
        yield deep + '{"a":' * 100_000 + "1" + "}" * 100_000 + "}"
        yield text + "\0"
        yield text + text
    yield from ("", "\0", "\0" * 4096, "[" * 100_000, "]" * 100_000, '"' * 100_000, "null", "{}", "[]", "1" * 100_000)
    yield from (b"\xff\xfe\xfd" * 1000, b"\xc0\x80", b'{"v":1,"site":"\xed\xa0\x80"}')


def main():
    port, good = int(sys.argv[1]), real_words(sys.argv[2])
    bodies = [body if isinstance(body, bytes) else body.encode() for body in nasty(good)]
    context = zmq.Context()
    control, events = context.socket(zmq.ROUTER), context.socket(zmq.XPUB)
    for number, one in enumerate((control, events)):
        one.setsockopt(zmq.LINGER, 0)
        one.bind(f"tcp://127.0.0.1:{port + number}")
    pong = good["pong"] | {"d": {"commands": port + 2, "events": port + 1, "rid": 1}}
    poller = zmq.Poller()
    for one in (control, events, sys.stdin.fileno()):
        poller.register(one, zmq.POLLIN)
    while sys.stdin.fileno() not in (ready := dict(poller.poll())):
        if control in ready:
            screen, question = control.recv_multipart()[:2]
            for body in bodies[::50]:
                control.send_multipart([screen, body])
            pong["d"]["rid"] = json.loads(question)["rid"]
            control.send_multipart([screen, json.dumps(pong).encode()])
        if events in ready and events.recv()[:1] == b"\1":
            for number, body in enumerate(bodies):
                topic = b"q1.bolmut." + b"ehk"[number % 3:number % 3 + 1]
                events.send_multipart([topic, body])
                events.send_multipart([topic, body, body] if number % 2 else [topic + body[:1000]])
            events.send_multipart([b"q1.bolmut.e"] + [b"x" * 100] * 1000)
            events.send_multipart([b"q1.bolmut.e", b"x" * 2 * LIMIT])  # the screen hangs up, and comes back
            print(len(bodies), flush=True)
    for one in (control, events):
        one.close()
    context.term()


if __name__ == "__main__":
    main()
