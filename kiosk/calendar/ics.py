"""A calendar file (RFC 5545) of somebody's visits and workshops, for a phone or a laptop.

It does not contain what was asked for: a calendar is seen by anybody who looks over a shoulder.
"""

from collections.abc import Collection, Iterable
from datetime import UTC, datetime, timedelta

from data.records import Visit, Workshop
from kiosk.calendar.workshops import moment
from kiosk.wording import phrases, times


def calendar(
    visits: Iterable[Visit],
    workshops: Iterable[Workshop],
    names: phrases.NameOf,
    zone: str,
    now: datetime,
    left: Collection[str] = (),
) -> bytes:
    """Return the file.

    Each event keeps its UID, and its SEQUENCE grows with every change, so that importing the file
    again moves what was moved and cancels what was called off.

    Parameters:
        names: returns what colleagues call somebody.
        zone: the school's time zone (IANA); "" for floating times.
        now: when it is written.
        left: ids of visits that another member of the team has taken over.
    """
    from icalendar import Calendar

    made = Calendar()
    made.add("prodid", "-//Hallway//kiosk//EN")
    made.add("version", "2.0")
    for visit in visits:
        title = f"With {names(visit.person)}"
        off = visit.state in {"cancelled", "missed"}
        span = visit.start, visit.minutes, visit.zone or zone
        off |= visit.id in left
        made.add_component(_event(visit.id, title, visit.room, span, visit.head[0], off, now))
    for workshop in workshops:
        span = workshop.start, workshop.minutes, workshop.zone or zone
        made.add_component(
            _event(
                workshop.id,
                workshop.title,
                workshop.room,
                span,
                workshop.head[0],
                workshop.cancelled,
                now,
            )
        )
    made.add_missing_timezones()
    return bytes(made.to_ical())


def _event(  # type: ignore[no-untyped-def]  # the library's own type is loaded with it
    key: str,
    title: str,
    place: str,
    span: tuple[str, int, str],
    sequence: int,
    off: bool,
    now: datetime,
):
    from icalendar import Event

    start, minutes, zone = span
    begin = moment(start, zone) if zone else times.wall_time(start)
    event = Event()
    event.add("uid", f"{key}@hallway")
    event.add("dtstamp", now.astimezone(UTC))
    event.add("sequence", sequence)
    event.add("status", "CANCELLED" if off else "CONFIRMED")
    event.add("class", "PRIVATE")
    event.add("summary", title)
    event.add("dtstart", begin)
    event.add("dtend", begin + timedelta(minutes=minutes))
    if place:
        event.add("location", place)
    return event
