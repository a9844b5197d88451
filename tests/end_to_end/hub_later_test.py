# SPDX-License-Identifier: MIT
"""The hub is absent when the screen starts, as on the morning after a power cut: the screen is never black, says that it
waits, and connects by itself."""
import unittest

from hall import HallTest, three_free_ports


class HubLater(HallTest):
    def test_the_first_picture_does_not_wait_for_the_hub(self):
        at = f"tcp://127.0.0.1:{three_free_ports()}"

        # Alone: the picture of a screen that waits. It is not an empty one, and the same every time.
        waiting = self.folder / "waiting.png"
        alone = self.open_screen("tv-1", "--seconds", "1", "--shot", waiting, hub=at)
        self.assertEqual(alone.process.wait(timeout=60), 0)
        self.assertGreater(waiting.stat().st_size, 5000)
        self.assertEqual(alone.lines("link.live"), [])

        # The same screen once more; the hub comes when its first frame is already on the glass.
        shot = self.folder / "live.png"
        screen = self.open_screen("tv-1", "--shot", shot, hub=at)
        screen.wait_for("display.first_frame")
        self.open_hub(listen=at)
        screen.wait_for("link.live")
        events = [line["event"] for line in screen.lines()]
        self.assertLess(events.index("display.first_frame"), events.index("link.live"))
        self.wait_for_same_board(screen)
        self.assertEqual(screen.stop(), 0)
        self.assertNotEqual(shot.read_bytes(), waiting.read_bytes())


if __name__ == "__main__":
    unittest.main()
