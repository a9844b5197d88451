# SPDX-License-Identifier: MIT
"""docs/openapi.json says what the hub really answers: every answer of a clerk's morning, good and bad, is held against it.
So is what the stand-in of the browser tests says, or these would prove nothing."""
import json
import pathlib
import shutil
import subprocess
import sys
import unittest

import jsonschema

TREE = pathlib.Path(__file__).parents[2]
sys.path.insert(0, str(TREE / "tests/end_to_end"))
from hall import run, until  # noqa: E402
from web_hall import Client, WebHall  # noqa: E402

DOCUMENT = json.loads((TREE / "docs/openapi.json").read_text(encoding="utf-8"))


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


class Browser(Client):
    """Holds each answer against the document."""

    def ask(self, method, path, body=None, headers=None, **how):
        answer = super().ask(method, path, body, headers, **how)
        schema = answer_schema(path, method, answer.status)
        if schema:
            jsonschema.Draft202012Validator(schema | {"components": DOCUMENT["components"]}).validate(answer.body)
        return answer


class Document(WebHall):
    def client(self, **how):
        return Browser(self.web, **how)

    def press(self, page, op, status=200, **args):
        answer = page.command(op, args)
        self.assertEqual(answer.status, status, answer.text)
        return answer.body

    def test_every_answer_is_as_the_document_says(self):
        self.open_web_hub()
        self.set_pin("3")
        page = self.client()
        self.assertIsNone(page.get("/api/session").body["who"])
        self.assertEqual(page.get("/api/state").status, 401)
        self.assertEqual(page.get("/api/screens").status, 401)
        self.assertEqual(page.sign_in("3", "000001").status, 401)
        self.assertEqual(page.ask("POST", "/api/session", {"counter": "3", "pin": "1"}, headers={"Origin": "http://evil.example"}).status, 403)
        self.assertEqual(page.ask("POST", "/api/session", "{").status, 400)
        self.assertEqual(page.ask("POST", "/api/session", "x", headers={"Content-Type": "text/plain"}).status, 415)
        self.assertEqual(page.ask("POST", "/api/session", "x" * 40000).status, 413)
        page = self.clerk("3")
        self.assertEqual(page.get("/api/session").body["who"]["counter"], "3")
        self.assertEqual(page.get("/api/state").body["counter"]["status"], "closed")

        self.press(page, "call", 409)
        self.press(page, "open")
        self.press(page, "call", 409)
        self.panggil("issue", "dukcapil")
        self.panggil("issue", "dukcapil", "--priority", "lansia")
        self.live_screen("tv-1", "--zones", "lobi")
        until(lambda: self.speaker_of("lobi") == "tv-1", "tv-1 speaks")
        called = self.press(page, "call")["result"]
        state = page.get("/api/state").body
        self.assertEqual(state["current"]["ticket"], called["ticket"])
        self.assertEqual(state["waiting"]["count"], 1)
        self.assertEqual(state["undo"]["op"], "withdraw")
        self.assertEqual(state["counter"]["services"][0]["prefix"], "F")
        until(lambda: (page.get("/api/state").body["receipt"] or {}).get("hearing") == "heard", "it is heard")
        self.press(page, "hold")
        self.assertEqual(page.get("/api/state").body["held"][0]["ticket"], called["ticket"])
        self.press(page, "resume", ticket=called["ticket"])
        self.press(page, "finish")
        self.assertEqual(page.get("/api/state").body["recent"][0]["state"], "done")
        self.press(page, "open", 403, counter="7")
        self.press(page, "dance", 403)  # what nobody knows is not for a clerk

        # The same key twice acts once; a key that nobody knows never will.
        first = page.command("call", key="same")
        again = page.command("call", key="same")
        self.assertEqual((first.status, again.status, again.body["repeated"]), (200, 200, True))
        self.assertEqual(page.get("/api/commands/same").body["result"], first.body["result"])
        self.assertEqual(page.get("/api/commands/nobody-knows").body["fate"], "never")
        self.assertEqual(page.ask("POST", "/api/commands", {"op": "call"}).status, 400)

        screens = page.get("/api/screens").body["screens"]
        self.assertEqual([(each["screen"], each["state"]) for each in screens], [("tv-1", "live")])
        self.assertGreater(screens[0]["memory_kb"], 1000)
        self.assertEqual(page.get("/api/screens/nobody/picture").status, 404)
        self.assertEqual(page.get("/api/screens/tv-1/picture").headers["Content-Type"], "image/png")
        self.assertEqual(page.ask("POST", "/api/screens/tv-1/identify", {}).status, 403)
        admin = self.client(token=self.admin_says("token", "add", "teknisi", "--role", "admin"))
        until(lambda: admin.get("/api/screens").status == 200, "the hub sees the token")
        until(lambda: admin.ask("POST", "/api/screens/tv-1/test-voice", {}).status == 200, "no call is being said any more")
        self.assertEqual(admin.ask("POST", "/api/screens/tv-1/restart", {}).status, 409)
        self.assertEqual(admin.ask("POST", "/api/screens/tv-1/restart", {"now": True}).status, 400)
        self.assertEqual(admin.ask("POST", "/api/screens/nobody/identify", {}).status, 404)
        self.assertEqual(page.get("/api").body, DOCUMENT)
        self.assertEqual(page.ask("DELETE", "/api/session").status, 204)
        self.assertEqual(page.get("/api/state").status, 401)


@unittest.skipUnless(shutil.which("node"), "there is no Node.js")
class Understudy(unittest.TestCase):
    def test_the_stand_in_speaks_as_the_document_says(self):
        script = ("import { StandIn, receipt, screen } from './stand_in.mjs'; const hall = new StandIn();"
                  "console.log(JSON.stringify({ session: hall.session(), state: { ...hall.state, receipt: receipt() },"
                  " screens: { screens: [screen()], hub: hall.state.hub }, fate: hall.done('k', {}).body,"
                  " obeyed: hall.obey('tv-1', 'test-voice').body }));")
        said = subprocess.run(["node", "--input-type=module", "-e", script], cwd=TREE / "tests/browser", check=True, capture_output=True, text=True)
        for schema, body in json.loads(said.stdout).items():
            with self.subTest(schema):
                check(schema, body)


if __name__ == "__main__":
    run()
