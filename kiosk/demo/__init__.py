"""The sample school with a term of life in it, made through the same rules as real use."""

import random
from datetime import datetime, time, timedelta
from importlib import resources
from pathlib import Path

from data.roster import read_roster
from data.system import SystemClock
from kiosk.demo import coach_life, morning, school_life
from kiosk.demo.clock import DemoClock, UnsyncedDisk
from kiosk.demo.term import PIN, Term
from kiosk.desk import Desk
from kiosk.doctor.machine_checks import machine_zone
from kiosk.people import roster_import

__all__ = ["PIN", "DemoClock", "UnsyncedDisk", "last_school_morning", "make_school"]

WEEKS = 11
"""Weeks of life before the last day."""
MORNING = time(10, 42)
"""The time at which the story stops."""


def last_school_morning(today: datetime) -> datetime:
    """Return the latest Tuesday at MORNING: a time with much to see."""
    back = (today.weekday() - 1) % 7
    return datetime.combine(today.date() - timedelta(days=back), MORNING, today.tzinfo)


def make_school(folder: Path, seed: int = 7, end: datetime | None = None) -> Desk:
    """Make a school folder with a term of life in it.

    Parameters:
        folder: a new or empty folder.
        seed: another seed makes another term.
        end: when the story stops, and where the clock stands still; None, as in the demo, stops it
            on the last school morning and lets the clock run on from there.

    Returns:
        The desk of the school.
    """
    moment = end or last_school_morning(SystemClock().now())
    first = moment.date() - timedelta(days=moment.weekday(), weeks=WEEKS)
    sample = resources.files("data.sample")
    toml = sample.joinpath("kiosk.toml").read_text(encoding="utf-8")
    dates = {"= FIRST": f"= {first}", "= HOLIDAY": f"= {first + timedelta(weeks=5)}"}
    if end is None:
        dates["[school]"] = f'[school]\ntimezone = "{machine_zone()}"'
    for mark, filled in dates.items():
        toml = toml.replace(mark, filled)
    disk = UnsyncedDisk()
    disk.make_folder(folder)
    disk.replace(folder / "kiosk.toml", [toml.encode()])
    clock = DemoClock(datetime.combine(first, time(7, 30), moment.tzinfo))
    desk = Desk(folder, clock, disk)
    with resources.as_file(sample.joinpath("staff.csv")) as staff:
        plan = roster_import.plan(read_roster(staff), (), desk.badges.mark)
    desk.act(lambda: roster_import.apply(plan))
    term = Term(desk, clock, random.Random(seed))
    school_life.plan_shelf(term, first, moment)
    school_life.plan_board(term, moment)
    morning.plan(term, moment)
    coach_life.plan(term, first, moment, seed)
    term.live(first, moment)
    clock.set(moment)
    if end is None:
        clock.run()
    return desk
