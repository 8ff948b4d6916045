"""Open times of coaches on a timetable."""

from collections import defaultdict

from kiosk.calendar.slots import Slot
from kiosk.desk import Desk
from kiosk.wording import times
from screens.widgets.tile import Tile
from screens.widgets.timetable import Day, Timetable

OPEN = "open"
"""What a cell says whose time stands beside its period."""


def offer_slots(timetable: Timetable, desk: Desk, slots: list[Slot]) -> None:
    """Show these times, each once; with the name of the coach where only one of several has it. The
    first one stands out. The time itself is said once, beside its period, unless it differs from
    day to day.

    Parameters:
        slots: by their beginning. The value of a tile is the index of its slot.
    """
    now = desk.now()
    has_several_coaches = len({slot.coach for slot in slots}) > 1
    days: dict[str, Day] = {}
    begins: defaultdict[str, set[str]] = defaultdict(set)
    for slot in slots:
        begins[slot.period].add(slot.starts)
    shared = {period: min(starts) for period, starts in begins.items() if len(starts) == 1}
    cells: dict[tuple[str, str], Tile] = {}
    for index, slot in enumerate(slots):
        key = (str(slot.date), slot.period)
        if key in cells:
            continue  # another coach at the same time
        title, is_today = times.near_day(slot.date, now), slot.date == now.date()
        days[key[0]] = Day(key[0], title, is_today)
        coaches = [other.coach for other in slots if other.begin == slot.begin]
        names_coach = has_several_coaches and len(coaches) == 1
        body = desk.people.name(coaches[0]) if names_coach else ""
        words = slot.starts
        if slot.period in shared:
            words, body = body or (OPEN if cells else "soonest"), ""
        is_open = words == OPEN
        cells[key] = Tile(words, body, str(index), filled=not cells, is_plain=is_open)
    periods = sorted(begins, key=lambda period: min(begins[period]))
    timetable.show_times(list(days.values()), periods, cells, shared)
