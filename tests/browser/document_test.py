# SPDX-License-Identifier: MIT
"""docs/openapi.json says what the hub really answers: every answer of a clerk's morning, good and bad, is held against it.
So is what the stand-in of the browser tests says, or these would prove nothing."""
import http.client
import json
import pathlib
import shutil
import subprocess
import sys
import unittest
import urllib.parse

import jsonschema

TREE = pathlib.Path(__file__).parents[2]
sys.path.insert(0, str(TREE / "tests/end_to_end"))
from hall import PROGRAMS, HallTest, run, until  # noqa: E402

DOCUMENT = json.loads((TREE / "docs/openapi.json").read_text(encoding="utf-8"))
PIN = "246813"


def check(schema, body):
    """Raises unless the body is as this schema of the document says."""
    jsonschema.Draft202012Validator({"$ref": f"#/components/schemas/{schema}", "components": DOCUMENT["components"]}).validate(body)


def answer_schema(path, method, status):
    """What the document says of this answer; fails when it does not know it."""
    for template, methods in DOCUMENT["paths"].items():
        parts, asked = template.split("/"), path.split("?")[0].split("/")
        if len(parts) == len(asked) and all(part == other or part.startswith("{") for part, other in zip(parts, asked)):
            answer = methods[method.lower()]["responses"][str(status)]
            if "$ref" in answer:
                answer = DOCUMENT["components"]["responses"][answer["$ref"].rsplit("/", 1)[1]]
            return answer.get("content", {}).get("application/json", {}).get("schema")
    raise AssertionError(f"the document does not know {path}")


class Browser:
    """Speaks HTTP as a page does: with a cookie and its own origin."""

    def __init__(self, address, token=None):
        self.address = urllib.parse.urlsplit(address)
        self.cookie = None
        self.token = token
        self.count = 0

    def ask(self, method, path, body=None, key=None, raw=None, **headers):
        """Status and body; the body is held against the document."""
        connection = http.client.HTTPConnection(self.address.netloc, timeout=60)
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        if method != "GET":
            headers.setdefault("Origin", f"http://{self.address.netloc}")
        if body is not None or raw is not None:
            headers.setdefault("Content-Type", "application/json")
        if self.cookie:
            headers["Cookie"] = self.cookie
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        if key:
            headers["Idempotency-Key"] = key
        connection.request(method, path, raw if raw is not None else None if body is None else json.dumps(body), headers)
        answer = connection.getresponse()
        text = answer.read()
        cookie = answer.headers["Set-Cookie"]
        if cookie:
            self.cookie = cookie.split(";")[0]
        connection.close()
        said = json.loads(text) if text and answer.headers.get_content_type() == "application/json" else {}
        schema = answer_schema(path, method, answer.status)
        if schema:
            jsonschema.Draft202012Validator(schema | {"components": DOCUMENT["components"]}).validate(said)
        return answer.status, said

    def press(self, op, status=200, **args):
        self.count += 1
        got, said = self.ask("POST", "/api/commands", {"op": op, "args": args}, key=f"press-{id(self)}-{self.count}")
        assert got == status, (op, got, said)
        return said


class Document(HallTest):
    def open(self):
        subprocess.run([PROGRAMS / "panggil-hub", "pin", "set", "3", "--data", self.folder / "data"], input=PIN + "\n", text=True, check=True,
                       cwd=TREE, capture_output=True)
        hub = self.open_hub(words=("--http", "127.0.0.1:0"))
        return Browser(hub.wait_for("web.ready")[0]["at"])

    def test_every_answer_is_as_the_document_says(self):
        page = self.open()
        self.assertIsNone(page.ask("GET", "/api/session")[1]["who"])
        self.assertEqual(page.ask("GET", "/api/state")[0], 401)
        self.assertEqual(page.ask("GET", "/api/screens")[0], 401)
        self.assertEqual(page.ask("POST", "/api/session", {"counter": "3", "pin": "000001"})[0], 401)
        self.assertEqual(page.ask("POST", "/api/session", {"counter": "3", "pin": PIN}, Origin="http://evil.example")[0], 403)
        self.assertEqual(page.ask("POST", "/api/session", raw="{", key=None)[0], 400)
        self.assertEqual(page.ask("POST", "/api/session", raw="x", Content_Type="text/plain")[0], 415)
        status, said = page.ask("POST", "/api/session", {"counter": "3", "pin": PIN})
        self.assertEqual((status, said["who"]["counter"]), (200, "3"))
        self.assertEqual(page.ask("GET", "/api/state")[1]["counter"]["status"], "closed")

        page.press("call", 409)
        page.press("open")
        page.press("call", 409)
        self.panggil("issue", "dukcapil")
        self.panggil("issue", "dukcapil", "--priority", "lansia")
        self.live_screen("tv-1", "--zones", "lobi")
        until(lambda: self.speaker_of("lobi") == "tv-1", "tv-1 speaks")
        called = page.press("call")["result"]
        state = page.ask("GET", "/api/state")[1]
        self.assertEqual(state["current"]["ticket"], called["ticket"])
        self.assertEqual(state["waiting"]["count"], 1)
        self.assertEqual(state["undo"]["op"], "withdraw")
        until(lambda: page.ask("GET", "/api/state")[1]["receipt"]["hearing"] == "heard", "it is heard")
        page.press("hold")
        self.assertEqual(page.ask("GET", "/api/state")[1]["held"][0]["ticket"], called["ticket"])
        page.press("resume", ticket=called["ticket"])
        page.press("finish")
        self.assertEqual(page.ask("GET", "/api/state")[1]["recent"][0]["state"], "done")
        page.press("open", 403, counter="7")
        page.press("dance", 400)

        # The same key twice acts once; a key that nobody knows never will.
        first = page.ask("POST", "/api/commands", {"op": "call"}, key="same")
        again = page.ask("POST", "/api/commands", {"op": "call"}, key="same")
        self.assertEqual((first[0], again[0], again[1]["repeated"]), (200, 200, True))
        self.assertEqual(page.ask("GET", "/api/commands/same")[1]["result"], first[1]["result"])
        self.assertEqual(page.ask("GET", "/api/commands/nobody-knows")[1]["fate"], "never")
        self.assertEqual(page.ask("POST", "/api/commands", {"op": "call"})[0], 400)

        screens = page.ask("GET", "/api/screens")[1]["screens"]
        self.assertEqual([(each["screen"], each["state"]) for each in screens], [("tv-1", "live")])
        self.assertGreater(screens[0]["memory_kb"], 1000)
        self.assertEqual(page.ask("GET", "/api/screens/nobody/picture")[0], 404)
        self.assertEqual(page.ask("GET", "/api")[1], DOCUMENT)
        self.assertEqual(page.ask("DELETE", "/api/session")[0], 204)
        self.assertEqual(page.ask("GET", "/api/state")[0], 401)


@unittest.skipUnless(shutil.which("node"), "there is no Node.js")
class Understudy(unittest.TestCase):
    def test_the_stand_in_speaks_as_the_document_says(self):
        script = ("import { StandIn, receipt, screen } from './stand_in.mjs'; const hall = new StandIn();"
                  "console.log(JSON.stringify({ session: hall.session(), state: { ...hall.state, receipt: receipt() },"
                  " screens: { screens: [screen()], hub: hall.state.hub }, fate: hall.done('k', {}).body }));")
        said = subprocess.run(["node", "--input-type=module", "-e", script], cwd=TREE / "tests/browser", check=True, capture_output=True, text=True)
        for schema, body in json.loads(said.stdout).items():
            with self.subTest(schema):
                check(schema, body)


if __name__ == "__main__":
    run()
