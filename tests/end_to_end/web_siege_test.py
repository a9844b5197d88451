# SPDX-License-Identifier: MIT
"""The web under attack: a thousand idle connections, headers and bodies that come letter by letter, bodies that are far too large,
floods of requests and of wrong PINs. Meanwhile the clerk at the web and the one at the console call: every call is done once, the screen
stays live and says the last ones once, and calling takes no longer than sharing the processors explains."""
import resource
import selectors
import socket
import statistics
import threading
import time

from hall import run, until
from web_hall import WebHall

IDLE, LORIS, BODIES, CALLS = 1000, 200, 100, 12
# In peace a call takes some hundredths of a second. One that waited for any of the slow ones would wait for seconds, hundreds of times
# as long; one that only shares the processors with the attackers, who are six, the hub and the screen, stays well below this.
MOST_TIMES_LONGER = 20


class Siege:
    """Connections that only sit there; some send a letter now and then, and never a whole request."""

    def __init__(self, address):
        self.address = address
        most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(most, 4096), most))
        self.idle, self.loris, self.bodies = [], [], []
        self.stopping = threading.Event()
        self.answers = {}
        for _ in range(IDLE):
            self.idle.append(socket.create_connection(address, timeout=30))
        for _ in range(LORIS):
            connection = socket.create_connection(address, timeout=30)
            connection.sendall(b"POST /api/commands HTTP/1.1\r\nHost: hub\r\n")
            self.loris.append(connection)
        for _ in range(BODIES):
            connection = socket.create_connection(address, timeout=30)
            connection.sendall(b"POST /api/session HTTP/1.1\r\nHost: hub\r\nContent-Type: application/json\r\nContent-Length: 9000\r\n\r\n{")
            self.bodies.append(connection)
        self.threads = [threading.Thread(target=target, daemon=True)
                        for target in (self.drip, self.flood, self.flood, self.guess, self.stuff)]
        for thread in self.threads:
            thread.start()

    def drip(self):
        while not self.stopping.wait(0.5):
            for connection in self.loris + self.bodies:
                try:
                    connection.send(b" ")
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

    def stuff(self):
        """Bodies of a megabyte, announced or without end."""
        body = b"x" * 1_000_000
        while not self.stopping.is_set():
            for length in (b"Content-Length: 1000000", b"Transfer-Encoding: chunked"):
                self.ask(b"POST /api/commands HTTP/1.1\r\nHost: hub\r\nConnection: close\r\nContent-Type: application/json\r\n"
                         b"Idempotency-Key: large\r\n" + length + b"\r\n\r\n" + (b"f4240\r\n" if b"chunked" in length else b"") + body)

    @property
    def waiting(self):
        return self.idle + self.loris + self.bodies

    def cut_off(self):
        """How many of those that sit there have been closed."""
        watch = selectors.DefaultSelector()
        for connection in self.waiting:
            connection.setblocking(False)
            watch.register(connection, selectors.EVENT_READ)
        count = 0
        for key, _ in watch.select(0):
            try:
                count += key.fileobj.recv(4096) == b""  # after what it was told, if anything
            except OSError:
                count += 1
        watch.close()
        return count

    def end(self):
        self.stopping.set()
        for thread in self.threads:
            thread.join(timeout=30)
        for connection in self.waiting:
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
            for _ in range(3 * CALLS):
                self.panggil("issue", service)
        self.set_pin("3")
        system = self.client(token=self.admin_says("token", "add", "simpus", "--role", "counter:3"), source="127.0.0.2")
        until(lambda: system.get("/api/state").status == 200, "the hub sees the token")
        screen = self.live_screen("tv-1", "--audio-file", self.folder / "tv-1.wav")
        until(lambda: self.speaker_of("lobi") == "tv-1", "tv-1 speaks")
        peace = self.calls(system)
        before = self.board()["seq"]
        siege = Siege(self.web)
        try:
            loud = self.calls(system)
            last = [self.board()["state"][f"counter/{counter}"]["call_id"] for counter in ("3", "4")]
            until(lambda: siege.cut_off() >= len(siege.waiting), "whoever only sits there is cut off")
            # Whom no other call has overtaken is heard, in the middle of all this.
            for call_id in last:
                screen.wait_for("announce.ended", announce_id=call_id)
        finally:
            siege.end()
        later = self.calls(system)
        self.assertIsNone(hub.process.poll())
        self.assertEqual(screen.lines("link.stale"), [])

        # Each call was answered, decided once, and came to the screen once; the last two were said once.
        committed = [line["announce_id"] for line in hub.lines("event.committed", cause="call")]
        self.assertEqual(len(committed), 6 * CALLS)
        self.assertEqual(len(set(committed)), 6 * CALLS)
        until(lambda: len(screen.lines("event.applied", cause="call")) >= 6 * CALLS, "the screen has all of them")
        applied = [line["seq"] for line in screen.lines("event.applied", cause="call")]
        self.assertEqual(applied, [line["seq"] for line in hub.lines("event.committed", cause="call")])
        for call_id in last:
            self.assertEqual(len(screen.lines("announce.ended", announce_id=call_id)), 1)
        shown = [line["announce_id"] for line in screen.lines("call.shown")]
        self.assertEqual(len(shown), len(set(shown)), "none was shown twice")
        # One event for each call, and one for the zone's speaker at most.
        self.assertLessEqual(self.board()["seq"] - before, 4 * CALLS + 1)

        for number, name in enumerate(("console", "web")):
            quiet, besieged = (statistics.median(times) for times in (peace[number] + later[number], loud[number]))
            print(f"{name}: median {quiet * 1000:.0f} ms in peace, {besieged * 1000:.0f} ms besieged, worst {max(loud[number]) * 1000:.0f} ms")
            self.assertLess(besieged, MOST_TIMES_LONGER * quiet, f"{name}: the siege delays calls")
        print("the attackers got", siege.answers)
        self.assertIn("429", siege.answers)
        self.assertTrue({"413", "cut"} & set(siege.answers), siege.answers)


if __name__ == "__main__":
    run()
