"""Tell a badge reader's burst of keys from a person's typing.

A reader is a keyboard: at least six characters, a mean gap of at most 35 ms, none over 80 ms, then
Enter.
"""

from itertools import pairwise

SHORTEST = 6
"""Characters of the shortest badge."""
MEAN_GAP = 0.035
"""Seconds between two keys of a scan, on average at most."""
LONGEST_GAP = 0.080
"""Seconds between two keys of a scan, at most."""
PATIENCE = 0.150
"""Seconds after which half a scan is dropped."""


class BadgeScan:
    """Watches keys go by and says which belong to a scan.

    Parameters:
        prefix: what the reader sends first, when it is set up to.
    """

    def __init__(self, prefix: str = "") -> None:
        self._prefix = prefix
        self._keys: list[tuple[str, float]] = []

    @property
    def held(self) -> str:
        """The characters that may yet be a scan."""
        return "".join(key for key, _ in self._keys)

    def key(self, character: str | None, at: float) -> bool:
        """One more key.

        Parameters:
            character: what it types; None for a key that types nothing.
            at: when, in seconds.

        Returns:
            Whether it goes on in the burst that is being held.
        """
        if character is None or not character.isprintable():
            return False
        if self._keys and at - self._keys[-1][1] > LONGEST_GAP:
            return False
        self._keys.append((character, at))
        return True

    def enter(self, at: float) -> str | None:
        """The badge that this Enter completes, or None when it was a person's."""
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
        """Whether what is held is the beginning of a badge, and no person's typing.

        Fingers roll over each other, and an input method hands over a word at once; neither gives
        six letters or digits of a badge in a row.
        """
        keys = self._keys
        if len(keys) < SHORTEST or not (self.held.isascii() and self.held.isalnum()):
            return False
        return (keys[-1][1] - keys[0][1]) / (len(keys) - 1) <= MEAN_GAP

    def drop(self) -> None:
        """Forget what is held."""
        self._keys.clear()
