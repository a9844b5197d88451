# SPDX-License-Identifier: MIT
"""The web under attack: a thousand idle connections, slow-loris, floods of requests and of wrong PINs. Meanwhile the clerk at
the web and the one at the console call; every call is done once, and the screen stays live. What it cost is printed."""
import resource
import selectors
import socket
import statistics
import threading
import time

from hall import run, until
from web_hall import WebHall

IDLE, LORIS, CALLS = 1000, 200, 20


class Siege:
    """Connections that only sit there; some send a letter now and then, and never a whole request."""

    def __init__(self, address):
        self.address = address
        most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(most, 4096), most))
        self.idle, self.loris = [], []
        self.stopping = threading.Event()
        self.answers = {}
        for _ in range(IDLE):
            self.idle.append(socket.create_connection(address, timeout=30))
        for _ in range(LORIS):
            connection = socket.create_connection(address, timeout=30)
            connection.sendall(b"POST /api/commands HTTP/1.1\r\nHost: hub\r\n")
            self.loris.append(connection)
        self.threads = [threading.Thread(target=target, daemon=True)
                        for target in (self.drip, self.flood, self.flood, self.guess)]
        for thread in self.threads:
            thread.start()

    def drip(self):
        while not self.stopping.wait(0.5):
            for connection in self.loris:
                try:
                    connection.send(b"X")
                except OSError:
                    pass

    def ask(self, request):
        try:
            with socket.create_connection(self.address, timeout=10) as connection:
                connection.sendall(request)
                status = connection.recv(64).split(b" ")[1:2]
                key = status[0].decode() if status else "none"
        except OSError:
            key = "cut"
        self.answers[key] = self.answers.get(key, 0) + 1

    def flood(self):
        while not self.stopping.is_set():
            self.ask(b"GET /api/state HTTP/1.1\r\nHost: hub\r\nConnection: close\r\n\r\n")

    def guess(self):
        body = b'{"counter":"3","pin":"000001"}'
        while not self.stopping.is_set():
            self.ask(b"POST /api/session HTTP/1.1\r\nHost: hub\r\nConnection: close\r\nContent-Type: application/json\r\n"
                     b"Content-Length: %d\r\n\r\n" % len(body) + body)

    def cut_off(self):
        """How many of those that sit there have been closed."""
        watch = selectors.DefaultSelector()
        for connection in self.idle + self.loris:
            connection.setblocking(False)
            watch.register(connection, selectors.EVENT_READ)
        count = 0
        for key, _ in watch.select(0):
            try:
                count += key.fileobj.recv(1) == b""
            except OSError:
                count += 1
        watch.close()
        return count

    def end(self):
        self.stopping.set()
        for thread in self.threads:
            thread.join(timeout=30)
        for connection in self.idle + self.loris:
            connection.close()


class UnderSiege(WebHall):
    def calls(self, system):
        """Calls at the console and at the web, in turn; how long each took, in seconds."""
        console, web = [], []
        for _ in range(CALLS):
            began = time.monotonic()
            self.panggil("call", "4")
            console.append(time.monotonic() - began)
            web.append(until(lambda: self.call_takes(system), "the web calls"))
        return console, web

    def call_takes(self, system):
        """How long a call took; None when it was refused because five a second are enough for anybody."""
        began = time.monotonic()
        answer = system.command("call")
        if answer.status == 200:
            self.assertEqual(answer.body["fate"], "done")
            return time.monotonic() - began
        self.assertEqual((answer.status, answer.body["fate"], answer.body["error"]["code"]), (429, "refused", "rate"))
        return None

    def test_calls_go_on(self):
        hub = self.open_web_hub(call_spacing_ms=0)
        first, second = self.open_counters("4", "3")
        for service in (first, second):
            for _ in range(2 * CALLS):
                self.panggil("issue", service)
        self.set_pin("3")
        system = self.client(token=self.admin_says("token", "add", "simpus", "--role", "counter:3"), source="127.0.0.2")
        until(lambda: system.get("/api/state").status == 200, "the hub sees the token")
        screen = self.live_screen("tv-1", "--mute")
        quiet = self.calls(system)
        before = self.board()["seq"]
        siege = Siege(self.web)
        try:
            loud = self.calls(system)
            until(lambda: siege.cut_off() >= IDLE + LORIS, "whoever only sits there is cut off")
        finally:
            siege.end()
        # One event for each call, and one for the zone's speaker at most.
        self.assertLessEqual(self.board()["seq"] - before, 2 * CALLS + 1)
        self.assertIsNone(hub.process.poll())
        self.assertEqual(screen.lines("link.stale"), [])
        for name, times in (("console quiet", quiet[0]), ("console besieged", loud[0]), ("web quiet", quiet[1]),
                            ("web besieged", loud[1])):
            print(f"{name}: median {statistics.median(times) * 1000:.0f} ms, worst {max(times) * 1000:.0f} ms")
        print("the attackers got", siege.answers)
        self.assertIn("429", siege.answers)


if __name__ == "__main__":
    run()
