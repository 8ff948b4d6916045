"""How a person's year is written: the last contacts in words, and a strip of weeks."""

from datetime import date, datetime

from textual.content import Content

from data.records import CONTACT_KINDS, CheckIn, Request, Visit
from data.store.contact import NEVER
from kiosk.desk import Desk
from kiosk.outreach.contact import weekly_counts
from kiosk.wording import phrases, times
from screens.widgets.text_layout import spread


def contact_lines(desk: Desk, person: str, columns: int) -> list[Content]:
    """Return when somebody of the team last met a person, for each kind of contact, the lightest
    first.

    Parameters:
        person: their id.
        columns: width of the card.
    """
    contact = desk.store.indexes.contact.get(person, NEVER)
    now = desk.now()
    lines = []
    for kind, title in CONTACT_KINDS.items():
        seconds = getattr(contact, kind)
        when = "never"
        if seconds:
            moment = datetime.fromtimestamp(seconds, now.tzinfo)
            when = times.moment(moment.isoformat(), now)
        style = "" if seconds else "$muted"
        lines.append(spread(Content(title.capitalize()), Content.styled(when, style), columns))
    return [Content.styled("Last contact", "bold"), *lines]


def strip_lines(desk: Desk, person: str, columns: int, began: date) -> list[Content]:
    """Return the weeks of the year so far, a bar for each: of two lines where somebody was there,
    of half a line for a hello.

    Parameters:
        person: their id.
        columns: width of the card.
        began: the first day of the school year.
    """
    now = desk.now()
    weeks = max(1, min(columns, (now.date() - began).days // 7 + 1))
    store = desk.store
    check_ins = store.where(CheckIn, "person", person)
    hellos = [_local(check_in.at, now) for check_in in check_ins if not check_in.void]
    visits = [
        _local(moment, now)
        for request in store.where(Request, "person", person)
        if request.person == person
        for moment in (request.fixed_at, request.coached_at)
        if moment
    ]
    visits += [
        _local(visit.held_at, now)
        for visit in store.where(Visit, "person", person)
        if visit.state == "held"
    ]
    hello_weeks, visit_weeks = weekly_counts(hellos, now, weeks), weekly_counts(visits, now, weeks)
    met = list(zip(hello_weeks, visit_weeks, strict=True))
    legend = Content.styled("█ there  ▄ hello  ▁ nothing", "$muted")
    heading = Content.styled(phrases.count(weeks, "week"), "bold")
    gap = " " if 2 * weeks <= columns else ""
    fits = heading.cell_length + legend.cell_length + 2 <= columns
    return [
        *([spread(heading, legend, columns)] if fits else [heading, legend.truncate(columns)]),
        Content.styled(gap.join("▆" if there else " " for _, there in met), "$primary"),
        Content(gap).join(_week_mark(hello=bool(hello), there=bool(there)) for hello, there in met),
    ]


def _week_mark(*, hello: bool, there: bool) -> Content:
    """Return the lower half of a week's bar."""
    if hello or there:
        return Content.styled("█" if there else "▄", "$primary")
    return Content.styled("▁", "$muted")


def _local(moment: str, now: datetime) -> datetime:
    """Return a moment of the ledger in the time zone of the school."""
    return datetime.fromisoformat(moment).astimezone(now.tzinfo)
