# SPDX-License-Identifier: MIT
"""Where the nodes of a run live. Each has a network namespace of its own and one cable to the machine of the hub, where
the machine allows that; else all share the loopback, and no cable can be pulled."""
import asyncio
import ctypes
import os
import pathlib
import shutil
import subprocess

CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000
TOOLS = ("ip", "unshare", "nsenter")  # of Debian's iproute2 and util-linux


class Loopback:
    can_unplug = False

    def __init__(self, why):
        self.told = f"loopback ({why})"

    def add(self, name, number):
        """Where the hub's ports are to be found by this node."""
        return f"127.0.0.{10 + number}"

    def words(self, name):
        """What stands before the words of a program of this node."""
        return []

    def close(self):
        pass


class Namespaces:
    """The run leaves the machine's network for one of its own, so that it meets nobody, and nothing of it is left when
    its programs have ended, however they ended: no namespace has a name. A node's lives as long as its keeper, which
    ends when the run does."""

    told = "namespace per node"
    can_unplug = True

    def __init__(self):
        self.keepers = {}
        user, group, is_root = os.geteuid(), os.getegid(), os.geteuid() == 0
        if ctypes.CDLL(None, use_errno=True).unshare(CLONE_NEWNET if is_root else CLONE_NEWUSER | CLONE_NEWNET):
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
        if not is_root:  # its own files are then root's, and the network is its own
            for name, text in (("setgroups", "deny"), ("uid_map", f"0 {user} 1"), ("gid_map", f"0 {group} 1")):
                pathlib.Path("/proc/self", name).write_text(text, encoding="ascii")
        run("ip", "link", "set", "lo", "up")

    def add(self, name, number):
        keeper = subprocess.Popen(["unshare", "--net", "cat"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0)
        self.keepers[name] = keeper
        keeper.stdin.write(b".")
        keeper.stdout.read(1)  # it is in its namespace
        here, there = f"10.0.{number}.1", f"10.0.{number}.2"
        run("ip", "link", "add", "name", name, "type", "veth", "peer", "name", "cable", "netns", str(keeper.pid))
        run("ip", "addr", "add", f"{here}/30", "dev", name)
        run("ip", "link", "set", name, "up")
        run(*self.words(name), "ip", "addr", "add", f"{there}/30", "dev", "cable")
        for link in ("lo", "cable"):
            run(*self.words(name), "ip", "link", "set", link, "up")
        return here

    def words(self, name):
        return ["nsenter", "--target", str(self.keepers[name].pid), "--net"] if name in self.keepers else []

    async def plug(self, name, state, at_the_node):
        """Pulls the cable ("down"), or puts it back ("up"): at the hub's end the node sees its light go out; at its own
        end it has no network at all. What is on the way vanishes, and nobody is told."""
        words = [*self.words(name), "ip", "link", "set", "cable"] if at_the_node else ["ip", "link", "set", name]
        program = await asyncio.create_subprocess_exec(*words, state, stdin=asyncio.subprocess.DEVNULL)
        if await program.wait():
            raise OSError(f"ip link set {state} for {name} ended with status {program.returncode}")

    def close(self):
        for keeper in self.keepers.values():
            keeper.stdin.close()
            keeper.stdout.close()
            keeper.wait()
        self.keepers = {}


def run(*words):
    subprocess.run(words, check=True, stdin=subprocess.DEVNULL)


def refusal():
    """Why there can be no namespaces here; "" when there can."""
    missing = [tool for tool in TOOLS if not shutil.which(tool)]
    if missing:
        return f"{', '.join(missing)} not found; install iproute2 and util-linux"
    who = [] if os.geteuid() == 0 else ["--user", "--map-root-user"]
    tried = subprocess.run(["unshare", *who, "--net", "ip", "link", "add", "name", "one", "type", "veth", "peer", "name", "other"],
                           stdin=subprocess.DEVNULL, capture_output=True, text=True)
    return "" if tried.returncode == 0 else tried.stderr.strip()


def make_network(loopback=False):
    why = "asked for" if loopback else refusal()
    return Loopback(why) if why else Namespaces()
