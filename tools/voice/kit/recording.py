# SPDX-License-Identifier: MIT
"""Records a sheet with arecord into a WAV file, and shows meanwhile how long it runs and how loud the voice is."""
import subprocess
import sys
import wave

import numpy

from . import sound

WIDTH = 3  # bytes of a sample, as most microphones give it
SHOWN_EVERY = sound.RATE // 4
BAR = 30
QUIETEST_DB, SOFT_DB, LOUD_DB = -60, -45, -6


def level(block):
    """dB of the highest peak."""
    samples = numpy.frombuffer(block[: len(block) // WIDTH * WIDTH], dtype=numpy.uint8).reshape(-1, WIDTH)
    peaks = (samples[:, 2].astype(numpy.int8).astype(int) * 65536 + samples[:, 1].astype(int) * 256 + samples[:, 0]) / 2.0 ** 23
    return 20 * float(numpy.log10(numpy.abs(peaks).max() + 1e-9)) if len(peaks) else -180.0


def show(speech, frames, db, out):
    filled = round(BAR * min(max((db - QUIETEST_DB) / -QUIETEST_DB, 0), 1))
    word = speech.text("level_high" if db > LOUD_DB else "level_low" if db < SOFT_DB else "level_good")
    second = frames // sound.RATE
    line = speech.text("level", at=f"{second // 60}:{second % 60:02}", bar="#" * filled + "." * (BAR - filled), db=db, word=word)
    # On a terminal one line that changes; elsewhere one line for each second.
    if out.isatty():
        print(f"\r{line:<90}", end="", file=out, flush=True)
    elif frames % sound.RATE < SHOWN_EVERY:
        print(line.rstrip(), file=out, flush=True)


def record(path, speech, out=sys.stderr):
    """Until Ctrl-C, or until arecord ends. Each moment is in the file at once: a stop costs nothing."""
    recorder = subprocess.Popen(["arecord", "-q", "-t", "raw", "-f", "S24_3LE", "-r", str(sound.RATE), "-c", "1"], stdout=subprocess.PIPE)
    frames = 0
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(WIDTH)
        file.setframerate(sound.RATE)
        try:
            while block := recorder.stdout.read(SHOWN_EVERY * WIDTH):
                file.writeframes(block)
                frames += len(block) // WIDTH
                show(speech, frames, level(block), out)
        except KeyboardInterrupt:
            recorder.terminate()
    recorder.stdout.close()
    recorder.wait()
    if out.isatty():
        print(file=out)
    if not frames:
        path.unlink()
        raise speech.broken("no_recorder")
