# SPDX-License-Identifier: MIT
"""From the good lines to a voice pack: one gain for all, the edges of each clip, a manifest that falls back to the base pack
for what is not recorded yet, and a page on which both are compared."""
import array
import json
import os
import pathlib
import random

import numpy

from build_pack import cut, write_flac

from . import sheet, sound

WANTED_LUFS = -18.0
CONSENT = "consent.json"
SILENCE_BELOW_DB = 40  # of a room, against the clip's own peak


def own_gain(kit, takes):
    """dB that bring the voice as a whole to the level of announcements. Short clips cannot be measured one by one."""
    gap = numpy.zeros(sound.RATE // 11)
    whole = numpy.concatenate([part for take in takes for part in (numpy.frombuffer(take, dtype="<i4") / sound.FULL_SCALE, gap)])
    return WANTED_LUFS - sound.Meter().lufs(whole)


def pack(kit, into, consent, licence, today):
    """Writes the pack; answers how many clips it has and the page to listen to. `consent` is what keep_consent() takes, or
    None when it was kept before."""
    into = pathlib.Path(into)
    if consent:
        kit.keep_consent(*consent)
    good = kit.good()
    if not good:
        raise kit.speech.broken("nothing")
    kit.check_consent(today)
    takes = [kit.take_of(line).read_bytes() for line in good]
    gain = own_gain(kit, takes)
    clips, rows = {}, []
    for line, take in zip(good, takes):
        samples = array.array("i")
        samples.frombytes(take)
        clip = cut(samples, 0, len(samples), kit.recipe["edges_ms"], gain, kit.recipe["ceiling_db"], SILENCE_BELOW_DB)
        group, _, name = line["key"].rpartition(".")
        file = f"clips/{group or 'phrase'}/{name}-{line['variant']}.flac"
        write_flac(clip, into / file)
        clips.setdefault(line["key"], {"text": line["text"], "files": {}})["files"][line["variant"]] = file
        old = os.path.relpath(kit.base / kit.base_clips[line["key"]]["files"][line["variant"]], into)
        rows.append((line["text"], line["variant"], old, file))
    agreed = kit.data["consent"]
    (into / agreed["scan"]).write_bytes((kit.path / agreed["scan"]).read_bytes())
    (into / CONSENT).write_text(json.dumps(agreed, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    base = kit.base_pack
    manifest = {
        "schema": "voice-pack/1", "id": into.name, "lang": base["lang"], "name": f"{base['lang']}: {kit.data['speaker']}",
        "version": "1.0.0", "licence": licence, "source": "recorded with panggil-voice", "speaker": kit.data["speaker"],
        "consent": CONSENT, "falls_back_to": kit.base.name, "audio": base["audio"], "joins": base["joins"], "clips": clips}
    (into / "pack.json").write_text(json.dumps(manifest, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    page = into / "listen.html"
    page.write_text(sheet.listening_page(kit, rows, random.Random(into.name)), encoding="utf-8")
    return len(good), page
