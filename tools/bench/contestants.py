# SPDX-License-Identifier: MIT
"""Who shows the same hall: our screen with its hub, the page in Chromium, Qt Quick's software renderer, and the least that
any program must do. Each starts, is told of events, and stops; where it draws what is the same for all."""
import os
import pathlib
import random
import shutil
import subprocess

from feed import Feed
from hall import HALL, TREE, Hub, Numbers
from machine import end

HERE = pathlib.Path(__file__).resolve().parent
QML = next((path for path in map(pathlib.Path, ("/usr/lib/qt6/bin/qml", "/usr/bin/qml6")) if path.exists()), None)

PANEL = (760, 150), "07333D"  # a place of the panel where nothing is written, and its colour
LINE = (200, 1022, 1660, 12)  # of the running line, through its letters


def waiting_place(card):
    """Where a card says how many wait."""
    return 48 + card % 5 * 368 + 190, 528 + card // 5 * 236 + 170, 140, 40


class Contestant:
    def __init__(self, bench, scene, scale, folder, glass):
        self.bench, self.scene, self.scale, self.folder = bench, scene, scale, folder
        self.numbers = Numbers()
        self.process = None
        self.environment = {key: value for key, value in os.environ.items() if key not in ("WAYLAND_DISPLAY", "DISPLAY")} | {
            "DISPLAY": glass.display, "LC_ALL": "C.UTF-8", "HOME": str(folder), "XDG_RUNTIME_DIR": str(folder)}

    def begin(self, words, **more):
        with open(self.folder / "said.txt", "wb") as said:
            self.process = subprocess.Popen([str(word) for word in words], cwd=self.folder, env=self.environment | more, stdin=subprocess.DEVNULL,
                                            stdout=said, stderr=subprocess.STDOUT, start_new_session=True)

    def close(self):
        if self.process is not None:
            end(self.process)


class Panggil(Contestant):
    """The screen with its voice, on a device that plays in real time and is not heard."""
    name = "panggil"
    needs = ()

    def __init__(self, *words):
        super().__init__(*words)
        self.hub = Hub(self.bench.programs, self.bench.memory / "hub", self.bench.backup)
        self.source = ["zmq", self.hub.events.rpartition(":")[2], f"q1.{HALL['site']}.e"]

    def start(self):
        self.begin([self.bench.programs / "panggil-screen", "run", "--hub", self.hub.control, "--screen", "bench", "--site", self.bench.site,
                    "--layout", self.bench.site / f"layouts/bench/{self.scene}.json", "--state-dir", self.folder / "state",
                    "--log", "json", "--log-file", self.folder / "screen.log"], SDL_AUDIODRIVER="dummy", SDL_VIDEODRIVER="x11")

    def issue(self, card):
        self.hub.command("issue", service=HALL["counters"][card]["services"][0])

    def call(self, card):
        self.hub.call(HALL["counters"][card]["id"])

    def helpers(self):
        return {"hub": self.hub.process.pid}

    def close(self):
        super().close()
        self.hub.close()


class Fed(Contestant):
    """One that listens to server-sent events."""

    def __init__(self, *words):
        super().__init__(*words)
        self.feed = Feed(self.bench.files, self.numbers.state())
        self.source = ["sse", str(self.feed.port)]

    def issue(self, card):
        self.feed.say(self.numbers.issue(card))

    def call(self, card):
        self.feed.say(self.numbers.call(card))

    def helpers(self):
        return {}

    def close(self):
        super().close()
        self.feed.close()


class Chromium(Fed):
    name = "chromium"
    needs = (("chromium", shutil.which("chromium")),)

    def start(self):
        width, height = 1920 * self.scale, 1080 * self.scale
        self.begin([shutil.which("chromium"), "--kiosk", f"--app=http://127.0.0.1:{self.feed.port}/board.html?scene={self.scene}",
                    "--window-position=0,0", f"--window-size={width},{height}", f"--force-device-scale-factor={self.scale}",
                    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--no-default-browser-check", "--disable-background-networking",
                    "--disable-component-update", "--disable-sync", "--disable-extensions", "--disable-translate", "--disable-infobars",
                    "--disable-features=Translate,MediaRouter,OptimizationHints", "--password-store=basic", "--lang=id",
                    f"--user-data-dir={self.folder / 'profile'}"])


class Qml(Fed):
    name = "qml"
    needs = (("qml-qt6 qml6-module-qtquick qml6-module-qtquick-window qml6-module-qtqml-workerscript qt6-qpa-plugins", QML),)

    def start(self):
        self.begin([QML, HERE / "page/board.qml", "--", f"http://127.0.0.1:{self.feed.port}", self.scene],
                   QT_QUICK_BACKEND="software", QT_QPA_PLATFORM="xcb", QT_SCALE_FACTOR=str(self.scale), QML_DISABLE_DISK_CACHE="0")


class Bound(Fed):
    """What the least would be: no letters, no layout, no voice."""
    name = "bound"
    needs = ()

    def start(self):
        self.begin([self.bench.folder / "bound", self.feed.port, self.scene, self.scale])


ALL = {each.name: each for each in (Chromium, Qml, Panggil, Bound)}


def some_card():
    return random.randrange(len(HALL["counters"]) - 1)  # the last one's number is being called at the start
