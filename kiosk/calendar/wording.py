"""How the kiosk speaks about slots, visits and workshops."""

from datetime import datetime

from data.records import Visit, Workshop
from kiosk.calendar.slots import Slot
from kiosk.wording import times


def slot_short(slot: "Slot", now: datetime) -> str:
    """Return when a slot is, in a word or two: 11:05, Thu 9:00."""
    return slot.starts if slot.date == now.date() else times.coming_day(slot.date, slot.starts, now)


def slot(slot: "Slot", now: datetime) -> tuple[str, str]:
    """Return when a slot is, in two lines: "Thu Period 2" and "26 Nov 09:00"; today needs
    no date.
    """
    date = "" if slot.date == now.date() else f"{times.day(slot.date)} "
    return f"{times.near(slot.date, now)} {slot.period}", f"{date}{slot.starts}"


def visit_when(visit: Visit, now: datetime) -> str:
    """Return when a visit is: Thu Period 2, 26 Nov."""
    start = times.wall_time(visit.start)
    begins = visit.period or times.clock(start)
    return f"{times.near(start.date(), now)} {begins}, {times.day(start.date())}"


def places_left(workshop: Workshop) -> str:
    """Return how many places a workshop has left, in words; "" when everybody has one."""
    if not workshop.places:
        return ""
    left = workshop.places - len(workshop.signed)
    if left > 0:
        return f"{left} place left" if left == 1 else f"{left} places left"
    waiting = -left
    return f"full, {waiting} waiting" if waiting else "full"
