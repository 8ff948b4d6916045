"""Drafts: what somebody was writing when they walked away, kept for them until the day is over.

They live in memory alone: what was not sent is nobody's business but the writer's, so it is never
written to a disk, and it is gone with the day or with the machine.
"""

from datetime import date

import msgspec

LEAST = 2
"""Characters from which on a text is worth being picked up again."""


class Written(msgspec.Struct, frozen=True):
    """A text that was not sent.

    Parameters:
        place: which screen it was written on.
        about: what else had been chosen there, by name.
        text: the text.
        away: whether its writer walked away from it; else they closed it themselves.
    """

    place: str
    text: str
    about: dict[str, str] = {}
    away: bool = False


class Drafts:
    """One text a person, the last one they were writing."""

    def __init__(self) -> None:
        self._day: date | None = None
        self._kept: dict[str, Written] = {}

    def keep(self, person: str, written: Written, today: date) -> bool:
        """Keep it, when it is worth it."""
        self._turn(today)
        if len(written.text.strip()) < LEAST:
            return False
        self._kept[person] = written
        return True

    def of(self, person: str, today: date) -> Written | None:
        """What somebody was writing today."""
        self._turn(today)
        return self._kept.get(person)

    def drop(self, person: str) -> None:
        """It has been picked up, or let go."""
        self._kept.pop(person, None)

    def _turn(self, today: date) -> None:
        if self._day != today:
            self._kept.clear()
            self._day = today
