# SPDX-License-Identifier: MIT
"""The examples of docs/integrasi.md, run as they stand there: curl and PHP against a real hub. Only the hub's place is another."""
import json
import os
import re
import shutil
import subprocess
import unittest

from hall import PROGRAMS, TREE, run, until
from web_hall import WebHall

PAGE = (TREE / "docs/integrasi.md").read_text(encoding="utf-8")


def examples(language):
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)


@unittest.skipUnless(all(map(shutil.which, ("curl", "php", "uuidgen"))), "needs curl, php and uuidgen: tools/packages.sh test")
class Examples(WebHall):
    def here(self, text):
        for there, place in (("https://hub.mpp.local:8443", "http://%s:%d" % self.web), ("/var/lib/panggil", str(self.folder / "data")),
                             ("sudo -u panggil ", "")):
            text = text.replace(there, place)
        return text

    def environment(self, **more):
        return os.environ | {"PATH": f"{PROGRAMS}:{os.environ['PATH']}", "LC_ALL": "C.UTF-8"} | more

    def shell(self, script, **environment):
        done = subprocess.run(["bash", "-euc", self.here(script)], cwd=self.folder, env=self.environment(**environment), text=True,
                              capture_output=True, timeout=120)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout.strip()

    def example(self, part):
        """The one shell example that has this in it."""
        found, = [text for text in examples("sh") if part in text]
        return found

    def test_a_system_of_another_house_calls_and_listens(self):
        self.open_web_hub(call_spacing_ms=0, recall_spacing_s=0)
        service, = self.open_counters("3")
        tickets = [self.panggil("issue", service)[0]["ticket"] for _ in range(2)]
        add, listed, remove = self.example("token add").strip().splitlines()
        token = self.shell(add)
        self.assertIn("simpus", self.shell(listed))
        until(lambda: self.client(token=token).get("/api/screens").status == 200, "the hub sees the token")

        called = json.loads(self.shell(self.example("/api/commands"), TOKEN=token))
        self.assertEqual((called["fate"], called["result"]["ticket"]), ("done", tickets[0]))
        shown, = [json.loads(text) for text in examples("json")]
        shown["request_id"] = called["request_id"]
        self.assertEqual(set(called), set(shown))
        self.assertEqual(set(called["result"]), set(shown["result"]))

        php, = examples("php")
        (self.folder / "panggil.php").write_text(self.here(php), encoding="utf-8")
        self.assertEqual(self.shell("php panggil.php", PANGGIL_TOKEN=token), f"Memanggil {tickets[1]}")
        self.assertNotIn("Memanggil", self.shell("php panggil.php", PANGGIL_TOKEN=token), "nobody waits any more")

        listener = subprocess.Popen(["bash", "-euc", "exec " + self.here(self.example("/api/events")).strip()], stdout=subprocess.PIPE,
                                    env=self.environment(TOKEN=token), text=True)
        try:
            until(lambda: listener.stdout.readline().strip() == "event: state", "the stream begins with the state")
        finally:
            listener.kill()
            listener.communicate()
        self.shell(remove)
        until(lambda: self.client(token=token).command("recall").status == 401, "the token opens nothing any more")

    def test_a_screen_is_seen_and_named(self):
        self.open_web_hub()
        token = self.admin_says("token", "add", "teknisi", "--role", "admin")
        self.live_screen("tv-1", "--mute")
        admin = self.client(token=token)
        until(lambda: admin.get("/api/screens").status == 200 and admin.get("/api/screens").body["screens"], "tv-1 is known")
        answer = json.loads(self.shell(self.example("/identify"), TOKEN=token))
        self.assertEqual((answer["screen"], answer["order"]), ("tv-1", "identify"))
        self.assertEqual((self.folder / "tv-1.png").read_bytes()[:8], b"\x89PNG\r\n\x1a\n")


if __name__ == "__main__":
    run()
