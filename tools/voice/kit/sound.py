# SPDX-License-Identifier: MIT
"""Reading, mastering and measuring: sox decodes and filters, libebur128 measures, numpy counts."""
import ctypes
import ctypes.util
import subprocess

import numpy

RATE = 48000
FRAME = RATE // 100  # 10 ms
FULL_SCALE = 2.0 ** 31


def decoded(path, speech, *effects, rate=RATE):
    """The file as samples within [-1, 1], mono."""
    done = subprocess.run(["sox", "-R", "-D", str(path), "-t", "raw", "-r", str(rate), "-e", "signed", "-b", "32", "-c", "1", "-",
                           *effects], capture_output=True, check=False)
    if done.returncode != 0:
        raise speech.broken("unreadable", path=path, why=done.stderr.decode(errors="replace").strip().splitlines()[-1:] or "?")
    return numpy.frombuffer(done.stdout, dtype="<i4").astype(float) / FULL_SCALE


def through(samples, *effects, rate=RATE):
    """The samples after sox has filtered them."""
    done = subprocess.run(["sox", "-R", "-D", "-t", "raw", "-r", str(RATE), "-e", "signed", "-b", "32", "-c", "1", "-", "-t", "raw",
                           "-r", str(rate), "-e", "signed", "-b", "32", "-", *effects],
                          input=(numpy.clip(samples, -1, 1 - 1e-9) * FULL_SCALE).astype("<i4").tobytes(), capture_output=True, check=True)
    return numpy.frombuffer(done.stdout, dtype="<i4").astype(float) / FULL_SCALE


def levels(samples):
    """dB of full scale for each 10 ms."""
    frames = samples[: len(samples) // FRAME * FRAME].reshape(-1, FRAME)
    return 10 * numpy.log10((frames ** 2).mean(axis=1) + 1e-9)


def clipped_at(samples):
    """The first second at which peaks are cut off, or None: four samples in a row at the same, highest value."""
    high = numpy.abs(samples) >= 0.999
    run = high[:-3] & high[1:-2] & high[2:-1] & high[3:]
    return int(numpy.argmax(run)) / RATE if run.any() else None


def pitch_step(samples):
    """How the pitch of the last third differs from that of the first, in half-tones; None where too little is voiced."""
    pitches = []
    length = RATE // 25
    for first in range(0, len(samples) - length, FRAME):
        part = samples[first : first + length : 3] - samples[first : first + length : 3].mean()
        whole = numpy.correlate(part, part, "full")[len(part) - 1 :]
        low, high = RATE // 3 // 350, RATE // 3 // 65
        if whole[0] <= 1e-6 or high >= len(whole):
            continue
        at = low + int(numpy.argmax(whole[low:high]))
        if whole[at] > 0.5 * whole[0]:
            pitches.append(RATE / 3 / at)
    third = len(pitches) // 3
    if third < 3:
        return None
    return 12 * float(numpy.log2(numpy.median(pitches[-third:]) / numpy.median(pitches[:third])))


class Meter:
    """libebur128, by its C interface."""

    MODE_M, MODE_I = 1, 5
    LOOK = RATE // 50

    def __init__(self):
        name = ctypes.util.find_library("ebur128")
        self.library = ctypes.CDLL(name) if name else None
        if self.library:
            self.library.ebur128_init.restype = ctypes.c_void_p
            self.library.ebur128_init.argtypes = [ctypes.c_uint, ctypes.c_ulong, ctypes.c_int]
            self.library.ebur128_add_frames_float.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_size_t]
            self.library.ebur128_loudness_global.argtypes = [ctypes.c_void_p, ctypes.POINTER(ctypes.c_double)]
            self.library.ebur128_loudness_momentary.argtypes = [ctypes.c_void_p, ctypes.POINTER(ctypes.c_double)]
            self.library.ebur128_destroy.argtypes = [ctypes.POINTER(ctypes.c_void_p)]

    def lufs(self, samples):
        state = ctypes.c_void_p(self.library.ebur128_init(1, RATE, self.MODE_I))
        block = numpy.ascontiguousarray(samples, dtype=numpy.float32)
        self.library.ebur128_add_frames_float(state, block.ctypes.data, len(block))
        loudness = ctypes.c_double()
        self.library.ebur128_loudness_global(state, ctypes.byref(loudness))
        self.library.ebur128_destroy(ctypes.byref(state))
        return loudness.value

    def loudest_moment(self, samples):
        """LUFS of the loudest 400 ms, as `panggil-screen check` has it; what is shorter is measured as if silence followed."""
        state = ctypes.c_void_p(self.library.ebur128_init(1, RATE, self.MODE_M))
        loudest, loudness = -120.0, ctypes.c_double()
        whole = numpy.ascontiguousarray(samples, dtype=numpy.float32)
        for first in range(0, len(whole), self.LOOK):
            part = whole[first : first + self.LOOK]
            self.library.ebur128_add_frames_float(state, part.ctypes.data, len(part))
            self.library.ebur128_loudness_momentary(state, ctypes.byref(loudness))
            loudest = max(loudest, loudness.value)
        self.library.ebur128_destroy(ctypes.byref(state))
        return loudest
