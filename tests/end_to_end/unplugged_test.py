# SPDX-License-Identifier: MIT
"""The cable between the hall and a screen is pulled for one second, for ten seconds and for two minutes, without FIN or RST: the
screen says that it is stale, hides its numbers when they are old, and shows the hub's numbers again by itself. What was called
meanwhile is on the board then, and is not said when it is too late for it. The times are printed, and stand in docs/reliability.md."""
import asyncio
import sys
import time
import unittest

from hall import PROGRAMS, TREE, HallTest, run

sys.path.insert(0, str(TREE / "tests/chaos"))
import network  # noqa: E402
from nodes import clock  # noqa: E402


class Unplugged(HallTest):
    @classmethod
    def setUpClass(cls):
        if why := network.refusal():
            raise unittest.SkipTest(f"no network of one's own here: {why}")
        cls.network = network.make_network()
        cls.hub_ip = cls.network.add("tv-1", 1)

    @classmethod
    def tearDownClass(cls):
        cls.network.close()

    def plug(self, state):
        asyncio.run(self.network.plug("tv-1", state, False))
        return clock()

    def pull(self, screen, seconds, words):
        """Pulls the cable, calls the next, waits, and puts it back; until the screen shows what the hub has."""
        known = {event: len(screen.lines(event)) for event in ("link.stale", "link.lost", "link.live")}
        down = self.plug("down")
        called = self.panggil("call", "3")[-1]
        time.sleep(max(0.0, seconds - (clock() - down) / 1000))
        up = self.plug("up")
        board = self.wait_for_same_board(screen)
        same = screen.lines("digest", seq=board["seq"])[0]["mono"]
        news = {event: [line["mono"] for line in screen.lines(event)[count:]] for event, count in known.items()}
        told = [f"{words} without a cable"]
        if news["link.stale"]:
            told.append(f"stale after {news['link.stale'][0] - down:.0f} ms")
            told.append(f"live {news['link.live'][-1] - up:.0f} ms after it was back")
        told.append(f"the call was on the board {same - up:.0f} ms after it")
        print("; ".join(told))
        return called, news, up

    def test_a_cable_is_pulled_and_put_back(self):
        self.open_hub(listen="tcp://0.0.0.0:0", words=("--insecure",), call_spacing_ms=0, announcement_ttl_s=60)
        port = self.hub_at.rsplit(":", 1)[1]
        self.hub_at = f"tcp://127.0.0.1:{port}"
        screen = self.open_screen("tv-1", "--zones", "lobi", "--pack", self.quick_voice(), hub=f"tcp://{self.hub_ip}:{port}",
                                  program=(*self.network.words("tv-1"), PROGRAMS / "panggil-screen"))
        screen.wait_for("link.live")
        service, = self.open_counters("3")
        for _ in range(3):
            self.panggil("issue", service)

        # A second is a short breath: it may pass unnoticed, and the call is said.
        called, news, _ = self.pull(screen, 1, "1 s")
        screen.wait_for("announce.ended", announce_id=called["call_id"])
        self.assertEqual(news["link.lost"], [])

        called, news, up = self.pull(screen, 10, "10 s")
        self.assertEqual(len(news["link.stale"]), 1)
        self.assertLess(news["link.stale"][0], up)
        self.assertEqual(len(news["link.live"]), 1)
        self.assertEqual(news["link.lost"], [])
        screen.wait_for("announce.ended", announce_id=called["call_id"])

        # After two minutes the numbers were hidden, and the call is too old for a voice.
        called, news, up = self.pull(screen, 120, "120 s")
        self.assertLess(news["link.stale"][0], news["link.lost"][0])
        self.assertLess(news["link.lost"][0], up)
        self.assertEqual(len(news["link.live"]), 1)
        self.panggil("issue", service)
        after = self.panggil("call", "3")[-1]
        screen.wait_for("announce.ended", announce_id=after["call_id"])
        self.assertEqual(screen.lines("announce.started", announce_id=called["call_id"]), [])


if __name__ == "__main__":
    run()
