#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""How fast a screen takes a changed layout: from the moment a file is complete (renamed into place) to the first frame that
shows it, and to the refusal of a broken one. A benchmark, not a test: it depends on the machine. With --limits it ends with
status 1 when 95 of 100 were not within these milliseconds (a good one shown, a bad one refused).
  tools/measure-reload.py [--times 40] [--size 1920x1080] [--programs build] [--limits 150,100]"""
import argparse
import json
import math
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

TREE = pathlib.Path(__file__).resolve().parent.parent


def lines(log):
    return [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines() if line.endswith("}")]


def wait_for(log, event, after):
    """The monotonic time in ms of the first such line after a moment."""
    end = time.monotonic() + 20
    while time.monotonic() < end:
        found = [line["mono"] for line in lines(log) if line["event"] == event and line["mono"] >= int(after)] if log.exists() else []
        if found:
            return found[0]
        time.sleep(0.01)
    raise SystemExit(f"no {event} came")


def replace(path, text):
    beside = path.with_name(path.name + "~")
    beside.write_text(text, encoding="utf-8")
    before = time.monotonic() * 1000
    beside.rename(path)
    return before


def report(name, times):
    times.sort()
    nearly_all = times[math.ceil(len(times) * 0.95) - 1]
    print(f"{name}: median {statistics.median(times):.0f} ms, 95 % {nearly_all:.0f} ms, "
          f"worst {times[-1]:.0f} ms of {len(times)}")
    return nearly_all


def limits(text):
    shown, refused = (float(part) for part in text.split(","))
    return shown, refused


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=40)
    parser.add_argument("--size", default="1920x1080")
    parser.add_argument("--programs", default=TREE / "build", type=pathlib.Path)
    parser.add_argument("--limits", type=limits, metavar="SHOWN,REFUSED", help="milliseconds, such as 150,100")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        for part in ("layouts", "fonts", "assets", "data", "schema"):
            shutil.copytree(TREE / part, folder / part)
        log = folder / "log.jsonl"
        screen = subprocess.Popen([options.programs / "panggil-screen", "run", "--headless", "--size", options.size, "--mute",
                                   "--site", folder, "--state-dir", folder / "state", "--log", "json", "--log-file", log])
        try:
            wait_for(log, "display.first_frame", 0)
            time.sleep(1)
            base = folder / "layouts/dasar.json"
            text = base.read_text(encoding="utf-8")
            good, bad = [], []
            for turn in range(options.times):
                changed = text.replace("Siapkan KTP-el asli", f"Bawalah KTP-el asli ({turn})")
                began = replace(base, changed)
                good.append(wait_for(log, "layout.shown", began) - began)
                time.sleep(0.2)
                began = replace(base, changed[:len(changed) // 2 + turn])
                bad.append(wait_for(log, "layout.rejected", began) - began)
                time.sleep(0.2)
            found = (report(f"a good change is on the glass ({options.size})", good),
                     report("a broken one is refused", bad))
        finally:
            screen.terminate()
            screen.wait()
    if options.limits and any(time > limit for time, limit in zip(found, options.limits)):
        sys.exit(f"slower than {options.limits[0]:.0f} and {options.limits[1]:.0f} ms")


if __name__ == "__main__":
    main()
