# SPDX-License-Identifier: MIT
"""What a process tree costs this machine, read from /proc, and an X server of our own to draw on."""
import os
import pathlib
import subprocess
import threading
import time

PROC = pathlib.Path("/proc")


def cpu_seconds(pid):
    """All that this process has computed, its ended threads included; None when it is gone."""
    try:
        return time.clock_gettime_ns((~pid << 3) | 2) / 1e9  # the kernel's number of a process's own clock
    except OSError:
        return None


def parents():
    """pid -> (parent, session) of everything that runs."""
    found = {}
    for entry in PROC.iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            found[int(entry.name)] = (int(fields[1]), int(fields[3]))
    return found


def tree_of(root):
    """The process, its descendants, and what else lives in its session."""
    known = parents()
    members = {pid for pid, (_, session) in known.items() if session == root or pid == root}
    grown = True
    while grown:
        more = {pid for pid, (parent, _) in known.items() if parent in members} - members
        members |= more
        grown = bool(more)
    return members


def wakeups(pid):
    """thread -> how often it has gone to sleep by itself."""
    found = {}
    for task in (PROC / str(pid) / "task").glob("*/status"):
        try:
            text = task.read_text()
        except OSError:
            continue
        found[task.parent.name] = int(text.partition("\nvoluntary_ctxt_switches:")[2].split()[0])
    return found


def memory_kb(pid):
    """(proportional, private) kilobytes."""
    try:
        lines = dict(line.split(":", 1) for line in (PROC / str(pid) / "smaps_rollup").read_text().splitlines()[1:])
    except OSError:
        return 0, 0
    kb = {name: int(value.split()[0]) for name, value in lines.items()}
    return kb["Pss"], kb["Private_Clean"] + kb["Private_Dirty"]


class Meter:
    """Looks at a process tree every second. A process that comes and goes between two looks is missed."""

    def __init__(self, root):
        self.root, self.cpu, self.sleeps = root, {}, {}
        self.pss = self.uss = self.processes = 0

    def look(self, with_memory=False):
        pss = uss = 0
        members = tree_of(self.root)
        for pid in members:
            seconds = cpu_seconds(pid)
            if seconds is not None:
                first, _ = self.cpu.get(pid, (seconds, seconds))
                self.cpu[pid] = first, seconds
            for task, count in wakeups(pid).items():
                first, _ = self.sleeps.get((pid, task), (count, count))
                self.sleeps[pid, task] = first, count
            if with_memory:
                kb = memory_kb(pid)
                pss, uss = pss + kb[0], uss + kb[1]
        self.processes = max(self.processes, len(members))
        self.pss, self.uss = max(self.pss, pss), max(self.uss, uss)

    def run(self, seconds):
        """Per minute and per second what was used in this time."""
        begun = time.monotonic()
        self.look()
        while (left := begun + seconds - time.monotonic()) > 0:
            time.sleep(min(1, left))
            self.look()
        passed = time.monotonic() - begun
        self.look(with_memory=True)
        return {"cpu": sum(last - first for first, last in self.cpu.values()) * 60 / passed,
                "wakeups": sum(last - first for first, last in self.sleeps.values()) / passed,
                "pss": self.pss / 1024, "uss": self.uss / 1024, "processes": self.processes}


def measure(seconds, **roots):
    """Several trees at the same time: name -> figures."""
    found = {}
    threads = [threading.Thread(target=lambda name=name, pid=pid: found.update({name: Meter(pid).run(seconds)}))
               for name, pid in roots.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def busy_elsewhere():
    """CPU seconds that this machine has spent in all, to tell a quiet machine from a loaded one."""
    fields = (PROC / "stat").read_text().split("\n", 1)[0].split()[1:9]
    ticks = [int(field) for field in fields]
    return (sum(ticks) - ticks[3] - ticks[4]) / os.sysconf("SC_CLK_TCK")


class Glass:
    """An X server without a display of its own."""

    def __init__(self, size):
        read, write = os.pipe()
        self.process = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{size[0]}x{size[1]}x24", "-nolisten", "tcp", "-noreset"],
            pass_fds=[write], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        os.close(write)
        with os.fdopen(read) as answer:
            self.display = ":" + answer.readline().strip()
        if self.display == ":":
            raise SystemExit("Xvfb did not start")

    def close(self):
        end(self.process)


def end(process):
    """Asks it to end, then insists."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            for pid in tree_of(process.pid):
                try:
                    os.kill(pid, 9)
                except ProcessLookupError:
                    pass
            process.wait()
