"""The fold: a document is its own facts, in order, laid upon each other.

Every kiosk that has the same facts has the same documents, whatever order they came in. A fact
that no longer fits the state (claimed here while it was withdrawn there) changes nothing but the
story: it happened, and it is told.
"""

from collections.abc import Callable, Iterable
from copy import copy
from datetime import datetime
from typing import Any

import msgspec

from data import records as r
from data.facts import Fact


class Table(msgspec.Struct, frozen=True):
    """How the facts of one noun become the documents of one table.

    Parameters:
        name: the table.
        record: the type of its documents.
        fold: (document or None, next fact) -> document, or None while its first fact is missing.
    """

    name: str
    record: type[Any]
    fold: Callable[[Any, Fact], Any]


_STEP_STATES: dict[str, r.State] = {
    "request.claimed": "claimed",
    "request.scheduled": "scheduled",
    "request.paused": "paused",
    "request.moved": "waiting",
    "request.finished": "finished",
    "request.withdrawn": "withdrawn",
    "request.declined": "declined",
    "request.confirmed": "confirmed",
    "request.reopened": "reopened",
}
_FROM_FINISHED = {"request.confirmed", "request.reopened"}
_ANSWERS = {
    "request.claimed",
    "request.noted",
    "request.scheduled",
    "request.paused",
    "request.moved",
    "request.finished",
    "request.declined",
}


def _request(now: r.Request | None, fact: Fact) -> r.Request | None:
    body = fact.body
    if fact.kind == "request.flagged":
        now = r.Request(
            id=fact.subject,
            lane=body["lane"],
            category=body["category"],
            room=body.get("room", ""),
            person=fact.whom,
            when=body.get("when", "week"),
            text=body.get("text", ""),
            at=fact.at,
            since=fact.at,
        )
    if now is None:
        return None
    step = r.Step(fact.at, fact.by, fact.kind, body.get("text", ""), body.get("lane", ""))
    if fact.kind == "request.asked":
        now.asked = True
        return now
    now.story = [*now.story, step]
    if fact.kind == "request.withdrawn" and now.open and now.joined:
        _leave(now, fact.by)
    elif fact.kind in _STEP_STATES:
        fits = now.state == "finished" if fact.kind in _FROM_FINISHED else now.open
        if fits:
            _change_state(now, fact)
    elif fact.kind == "request.joined" and now.open:
        known = {now.person, *(each.person for each in now.joined)}
        if fact.by not in known:
            now.joined = [*now.joined, r.Joined(fact.by, body.get("room", ""), fact.at)]
    elif fact.kind == "request.nudged" and now.open:
        now.nudges = [*now.nudges, fact.at]
        now.unanswered = True
    if fact.kind in _ANSWERS:
        now.unanswered = False
    return now


def _leave(now: r.Request, person: str) -> None:
    """Somebody takes it back while others still have the trouble: it is theirs now."""
    if person == now.person:
        heir, *now.joined = now.joined
        now.person, now.room = heir.person, heir.room or now.room
    else:
        now.joined = [each for each in now.joined if each.person != person]


def _change_state(now: r.Request, fact: Fact) -> None:
    body = fact.body
    now.state = _STEP_STATES[fact.kind]
    now.since = fact.at
    now.until = body.get("until", "")
    if fact.kind in {"request.claimed", "request.scheduled"}:
        if now.owner != fact.by or not now.claimed_at:
            now.claimed_at = fact.at
        now.owner = fact.by
    elif fact.kind == "request.moved":
        now.lane = body["lane"]
        now.moves += 1
        now.owner = now.claimed_at = ""
    elif fact.kind == "request.finished":
        now.owner = fact.by
        now.minutes += body.get("minutes", 0)
        if now.lane == "fix":
            now.fixed_at = fact.at
        else:
            now.coached_at = fact.at
        now.asked = False
    elif fact.kind == "request.reopened":
        now.claimed_at = ""


def _person(now: r.Person | None, fact: Fact) -> r.Person | None:
    if fact.kind == "person.listed":
        listing = msgspec.convert(fact.body, r.Listing)
        if now is None:
            now = r.Person(id=fact.subject, key="", name="")
            before = msgspec.structs.replace(listing, active=False)
        else:
            before = now.listing
        for field in r.Listing.__struct_fields__:
            setattr(now, field, getattr(listing, field))
        now.before, now.source, now.at = before, fact.body.get("source", ""), fact.at
    elif now and fact.kind == "person.left":
        now.before = now.listing
        now.active, now.source, now.at = False, fact.body.get("source", ""), fact.at
    return now


def _thanks(now: r.Thanks | None, fact: Fact) -> r.Thanks | None:
    if fact.kind == "thanks.given":
        body = fact.body
        return r.Thanks(
            id=fact.subject,
            by=fact.by,
            to=fact.whom,
            at=fact.at,
            reason=body.get("reason", ""),
            text=body.get("text", ""),
        )
    if now and fact.kind == "thanks.allowed":
        now.shown = fact.body["shown"]
        now.seen = True
    return now


def _checkin(now: r.CheckIn | None, fact: Fact) -> r.CheckIn | None:
    if fact.kind == "checkin.made":
        return r.CheckIn(
            id=fact.subject, person=fact.whom, at=fact.at, day=fact.body.get("day", "")
        )
    if now and fact.kind == "checkin.told":
        now.day = fact.body.get("day", "")
    return now


def _pin(now: r.Pin | None, fact: Fact) -> r.Pin | None:
    now = now or r.Pin(id=fact.subject)
    if fact.kind == "pin.set":
        now.hash, now.tries = fact.body["hash"], 0
    elif fact.kind == "pin.tried":
        now.tries, now.tried_at = now.tries + 1, fact.at
    elif fact.kind == "pin.fitted":
        now.tries = 0
    return now


def _import(now: r.Import | None, fact: Fact) -> r.Import | None:
    if fact.kind == "roster.imported":
        body = fact.body
        return r.Import(
            id=fact.subject,
            at=fact.at,
            source=body.get("source", ""),
            added=body.get("added", 0),
            changed=body.get("changed", 0),
            left=body.get("left", 0),
        )
    if now and fact.kind == "roster.undone":
        now.undone = True
    return now


def _resource(now: r.Resource | None, fact: Fact) -> r.Resource | None:
    if fact.kind == "resource.added":
        body = fact.body
        return r.Resource(
            id=fact.subject,
            title=body["title"],
            url=body["url"],
            about=body.get("about", ""),
            tags=list(body.get("tags", ())),
            at=fact.at,
            by=fact.by,
        )
    return now


TABLES: dict[str, Table] = {
    "request": Table("requests", r.Request, _request),
    "person": Table("people", r.Person, _person),
    "thanks": Table("thanks", r.Thanks, _thanks),
    "checkin": Table("checkins", r.CheckIn, _checkin),
    "pin": Table("pins", r.Pin, _pin),
    "roster": Table("imports", r.Import, _import),
    "resource": Table("resources", r.Resource, _resource),
}
"""Noun of a fact's kind -> table."""


def table_of(fact: Fact) -> Table | None:
    """The table a fact belongs to; None for a kind a newer kiosk knows and this one does not."""
    return TABLES.get(fact.kind.partition(".")[0])


def step(table: Table, now: Any, fact: Fact) -> Any:
    """The document after one more fact, which must be later than all it holds.

    A fact that cannot be read here (a newer kiosk may say more) changes nothing but its head.
    """
    try:
        after = table.fold(copy(now), fact) if _dated(fact) else copy(now)
        if after is not None:
            msgspec.json.decode(msgspec.json.encode(after), type=table.record)
    except (KeyError, TypeError, ValueError):
        after = copy(now)
    if after is not None:
        after.head = fact.order
    return after


def _dated(fact: Fact) -> bool:
    return datetime.fromisoformat(fact.at).utcoffset() is not None


def refold(table: Table, facts: Iterable[Fact]) -> Any:
    """The document of all its facts, whatever order they are given in; other facts may be there."""
    now = None
    mine = [fact for fact in facts if table_of(fact) is table]
    for fact in sorted(mine, key=_total_order) if len(mine) > 1 else mine:
        now = step(table, now, fact)
    return now


def _total_order(fact: Fact) -> tuple[Any, ...]:
    return (*fact.order, msgspec.json.encode(fact, order="deterministic"))
