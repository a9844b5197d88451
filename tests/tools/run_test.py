# SPDX-License-Identifier: MIT
"""./run as the keeper of three processes, tried with stand-ins for the programs: whatever ends first, for whatever
reason, everything ends, the one at fault is named with its last words, and no process is left behind."""
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import time
import unittest

TREE = pathlib.Path(__file__).parents[2]
PATIENCE = 30  # seconds until a condition counts as never met; nothing waits for it when all is well

# A stand-in is ready to be ended, writes its process id, says it is there, then does what $NAME_DOES says.
STAND_IN = r"""#!/bin/bash
name=$(basename "$0")
[ "$1" = simulate ] && name=simulate
[ "${!#}" = --opening ] && exit 0
trap 'echo "$name" >>"$FAKES/ended"; exit 0' TERM
printf '%s\n' "$@" >"$FAKES/$name.args"
echo $$ >"$FAKES/$name.writing" && mv "$FAKES/$name.writing" "$FAKES/$name.pid"
while [ $# -gt 0 ]; do [ "$1" = --log-file ] && log=$2; shift; done
case $name in
panggil-hub) does=${HUB_DOES-stay} ;;
panggil-screen) does=${SCREEN_DOES-stay} ;;
*) does=${SIMULATE_DOES-stay} ;;
esac
[ "$does" = unready ] && { echo "the journal is locked" >&2; exit 1; }
[ "$name" = panggil-hub ] && echo '{"t":"x","event":"hub.ready","control":"tcp://127.0.0.1:4242"}' >"$log"
[ "$name" = panggil-screen ] && echo '{"t":"x","event":"event.applied","cause":"speaker"}' >"$log"
case $does in
stay) while :; do sleep 0.05; done ;;
end:*) until [ -e "$FAKES/simulate.pid" ]; do sleep 0.01; done; echo "last words of $name" >&2; exit "${does#end:}" ;;
esac
"""


def alive(pid):
    try:
        os.kill(pid, 0)
        return True
    except ProcessLookupError:
        return False


class Run(unittest.TestCase):
    def setUp(self):
        self.root = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.root)
        for name in ("run", "tools/steps.sh", "tools/packages.sh"):
            (self.root / name).parent.mkdir(exist_ok=True)
            shutil.copy(TREE / name, self.root / name)
        for name in ("hub/halls/mpp-bolmut.json", "layouts/mpp-lanskap.json", "build/build.ninja"):
            (self.root / name).parent.mkdir(parents=True, exist_ok=True)
            (self.root / name).write_text("{}")
        (self.root / "build/CMakeCache.txt").write_text(f"CMAKE_HOME_DIRECTORY:INTERNAL={self.root.resolve()}\n")
        (self.root / "bin").mkdir()
        self.program("bin/ninja", "#!/bin/sh\necho ninja: no work to do.\n")
        self.program("bin/dpkg-query", '#!/bin/sh\nfor name; do echo "installed $name"; done\n')
        self.program("bin/apt-get", "#!/bin/sh\nexit 1\n")
        for name in ("panggil-hub", "panggil-screen", "panggil"):
            self.program(f"build/{name}", STAND_IN)

    def program(self, name, text):
        (self.root / name).write_text(text)
        (self.root / name).chmod(0o755)

    def start(self, *words, **does):
        environment = {"PATH": f"{self.root}/bin:{os.environ['PATH']}", "FAKES": str(self.root), "HOME": str(self.root)}
        return subprocess.Popen([self.root / "run", *words], env=environment | does, stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True)

    def until(self, condition, what):
        deadline = time.monotonic() + PATIENCE
        while not condition():
            self.assertLess(time.monotonic(), deadline, f"never happened: {what}")
            time.sleep(0.01)

    def pids(self):
        return [int(path.read_text()) for path in self.root.glob("*.pid")]

    def end_of(self, run):
        said, _ = run.communicate(timeout=PATIENCE)
        self.until(lambda: not any(map(alive, self.pids())), "every process has ended")
        return run.returncode, said

    def open_hall(self, **does):
        run = self.start(**does)
        self.until(lambda: (self.root / "simulate.pid").exists(), "all three parts run")
        return run

    def words_to(self, name):
        return (self.root / f"{name}.args").read_text().split("\n")

    def test_a_session_ends_with_its_screen_and_stops_the_rest_in_order(self):
        status, said = self.end_of(self.start("--seconds", "1", "--shot", "a.png", "--seed", "7", SCREEN_DOES="end:0"))
        self.assertEqual(status, 0, said)
        self.assertEqual((self.root / "ended").read_text().split(), ["simulate", "panggil-hub"])
        screen = self.words_to("panggil-screen")
        self.assertEqual(screen[screen.index("--hub") + 1], "tcp://127.0.0.1:4242")
        self.assertEqual(screen[screen.index("--seconds") + 1], "1")
        self.assertEqual(screen[screen.index("--shot") + 1], str(pathlib.Path.cwd() / "a.png"))
        self.assertIn("7", self.words_to("simulate"))

    def test_without_a_display_the_screen_is_headless(self):
        self.end_of(self.start("--size", "800x600", SCREEN_DOES="end:0"))
        self.assertIn("--headless\n--size\n800x600\n", (self.root / "panggil-screen.args").read_text())

    def test_on_a_desktop_the_screen_is_a_window(self):
        self.end_of(self.start("--size", "800x600", SCREEN_DOES="end:0", DISPLAY=":5"))
        self.assertIn("--window\n800x600\n", (self.root / "panggil-screen.args").read_text())

    def test_the_part_that_dies_is_named_with_its_last_words(self):
        for part, name in (("HUB_DOES", "panggil-hub"), ("SCREEN_DOES", "panggil-screen"),
                           ("SIMULATE_DOES", "panggil-simulate")):
            with self.subTest(name):
                status, said = self.end_of(self.start(**{part: "end:3"}))
                self.assertEqual(status, 1, said)
                self.assertIn(f"{name} ended early with status 3", said)
                self.assertIn(f"last words of {name.replace('panggil-simulate', 'simulate')}", said)
                for path in self.root.glob("*.pid"):
                    path.unlink()

    def test_a_hub_that_cannot_start_says_why(self):
        status, said = self.end_of(self.start(HUB_DOES="unready"))
        self.assertEqual(status, 1, said)
        self.assertIn("the journal is locked", said)
        self.assertFalse((self.root / "panggil-screen.pid").exists())

    def test_nothing_to_show_on_is_status_4(self):
        status, said = self.end_of(self.start(SCREEN_DOES="end:4"))
        self.assertEqual(status, 4, said)

    def test_the_hall_stays_open_when_the_simulated_day_is_over(self):
        run = self.open_hall(SIMULATE_DOES="end:0")
        self.until(lambda: not alive(int((self.root / "simulate.pid").read_text())), "the day is over")
        self.assertIsNone(run.poll())
        os.killpg(run.pid, signal.SIGINT)
        self.assertEqual(self.end_of(run)[0], 0)

    def test_ctrl_c_ends_everything(self):
        run = self.open_hall()
        os.killpg(run.pid, signal.SIGINT)
        self.assertEqual(self.end_of(run)[0], 0)

    def test_even_a_killed_run_leaves_no_process(self):
        if subprocess.run(["setpriv", "--pdeathsig", "TERM", "true"], check=False).returncode != 0:
            self.skipTest("setpriv is not here")
        run = self.open_hall()
        run.kill()
        self.assertEqual(self.end_of(run)[0], -signal.SIGKILL)

    def test_wrong_usage_is_status_2_and_starts_nothing(self):
        for words in (["--size", "big"], ["--seconds"], ["--frobnicate"], ["--layout", "absent.json"]):
            status, said = self.end_of(self.start(*words))
            self.assertEqual((status, bool(self.pids())), (2, False), said)


if __name__ == "__main__":
    unittest.main()
