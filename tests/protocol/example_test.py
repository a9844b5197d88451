# SPDX-License-Identifier: MIT
"""Another client than ours, written by docs/protocol.md: it must do what the transcripts say."""
import json
import pathlib
import sys
import unittest

TREE = pathlib.Path(__file__).parents[2]
sys.path.insert(0, str(TREE / "docs/protocol/example"))
from follower import Follower, NotOurs  # noqa: E402


def bytes_of(said):
    text = said["bytes"] if "bytes" in said else json.dumps(said["message"], ensure_ascii=False)
    return text.ljust(said.get("pad_to", 0)).encode()


class Transcripts(unittest.TestCase):
    def test_the_example_shows_what_the_transcripts_say(self):
        files = sorted((TREE / "docs/protocol/transcripts").glob("*.jsonl"))
        self.assertGreaterEqual(len(files), 12)
        for file in files:
            follower = Follower("uji")
            for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
                with self.subTest(file=file.name, line=number):
                    self.step(follower, json.loads(line))

    def step(self, follower, step):
        now = step.get("at", 0)
        client = step.get("client", {})
        if "rid" in client.get("message", {}) and "who" not in client and client["plane"] == "control":
            follower.asked(client["message"]["rid"], now)
        if "then" not in step:
            return
        then, ignored = step["then"], False
        if step.get("do") == "wait":
            todo = follower.tick(now)
        else:
            said = next(step[kind] for kind in ("hub", "changed", "stranger") if kind in step)
            try:
                todo = follower.hear(bytes_of(said), now)
            except NotOurs:
                todo, ignored = {}, True
        does = {"shows": follower.shows(now), "seq": follower.seq, "dg": follower.dg, "counters": follower.counters()} | todo
        self.assertEqual(does, {name: then[name] for name in ("shows", "seq", "dg", "counters", "ask", "calls")
                                if name in then})
        self.assertEqual(ignored, "ignored" in then)


if __name__ == "__main__":
    unittest.main()
