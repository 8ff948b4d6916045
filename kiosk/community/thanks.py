"""What people say without wanting anything: hi, thanks, a note left for somebody.

Thanks belong to their receiver: nobody else sees them before the receiver allows it, for one or for
all.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from data.ledger.facts import Fact, NewFact, new_id
from data.records import Note, Preference, Shown, Thanks
from data.records.thanks import (
    CheckInMade,
    CheckInTold,
    NoteLeft,
    NoteRead,
    ThanksAllowed,
    ThanksGiven,
    ThanksWorded,
)
from data.text import clean
from kiosk.school.errors import Refused
from kiosk.school.school import School

SHOWN_DAYS = 7
"""Days for which thanks hang on the wall."""
SHOWN: tuple[Shown, ...] = ("private", "initials", "wall")
"""Who may see thanks: nobody else, everybody with initials, everybody."""


def visible(thanks: Thanks, preference: Preference | None, age: int) -> Shown:
    """Return who may see thanks on the waiting screen.

    Parameters:
        preference: what their receiver chose for all thanks; None when nothing.
        age: days since they were given.
    """
    if thanks.void or not 0 <= age <= SHOWN_DAYS:
        return "private"
    if thanks.seen:
        return thanks.shown
    return (preference and preference.thanks) or "private"


class ThanksNotes:
    """The hellos, thanks and notes of one school."""

    def __init__(self, school: School) -> None:
        self._school = school

    def hi(self, person: str, by: str = "") -> str:
        """Say hi.

        Returns:
            The check-in's id, to tell how the day is later.
        """
        key = new_id()
        self._school.act(lambda: [CheckInMade(key, by=by or person, whom=person)])
        return key

    def tell_day(self, checkin: str, person: str, day: str) -> list[Fact]:
        """Tell how somebody's day is, after a hi."""
        told = CheckInTold(checkin, by=person, day=clean(day))
        return self._school.act(lambda: [told])

    def said_hi_today(self, person: str) -> bool:
        """Return whether somebody said hi today."""
        contact = self._school.store.indexes.contact.get(person)
        return contact is not None and self._is_today(contact.hello)

    def said_hi(self) -> int:
        """Return how many people said hi today."""
        contacts = list(self._school.store.indexes.contact.values())
        return sum(self._is_today(contact.hello) for contact in contacts)

    def _is_today(self, seconds: float) -> bool:
        now = self._school.now()
        return datetime.fromtimestamp(seconds, now.tzinfo).date() == now.date()

    def thank(self, by: str, to: str, reason: str = "", text: str = "") -> str:
        """Say thanks; only the receiver sees it until they allow more.

        Parameters:
            reason: the words of a tile; "" when only a line was written.

        Returns:
            Their id.

        Raises:
            Refused: to oneself, or without words.
        """
        key = new_id()
        facts = thank(key, by, to, reason, text)
        self._school.act(lambda: facts)
        return key

    def add_line(self, key: str, person: str, text: str) -> list[Fact]:
        """Add a line to thanks that somebody has just given.

        Raises:
            Refused: they are somebody else's, they have been read, or without words.
        """
        thanks = self._school.store.find(Thanks, key)
        if thanks is None or thanks.by != person:
            raise Refused("These thanks are someone else's.")
        if not clean(text):
            raise Refused("Write a few words first. Nothing was added.")

        def decide() -> list[ThanksWorded]:
            self._refuse_void(key)
            latest = self._school.store.find(Thanks, key)
            if latest is None or latest.seen:
                raise Refused("They have read it already. Your line was not added.")
            return [ThanksWorded(key, by=person, text=clean(text))]

        return self._school.act(decide)

    def waiting_for(self, person: str) -> list[Thanks]:
        """Return the thanks that somebody has not answered yet, oldest first."""
        return self._school.store.where(Thanks, "asks", person)

    def received(self, person: str) -> list[Thanks]:
        """Return the thanks that somebody got, newest first."""
        given = self._school.store.where(Thanks, "person", person)
        own = [thanks for thanks in given if thanks.to == person and not thanks.void]
        return sorted(own, key=lambda thanks: (thanks.at, thanks.id), reverse=True)

    def allow(self, key: str, person: str, shown: str) -> list[Fact]:
        """Set who may see thanks.

        Parameters:
            shown: one of SHOWN.

        Raises:
            Refused: they are somebody else's, or an unknown choice.
        """
        thanks = self._school.store.find(Thanks, key)
        if thanks is None or thanks.to != person:
            raise Refused("These thanks are someone else's.")
        choice = next((known for known in SHOWN if known == shown), None)
        if choice is None:
            raise Refused(f"{shown!r} is not one of private, initials, wall.")

        def decide() -> list[ThanksAllowed]:
            self._refuse_void(key)
            return [ThanksAllowed(key, by=person, shown=choice)]

        return self._school.act(decide)

    def _refuse_void(self, key: str) -> None:
        """Refuse to go on with thanks that were taken back."""
        thanks = self._school.store.find(Thanks, key)
        if thanks is None or thanks.void:
            raise Refused("These thanks were taken back.")

    def wall(self) -> list[tuple[Thanks, Shown]]:
        """Return the thanks that may hang on the waiting screen and who may see them,
        newest first.
        """
        store, today = self._school.store, self._school.now().date()
        hung: list[tuple[Thanks, Shown]] = []
        # One day more at either end: a fact's date is that of its own kiosk's zone.
        for back in range(-1, SHOWN_DAYS + 2):
            for thanks in store.where(Thanks, "day", str(today - timedelta(days=back))):
                shown = self.shown(thanks, today)
                if shown != "private":
                    hung.append((thanks, shown))
        return sorted(hung, key=lambda pair: (pair[0].at, pair[0].id), reverse=True)

    def shown(self, thanks: Thanks, today: date) -> Shown:
        """Return who may see thanks today."""
        age = (today - self._school.date_of(thanks.at)).days
        return visible(thanks, self._school.store.find(Preference, thanks.to), age)

    def leave_note(self, by: str, to: str, text: str) -> str:
        """Leave a note for somebody's next sign-in.

        Returns:
            Its id.

        Raises:
            Refused: without words, or for oneself.
        """
        if not clean(text):
            raise Refused("Write a few words first. Nothing was left.")
        if by == to:
            raise Refused("Leave it for someone else. Nothing was left.")
        note = NoteLeft(new_id(), by=by, whom=to, text=clean(text))
        self._school.act(lambda: [note])
        return note.subject

    def read_note(self, key: str, person: str, thanks: bool = False) -> list[Fact]:
        """Mark a note as read, and say thanks for it if asked to."""
        note = self._school.store.find(Note, key)
        assert note is not None
        facts: list[NewFact] = [NoteRead(key, by=person)]
        if thanks:
            facts += thank(new_id(), person, note.by, "For your note", "")
        return self._school.act(lambda: facts)


def thank(key: str, by: str, to: str, reason: str, text: str) -> Sequence[NewFact]:
    """Return the fact of thanks.

    Raises:
        Refused: to oneself, or without words.
    """
    if by == to:
        raise Refused("Thank someone else; you're thanked too seldom as it is.")
    body = {"reason": clean(reason), "text": clean(text)}
    if not any(body.values()):
        raise Refused("Say what for, in a word or two. Nothing was sent.")
    return [ThanksGiven(key, by=by, whom=to, **body)]
