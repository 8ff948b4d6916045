"""Drafts: what somebody was writing when they walked away, kept for them until the end of the day.

Drafts live in memory alone. What was not sent is nobody's business but the writer's, so it is never
written to a disk, and it is gone with the day or with the machine.
"""

from datetime import date

import msgspec

LEAST = 2
"""Characters of the shortest text that is kept."""


class TextDraft(msgspec.Struct, frozen=True):
    """A text that was not sent.

    Parameters:
        place: the name of the screen it was written on.
        about: what else was chosen there, by name.
        away: whether its writer walked away; otherwise they closed it themselves.
    """

    place: str
    text: str
    about: dict[str, str] = {}
    away: bool = False

    @property
    def key(self) -> str:
        """Return what tells it from other drafts of the same person: one is kept per screen."""
        return self.place


class Drafts:
    """The drafts of everybody at this kiosk, at most one per person and screen."""

    def __init__(self) -> None:
        self._day: date | None = None
        self._kept: dict[str, dict[str, TextDraft]] = {}

    def keep(self, person: str, written: TextDraft, today: date) -> bool:
        """Keep a draft in place of an earlier one; a text that is too short only removes that.

        Returns:
            Whether it was kept.
        """
        self._turn(today)
        self.drop(person, written.key)
        if len(written.text.strip()) < LEAST:
            return False
        self._kept.setdefault(person, {})[written.key] = written
        return True

    def for_person(self, person: str, today: date) -> list[TextDraft]:
        """Return somebody's drafts of today, the latest first."""
        self._turn(today)
        return list(self._kept.get(person, {}).values())[::-1]

    def drop(self, person: str, key: str) -> None:
        """Drop a draft that was sent, resumed or given up."""
        self._kept.get(person, {}).pop(key, None)

    def _turn(self, today: date) -> None:
        """Drop everything when the day has changed."""
        if self._day != today:
            self._kept.clear()
            self._day = today
