# SPDX-License-Identifier: MIT
"""The hall that all contestants show: ten counters of hub/halls/mpp-bolmut.json, some numbers, and a real hub that has them."""
import itertools
import json
import pathlib
import struct
import subprocess
import time
import zlib

import zmq

TREE = pathlib.Path(__file__).resolve().parents[2]
HALL = json.loads((TREE / "hub/halls/mpp-bolmut.json").read_text(encoding="utf-8"))
TEXTS = [item["text"] for item in json.loads((TREE / "layouts/dasar.json").read_text(encoding="utf-8"))["playlists"]["pengumuman"]["items"]
         if "when" not in item]
WAITING = 3


def colours(width, height, shade):
    """A PNG file whose pixels a function gives."""
    rows = b"".join(b"\0" + b"".join(bytes(shade(x, y)) for x in range(width)) for y in range(height))

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def slides():
    """Two pictures of twice the size of their place, full of colours."""
    return {"slide-1.png": colours(968, 776, lambda x, y: (x * 255 // 968, y * 255 // 776, 120 + (x ^ y) % 64)),
            "slide-2.png": colours(968, 776, lambda x, y: (255 - x * 200 // 968, 80 + x * y % 90, y * 255 // 776))}


def disc():
    """The logo of the screen that cannot read SVG."""
    return colours(160, 160, lambda x, y: (0x0B, 0x55, 0x63) if (x - 80) ** 2 + (y - 80) ** 2 < 6400 else (0xF3, 0xF0, 0xE8))


def write_hall(file):
    """The hall with its clock at ten in the morning: no measurement meets midnight, when numbers begin anew."""
    hour = time.gmtime().tm_hour
    offset = (10 - hour) * 60 + (0 if hour < 22 else 24 * 60)
    file.write_text(json.dumps(HALL | {"utc_offset_minutes": offset}), encoding="utf-8")


def wait_for_line(log, event, process):
    """The fields of the first line of a log that tells this event."""
    for _ in range(400):
        for line in log.read_text(encoding="utf-8").splitlines() if log.exists() else ():
            if f'"event":"{event}"' in line:
                return json.loads(line)
        if process.poll() is not None:
            break
        time.sleep(0.05)
    raise SystemExit(f"{process.args[0]} does not say {event}; see {log}")


class Hub:
    """A running panggil-hub, and a desk that gives it commands."""

    rids = itertools.count()

    def __init__(self, programs, folder, backup=None):
        self.programs, self.folder = programs, folder
        self.called = None if backup is None else HALL["counters"][-1]["id"]
        folder.mkdir(parents=True)
        write_hall(folder / "hall.json")
        if backup is not None:
            subprocess.run([programs / "panggil-hub", "restore", "--data", folder / "data", "--from", backup],
                           check=True, stdout=subprocess.DEVNULL)
        log = folder / "hub.log"
        self.process = subprocess.Popen(
            [programs / "panggil-hub", "--hall", self.folder / "hall.json", "--data", folder / "data",
             "--listen", "tcp://127.0.0.1:0", "--log", "json", "--log-file", log], stdin=subprocess.DEVNULL, start_new_session=True)
        ready = wait_for_line(log, "hub.ready", self.process)
        self.control, self.events, commands = ready["control"], ready["events"], ready["commands"]
        self.socket = zmq.Context.instance().socket(zmq.DEALER)
        self.socket.setsockopt(zmq.LINGER, 0)
        self.socket.connect(commands)

    def command(self, op, **parameters):
        """What the hub answers when it has done this."""
        rid = f"bench-{next(self.rids)}-{time.monotonic_ns()}"
        self.socket.send_json({"v": 1, "site": HALL["site"], "type": "cmd", "rid": rid, "op": op, "actor": "bench", "d": parameters})
        if not self.socket.poll(5000):
            raise SystemExit(f"the hub does not answer {op}")
        answer = json.loads(self.socket.recv_multipart()[-1])
        if not answer["ok"]:
            raise SystemExit(f"the hub refuses {op}: {answer}")
        return answer["d"]

    def open_day(self):
        """Counters open, a number called at each, some wait."""
        for counter in HALL["counters"]:
            self.command("open", counter=counter["id"])
            for _ in range(WAITING + 1):
                self.command("issue", service=counter["services"][0])
            self.call(counter["id"])

    def call(self, counter):
        """The next visitor of this counter; whoever was called before has arrived."""
        if self.called is not None:
            self.command("serve", counter=self.called)
        self.command("call", counter=counter)
        self.called = counter

    def backup(self, file):
        subprocess.run([self.programs / "panggil-hub", "backup", "--data", self.folder / "data", "--out", file],
                       check=True, stdout=subprocess.DEVNULL)

    def close(self):
        from machine import end
        self.socket.close()
        end(self.process)


class Numbers:
    """What the feed tells: the same numbers as the hub's, counted here."""

    def __init__(self):
        self.waiting = [WAITING] * len(HALL["counters"])
        self.last = [1] * len(HALL["counters"])

    def agency(self, index):
        return next(each for each in HALL["agencies"] if each["id"] == HALL["counters"][index]["agency"])

    def ticket(self, index):
        return HALL["services"][index]["prefix"] + f"{self.last[index]:03}"

    def state(self):
        cards = [{"name": self.agency(index)["short"], "ticket": self.ticket(index), "desk": counter["id"], "waiting": self.waiting[index]}
                 for index, counter in enumerate(HALL["counters"])]
        return {"kind": "state", "cards": cards, "call": self.called(len(cards) - 1), "texts": TEXTS}

    def called(self, index):
        agency = self.agency(index)
        return {"kind": "call", "card": index, "ticket": self.ticket(index), "desk": HALL["counters"][index]["id"],
                "waiting": self.waiting[index], "agency": agency["label"], "tagline": agency.get("tagline", "")}

    def issue(self, index):
        self.waiting[index] += 1
        return {"kind": "waiting", "card": index, "waiting": self.waiting[index]}

    def call(self, index):
        self.waiting[index] -= 1
        self.last[index] += 1
        return self.called(index)
