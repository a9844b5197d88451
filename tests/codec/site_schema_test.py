#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""The schemas of the files that an office edits, as an editor uses them: they take every file that we ship, and refuse what
a slip makes of one. Each file names its schema, so that an editor finds it."""
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

FILES = {
    "layout-2": [path for folder in ("layouts", "layouts/parts") for path in sorted((TREE / folder).glob("*.json"))],
    "theme-1": sorted((TREE / "layouts/themes").glob("*.json")),
    "screens-1": [TREE / "screens.json"],
    "hall-1": sorted((TREE / "hub/halls").glob("*.json")) + [TREE / "tests/chaos/hall.json"],
}


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


def validator(name):
    return jsonschema.Draft7Validator(read(TREE / f"schema/{name}.schema.json"))


class SiteSchemas(unittest.TestCase):
    def test_they_take_every_file_that_we_ship(self):
        for name, paths in FILES.items():
            self.assertTrue(paths, name)
            for path in paths:
                with self.subTest(str(path.relative_to(TREE))):
                    validator(name).validate(read(path))

    def test_each_file_names_its_schema(self):
        for name, paths in FILES.items():
            for path in paths:
                with self.subTest(str(path.relative_to(TREE))):
                    named = path.parent / read(path)["$schema"]
                    self.assertEqual(named.resolve(), TREE / f"schema/{name}.schema.json")

    def refuses(self, name, path, change):
        bad = copy.deepcopy(read(TREE / path))
        change(bad)
        self.assertFalse(validator(name).is_valid(bad))

    def test_the_layouts_schema_refuses_slips(self):
        def slip(change):
            self.refuses("layout-2", "layouts/mpp-lanskap.json", change)
        slip(lambda layout: layout.update(colour="red"))
        slip(lambda layout: layout["root"].update(widget="gird"))
        slip(lambda layout: layout["root"].update(rows=["1rf"]))
        slip(lambda layout: layout["root"].update(areas="a b"))
        slip(lambda layout: layout.update(background="#12345"))
        slip(lambda layout: layout.update(canvas=[1920]))
        slip(lambda layout: layout["root"]["zones"].update(x={"widget": "text", "txt": "a"}))
        slip(lambda layout: layout["root"]["zones"].update(x={"widget": "ticker", "charsPerSecond": 20}))

    def test_the_themes_schema_refuses_slips(self):
        def slip(change):
            self.refuses("theme-1", "layouts/themes/laut.json", change)
        slip(lambda theme: theme.update(color={}))
        slip(lambda theme: theme["colors"].update(ink=7))
        slip(lambda theme: theme["fonts"]["number"].update(size=-1))
        slip(lambda theme: theme["motion"]["page"].update(kind="jump"))
        slip(lambda theme: theme["legibility"].update(minContrast=40))

    def test_the_schedules_schema_refuses_slips(self):
        def slip(change):
            self.refuses("screens-1", "screens.json", change)
        slip(lambda screens: screens.update(rule=[]))
        slip(lambda screens: screens["rules"][0].update(shows="a.json"))
        slip(lambda screens: screens["rules"][0].update(when={"day": "fri"}))
        slip(lambda screens: screens["rules"][0].update(when={"days": "friday"}))
        slip(lambda screens: screens["rules"][0].update(when={"from": "8"}))
        slip(lambda screens: screens["screens"]["totem-luar"].update(safe=50))
        slip(lambda screens: screens.update(pins={"tv-tunggu-1": 7}))

    def test_the_halls_schema_refuses_slips(self):
        def slip(change):
            self.refuses("hall-1", "hub/halls/mpp-bolmut.json", change)
        slip(lambda hall: hall.update(nama="Balai"))
        slip(lambda hall: hall["counters"][0].update(number="1"))
        slip(lambda hall: hall["counters"][0].update(place="meja"))
        slip(lambda hall: hall["services"][0].update(digits=9))
        slip(lambda hall: hall["rules"].update(announcement_ttl_s=1))
        slip(lambda hall: hall["hours"].update(senin=["08.00-12.00"]))


if __name__ == "__main__":
    unittest.main()
