# SPDX-License-Identifier: MIT
"""A screen's questions get no answer on one connection, though it lives: its events come, and so do the library's own signs
of life, so that nothing is silent. The screen asks on another connection."""
import pathlib
import socket
import sys
import threading
import unittest

from hall import HallTest, three_free_ports

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "chaos"))
from proxy import Frames  # noqa: E402

HERE = "127.0.0.2"  # the hub as this screen sees it


class Line:
    """Passes on what comes at three ports; of what the hub says on the first control connection, only the first message."""

    def __init__(self, port):
        self.answers_lost = 0
        self.control_connections = 0
        self.servers = [socket.create_server((HERE, port + number)) for number in range(3)]
        for number, server in enumerate(self.servers):
            threading.Thread(target=self.accept, args=(server, port + number, number == 0), daemon=True).start()

    def accept(self, server, port, is_control):
        while True:
            try:
                screen, _ = server.accept()
            except OSError:
                return  # closed
            hub = socket.create_connection(("127.0.0.1", port))
            self.control_connections += is_control
            loses = is_control and self.control_connections == 1
            threading.Thread(target=self.pump, args=(screen, hub, lambda data: data), daemon=True).start()
            threading.Thread(target=self.pump, args=(hub, screen, self.first_only() if loses else lambda data: data),
                             daemon=True).start()

    def first_only(self):
        frames, passed = Frames(), 0

        def pick(data):
            nonlocal passed
            out = b""
            for piece, is_message in frames.cut(data):
                if not is_message or passed == 0:
                    out += piece
                    passed += is_message
                else:
                    self.answers_lost += 1
            return out
        return pick

    @staticmethod
    def pump(source, sink, pick):
        try:
            while data := source.recv(65536):
                sink.sendall(pick(data))
        except OSError:
            pass
        for end in (source, sink):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    def close(self):
        for server in self.servers:
            server.close()


class LostAnswers(HallTest):
    def test_a_screen_asks_on_another_connection(self):
        port = three_free_ports()
        line = Line(port)
        self.addCleanup(line.close)
        self.open_hub(listen=f"tcp://127.0.0.1:{port}")
        screen = self.open_screen("tv-1", hub=f"tcp://{HERE}:{port}")
        screen.wait_for("link.live")
        self.assertGreater(line.answers_lost, 0)
        self.assertEqual(line.control_connections, 2)
        self.open_counters("3")
        self.wait_for_same_board(screen)
        self.assertEqual(screen.stop(), 0)


if __name__ == "__main__":
    unittest.main()
