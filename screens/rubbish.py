"""When rubbish is collected: while nobody touches, not under a finger.

A full collection takes a tenth of a second or more, since Textual keeps the strips of a thousand
widgets.
"""

import gc

BREATH = 2.0
"""Seconds without a touch in which rubbish is collected."""
COLLECT = (700, 10, 1_000_000)
"""Thresholds of the collector while the kiosk runs: no full collection by itself."""


class Rubbish:
    """The collector of this process, as long as a kiosk runs in it."""

    def __init__(self) -> None:
        self._found = gc.get_threshold()
        self._collected = 0.0

    def begin(self) -> None:
        """All is loaded: what is there now stays."""
        gc.freeze()
        gc.set_threshold(*COLLECT)

    def look(self, touched: float, now: float) -> None:
        """Collect once after each touch, when nothing has happened for a while.

        Parameters:
            touched: when somebody last touched anything, in seconds.
            now: seconds by the same clock.
        """
        if now - touched > BREATH and self._collected != touched:
            self._collected = touched
            gc.collect()

    def soon(self) -> None:
        """Collect at the next chance: somebody has gone, and what was theirs goes too."""
        self._collected = -1.0

    def end(self) -> None:
        """Whoever runs this process goes on with the collector as it was found."""
        gc.unfreeze()
        gc.set_threshold(*self._found)
