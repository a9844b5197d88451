# SPDX-License-Identifier: MIT
"""pocketsphinx with the words of an Indonesian lexicon: its model is English, the sounds are the nearest it has."""
import pathlib
import re
import shutil
import subprocess

RATE = 16000
# Its detector of speech takes words in noise for noise, and its features are undefined where a sound is exactly zero.
NOTHING_LEFT_OUT = ("-remove_silence", "no", "-dither", "yes", "-seed", "1")
MODEL = "/usr/share/pocketsphinx/model/en-us/en-us"
ARPABET = {"e": "AH", "é": "EY", "è": "EH", "o": "OW", "ò": "AO", "a": "AA", "i": "IY", "u": "UW", "ai": "AY", "au": "AW",
           "p": "P", "b": "B", "t": "T", "d": "D", "k": "K", "g": "G", "c": "CH", "j": "JH", "q": "T", "m": "M", "n": "N",
           "ng": "NG", "ny": "N Y", "s": "S", "z": "Z", "f": "F", "v": "V", "h": "HH", "l": "L", "r": "R", "w": "W", "y": "Y"}


def is_installed():
    return shutil.which("pocketsphinx_batch") is not None and pathlib.Path(MODEL).is_dir()


def sounds(syllables):
    pattern = re.compile("|".join(sorted(ARPABET, key=len, reverse=True)))
    return " ".join(ARPABET[sound] for sound in pattern.findall(syllables.replace("'", "").replace("-", "")))


def write_dictionary(path, words, lexicon):
    path.write_text("".join(f"{word} {sounds(lexicon[word])}\n" for word in sorted(words)), encoding="utf-8")


def listen(work, names):
    """What was heard of each NAME.raw (16 kHz, 16 bit) in the work folder, which has words.dict and call.gram; as lists of
    words, empty where nothing fits the grammar."""
    (work / "ids").write_text("".join(f"{name}\n" for name in names))
    subprocess.run(["pocketsphinx_batch", "-hmm", MODEL, "-dict", "words.dict", "-jsgf", "call.gram", "-ctl", "ids",
                    "-cepdir", ".", "-cepext", ".raw", "-adcin", "yes", "-hyp", "heard", "-logfn", "/dev/null",
                    "-beam", "1e-60", "-wbeam", "1e-40", "-pbeam", "1e-60", *NOTHING_LEFT_OUT],
                   cwd=work, check=True, capture_output=True)
    heard = {}
    for line in (work / "heard").read_text(encoding="utf-8").splitlines():
        text, name = re.fullmatch(r"(.*)\((\S+) -?\d+\)", line).groups()
        heard[name] = text.split()
    return [heard.get(name, []) for name in names]
