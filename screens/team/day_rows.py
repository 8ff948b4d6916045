"""The rows of a day of the time report: its entries, and the gaps between them."""

from data.records import Work
from kiosk.timesheet.entries import TimeGap
from kiosk.wording import times

DayRow = TimeGap | Work
"""A row of the day: a gap, or an entry of the time report."""


def question(row: DayRow) -> str:
    """Return what is asked about a row."""
    if isinstance(row, Work):
        return f"What was {times.clock(times.wall_time(row.start))}?"
    return f"What was {times.clock(row.start)} to {times.clock(row.end)}?"


def key_of(row: DayRow) -> str:
    """Return what tells a row from the others."""
    return row.id if isinstance(row, Work) else f"gap {row.start.isoformat()}"


def start_of(row: DayRow) -> str:
    """Return when a row begins, by the clock on the wall, so that rows can be sorted."""
    start = times.wall_time(row.start) if isinstance(row, Work) else row.start
    return start.isoformat()
