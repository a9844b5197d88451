#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Tries changes of core one by one and says which ones no test noticed. tools/mutate builds what it needs and calls it."""
import argparse
import collections
import concurrent.futures
import dataclasses
import json
import os
import pathlib
import random
import shlex
import shutil
import signal
import subprocess
import sys
import time

from sites import Change, Source

BUILD = pathlib.Path("build/dev")
PLACE = BUILD / "mutate"
REPORT = PLACE / "report.json"
EQUIVALENT = pathlib.Path("tools/mutation/equivalent.json")
# Those of the widgets compare the tables of fields with the schemas, and draw what core puts together.
PROGRAMS = ("core_tests", "codec_tests", "view_tests")
COMPILE_SECONDS = 120


def options():
    parser = argparse.ArgumentParser(prog="tools/mutate", add_help=False)
    parser.add_argument("--count", type=int, default=250)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--file", action="append", default=[])
    parser.add_argument("--again", action="store_true")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--want", type=float, default=0)
    parser.add_argument("--jobs", type=int, default=1)
    return parser.parse_args()


def say(text):
    print(f"mutate: {text}", flush=True)


def commands():
    """By source file of core, how it is compiled, without its output and its name."""
    found = {}
    for entry in json.loads((BUILD / "compile_commands.json").read_text(encoding="utf-8")):
        path = os.path.relpath(entry["file"])
        if path.startswith("core/"):
            words = shlex.split(entry["command"])
            found[path] = words[:words.index("-o")]
    return dict(sorted(found.items()))


def link_command(program):
    """How ninja links a test program: what comes before its objects, and the rest."""
    said = subprocess.run(["ninja", "-C", BUILD, "-t", "commands", "-s", f"tests/{program}"], capture_output=True, text=True, check=True)
    words = shlex.split(said.stdout.strip().splitlines()[-1].split("&&")[1])
    output = words.index("-o")
    return words[:output], words[output + 2:]


def parser_arguments(command):
    return ["-x", "c++", "-std=c++20"] + [word for word in command if word.startswith(("-I", "-D"))]


def ended(command, seconds, **more):
    """The exit status; None when it took too long and was ended with all its children."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL,
                          process_group=0, **more) as process:
        try:
            return process.wait(seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            return None


class Bench:
    """Compiles and judges one change at a time, each in a folder of its own."""

    def __init__(self, compile_by_file):
        self.compile = compile_by_file
        self.links = {program: link_command(program) for program in PROGRAMS}
        self.limits = {}

    def measure(self):
        """The tests pass without a change; a changed one may take ten times as long before it is taken to hang."""
        for program in PROGRAMS:
            begun = time.monotonic()
            if ended([f"tests/{program}"], 600, cwd=BUILD) != 0:
                say(f"{program} fails without any change; ./test -R {program} says where")
                sys.exit(1)
            self.limits[program] = max(20.0, 10 * (time.monotonic() - begun))

    def judge(self, number, change):
        place = (PLACE / str(number)).resolve()
        place.mkdir(parents=True, exist_ok=True)
        try:
            return self._judge(place, change)
        finally:
            shutil.rmtree(place, ignore_errors=True)

    def _judge(self, place, change):
        whole = pathlib.Path(change.file).read_bytes()
        source, changed = place / pathlib.Path(change.file).name, place / "changed.o"
        source.write_bytes(whole[:change.begin] + change.new.encode() + whole[change.end:])
        # A warning is no reason to refuse a change: it is the tests that are asked. The changed file alone is not optimised, which
        # takes longer than its tests.
        if ended(self.compile[change.file] + ["-Wno-error", "-O0", "-g0", "-o", str(changed), "-c", str(source)], COMPILE_SECONDS, cwd=BUILD) != 0:
            return "did not compile"
        own = pathlib.Path(change.file).stem + "_test"
        for program in PROGRAMS:
            head, rest = self.links[program]
            tests = place / program
            # The changed object stands before the archive, which then has nothing left to give for that file.
            if ended(head + [str(changed), "-o", str(tests)] + rest, COMPILE_SECONDS, cwd=BUILD) != 0:
                return "did not compile"
            for only in (["-#", f"[#{own}]"], []):
                status = ended([str(tests), "--abort", *only], self.limits[program], cwd=BUILD)
                if status is None:
                    return "hung"
                # A program says 0 also when it has no test of that name, or 2 (Catch2 3): the whole run decides then.
                if status != 0 and not (only and status == 2):
                    return "killed"
        return "survived"


def gathered(compile_by_file, wanted):
    chosen = [path for path in compile_by_file if not wanted or pathlib.Path(path).stem in wanted or path in wanted]
    unknown = [name for name in wanted if not any(name in (path, pathlib.Path(path).stem) for path in compile_by_file)]
    if unknown:
        say(f"no file of core is called {', '.join(unknown)}")
        sys.exit(2)
    changes = []
    for path in chosen:
        changes += Source(path, parser_arguments(compile_by_file[path])).changes()
    return changes


def last_run():
    if not REPORT.exists():
        say("there was no run yet")
        sys.exit(2)
    return json.loads(REPORT.read_text(encoding="utf-8"))


def kept(asked):
    """With --again, what the last run had noticed, which stands beside what is tried now."""
    fields = [field.name for field in dataclasses.fields(Change)]
    return [(Change(**{name: entry[name] for name in fields}), entry["verdict"])
            for entry in (last_run() if asked.again else []) if entry["verdict"] != "survived"]


def picked(changes, asked):
    if asked.again:
        survived = {(entry["file"], entry["begin"], entry["new"]) for entry in last_run() if entry["verdict"] == "survived"}
        found = [change for change in changes if (change.file, change.begin, change.new) in survived]
        if len(found) < len(survived):
            say(f"{len(survived) - len(found)} of them are no longer where they were, since core was edited; a whole run finds others")
        return found
    return sorted(random.Random(asked.seed).sample(changes, min(asked.count, len(changes))))


def print_table(verdicts):
    """Rows by file, and the share of those that the tests noticed."""
    rows = collections.defaultdict(collections.Counter)
    for change, verdict in verdicts:
        rows[change.file][verdict] += 1
        rows["all"][verdict] += 1
    print("| file | changes | noticed | of these by a hang | survived | means the same | did not compile |\n|---|---|---|---|---|---|---|")
    for name in sorted(rows, key=lambda name: (name == "all", name)):
        row = rows[name]
        print(f"| {name} | {sum(row.values())} | {row['killed'] + row['hung']} | {row['hung']} | {row['survived']} | {row['equivalent']} "
              f"| {row['did not compile']} |")
    every = rows["all"]
    noticed = every["killed"] + every["hung"]
    judged = noticed + every["survived"]
    return 100.0 * noticed / judged if judged else 100.0


def main():
    asked = options()
    compile_by_file = commands()
    changes = gathered(compile_by_file, asked.file)
    chosen = picked(changes, asked)
    say(f"{len(chosen)} of {len(changes)} possible changes, seed {asked.seed}")
    if asked.list:
        for change in chosen:
            print(f"{change.file}:{change.line}: {change.what}\n    {change.text}")
        return 0
    same = json.loads(EQUIVALENT.read_text(encoding="utf-8")) if EQUIVALENT.exists() else {}
    bench = Bench(compile_by_file)
    bench.measure()
    verdicts, told = [], time.monotonic()
    with concurrent.futures.ThreadPoolExecutor(asked.jobs) as workers:
        waiting = {workers.submit(bench.judge, number, change): change for number, change in enumerate(chosen)}
        for done in concurrent.futures.as_completed(waiting):
            change, verdict = waiting[done], done.result()
            if verdict == "survived" and change.name() in same:
                verdict = "equivalent"
            verdicts.append((change, verdict))
            if verdict == "survived":
                say(f"survived: {change.file}:{change.line}: {change.what}\n    {change.text}")
            if time.monotonic() - told > 20:
                told = time.monotonic()
                say(f"    {len(verdicts)} of {len(chosen)}; {sum(v == 'survived' for _, v in verdicts)} survived so far")
    verdicts = sorted(verdicts + kept(asked))
    REPORT.write_text(json.dumps([{**dataclasses.asdict(change), "name": change.name(), "verdict": verdict}
                                  for change, verdict in verdicts], indent=1), encoding="utf-8")
    share = print_table(verdicts)
    say(f"{share:.1f} % of what compiled and means something else was noticed")
    return 1 if share < asked.want else 0


if __name__ == "__main__":
    sys.exit(main())
