# SPDX-License-Identifier: MIT
"""Ten counters call at the same moment, in the hall's own voice."""
import unittest

import calls_at_once
from hall import TREE


class TenCalls(calls_at_once.CallsAtOnce):
    def test_ten_calls_at_once_are_ten_voices_in_order(self):
        self.call_at_once(10, TREE / "audio/id-ID")


if __name__ == "__main__":
    unittest.main()
