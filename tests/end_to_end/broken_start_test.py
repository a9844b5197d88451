# SPDX-License-Identifier: MIT
"""What an office may edit is broken when the screen starts: a layout, the table of fonts, a picture, a clip, a whole
voice, the site. The screen says in its log what and where, shows the numbers with what it has, and gives up (status 4)
only where nothing can be shown at all."""
import json
import os
import shutil
import subprocess
import unittest

from hall import PROGRAMS, TREE, HallTest


class BrokenStart(HallTest):
    def setUp(self):
        super().setUp()
        self.open_hub(recall_spacing_s=0)  # each screen is shown the number at once
        self.service, = self.open_counters("3")
        self.ticket = self.panggil("issue", self.service)[0]["ticket"]
        self.panggil("call", "3")

    def site_of_its_own(self):
        site = self.folder / f"site-{len(self.programs)}"
        for name in ("layouts", "assets", "fonts", "audio"):
            shutil.copytree(TREE / name, site / name)
        return site

    def shows_the_number(self, site, *logged, **how):
        """A screen on this site goes live and puts a call on the glass; ended once it has logged these events, too."""
        screen = self.open_screen(f"tv-{len(self.programs)}", site=site, **how)
        screen.wait_for("link.live")
        self.panggil("recall", "3")
        screen.wait_for("call.shown", ticket=self.ticket)
        for event in logged:
            screen.wait_for(event)
        self.assertEqual(screen.stop(), 0)
        return screen

    def test_a_layout_that_is_missing_or_no_json(self):
        site = self.site_of_its_own()
        layout = site / "layouts" / "mpp-lanskap.json"
        layout.write_text(layout.read_text().replace("{", "", 1))
        rejected, = self.shows_the_number(site).lines("layout.rejected")
        self.assertIn("mpp-lanskap.json", rejected["where"])
        layout.unlink()
        rejected, = self.shows_the_number(site).lines("layout.rejected")
        self.assertIn("mpp-lanskap.json", rejected["where"])

    @unittest.skipUnless(os.geteuid() == 0 and shutil.which("unshare"), "only root takes a library away")
    def test_a_machine_without_ffmpeg(self):
        site = self.site_of_its_own()
        (site / "assets" / "iklan.mp4").write_bytes(b"whatever is in it")
        layout = site / "layouts" / "mpp-lanskap.json"
        text = layout.read_text()
        self.assertIn('"widget": "attempts"', text)
        layout.write_text(text.replace('"widget": "attempts"', '"widget": "video", "src": "assets/iklan.mp4", "volume": 1', 1))
        # In the screen's own sight of the machine each library of FFmpeg is an empty file.
        nothing = self.folder / "nothing.so"
        nothing.touch()
        without = ("unshare", "--mount", "sh", "-c", 'for file in $(ldconfig -p | sed -n "s/.* => \\(.*libav.*\\)/\\1/p"); do '
                   f'mount --bind {nothing} "$file"; done; exec "$@"', "sh", PROGRAMS / "panggil-screen")
        screen = self.shows_the_number(site, "media.broken", program=without)
        self.assertIn("iklan.mp4", json.dumps(screen.lines("media.broken")))

    def test_a_layout_with_an_unknown_widget_and_a_missing_picture(self):
        site = self.site_of_its_own()
        (site / "assets" / "lambang.svg").unlink()
        layout = site / "layouts" / "mpp-lanskap.json"
        text = layout.read_text()
        self.assertIn('"widget": "attempts"', text)
        layout.write_text(text.replace('"widget": "attempts"', '"widget": "atempts"', 1))
        screen = self.shows_the_number(site)
        told = [line for line in screen.lines() if line["event"].endswith(".problem")]
        self.assertTrue([line for line in told if "atempts" in json.dumps(line)], told)
        self.assertTrue([line for line in told if "lambang.svg" in json.dumps(line)], told)

    def test_a_broken_or_missing_theme_hides_no_number(self):
        site = self.site_of_its_own()
        theme = site / "layouts" / "themes" / "laut.json"
        theme.write_text("{")
        broken = self.shows_the_number(site)
        self.assertTrue([line for line in broken.lines("layout.problem") if "laut.json" in line["where"]])
        theme.unlink()
        self.shows_the_number(site)

    def test_a_broken_table_of_fonts_and_a_broken_font(self):
        site = self.site_of_its_own()
        (site / "fonts" / "Lato-Black.ttf").write_bytes(b"no font")
        broken = self.shows_the_number(site).lines("font.unreadable")
        self.assertIn("Lato-Black.ttf", broken[0]["where"])
        (site / "fonts" / "fonts.json").write_text("{")
        invalid, = self.shows_the_number(site).lines("fonts.invalid")
        self.assertIn("fonts.json", invalid["where"])

    def test_a_missing_clip_and_a_broken_clip_cost_a_word(self):
        site = self.site_of_its_own()
        missing, broken = (sorted((site / "audio" / "id-ID" / "clips").rglob(f"{word}*"))
                           for word in ("loket", "silakan"))
        self.assertTrue(missing and broken)
        for clip in missing:
            clip.unlink()
        for clip in broken:
            clip.write_bytes(b"no sound")
        told = json.dumps(self.shows_the_number(site, "voice.loaded").lines("voice.problem"))
        for clip in missing + broken:
            self.assertIn(clip.name, told)

    def test_no_voice_at_all_still_shows(self):
        site = self.site_of_its_own()
        (site / "audio" / "id-ID" / "pack.json").write_text("[]")
        self.shows_the_number(site, "voice.rejected")
        shutil.rmtree(site / "audio")
        self.shows_the_number(site, "voice.rejected")

    def test_no_site_at_all_still_shows(self):
        missing, = self.shows_the_number(self.folder / "nowhere").lines("site.missing")
        self.assertIn("nowhere", missing["where"])

    def test_a_machine_without_glass_gives_up_with_status_4(self):
        for driver in ("x11", "no-such-driver"):
            env = os.environ | {"SDL_VIDEODRIVER": driver, "DISPLAY": ":9999"}
            ended = subprocess.run([PROGRAMS / "panggil-screen", "run", "--site", ".", "--hub", self.hub_at], cwd=TREE,
                                   env=env, capture_output=True, text=True, timeout=60)
            self.assertEqual(ended.returncode, 4, ended.stderr)
            self.assertIn("--headless", ended.stderr)


if __name__ == "__main__":
    unittest.main()
