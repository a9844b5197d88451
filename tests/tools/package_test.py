#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The Debian packages, made of the programs that were just built: what is in which, what they need, what an office may
edit, what they are made of (the bill of materials), and no complaint of an error by lintian where it is installed. tools/try-packages lives a day with them."""
import hashlib
import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest
import xml.etree.ElementTree as ET

TREE = pathlib.Path(__file__).parents[2]
NAMES = {"panggil-hub", "panggil-screen", "panggil-tools", "panggil-voice-id", "panggil-layouts"}


def run(*words, **more):
    return subprocess.run(words, capture_output=True, text=True, check=False, **more)


class Packages(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp())
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        made = run(TREE / "tools/package", "--from", os.environ["PANGGIL_PROGRAMS"], "--out", cls.folder)
        assert made.returncode == 0, made.stdout + made.stderr
        cls.packages = {path.name.split("_")[0]: path for path in cls.folder.glob("*.deb")}

    def about(self, name, field):
        return run("dpkg-deb", "-f", self.packages[name], field).stdout.strip()

    def files(self, name):
        return {line.split()[5].lstrip(".") for line in run("dpkg-deb", "-c", self.packages[name]).stdout.splitlines()
                if not line.startswith("d")}

    def conffiles(self, name):
        return set(run("dpkg-deb", "-I", self.packages[name], "conffiles").stdout.split())

    def bill(self):
        (file,) = self.folder.glob("*.cdx.json")
        return json.loads(file.read_text(encoding="utf-8"))

    def test_there_are_five_and_nothing_is_in_two(self):
        self.assertEqual(set(self.packages), NAMES)
        seen = {}
        for name in NAMES:
            for file in self.files(name):
                self.assertNotIn(file, seen, f"in {name} and in {seen.get(file)}")
                seen[file] = name
        for program, name in (("panggil-hub", "panggil-hub"), ("panggil-screen", "panggil-screen"), ("panggil", "panggil-tools")):
            self.assertEqual(seen[f"/usr/bin/{program}"], name)
            self.assertEqual(seen[f"/usr/share/bash-completion/completions/{program}"], name)
            self.assertEqual(seen[f"/usr/share/zsh/vendor-completions/_{program}"], name)
            self.assertEqual(seen[f"/usr/share/fish/vendor_completions.d/{program}.fish"], name)

    def test_all_that_an_office_edits_is_kept_over_an_upgrade(self):
        # Links are no conffiles; they lead to a voice that the package brings.
        for name in NAMES:
            edited = {file for file in self.files(name) if file.startswith("/etc/") and "/audio/" not in file}
            self.assertEqual(edited, self.conffiles(name), name)
        folders = ("layouts", "assets", "data", "fonts", "schema", "hub/halls")
        shipped = {path.relative_to(TREE) for folder in folders for path in (TREE / folder).rglob("*") if path.is_file()}
        self.assertEqual({f"/etc/panggil/site/{file}" for file in shipped} | {"/etc/panggil/site/screens.json"},
                         self.conffiles("panggil-layouts"))

    def test_units_start_the_programs_that_are_beside_them(self):
        for name, units in (("panggil-hub", ["panggil-hub"]), ("panggil-screen", ["panggil-screen", "panggil-screen-cage"])):
            place = self.folder / f"{name}.content"
            self.assertEqual(run("dpkg-deb", "-x", self.packages[name], place).returncode, 0)
            for unit in units:
                (file,) = place.rglob(f"{unit}.service")
                self.assertRegex(file.read_text(encoding="utf-8"), f"(?m)^ExecStart=(/usr/bin/cage -- )?/usr/bin/{name} ")

    def test_a_prefix_of_its_own_holds_a_whole_hall(self):
        """As `cmake --install` leaves it: each program finds its site beside it, each unit its program."""
        prefix = self.folder / "opt"
        installed = run("cmake", "--install", os.environ["PANGGIL_PROGRAMS"], "--prefix", prefix)
        self.assertEqual(installed.returncode, 0, installed.stderr)
        for place in ("bin", "lib/systemd/system", "share/panggil", "share/man/man1", "share/man/man8", "share/applications"):
            self.assertTrue((prefix / place).is_dir(), place)
        self.assertEqual({path.name for path in prefix.iterdir()}, {"bin", "lib", "share"})
        for unit in (prefix / "lib/systemd/system").iterdir():
            started = re.search(r"(?m)^ExecStart=.*?(/\S*/panggil-\S+)", unit.read_text(encoding="utf-8"))[1]
            self.assertTrue(pathlib.Path(started).is_relative_to(prefix / "bin"), unit.name)
            self.assertTrue(os.access(started, os.X_OK), started)
        site = prefix / "share/panggil"
        for words in (("check", site), ("say", "--hall", site / "hub/halls/mpp-bolmut.json", "--ticket", "F018", "--counter", "3", "--words")):
            done = run(prefix / "bin/panggil-screen", *words, cwd="/")
            self.assertEqual(done.returncode, 0, f"{words}: {done.stdout}{done.stderr}")

    def test_each_needs_what_it_calls(self):
        self.assertIn("libzmq5", self.about("panggil-hub", "Depends"))
        for needed in ("panggil-layouts", "panggil-voice-id", "fonts-lato", "libsdl2-2.0-0", "libavformat", "libswscale"):
            self.assertIn(needed, self.about("panggil-screen", "Depends"))
        for name in ("panggil-voice-id", "panggil-layouts"):
            self.assertEqual(self.about(name, "Architecture"), "all")

    def test_the_bill_of_materials_is_one_by_the_rules_of_cyclonedx(self):
        bill = self.bill()
        self.assertEqual((bill["bomFormat"], bill["specVersion"], bill["version"]), ("CycloneDX", "1.5", 1))
        self.assertRegex(bill["serialNumber"], r"^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")
        self.assertRegex(bill["metadata"]["timestamp"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")
        names = [part["bom-ref"] for part in bill["components"]]
        self.assertEqual(len(names), len(set(names)))
        for part in bill["components"]:
            self.assertLessEqual({"type", "name", "version"}, part.keys())
            self.assertIn(part["type"], ("application", "library", "data"))
            if part["type"] == "library":
                self.assertRegex(part["purl"], r"^pkg:deb/[a-z]+/[a-z0-9.+-]+@[^?@ ]+\?arch=\w+&distro=\w*$")
        known = set(names) | {bill["metadata"]["component"]["bom-ref"]}
        self.assertEqual({edge["ref"] for edge in bill["dependencies"]}, known)
        for edge in bill["dependencies"]:
            self.assertLessEqual(set(edge["dependsOn"]), known)
            self.assertEqual(len(edge["dependsOn"]), len(set(edge["dependsOn"])))

    def test_the_bill_of_materials_names_our_packages_as_they_are(self):
        ours = {part["name"]: part for part in self.bill()["components"] if part["type"] != "library"}
        self.assertEqual(set(ours), NAMES)
        for name, part in ours.items():
            self.assertEqual(part["version"], self.about(name, "Version"))
            self.assertEqual(part["hashes"], [{"alg": "SHA-256", "content": hashlib.sha256(self.packages[name].read_bytes()).hexdigest()}])
            licences = {each["license"]["id"] for each in part["licenses"]}
            self.assertEqual(licences, {"MIT", "CC0-1.0"} if name == "panggil-voice-id" else {"MIT"})

    def test_the_bill_of_materials_has_each_library_that_a_program_loads(self):
        """As the loader itself tells it, through all that the libraries load; and what was compiled in."""
        bill = self.bill()
        edges = {edge["ref"]: edge["dependsOn"] for edge in bill["dependencies"]}
        packages = {part["bom-ref"]: part["name"] for part in bill["components"]}
        for program, owner in (("panggil-hub", "panggil-hub"), ("panggil-screen", "panggil-screen"), ("panggil", "panggil-tools")):
            reached, ahead = set(), [ref for ref in edges if ref.startswith(f"{owner}@")]
            while ahead:
                ref = ahead.pop()
                if ref not in reached:
                    reached.add(ref)
                    ahead += edges[ref]
            named = {packages[ref] for ref in reached}
            loaded = re.findall(r" => (/\S+)", run("ldd", pathlib.Path(os.environ["PANGGIL_PROGRAMS"]) / program).stdout)
            self.assertTrue(loaded)
            for file in loaded:
                brought = run("dpkg-query", "-S", f"*/{pathlib.Path(os.path.realpath(file)).name}").stdout
                self.assertTrue(named & set(re.findall(r"^([a-z0-9.+-]+):", brought, re.M)), f"{program} loads {file}")
            self.assertLessEqual({"nlohmann-json3-dev", "cppzmq-dev", "libcli11-dev"}, named)

    @unittest.skipUnless(shutil.which("desktop-file-validate"), "desktop-file-utils is not installed")
    def test_menus_can_read_the_desktop_file(self):
        found = run("desktop-file-validate", TREE / "packaging/desktop/id.panggil.Screen.desktop")
        self.assertEqual((found.returncode, found.stdout + found.stderr), (0, ""))

    @unittest.skipUnless(shutil.which("appstreamcli"), "appstream is not installed")
    def test_catalogues_can_read_what_it_says_of_itself(self):
        about = TREE / "packaging/desktop/id.panggil.Screen.metainfo.xml"
        found = run("appstreamcli", "validate", "--no-net", "--explain", about)
        self.assertEqual(found.returncode, 0, found.stdout + found.stderr)
        version = ET.parse(about).find("releases/release").get("version")
        self.assertTrue(self.about("panggil-screen", "Version").startswith(version))
        self.assertLessEqual({"/usr/share/applications/id.panggil.Screen.desktop", "/usr/share/metainfo/id.panggil.Screen.metainfo.xml"},
                             self.files("panggil-screen"))

    @unittest.skipUnless(shutil.which("lintian"), "lintian is not installed")
    def test_lintian_finds_no_error(self):
        found = run("lintian", "--allow-root", "--fail-on", "error", *self.packages.values())
        self.assertEqual(found.returncode, 0, found.stdout + found.stderr)


if __name__ == "__main__":
    unittest.main()
