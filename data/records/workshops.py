"""Workshops: several learn something together."""

from collections.abc import Iterator

import msgspec

from data.ledger.facts import Fact, NewFact, Order
from data.records.table import START, Key, Record, Table, fields_of, set_fields, valid_moment


class Workshop(Record, kw_only=True):
    """Several learn something together; the first `places` who signed have a place, the others wait
    in the order in which they signed. `invited` are those who asked for what it is about. `untold`
    is who has to be told what: that it was "changed" or "cancelled", that they are "invited", have
    a "place" now, or are "waiting" after all.
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
        """Those who have a place; without a number everybody has one."""
        return self.signed[: self.places] if self.places else self.signed

    def index_keys(self) -> Iterator[Key]:
        """On which day it is, who signed, and whom to tell of it, of a change or of a place."""
        yield "day", self.start[:10]
        for person in self.signed:
            yield "person", person
        for person in self.untold:
            yield "asks", person


_PLANNED = ("title", "about", "start", "minutes", "room", "zone", "places")


def _plan(_: Workshop | None, fact: Fact) -> Workshop:
    body = fact.body
    valid_moment(body["start"])
    invited = list(body.get("invited", ()))
    told = {"invited": invited, "untold": dict.fromkeys(invited, "invited")}
    known = {"id": fact.subject, "by": fact.by, "at": fact.at}
    return msgspec.convert(known | told | fields_of(body, _PLANNED), Workshop)


def _change(workshop: Workshop, fact: Fact) -> None:
    if "start" in fact.body:
        valid_moment(fact.body["start"])
    set_fields(workshop, fact.body, _PLANNED)
    _tell_all(workshop, fact, "changed")


def _cancel(workshop: Workshop, fact: Fact) -> None:
    workshop.cancelled = True
    _tell_all(workshop, fact, "cancelled")


def _leave(workshop: Workshop, fact: Fact) -> None:
    seated = set(workshop.seated)
    workshop.signed = [each for each in workshop.signed if each != fact.whom]
    moved_up = [each for each in workshop.seated if each not in seated]
    untold = _without(workshop.untold, fact.whom)
    workshop.untold = untold | dict.fromkeys(moved_up, "place")


def _read(workshop: Workshop, fact: Fact) -> None:
    workshop.untold = _without(workshop.untold, fact.by)


def _sign(workshop: Workshop, fact: Fact) -> None:
    """Whoever signed on a kiosk that was apart may have been told what no longer holds."""
    if fact.whom in workshop.signed:
        return
    workshop.signed = [*workshop.signed, fact.whom]
    workshop.untold = _without(workshop.untold, fact.whom)
    if workshop.cancelled:
        workshop.untold = workshop.untold | {fact.whom: "cancelled"}
    elif fact.body.get("seated") and fact.whom not in workshop.seated:
        workshop.untold = workshop.untold | {fact.whom: "waiting"}


def _tell_all(workshop: Workshop, fact: Fact, what: str) -> None:
    workshop.text = fact.body.get("text", "")
    invited = {each for each, told in workshop.untold.items() if told == "invited"}
    workshop.untold = dict.fromkeys(
        [*workshop.signed, *sorted(invited - set(workshop.signed))], what
    )
    workshop.changes += 1


def _without(untold: dict[str, str], person: str) -> dict[str, str]:
    return {each: what for each, what in untold.items() if each != person}


class WorkshopPlanned(NewFact, frozen=True, kw_only=True):
    """A workshop is planned."""

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
    """A workshop is off."""

    KIND = "workshop.cancelled"

    text: str = ""


class WorkshopSigned(NewFact, frozen=True, kw_only=True):
    """Somebody signs up; they were told whether they have a place."""

    KIND = "workshop.signed"

    seated: bool


class WorkshopLeft(NewFact, frozen=True):
    """Somebody cancels their place."""

    KIND = "workshop.left"


class WorkshopTold(NewFact, frozen=True):
    """Somebody has read what there was to tell of a workshop."""

    KIND = "workshop.told"


class WorkshopChanged(NewFact, frozen=True, kw_only=True):
    """A workshop is another than was planned; what is None stays."""

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
        WorkshopTold.KIND: _read,
    },
    indexed=("start", "signed", "untold"),
)
