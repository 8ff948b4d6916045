"""Tell a badge reader's burst of keys from a person's typing.

A reader acts as a keyboard. A scan is at least six characters with a mean gap of at most 35 ms and
no gap over 80 ms, and then Enter.
"""

from itertools import pairwise

SHORTEST = 6
"""Characters of the shortest badge."""
MEAN_GAP = 0.035
"""Longest mean time between two keys of a scan, in seconds."""
LONGEST_GAP = 0.080
"""Longest time between two keys of a scan, in seconds."""
PATIENCE = 0.150
"""Seconds after which an unfinished scan is dropped."""


class BadgeScan:
    """Watches keys and says which of them belong to a scan; the badge reader of the screens uses
    it.

    Parameters:
        prefix: what the reader sends before each badge, when it is configured to.
    """

    def __init__(self, prefix: str = "") -> None:
        self._prefix = prefix
        self._keys: list[tuple[str, float]] = []

    @property
    def held(self) -> str:
        """Return the characters that may still become a scan."""
        return "".join(key for key, _ in self._keys)

    def key(self, character: str | None, at: float) -> bool:
        """Take one more key.

        Parameters:
            character: what it types; None for a key that types nothing.
            at: when it was pressed, in seconds.

        Returns:
            Whether the key continues the burst that is held.
        """
        if character is None or not character.isprintable():
            return False
        if self._keys and at - self._keys[-1][1] > LONGEST_GAP:
            return False
        self._keys.append((character, at))
        return True

    def enter(self, at: float) -> str | None:
        """Return the badge that this Enter completes; None when a person pressed it."""
        keys = self._keys
        if len(keys) < max(SHORTEST, len(self._prefix) + 1) or at - keys[-1][1] > LONGEST_GAP:
            return None
        gaps = [after - before for (_, before), (_, after) in pairwise(keys)]
        if sum(gaps) / len(gaps) > MEAN_GAP:
            return None
        text = self.held
        if not text.startswith(self._prefix):
            return None
        return text[len(self._prefix) :]

    def is_burst(self) -> bool:
        """Return whether the held keys are the beginning of a badge.

        Fingers overlap, and an input method sends a word at once; neither gives six letters or
        digits of a badge in a row.
        """
        keys = self._keys
        if len(keys) < SHORTEST or not (self.held.isascii() and self.held.isalnum()):
            return False
        return (keys[-1][1] - keys[0][1]) / (len(keys) - 1) <= MEAN_GAP

    def drop(self) -> None:
        """Forget the held keys."""
        self._keys.clear()
