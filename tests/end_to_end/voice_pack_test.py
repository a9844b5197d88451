# SPDX-License-Identifier: MIT
"""The voice pack that an office edits is broken, incomplete or changed: before the screen starts, and while it runs. What
can be said is said whole by whoever can say it, and the clerk sees what is wrong."""
import json
import os
import shutil
import subprocess
import unittest

from hall import PATIENCE, PROGRAMS, TREE, HallTest, until


class VoicePack(HallTest):
    def site_of_its_own(self, name):
        """A site whose voice may be changed."""
        site = self.folder / name
        site.mkdir()
        for part in ("layouts", "assets", "fonts"):
            os.symlink(TREE / part, site / part)
        shutil.copytree(TREE / "audio" / "id-ID", site / "audio" / "id-ID")
        return site

    def status_of(self, name):
        return next((screen for screen in self.panggil("screens") if screen.get("screen") == name), {})

    def clerk_reads(self, *words):
        return subprocess.run([PROGRAMS / "panggil", *words, "--hub", self.hub_at, "--lang", "id"], cwd=TREE, check=True,
                              capture_output=True, text=True, timeout=120).stdout

    def call(self, service, *more):
        self.panggil("issue", service)
        return self.panggil("call", "3", *more)[-1]

    def test_a_screen_whose_voice_cannot_be_used_leaves_the_zone_to_one_that_can_speak(self):
        self.open_hub()
        site = self.site_of_its_own("broken")
        pack = site / "audio" / "id-ID" / "pack.json"
        pack.write_text(pack.read_text(encoding="utf-8").replace("{", "", 1), encoding="utf-8")
        mute = self.open_screen("tv-1", "--zones", "lobi", site=site)
        mute.wait_for("link.live")
        until(lambda: self.status_of("tv-1"), "the hub knows tv-1")
        healthy = self.live_screen("tv-2", "--zones", "lobi")
        service, = self.open_counters("3")
        heard = self.call(service, "--wait")
        self.assertEqual(heard["screen"], "tv-2")
        said, = healthy.lines("announce.ended", announce_id=heard["call_id"])
        self.assertGreater(said["audible_ms"], 5000)  # whole
        self.assertIn("silakan menuju", said["words"])
        self.assertEqual(mute.lines("announce.started"), [])
        # Why, in the log, and to the clerk.
        self.assertIn("pack.json", mute.wait_for("voice.rejected")[0]["where"])
        self.assertEqual(mute.wait_for("audio.lost")[0]["reason"], "no_voice")
        status = self.status_of("tv-1")
        self.assertEqual((status.get("audio_ok", 0), status["voice"]), (0, "none"))
        self.assertIn("pack.json", status["voice_fault"])
        table = self.clerk_reads("screens")
        self.assertIn("TANPA PAKET SUARA", table)
        self.assertIn("tv-1, paket suara: " + status["voice_fault"], table)

    def test_where_nobody_has_a_voice_the_clerk_learns_it_while_the_ticket_is_still_called(self):
        self.open_hub()
        site = self.site_of_its_own("broken")
        pack = site / "audio" / "id-ID" / "pack.json"
        good = pack.read_text(encoding="utf-8")
        pack.write_text("{", encoding="utf-8")
        mute = self.open_screen("tv-1", site=site)
        mute.wait_for("link.live")
        until(lambda: self.speaker_of("lobi") == "tv-1", "tv-1 is the zone's loudspeaker, though it has no voice")
        service, = self.open_counters("3")
        self.panggil("issue", service)
        waiting = self.panggil_begins("call", "3", "--wait")
        told = mute.wait_for("announce.muted")[0]
        said, complained = waiting.communicate(timeout=PATIENCE)
        self.assertNotEqual(waiting.returncode, 0)
        self.assertIn("the screen is mute: it was only shown", complained + said)
        self.assertEqual(told["announce_id"], mute.wait_for("call.shown")[0]["announce_id"])
        self.assertEqual(mute.lines("announce.started"), [])
        # It is still to be heard when the pack is mended in time.
        pack.write_text(good, encoding="utf-8")
        self.assertEqual(mute.wait_for("announce.ended")[0]["announce_id"], told["announce_id"])

    def test_a_pack_that_is_broken_while_the_hall_is_open_changes_no_word_until_it_is_whole_again(self):
        self.open_hub()
        site = self.site_of_its_own("office")
        pack = site / "audio" / "id-ID" / "pack.json"
        good = pack.read_text(encoding="utf-8")
        screen = self.open_screen("tv-1", site=site)
        screen.wait_for("voice.loaded")
        service, = self.open_counters("3")

        pack.write_text(good.replace("{", "", 1), encoding="utf-8")
        for clip in (site / "audio" / "id-ID" / "clips" / "num").iterdir():
            clip.unlink()
        screen.wait_for("voice.rejected")
        old = self.call(service, "--wait")
        said, = screen.lines("announce.ended", announce_id=old["call_id"])
        self.assertIn("silakan menuju", said["words"])
        self.assertIn("loket tiga", said["words"])  # though the clip of this number is gone
        self.assertGreater(said["audible_ms"], 5000)
        self.assertNotIn("missing", old)
        until(lambda: self.status_of("tv-1").get("voice") == "old", "the hub knows that a pack was rejected")
        self.assertIn("ok, PAKET LAMA", self.clerk_reads("screens"))
        self.panggil("finish", "3")

        shutil.copytree(TREE / "audio" / "id-ID" / "clips", site / "audio" / "id-ID" / "clips", dirs_exist_ok=True)
        pack.write_text(good.replace('"silakan menuju"', '"mohon menuju"'), encoding="utf-8")
        screen.wait_for("voice.loaded", count=2)
        new = self.call(service, "--wait")
        said, = screen.lines("announce.ended", announce_id=new["call_id"])
        self.assertIn("mohon menuju", said["words"])
        until(lambda: self.status_of("tv-1").get("voice", "") == "", "all is well")

    def test_a_clip_that_is_missing_is_seen_by_the_clerk_and_the_rest_is_said(self):
        self.open_hub()
        site = self.site_of_its_own("incomplete")
        clips = sorted((site / "audio" / "id-ID" / "clips").rglob("loket*"))
        self.assertTrue(clips)
        for clip in clips:
            clip.unlink()
        screen = self.open_screen("tv-1", site=site)
        screen.wait_for("link.live")
        service, = self.open_counters("3")
        heard = self.call(service, "--wait")
        self.assertEqual(heard["missing"], ["loket"])
        said, = screen.lines("announce.ended", announce_id=heard["call_id"])
        self.assertNotIn("loket", said["words"])
        self.assertIn("tiga.", said["words"])
        self.assertTrue(screen.lines("voice.clip_missing"))
        status = self.status_of("tv-1")
        self.assertEqual((status["audio_ok"] > 0, status["voice"]), (True, "incomplete"))
        self.assertIn("loket", status["voice_fault"])
        self.assertIn("ok, KURANG KLIP", self.clerk_reads("screens"))
        self.panggil("finish", "3")
        self.panggil("issue", service)
        self.assertIn("tanpa klip suara: loket", self.clerk_reads("call", "3", "--wait"))

    def test_a_pack_of_its_own_that_cannot_be_used_is_replaced_by_that_of_the_site(self):
        self.open_hub()
        own = self.folder / "own"
        own.mkdir()
        (own / "pack.json").write_text(json.dumps([]), encoding="utf-8")
        screen = self.live_screen("tv-1", "--pack", own)
        service, = self.open_counters("3")
        self.assertEqual(self.call(service, "--wait")["screen"], "tv-1")
        self.assertEqual(self.status_of("tv-1")["voice"], "other")
        self.assertIn(str(own), self.status_of("tv-1")["voice_fault"])
        self.assertEqual(screen.lines("audio.lost"), [])


if __name__ == "__main__":
    unittest.main()
