# SPDX-License-Identifier: MIT
"""A hall with a web face, and a browser of the plainest kind: Python's own HTTP client."""
import http.client
import json
import socket
import subprocess
import threading
import uuid

from hall import HallTest, PROGRAMS, TREE, until


class Answer:
    def __init__(self, response):
        self.status = response.status
        self.headers = response.headers
        self.bytes = response.read()

    @property
    def text(self):
        return self.bytes.decode()

    @property
    def body(self):
        return json.loads(self.text)


class Client:
    """Somebody at the web: a browser with its cookie, or a program with its token."""

    def __init__(self, address, token=None, source=None):
        self.address, self.token, self.source = address, token, source
        self.cookie = None

    def ask(self, method, path, body=None, headers=None, patience=30):
        connection = http.client.HTTPConnection(*self.address, timeout=patience,
                                                source_address=(self.source, 0) if self.source else None)
        try:
            everything = {"Origin": "http://%s:%d" % self.address} if method != "GET" and not self.token else {}
            if body is not None:
                everything["Content-Type"] = "application/json"
                body = body if isinstance(body, (str, bytes)) else json.dumps(body)
            if self.cookie:
                everything["Cookie"] = self.cookie
            if self.token:
                everything["Authorization"] = "Bearer " + self.token
            connection.request(method, path, body, everything | (headers or {}))
            answer = Answer(connection.getresponse())
        finally:
            connection.close()
        if "Set-Cookie" in answer.headers:
            self.cookie = answer.headers["Set-Cookie"].split(";")[0]
        return answer

    def get(self, path, **how):
        return self.ask("GET", path, **how)

    def sign_in(self, counter, pin):
        return self.ask("POST", "/api/session", {"counter": counter, "pin": pin})

    def command(self, op, args=None, key=None, **more):
        """What became of a press of a key."""
        body = {"op": op, "args": args or {}} | more
        return self.ask("POST", "/api/commands", body, {"Idempotency-Key": key or uuid.uuid4().hex})

    def listen(self, path="/api/events"):
        return Listener(self, path)


class Listener:
    """An open stream of events."""

    def __init__(self, client, path):
        self.events = []
        self.ended = False
        self.connection = http.client.HTTPConnection(*client.address, timeout=60)
        self.connection.request("GET", path, headers={"Cookie": client.cookie} if client.cookie
                                else {"Authorization": "Bearer " + client.token})
        self.response = self.connection.getresponse()
        if self.response.status != 200:
            raise AssertionError(f"{self.response.status}: {self.response.read()}")
        self.thread = threading.Thread(target=self.read, daemon=True)
        self.thread.start()

    def read(self):
        event = {}
        try:
            for line in self.response:
                field, _, value = line.decode().rstrip("\n").partition(": ")
                if field:
                    event[field] = value
                elif event:
                    self.events.append((event["event"], json.loads(event["data"]), event["id"]))
                    event = {}
        except (OSError, http.client.HTTPException, ValueError, AttributeError):
            pass  # Python's client stumbles in several ways over a stream that is cut off
        self.ended = True
        self.response.close()
        self.connection.close()

    def of(self, name):
        return [data for event, data, _ in list(self.events) if event == name]

    def wait(self, name, condition=lambda data: True, what=None):
        return until(lambda: next((data for data in self.of(name) if condition(data)), None), what or f"event {name}")

    def close(self):
        if not self.ended and self.connection.sock:
            self.connection.sock.shutdown(socket.SHUT_RDWR)
        self.thread.join(timeout=30)


class WebHall(HallTest):
    def open_web_hub(self, *words, **how):
        hub = self.open_hub(words=("--http", "127.0.0.1:0", *words), **how)
        place = hub.wait_for("web.ready")[0]["address"].split("://")[1]
        self.web = (place.rsplit(":", 1)[0], int(place.rsplit(":", 1)[1]))
        return hub

    def admin_says(self, *words, text=None, status=0):
        """A panggil-hub command on the hub's folder; what it prints."""
        done = subprocess.run([PROGRAMS / "panggil-hub", *words, "--data", self.folder / "data"], cwd=TREE, text=True,
                              input=text, capture_output=True, timeout=60)
        self.assertEqual(done.returncode, status, done.stderr)
        return done.stdout.strip()

    def set_pin(self, counter, pin="482913"):
        self.admin_says("pin", "set", counter, text=pin + "\n")
        client = self.client()
        until(lambda: any(each["counter"] == counter and each["ready"]
                          for each in client.get("/api/session").body.get("sign_in", [])), f"the hub sees the PIN of {counter}")

    def client(self, **how):
        return Client(self.web, **how)

    def clerk(self, counter, pin="482913"):
        client = self.client()
        answer = client.sign_in(counter, pin)
        self.assertEqual(answer.status, 200, answer.text)
        return client
