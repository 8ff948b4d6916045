"""Drafts: what somebody was writing when they walked away, kept for them until the day is over.

They live in memory alone: what was not sent is nobody's business but the writer's, so it is never
written to a disk, and it is gone with the day or with the machine.
"""

from datetime import date

import msgspec

LEAST = 2
"""Characters from which on a text is worth being picked up again."""


class TextDraft(msgspec.Struct, frozen=True):
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

    @property
    def key(self) -> str:
        """What tells it from other texts of the same person: there is one a place."""
        return self.place


class Drafts:
    """What people were writing: one text for each place where they were."""

    def __init__(self) -> None:
        self._day: date | None = None
        self._kept: dict[str, dict[str, TextDraft]] = {}

    def keep(self, person: str, written: TextDraft, today: date) -> bool:
        """Keep it in the place of an earlier one; what is worth nothing leaves nothing there."""
        self._turn(today)
        self.drop(person, written.key)
        if len(written.text.strip()) < LEAST:
            return False
        self._kept.setdefault(person, {})[written.key] = written
        return True

    def for_person(self, person: str, today: date) -> list[TextDraft]:
        """What somebody was writing today, the last one first."""
        self._turn(today)
        return list(self._kept.get(person, {}).values())[::-1]

    def drop(self, person: str, key: str) -> None:
        """It has been sent, picked up, or let go."""
        self._kept.get(person, {}).pop(key, None)

    def _turn(self, today: date) -> None:
        if self._day != today:
            self._kept.clear()
            self._day = today
