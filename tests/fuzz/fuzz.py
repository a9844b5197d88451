#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs the fuzz targets of build/fuzz side by side and tells what came of it. An input fails that crashes, breaks a promise,
leaks, or takes more than a second of the processor. Each is kept in build/fuzz/found/TARGET; once mended, it is moved to
tests/fuzz/found/TARGET, where it runs with ./test for ever. The inputs by which a target learns stay in
build/fuzz/corpus/TARGET, and the next run begins with them."""
import argparse
import concurrent.futures
import json
import os
import pathlib
import re
import resource
import subprocess
import sys
import time

import seeds

BUILD = seeds.TREE / "build/fuzz"
RUNS = BUILD / "runs.jsonl"
MOST_FAULTS = 10 # of one target in one run; then it is time to mend
SLOW_SECONDS = 1


def environment(target):
    # The libraries of pictures keep no frame pointers: whose leak it is shows only when the stack is walked the slow way.
    slow = ":fast_unwind_on_malloc=0" if target == "picture" else ""
    return {**os.environ, "UBSAN_OPTIONS": "print_stacktrace=1", "ASAN_OPTIONS": "allocator_may_return_null=0" + slow,
            "LSAN_OPTIONS": f"suppressions={seeds.TREE}/tests/lsan.supp:print_suppressions=0"}


def program(target):
    return BUILD / f"tests/fuzz_{target}"


def number(pattern, text, otherwise=0):
    found = re.findall(pattern, text)
    return int(found[-1]) if found else otherwise


def processor_seconds(target, file):
    """Of one input alone, the best of three: a busy machine is no fault of the input."""
    best = 1e9
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([program(target), file], env=environment(target), capture_output=True, check=False, timeout=300)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        best = min(best, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return best


class Run:
    """One target, for some seconds."""

    def __init__(self, target):
        self.target = target
        self.folder = BUILD / "inputs" / target
        self.found = BUILD / "found" / target
        self.corpus = BUILD / "corpus" / target
        self.report = {"target": target, "executions": 0, "seconds": 0.0, "edges": 0, "of": 0, "slowest_ms": 0, "faults": []}

    def go(self, seconds):
        for folder in (self.found, self.corpus):
            folder.mkdir(parents=True, exist_ok=True)
        seeds.write(BUILD / "inputs", self.target, whole=False)
        end = time.monotonic() + seconds
        attempt = 0
        while time.monotonic() < end - 1 and len(self.report["faults"]) < MOST_FAULTS and attempt < 5 * MOST_FAULTS:
            attempt += 1
            if not self.once(int(end - time.monotonic())):
                break
        self.look_at_the_slowest()
        return self.report

    def command(self, seconds):
        regressions = seeds.HERE / "found" / self.target
        return [str(program(self.target)), f"-max_total_time={seconds}", f"-max_len={seeds.TARGETS[self.target][1]}",
                f"-timeout={SLOW_SECONDS}", "-rss_limit_mb=1024", "-print_final_stats=1", f"-dict={self.folder}/words.dict",
                f"-artifact_prefix={self.found}/", str(self.corpus), str(self.folder / "seeds"),
                *([str(regressions)] if regressions.is_dir() else [])]

    def once(self, seconds):
        """False when there is no sense in going on."""
        begun = time.monotonic()
        done = subprocess.run(self.command(seconds), env=environment(self.target), capture_output=True, text=True, errors="replace", check=False)
        said = done.stderr
        (BUILD / f"{self.target}.log").write_text(said, encoding="utf-8")
        executions = number(r"stat::number_of_executed_units:\s+(\d+)", said) or number(r"^#(\d+)\s", said)
        self.report["executions"] += executions
        self.report["seconds"] += time.monotonic() - begun
        self.report["edges"] = max(self.report["edges"], number(r"cov: (\d+)", said))
        self.report["of"] = number(r"\((\d+) inline 8-bit counters\)", said, self.report["of"])
        if done.returncode == 0:
            return False
        written = re.search(r"Test unit written to (\S+)", said)
        if written and any(pathlib.Path(written.group(1)).name in fault for fault in self.report["faults"]):
            return False # a seed that fails fails again
        if not written:
            self.report["faults"].append(f"status {done.returncode}; see build/fuzz/{self.target}.log")
            return False
        self.judge(pathlib.Path(written.group(1)), said)
        return True

    def judge(self, file, said):
        if file.name.startswith(("timeout-", "slow-unit-")) and processor_seconds(self.target, file) < SLOW_SECONDS:
            file.unlink()
            return
        (BUILD / f"found/{self.target}/{file.name}.log").write_text(said[-20000:], encoding="utf-8")
        why = re.search(r"(broken promise: .*|SUMMARY: .*|.*runtime error: .*)", said)
        self.report["faults"].append(f"{file.name}: {why.group(1) if why else 'see its log'}")

    def look_at_the_slowest(self):
        """Of the inputs that are kept: libFuzzer tells how long each takes."""
        files = [str(file) for folder in (self.corpus, self.folder / "seeds") for file in sorted(folder.iterdir())]
        for at in range(0, len(files), 2000):
            said = subprocess.run([program(self.target), f"-timeout={60 * SLOW_SECONDS}", *files[at:at + 2000]], env=environment(self.target),
                                  capture_output=True, text=True, errors="replace", check=False).stderr
            self.report["slowest_ms"] = max([self.report["slowest_ms"], *map(int, re.findall(r"^Executed .* in (\d+) ms", said, re.M))])


def table(reports):
    print("| target | executions | a second | edges reached | slowest input | faults |")
    print("|---|---|---|---|---|---|")
    for report in reports:
        speed = report["executions"] / max(report["seconds"], 1e-9)
        print(f"| {report['target']} | {report['executions']:,} | {speed:,.0f} | {report['edges']:,} | {report['slowest_ms']} ms "
              f"| {len(report['faults'])} |")
    print(f"| all | {sum(report['executions'] for report in reports):,} | | | | {sum(len(report['faults']) for report in reports)} |")


def total():
    """All runs, one row a target: executions and seconds added up, the most edges, the slowest input, faults of the last run."""
    rows = {}
    for line in RUNS.read_text(encoding="utf-8").splitlines() if RUNS.exists() else []:
        report = json.loads(line)
        row = rows.setdefault(report["target"], {**report, "executions": 0, "seconds": 0})
        row.update(executions=row["executions"] + report["executions"], seconds=row["seconds"] + report["seconds"],
                   edges=max(row["edges"], report["edges"]), slowest_ms=report["slowest_ms"], faults=report["faults"])
    table([rows[target] for target in seeds.TARGETS if target in rows])


def main():
    parser = argparse.ArgumentParser(prog="tools/fuzz", description=__doc__)
    parser.add_argument("--seconds", type=int, default=60, help="for each target (60)")
    parser.add_argument("--target", action="append", choices=list(seeds.TARGETS), help="only this one; may be given again (all)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="how many targets at a time (one a processor)")
    parser.add_argument("--total", action="store_true", help="print the table of all runs in build/fuzz, and run nothing")
    parser.add_argument("--list", action="store_true", help="print the names of the targets, and run nothing")
    options = parser.parse_args()
    if options.list:
        print("\n".join(seeds.TARGETS))
        return 0
    if options.total:
        total()
        return 0
    targets = options.target or list(seeds.TARGETS)
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        runs = {target: pool.submit(Run(target).go, options.seconds) for target in targets}
        reports = []
        for target, run in runs.items():
            reports.append(run.result())
            with RUNS.open("a", encoding="utf-8") as file:
                file.write(json.dumps(reports[-1]) + "\n")
            print(f"fuzz: {target}: {reports[-1]['executions']:,} executions, {len(reports[-1]['faults'])} faults", file=sys.stderr)
    table(reports)
    faults = [f"{report['target']}: {fault}" for report in reports for fault in report["faults"]]
    for fault in faults:
        print(f"fuzz: {fault}", file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
