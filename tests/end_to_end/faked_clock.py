# SPDX-License-Identifier: MIT
"""A hall whose programs show another time on the wall: libfaketime, and a file that says by how much it is off."""
import datetime
import pathlib
import time

LIBRARY = next(iter(pathlib.Path("/usr/lib").glob("*/faketime/libfaketime.so.1")), None)


class FakedClock:
    """Beside HallTest. What lasts a while lasts as long as ever: only the wall clock is another one."""

    def turn_clock(self, utc):
        """The wall clock of the programs shows this time now, and goes on from there."""
        ahead = datetime.datetime.fromisoformat(utc + "+00:00").timestamp() - time.time()
        self.write_clock(f"{ahead:+.0f}")

    def write_clock(self, words):
        fresh = self.folder / "wall.new"
        fresh.write_text(words)
        fresh.rename(self.folder / "wall")

    def under_it(self, program):
        """The words that start this program under the faked clock."""
        return ("env", f"LD_PRELOAD={LIBRARY}", f"FAKETIME_TIMESTAMP_FILE={self.folder}/wall", "FAKETIME_NO_CACHE=1",
                "FAKETIME_DONT_FAKE_MONOTONIC=1", program)
