"""How somebody's year is told: the contact there was, in words and in a strip of weeks."""

from datetime import date, datetime

from textual.content import Content

from data.records import CONTACT_KINDS, CheckIn, Request, Visit
from data.store.indexes import NEVER
from kiosk.desk import Desk
from kiosk.outreach.contact import weekly_counts
from kiosk.wording import phrases, times
from screens.widgets.text_layout import spread, wrapped


def contact_lines(desk: Desk, person: str, columns: int) -> list[Content]:
    """When somebody was last there, for each kind of contact; lightest first."""
    contact = desk.store.indexes.contact.get(person, NEVER)
    now = desk.now()
    lines = []
    for kind, said in CONTACT_KINDS.items():
        seconds = getattr(contact, kind)
        when = "never"
        if seconds:
            at = datetime.fromtimestamp(seconds, now.tzinfo)
            when = times.moment(at.isoformat(), now)
        style = "" if seconds else "$muted"
        lines.append(spread(Content(said.capitalize()), Content.styled(when, style), columns))
    return [Content.styled("Last contact", "bold $secondary"), *lines]


def strip_lines(desk: Desk, person: str, columns: int, began: date) -> list[Content]:
    """The weeks of the year so far, a sign a week: nothing, a hello, somebody was there.

    Parameters:
        began: the first day of the school year.
    """
    now = desk.now()
    weeks = max(1, min(columns, (now.date() - began).days // 7 + 1))
    store = desk.store
    hellos = [_at(each.at, now) for each in store.where(CheckIn, "person", person) if not each.void]
    there = [
        _at(at, now)
        for each in store.where(Request, "person", person)
        if each.person == person
        for at in (each.fixed_at, each.coached_at)
        if at
    ]
    there += [
        _at(each.held_at, now)
        for each in store.where(Visit, "person", person)
        if each.state == "held"
    ]
    said, met = weekly_counts(hellos, now, weeks), weekly_counts(there, now, weeks)
    marks = ["█" if b else "▄" if a else "·" for a, b in zip(said, met, strict=True)]
    signs = Content.assemble(*((mark, "$primary" if mark != "·" else "$muted") for mark in marks))
    told = "█ a week somebody was there, ▄ a hello, · nothing"
    return [
        Content.styled(phrases.count(weeks, "week"), "bold $secondary"),
        signs,
        *(Content.styled(line, "$muted") for line in wrapped(told, columns, 2)),
    ]


def _at(at: str, now: datetime) -> datetime:
    return datetime.fromisoformat(at).astimezone(now.tzinfo)
