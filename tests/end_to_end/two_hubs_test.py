# SPDX-License-Identifier: MIT
"""The disk of a hub was copied, and both run: whoever asks for the hub comes to the one or the other, as when two machines have one
address. A screen shows the numbers of the one it knows, vouches for nothing while it hears the other, and says so; the hub that was
started more often wins, and the numbers do not go back."""
import contextlib
import shutil
import socket
import threading
import unittest

from hall import PROGRAMS, HallTest, run, three_free_ports, until

HERE = "127.0.0.2"  # the hub as the screen sees it
FIRST, SECOND = "127.0.0.1", "127.0.0.3"


class Address:
    """One address that leads to one machine, and then to another."""

    def __init__(self, port):
        self.machine, self.ends, self.lock = FIRST, [], threading.Lock()
        self.servers = [socket.create_server((HERE, port + number)) for number in range(3)]
        for number, server in enumerate(self.servers):
            threading.Thread(target=self.accept, args=(server, port + number), daemon=True).start()

    def accept(self, server, port):
        with contextlib.suppress(OSError):  # closed
            while True:
                screen, _ = server.accept()
                with self.lock, contextlib.suppress(OSError):  # that machine is not there now
                    hub = socket.create_connection((self.machine, port))
                    self.ends += [screen, hub]
                    for source, sink in ((screen, hub), (hub, screen)):
                        threading.Thread(target=self.pump, args=(source, sink), daemon=True).start()
                    continue
                screen.close()

    @staticmethod
    def pump(source, sink):
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                sink.sendall(data)
        for end in (source, sink):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        source.close()

    def leads_to(self, machine):
        with self.lock:
            self.machine = machine
            for end in self.ends:
                with contextlib.suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)
            self.ends = []

    def close(self):
        for server in self.servers:
            server.close()


class TwoHubs(HallTest):
    def open_copy(self, name="copy"):
        copy = self.start(name, PROGRAMS / "panggil-hub", "--hall", self.folder / "hall.json", "--data", self.folder / "copied",
                          "--listen", f"tcp://{SECOND}:{self.port}", "--http", "off")
        return copy, copy.wait_for("hub.ready")[0]

    def call(self, at, counter):
        """The ticket that this counter of one of the hubs calls."""
        self.hub_at = f"tcp://{at}:{self.port}"
        service, = self.open_counters(counter)
        ticket = self.panggil("issue", service)[0]["ticket"]
        self.panggil("call", counter)
        return ticket

    def test_a_copied_disk(self):
        self.port = three_free_ports()
        address = Address(self.port)
        self.addCleanup(address.close)
        listen = f"tcp://{FIRST}:{self.port}"
        self.assertEqual(self.open_hub(listen=listen).stop(), 0)
        shutil.copytree(self.folder / "data", self.folder / "copied")
        self.open_hub(listen=listen)
        copy, ready = self.open_copy()

        screen = self.open_screen("tv-1", "--log-shown", hub=f"tcp://{HERE}:{self.port}")
        screen.wait_for("link.live")
        until(lambda: self.speaker_of("lobi") == "tv-1", "the first hub knows it")
        ours = self.call(FIRST, "3")
        screen.wait_for("call.shown", ticket=ours)
        theirs = [self.call(SECOND, "5")]

        address.leads_to(SECOND)
        screen.wait_for("link.alarm", code="two_hubs")
        screen.wait_for("link.stale")
        self.assertEqual(screen.lines("call.shown", ticket=theirs[0]), [], "it is nobody's to vouch for")

        # Somebody starts the copy again: now it is the later one, and is followed.
        self.assertEqual(copy.stop(), 0)
        _, again = self.open_copy("again")
        self.assertGreater(again["term"], ready["term"])
        screen.wait_for("link.alarm", code="new_term")
        screen.wait_for("link.live", 2)
        theirs.append(self.call(SECOND, "7"))
        screen.wait_for("call.shown", ticket=theirs[0])  # is fresh, and counts now
        screen.wait_for("call.shown", ticket=theirs[1])

        # The first one again: it is behind, and changes nothing.
        address.leads_to(FIRST)
        screen.wait_for("link.stale", 2)
        screen.wait_for("link.alarm", code="old_hub")
        late = self.call(FIRST, "8")
        until(lambda: self.board()["state"]["counter/8"]["ticket"] == late, "it was called there")
        address.leads_to(SECOND)
        screen.wait_for("link.live", 3)
        last = self.call(SECOND, "9")
        screen.wait_for("call.shown", ticket=last)
        self.assertEqual(screen.lines("call.shown", ticket=late), [])
        self.assertEqual([line["ticket"] for line in screen.lines("call.shown")], [ours, *theirs, last])
        self.assertEqual(screen.stop(), 0)


if __name__ == "__main__":
    run()
