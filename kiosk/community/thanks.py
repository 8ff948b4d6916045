"""What people say without wanting anything: hi, thanks, a note left for somebody.

Thanks are their receiver's: nobody else sees them before the receiver says who may, for this one
or once for all.
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
)
from data.text import clean
from kiosk.school.errors import Refused
from kiosk.school.school import School

SHOWN_DAYS = 7
"""Days for which a thank-you hangs on the wall."""
SHOWN: tuple[Shown, ...] = ("private", "initials", "wall")


def visible(thanks: Thanks, preference: Preference | None, age: int) -> Shown:
    """Who may see a thank-you on the waiting screen.

    Parameters:
        preference: what its receiver chose once for all, if anything.
        age: days since it was given.
    """
    if not 0 <= age <= SHOWN_DAYS:
        return "private"
    if thanks.seen:
        return thanks.shown
    return (preference and preference.thanks) or "private"


class ThanksNotes:
    """Hi, thanks and notes of one school."""

    def __init__(self, school: School) -> None:
        self._school = school

    def hi(self, person: str, by: str = "") -> str:
        """Somebody says hi; gives the check-in's id, to tell later how the day is."""
        key = new_id()
        self._school.act(lambda: [CheckInMade(key, by=by or person, whom=person)])
        return key

    def tell_day(self, checkin: str, person: str, day: str) -> list[Fact]:
        """How somebody's day is, beside the hi they said."""
        told = CheckInTold(checkin, by=person, day=clean(day))
        return self._school.act(lambda: [told])

    def said_hi_today(self, person: str) -> bool:
        """Whether they have said hi on this day."""
        contact = self._school.store.indexes.contact.get(person)
        return contact is not None and self._is_today(contact.hello)

    def said_hi(self) -> int:
        """How many people said hi on this day."""
        contacts = list(self._school.store.indexes.contact.values())
        return sum(self._is_today(contact.hello) for contact in contacts)

    def _is_today(self, seconds: float) -> bool:
        now = self._school.now()
        return datetime.fromtimestamp(seconds, now.tzinfo).date() == now.date()

    def thank(self, by: str, to: str, reason: str = "", text: str = "") -> str:
        """Say thanks; only its receiver sees it until they say otherwise.

        Raises:
            Refused: to oneself, or for nothing at all.
        """
        key = new_id()
        drafts = thank(key, by, to, reason, text)
        self._school.act(lambda: drafts)
        return key

    def waiting_for(self, person: str) -> list[Thanks]:
        """Thanks somebody has not answered yet, oldest first."""
        return self._school.store.where(Thanks, "asks", person)

    def allow(self, key: str, person: str, shown: str) -> list[Fact]:
        """The receiver says who may see it: private, initials or wall.

        Raises:
            Refused: it is not theirs, or no such choice.
        """
        thanks = self._school.store.find(Thanks, key)
        if thanks is None or thanks.to != person:
            raise Refused("These thanks are somebody else's.")
        choice = next((choice_offered for choice_offered in SHOWN if choice_offered == shown), None)
        if choice is None:
            raise Refused(f"{shown!r} is not one of private, initials, wall.")
        return self._school.act(lambda: [ThanksAllowed(key, by=person, shown=choice)])

    def wall(self) -> list[tuple[Thanks, Shown]]:
        """Thanks that may hang on the waiting screen, newest first, and how they are signed."""
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
        """Who may see this one today."""
        age = (today - self._school.date_of(thanks.at)).days
        return visible(thanks, self._school.store.find(Preference, thanks.to), age)

    def leave_note(self, by: str, to: str, text: str) -> str:
        """Leave a few words for somebody's next sign-in.

        Raises:
            Refused: there are no words, or it is for oneself.
        """
        if not clean(text):
            raise Refused("Write a few words first. Nothing was left.")
        if by == to:
            raise Refused("Leave it for somebody else. Nothing was left.")
        note = NoteLeft(new_id(), by=by, whom=to, text=clean(text))
        self._school.act(lambda: [note])
        return note.subject

    def read_note(self, key: str, person: str, thanks: bool = False) -> list[Fact]:
        """Somebody has read a note, and may say thanks for it with the same touch."""
        note = self._school.store.find(Note, key)
        assert note is not None
        drafts: list[NewFact] = [NoteRead(key, by=person)]
        if thanks:
            drafts += thank(new_id(), person, note.by, "For your note", "")
        return self._school.act(lambda: drafts)


def thank(key: str, by: str, to: str, reason: str, text: str) -> Sequence[NewFact]:
    """A thank-you.

    Raises:
        Refused: to oneself, or for nothing at all.
    """
    if by == to:
        raise Refused("Thank somebody else; you are thanked too seldom as it is.")
    body = {"reason": clean(reason), "text": clean(text)}
    if not any(body.values()):
        raise Refused("Say what for, in a word or two. Nothing was sent.")
    return [ThanksGiven(key, by=by, whom=to, **body)]
