# SPDX-License-Identifier: MIT
"""A hall with people in it, as numbers: makes all announcements equally loud and puts them into an echo and a murmur.

The same for every voice that is measured: neither the noise nor the hall knows which voice it gets. Loudness, of the
speech and of the noise, is that of ITU-R BS.1770 by libebur128, as everywhere in the project.
"""
import ctypes
import ctypes.util

RATE = 16000
SPEECH_LUFS = -23.0  # where the recogniser gets all announcements; the levels of the noise are counted from here
ECHO_SECONDS = 1.2  # until an echo is 60 dB down: a tiled hall with people in it
FIRST_ECHO_SECONDS = 0.004
AROUND_SECONDS = 0.7  # a listener is in the room before the first word and after the last

# What many people talking sound like: the long-term average speech spectrum, levels in third octaves in dB, of men and
# women in twelve languages (Byrne et al., J. Acoust. Soc. Am. 96, 1994, 2108-2120, table II).
SPEECH_SPECTRUM = {
    63: 38.6, 80: 43.5, 100: 54.4, 125: 57.7, 160: 56.8, 200: 60.2, 250: 60.3, 315: 59.0, 400: 62.1, 500: 62.1, 630: 60.5,
    800: 56.8, 1000: 53.7, 1250: 53.0, 1600: 52.0, 2000: 48.7, 2500: 48.1, 3150: 46.8, 4000: 45.6, 5000: 44.5, 6300: 44.3,
    8000: 43.7}
THIRD_OCTAVE = 2 ** (1 / 6) - 2 ** (-1 / 6)  # its width, in parts of its middle


class LoudnessMeter:
    """Integrated loudness in LUFS of samples in -1 ... 1."""

    MODE_I = 5

    def __init__(self, numpy):
        self.numpy = numpy
        self.ebur128 = ctypes.CDLL(ctypes.util.find_library("ebur128") or "libebur128.so.1")
        self.ebur128.ebur128_init.restype = ctypes.c_void_p
        self.ebur128.ebur128_init.argtypes = [ctypes.c_uint, ctypes.c_ulong, ctypes.c_int]
        self.ebur128.ebur128_add_frames_double.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_size_t]
        self.ebur128.ebur128_loudness_global.argtypes = [ctypes.c_void_p, ctypes.POINTER(ctypes.c_double)]
        self.ebur128.ebur128_destroy.argtypes = [ctypes.POINTER(ctypes.c_void_p)]

    def measure(self, sound):
        samples = self.numpy.ascontiguousarray(sound, dtype=float)
        state = ctypes.c_void_p(self.ebur128.ebur128_init(1, RATE, self.MODE_I))
        self.ebur128.ebur128_add_frames_double(state, samples.ctypes.data, len(samples))
        loudness = ctypes.c_double()
        self.ebur128.ebur128_loudness_global(state, ctypes.byref(loudness))
        self.ebur128.ebur128_destroy(ctypes.byref(state))
        return loudness.value


class ListeningRoom:
    """One seat: its echo and its stretch of the noise come from the seed, a list of numbers."""

    def __init__(self, numpy, seed):
        self.numpy = numpy
        self.meter = LoudnessMeter(numpy)
        self.chance = numpy.random.default_rng(seed)
        length = int(ECHO_SECONDS * RATE)
        decay = 10 ** (-3 * numpy.arange(length) / length)
        self.echo = self.chance.standard_normal(length) * decay
        self.echo[: int(FIRST_ECHO_SECONDS * RATE)] = 0
        self.echo /= numpy.sqrt((self.echo ** 2).sum())  # as much sound from the walls as from the loudspeaker
        self.echo[0] = 1.0
        self.murmur = self.murmur_filter(1024)

    def murmur_filter(self, length):
        """The impulse response that gives white noise the spectrum of many people talking."""
        middles = self.numpy.array(list(SPEECH_SPECTRUM))
        density = self.numpy.array(list(SPEECH_SPECTRUM.values())) - 10 * self.numpy.log10(middles * THIRD_OCTAVE)
        hertz = self.numpy.maximum(self.numpy.fft.rfftfreq(length, 1 / RATE), 1)
        levels = self.numpy.interp(self.numpy.log(hertz), self.numpy.log(middles), density, left=-60)
        shape = self.numpy.fft.irfft(10 ** (levels / 20))
        return self.numpy.roll(shape, length // 2) * self.numpy.hanning(length)

    def convolved(self, sound, with_what):
        length = len(sound) + len(with_what)
        fft = self.numpy.fft
        return fft.irfft(fft.rfft(sound, length) * fft.rfft(with_what, length), length)

    def at(self, sound, lufs):
        return sound * 10 ** ((lufs - self.meter.measure(sound)) / 20)

    def noise(self, count):
        white = self.chance.standard_normal(count + len(self.murmur))
        return self.convolved(white, self.murmur)[len(self.murmur) // 2 :][:count]

    def heard(self, sound, snr, in_hall):
        """What a listener gets of the sound, 16 bit; snr in dB (None: nobody talks)."""
        around = self.numpy.zeros(int(AROUND_SECONDS * RATE))
        sound = self.numpy.concatenate([around, sound, around])
        sound = self.at(self.convolved(sound, self.echo) if in_hall else sound, SPEECH_LUFS)
        if snr is not None:
            sound = sound + self.at(self.noise(len(sound)), SPEECH_LUFS - snr)
        return (self.numpy.clip(sound, -1, 1) * 32767).astype("<i2")
