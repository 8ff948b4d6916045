"""Workshops: several teachers learn something together."""

from collections.abc import Iterator

import msgspec

from data.ledger.facts import Fact, NewFact, Order
from data.records.table import START, Key, Record, Table, fields_of, set_fields, valid_moment


class Workshop(Record, kw_only=True):
    """A workshop. The first `places` people who signed up are seated; the others wait, in the order
    in which they signed up.

    Parameters:
        by: the coach who planned it.
        start: local time with its offset.
        zone: the time zone that it was planned in.
        places: how many have a place; 0 is everybody.
        signed: ids of those who signed up, in that order.
        invited: ids of those who had asked for what it is about.
        text: what was said about its last change.
        untold: id -> what that person must still be told: that they are "invited", that it was
            "changed" or "cancelled", that they have a "place" now, or are "waiting" after all.
        changes: how often it was changed or cancelled.
    """

    id: str
    title: str
    start: str
    minutes: int
    by: str
    about: str = ""
    room: str = ""
    zone: str = ""
    places: int = 0
    signed: list[str] = []
    invited: list[str] = []
    cancelled: bool = False
    text: str = ""
    untold: dict[str, str] = {}
    changes: int = 0
    at: str = ""
    head: Order = START

    @property
    def seated(self) -> list[str]:
        """The ids of those who have a place."""
        return self.signed[: self.places] if self.places else self.signed

    def index_keys(self) -> Iterator[Key]:
        """Find it by day, by who signed up, and by who must still be told something of it."""
        yield "day", self.start[:10]
        for person in self.signed:
            yield "person", person
        for person in self.untold:
            yield "asks", person


_PLAN_FIELDS = ("title", "about", "start", "minutes", "room", "zone", "places")


def _plan(_: Workshop | None, fact: Fact) -> Workshop:
    body = fact.body
    valid_moment(body["start"])
    invited = list(body.get("invited", ()))
    invitations = {"invited": invited, "untold": dict.fromkeys(invited, "invited")}
    context = {"id": fact.subject, "by": fact.by, "at": fact.at}
    return msgspec.convert(context | invitations | fields_of(body, _PLAN_FIELDS), Workshop)


def _change(workshop: Workshop, fact: Fact) -> None:
    if "start" in fact.body:
        valid_moment(fact.body["start"])
    set_fields(workshop, fact.body, _PLAN_FIELDS)
    _tell_all(workshop, fact, "changed")


def _cancel(workshop: Workshop, fact: Fact) -> None:
    workshop.cancelled = True
    _tell_all(workshop, fact, "cancelled")


def _leave(workshop: Workshop, fact: Fact) -> None:
    seated = set(workshop.seated)
    workshop.signed = [person for person in workshop.signed if person != fact.whom]
    moved_up = [person for person in workshop.seated if person not in seated]
    untold = _without(workshop.untold, fact.whom)
    workshop.untold = untold | dict.fromkeys(moved_up, "place")


def _mark_told(workshop: Workshop, fact: Fact) -> None:
    workshop.untold = _without(workshop.untold, fact.by)


def _sign(workshop: Workshop, fact: Fact) -> None:
    """Sign somebody up.

    On a kiosk that was apart, they may have been told that they have a place, or that the workshop
    takes place. Where that is wrong, they must be told.
    """
    if fact.whom in workshop.signed:
        return
    workshop.signed = [*workshop.signed, fact.whom]
    workshop.untold = _without(workshop.untold, fact.whom)
    if workshop.cancelled:
        workshop.untold = workshop.untold | {fact.whom: "cancelled"}
    elif fact.body.get("seated") and fact.whom not in workshop.seated:
        workshop.untold = workshop.untold | {fact.whom: "waiting"}


def _tell_all(workshop: Workshop, fact: Fact, what: str) -> None:
    """Let all who signed up, and all who have not read their invitation, be told of a change."""
    workshop.text = fact.body.get("text", "")
    invited = {person for person, news in workshop.untold.items() if news == "invited"}
    workshop.untold = dict.fromkeys(
        [*workshop.signed, *sorted(invited - set(workshop.signed))], what
    )
    workshop.changes += 1


def _without(untold: dict[str, str], person: str) -> dict[str, str]:
    return {key: what for key, what in untold.items() if key != person}


class WorkshopPlanned(NewFact, frozen=True, kw_only=True):
    """A coach plans a workshop."""

    KIND = "workshop.planned"

    title: str
    start: str
    minutes: int
    about: str = ""
    room: str = ""
    zone: str = ""
    places: int = 0
    invited: list[str] = []


class WorkshopCancelled(NewFact, frozen=True, kw_only=True):
    """A coach cancels a workshop."""

    KIND = "workshop.cancelled"

    text: str = ""


class WorkshopSigned(NewFact, frozen=True, kw_only=True):
    """Somebody signs up for a workshop.

    Parameters:
        seated: whether they were told that they have a place.
    """

    KIND = "workshop.signed"

    seated: bool


class WorkshopLeft(NewFact, frozen=True):
    """Somebody cancels their place in a workshop."""

    KIND = "workshop.left"


class WorkshopTold(NewFact, frozen=True):
    """Somebody has read what they had to be told of a workshop."""

    KIND = "workshop.told"


class WorkshopChanged(NewFact, frozen=True, kw_only=True):
    """A coach changes a workshop; a field that is None stays as it is."""

    KIND = "workshop.changed"

    start: str | None = None
    places: int | None = None
    text: str = ""


WORKSHOPS = Table(
    name="workshops",
    record=Workshop,
    creates={WorkshopPlanned.KIND: _plan},
    updates={
        WorkshopSigned.KIND: _sign,
        WorkshopLeft.KIND: _leave,
        WorkshopChanged.KIND: _change,
        WorkshopCancelled.KIND: _cancel,
        WorkshopTold.KIND: _mark_told,
    },
    indexed=("start", "signed", "untold"),
)
