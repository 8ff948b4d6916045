"""The goals of the school year: what can be measured, the question for a target, and the numbers of
the year beside them.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date
from functools import partial

from textual.content import Content

from kiosk.desk import Desk
from kiosk.outreach.goals import MEASURES, OFFERED, Goals
from kiosk.timesheet.week import span, week
from screens.dialogs.minutes_prompt import MinutesEntry, MinutesPrompt, MinutesSpec
from screens.dialogs.prompt_base import Question
from screens.team.week_chart import month_lines
from screens.widgets.text_layout import spread
from screens.widgets.tile import Tile


def goal_tiles(targets: Mapping[str, int]) -> list[Tile]:
    """Return a tile for each thing that is measured.

    Parameters:
        targets: measure -> the target that is set.
    """
    return [
        Tile(
            name,
            f"goal {targets[measure]} {unit}" if measure in targets else "",
            measure,
            str(number),
            "coaching",
        )
        for number, (measure, (name, unit)) in enumerate(MEASURES.items(), 1)
    ]


def target_question(
    goals: Goals, person: str, measure: str, target: int | None
) -> Question[MinutesEntry]:
    """Return the question for the target of a goal; a goal that is set can also be dropped.

    Parameters:
        person: whose goal it is, by id.
        target: what is set; None while nothing is.
    """
    name, unit = MEASURES[measure]

    def save(entry: MinutesEntry) -> object:
        if entry.alternative:
            return goals.drop(person, measure)
        return goals.set(person, measure, entry.minutes)

    def done(entry: MinutesEntry) -> str:
        if entry.alternative:
            return f"No goal any more: {name}."
        return f"{name}: {entry.minutes} {unit}".rstrip() + "."

    spec = MinutesSpec(
        name,
        OFFERED[measure] if target is None else target,
        asks_text=False,
        unit=unit or "in all",
        confirm="Set it",
        alternative="" if target is None else "No goal any more",
    )
    return Question(f"goal {measure}", partial(MinutesPrompt, spec), save, done)


def year_lines(desk: Desk, person: str, columns: int) -> list[Content]:
    """Return the numbers of the year, each with its name, and its months."""
    first, today = desk.goals.year_began(desk.now().date()), desk.now().date()
    entries = desk.timesheet.entries_between(first, today, person)
    year = week(first, entries)
    reached, everybody = desk.contacts.reached()
    fixed, offered, taken = desk.demand.bridge()
    numbers = (
        ("Hours known", span(year.total)),
        ("Fixing", f"{year.share} %"),
        ("Seen in 14 days", f"{reached} of {everybody}"),
        ("Fixes in school", str(fixed)),
        ("  offered coaching", str(offered)),
        ("  took the offer", str(taken)),
    )
    months: defaultdict[date, Counter[str]] = defaultdict(Counter)
    for day, kinds in year.days.items():
        months[day.replace(day=1)].update(kinds)
    lines = [spread(Content(name), Content(number), columns) for name, number in numbers]
    if months:
        bars = month_lines(dict(sorted(months.items())), columns)
        lines += [Content(""), Content.styled("By month", "bold"), *bars]
    return lines
