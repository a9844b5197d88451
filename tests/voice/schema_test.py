#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""The schema of voice packs, as an editor uses it: it takes every pack that is here, and refuses what a slip makes of one."""
import copy
import json
import pathlib
import sys
import unittest

TREE = pathlib.Path(__file__).resolve().parents[2]
try:
    import jsonschema
except ImportError:
    print("skipped: needs python3-jsonschema")
    sys.exit(77)
VALIDATOR = jsonschema.Draft7Validator(json.loads((TREE / "schema/pack-1.schema.json").read_text(encoding="utf-8")))
PACKS = [TREE / path for path in ("audio/id-ID", "audio/en-US", "audio/mog", "audio/kzp", "tests/data/voice/en-small")]


class PackSchema(unittest.TestCase):
    def test_it_takes_every_pack(self):
        for folder in PACKS:
            with self.subTest(folder.name):
                VALIDATOR.validate(json.loads((folder / "pack.json").read_text(encoding="utf-8")))

    def test_it_refuses_what_a_slip_makes_of_one(self):
        good = json.loads((PACKS[0] / "pack.json").read_text(encoding="utf-8"))

        def refuses(change):
            bad = copy.deepcopy(good)
            change(bad)
            self.assertFalse(VALIDATOR.is_valid(bad))

        refuses(lambda pack: pack.pop("lang"))
        refuses(lambda pack: pack.update(templetes={}))
        refuses(lambda pack: pack["templates"].update(call=7))
        refuses(lambda pack: pack["numbers"].update(default="roman"))
        refuses(lambda pack: pack["numbers"]["cardinal"]["rules"].append(["20", "num.20"]))
        refuses(lambda pack: pack["numbers"]["cardinal"]["rules"].append([20]))
        refuses(lambda pack: pack["clips"]["num.7"].update(file="7.flac"))
        refuses(lambda pack: pack["clips"]["num.7"]["files"].update(x="7.flac"))
        refuses(lambda pack: pack["joins"]["word"].update(gap_ms=-1))
        refuses(lambda pack: pack["audio"].update(channels=2))


if __name__ == "__main__":
    unittest.main()
