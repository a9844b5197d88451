# SPDX-License-Identifier: MIT
"""Fifty counters call at the same moment, in a quick voice; each is still on the panel for four seconds at least."""
import unittest

import calls_at_once


class FiftyCalls(calls_at_once.CallsAtOnce):
    def test_fifty_calls_at_once_are_fifty_voices_in_order(self):
        self.call_at_once(50, self.quick_voice(), announcement_ttl_s=600)


if __name__ == "__main__":
    unittest.main()
