#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What a hub and a screen write to their disks on a day: a memory card dies of it. Each of the two gets a disk of its own (ext4 in
memory) for what it keeps, and whatever reaches it is counted by the kernel, what the file system writes for itself included. Needs root.
  tools/measure-writes.py [--visitors 200] [--sample 12] [--quiet 60] [--programs build]
Sample visitors draw a number, are called, heard, served and finished, one after the other. After each of these steps both disks are made
to write all that they have, as the kernel does within half a minute: as if a minute lay between two steps. Where the hall is busier
it is less. Then nothing happens for `quiet` seconds. The day is reckoned from both: `visitors` people, and 24 hours, and the hub's copy
of its journal. The programs' logs are not on these disks: in a hall journald writes them, in its own way; how long they are is told."""
import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

TREE = pathlib.Path(__file__).resolve().parent.parent
PATIENCE = 60
SECTOR = 512
RECEIPT = 0.5  # seconds until the hub has stored what the screen told of a call
SETTLING = 45  # seconds until a file system has put in its place what it had written ahead


class Disk:
    def __init__(self, folder, name):
        self.image, self.place = folder / f"{name}.ext4", folder / name
        self.place.mkdir()
        with open(self.image, "wb") as image:
            image.truncate(512 << 20)
        subprocess.run(["mkfs.ext4", "-q", "-E", "lazy_itable_init=0,lazy_journal_init=0", str(self.image)], check=True)
        self.device = subprocess.run(["losetup", "--find", "--show", str(self.image)], check=True, stdout=subprocess.PIPE, text=True).stdout.strip()
        subprocess.run(["mount", self.device, str(self.place)], check=True)

    def written(self):
        """Bytes that have reached it, now that everything has."""
        descriptor = os.open(self.place, os.O_RDONLY)
        subprocess.run(["sync", "--file-system", str(self.place)], check=True)
        os.close(descriptor)
        return int(pathlib.Path("/sys/block", pathlib.Path(self.device).name, "stat").read_text(encoding="ascii").split()[6]) * SECTOR

    def close(self):
        subprocess.run(["umount", str(self.place)], check=False)
        subprocess.run(["losetup", "--detach", self.device], check=False)


def lines(log, event, **fields):
    text = log.read_text(encoding="utf-8") if log.exists() else ""
    found = (json.loads(line) for line in text[:text.rfind("\n") + 1].splitlines())
    return [line for line in found if line["event"] == event and all(line.get(key) == value for key, value in fields.items())]


def wait_for(log, event, **fields):
    end = time.monotonic() + PATIENCE
    while not (found := lines(log, event, **fields)):
        if time.monotonic() > end:
            raise SystemExit(f"measure-writes: {event} {fields} never came; see {log}")
        time.sleep(0.02)
    return found[0]


class Hall:
    def __init__(self, programs, folder, hub_disk, screen_disk):
        self.programs, self.children = programs, []
        sys.path.insert(0, str(TREE / "tests/chaos"))
        from nodes import write_voice  # a voice of a quarter second, so that it does not take a morning
        write_voice(folder / "voice")
        self.hub_log, self.screen_log = folder / "hub.log", folder / "screen.log"
        self.hub_data = hub_disk.place / "data"
        hall = json.loads((TREE / "hub/halls/mpp-bolmut.json").read_text(encoding="utf-8"))
        hall["rules"]["call_spacing_ms"] = 0
        (folder / "hall.json").write_text(json.dumps(hall), encoding="utf-8")
        self.start("panggil-hub", "--hall", folder / "hall.json", "--data", self.hub_data, "--listen", "tcp://127.0.0.1:0",
                   "--http", "off", "--log", "json", "--log-file", self.hub_log)
        self.hub = wait_for(self.hub_log, "hub.ready")["control"]
        self.start("panggil-screen", "run", "--headless", "--size", "1280x720", "--site", TREE, "--hub", self.hub, "--screen", "tv-1",
                   "--state-dir", screen_disk.place / "state", "--pack", folder / "voice", "--audio-file", folder / "heard.wav",
                   "--log", "json", "--log-file", self.screen_log)
        wait_for(self.screen_log, "link.live")
        wait_for(self.screen_log, "voice.loaded")

    def start(self, program, *words):
        self.children.append(subprocess.Popen([self.programs / program, *words], cwd=TREE, stdin=subprocess.DEVNULL,
                                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                              env=os.environ | {"SDL_AUDIODRIVER": "dummy", "LC_ALL": "C.UTF-8"}))

    def panggil(self, *words):
        said = subprocess.run([self.programs / "panggil", *words, "--hub", self.hub, "--json"], cwd=TREE, check=True, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, text=True).stdout
        return [json.loads(line) for line in said.splitlines()]

    def serve(self, service, counter, rest):
        """One visitor: a number drawn, called, heard, served and finished; `rest` is done after each."""
        ticket = self.panggil("issue", service)[0]["ticket"]
        rest()
        self.panggil("call", counter)
        wait_for(self.screen_log, "announce.ended", ticket=ticket)
        time.sleep(RECEIPT)
        rest()
        for step in ("serve", "finish"):
            self.panggil(step, counter)
            rest()

    def close(self):
        for child in reversed(self.children):
            child.terminate()
            child.wait()


def kib(amount):
    return f"{amount / 1024:,.0f} KiB"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--visitors", type=int, default=200)
    parser.add_argument("--sample", type=int, default=12)
    parser.add_argument("--quiet", type=int, default=60)
    parser.add_argument("--programs", type=pathlib.Path, default=TREE / "build")
    options = parser.parse_args()
    if os.geteuid() != 0:
        parser.error("this needs root: it makes file systems and mounts them")
    with tempfile.TemporaryDirectory(prefix="panggil-writes-", dir="/dev/shm") as name:
        folder = pathlib.Path(name)
        disks, hall = [], None
        try:
            for each in ("hub", "screen"):
                disks.append(Disk(folder, each))
            hall = Hall(options.programs.resolve(), folder, *disks)
            measure(hall, disks, options)
        finally:
            if hall:
                hall.close()
            for disk in disks:
                disk.close()


def measure(hall, disks, options):
    def rest():
        return [disk.written() for disk in disks]

    hall.panggil("open", "3")
    service = next(counter["services"][0] for counter in json.loads((TREE / "hub/halls/mpp-bolmut.json").read_text(encoding="utf-8"))["counters"]
                   if counter["id"] == "3")
    hall.serve(service, "3", rest)  # what is made once only
    copy, events = copied(hall, "before"), number(hall)
    logs = (hall.hub_log, hall.screen_log)
    begin, spoken = rest(), [log.stat().st_size for log in logs]
    for _ in range(options.sample):
        hall.serve(service, "3", rest)
    time.sleep(SETTLING)
    quiet = rest()
    spoken = [log.stat().st_size - before for log, before in zip(logs, spoken)]
    time.sleep(options.quiet)
    end = rest()
    for at, who in enumerate(("hub", "screen")):
        visitor = (quiet[at] - begin[at]) / options.sample
        hour = (end[at] - quiet[at]) / options.quiet * 3600
        day = visitor * options.visitors + hour * 24
        print(f"{who}: {kib(visitor)} a visitor, {kib(hour)} a quiet hour; a day of {options.visitors} visitors: {day / (1 << 20):,.1f} MiB, "
              f"and {kib(spoken[at] / options.sample * options.visitors)} of text for the log")
    grown, more = (copied(hall, "after") - copy) / options.sample, number(hall) - events
    print(f"hub: {grown:,.0f} bytes of the journal stay for a visitor ({more / options.sample:.1f} events); a copy of all is made each day: "
          f"of {grown * options.visitors * 365 / (1 << 20):,.0f} MiB after a year of such days")


def copied(hall, name):
    """How large a copy of the journal is now."""
    file = hall.hub_log.with_name(f"{name}.sqlite")
    subprocess.run([hall.programs / "panggil-hub", "backup", "--data", hall.hub_data, "--out", file], check=True, stdout=subprocess.DEVNULL)
    return file.stat().st_size


def number(hall):
    return hall.panggil("state")[0]["seq"]


if __name__ == "__main__":
    main()
