# SPDX-License-Identifier: MIT
"""One wrong byte on the way ends a connection of a screen for good, since libzmq does not make it again; the events go on, so
that nothing is silent. The screen makes it again itself, and finds its hub's next life."""
import socket
import threading
import unittest

from hall import HallTest, three_free_ports, until

HERE = "127.0.0.2"  # the hub as this screen sees it


class Line:
    """Passes on what comes at three ports; turns a byte of the control connection when asked to."""

    def __init__(self, port):
        self.turn, self.turned = threading.Event(), threading.Event()
        self.servers = [socket.create_server((HERE, port + number)) for number in range(3)]
        for number, server in enumerate(self.servers):
            threading.Thread(target=self.accept, args=(server, port + number, number == 0), daemon=True).start()

    def accept(self, server, port, is_control):
        while True:
            try:
                screen, _ = server.accept()
            except OSError:
                return  # closed
            try:
                hub = socket.create_connection(("127.0.0.1", port))
            except OSError:
                screen.close()
                continue
            for pair in ((screen, hub, False), (hub, screen, is_control)):
                threading.Thread(target=self.pump, args=pair, daemon=True).start()

    def pump(self, source, sink, may_turn):
        try:
            while data := source.recv(65536):
                if may_turn and self.turn.is_set():
                    self.turn.clear()
                    data = b"\xff" * 9 + data[9:]  # a frame longer than any may be
                    self.turned.set()
                sink.sendall(data)
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


class WrongByte(HallTest):
    def test_a_screen_comes_back_from_a_connection_that_ended_for_good(self):
        port = three_free_ports()
        line = Line(port)
        self.addCleanup(line.close)
        hub = self.open_hub(listen=f"tcp://127.0.0.1:{port}")
        screen = self.open_screen("tv-1", hub=f"tcp://{HERE}:{port}")
        screen.wait_for("link.live")
        line.turn.set()  # the answer to the next ping
        until(line.turned.is_set, "a byte is turned")

        hub.process.kill()
        hub.process.wait()
        self.open_hub(listen=f"tcp://127.0.0.1:{port}")
        self.open_counters("3")
        self.wait_for_same_board(screen)
        self.assertEqual(screen.stop(), 0)


if __name__ == "__main__":
    unittest.main()
