"""Charts of the week and the goals: bars of block characters, with numbers at the right. Widths are
in columns of the card.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from textual.content import Content

from kiosk.outreach.goals import GoalProgress
from kiosk.timesheet.entries import name_of
from kiosk.timesheet.week import Week, drifts, percents, span
from kiosk.wording import times
from screens.team.day_kinds import tone_of_kind
from screens.widgets.text_layout import spread, wrapped

FULL = "▆"
"""A cell of a bar, with air above it: bars in lines below each other do not touch."""

FIXING, COACHING, REST = "$warning", "$primary", "$muted"
"""Colours of the kinds of work."""
COLOURS = {"fix": FIXING, "coaching": COACHING, "": REST}
"""Tone of a kind of work -> the colour of its bar."""
NAME, NUMBER = 15, 8
"""Columns of the name before a bar, and of the number behind it."""
MONTH, HOURS = 5, 10
"""Columns of the name of a month before its bar, and of its hours behind it."""
TRACK = "$panel"
"""Colour of what is left to a goal or to the longest bar."""
SCHOOL_DAYS = 5
"""Days of a week that are shown even if they are empty."""


def drawn_bar(share: float, columns: int) -> str:
    """Return a bar; any share above 0 is visible.

    Parameters:
        share: of the longest bar, from 0 to 1.
        columns: length of the longest bar.
    """
    cells = round(max(0.0, min(1.0, share)) * columns)
    return FULL * (max(1, cells) if share > 0 else 0)


def week_lines(week: Week, columns: int, rows: int) -> list[Content]:
    """Return a bar for each kind of work, then one for each day in the colours of its kinds; days
    without work only where all have room.
    """
    days = {day: sum(kinds.values()) for day, kinds in week.days.items()}
    most = max((*week.kinds.values(), *days.values()), default=1)
    room = max(4, columns - NAME - NUMBER)
    lines = [Content.styled("By kind of work", "bold")]
    for kind, minutes in week.kinds.items():
        bar = Content.styled(drawn_bar(minutes / most, room), colour_of_kind(kind))
        lines.append(_bar_line(name_of(kind), bar, span(minutes), columns))
    lines += [Content(""), Content.styled("By day", "bold")]
    school_days = {week.first + timedelta(days=ahead) for ahead in range(SCHOOL_DAYS)}
    shown = {*school_days, *days}
    for day in sorted(shown if len(lines) + len(shown) <= rows else days):
        bar = _tracked(week.days.get(day, {}), most, room)
        number = span(days[day]) if day in days else "–"
        lines.append(_bar_line(f"{day:%a} {times.day(day)}", bar, number, columns))
    return lines


def _bar_line(name: str, bar: Content, number: str, columns: int, width: int = NAME) -> Content:
    return spread(Content.assemble(f"{name:<{width}}", bar), Content(number), columns)


def _tracked(kinds: Mapping[str, int], most: int, room: int) -> Content:
    """Return a bar in the colours of its kinds of work, with what is left to the longest one.

    Parameters:
        most: minutes of the longest bar.
        room: its columns.
    """
    minutes = sum(kinds.values())
    cells = max(1, round(minutes / most * room)) if minutes else 0
    bar = stacked_bar(_by_colour(kinds), cells)
    return Content.assemble(bar, Content.styled(FULL * (room - cells), TRACK))


def colour_of_kind(kind: str) -> str:
    """Return the colour of the bar of a kind of work."""
    return COLOURS[tone_of_kind(kind)]


def _by_colour(kinds: Mapping[str, int]) -> dict[str, int]:
    """Return colour -> minutes of the kinds of work that have it."""
    minutes = dict.fromkeys((FIXING, COACHING, REST), 0)
    for kind, spent in kinds.items():
        minutes[colour_of_kind(kind)] += spent
    return minutes


def stacked_bar(minutes: Mapping[str, int], columns: int) -> Content:
    """Return a bar of parts, each as long as its share.

    Parameters:
        minutes: colour -> minutes, from the left.
        columns: length of the whole.
    """
    total, done, parts = sum(minutes.values()) or 1, 0, []
    for colour, spent in minutes.items():
        cells = round((done + spent) / total * columns) - round(done / total * columns)
        parts.append(Content.styled(FULL * cells, colour))
        done += spent
    return Content.assemble(*parts)


def spaced(lines: Sequence[Content], has_air: bool) -> list[Content]:
    """Return the lines of a chart, with an empty one after each where there is room for air."""
    return [each for line in lines for each in (line, Content(""))] if has_air else list(lines)


def balance_lines(week: Week, before: Week, limit: int | None, columns: int) -> list[Content]:
    """Return fixing against coaching, whether one drifts, and the shares of the roles of the job.

    Parameters:
        before: the week before.
        limit: the most percent of a coach's time that fixing should take; None for a fixer.
    """
    minutes = {FIXING: week.fixing, COACHING: week.coaching, REST: week.rest}
    names = {FIXING: "Fixing", COACHING: "Coaching", REST: "All the rest"}
    lines = [Content.styled("Fixing and coaching", "bold"), stacked_bar(minutes, columns)]
    for colour, name in names.items():
        sign = Content.styled(FULL * 2, colour)
        lines.append(
            spread(Content.assemble(sign, f"  {name}"), Content(span(minutes[colour])), columns)
        )
    if limit is not None:
        shares = f"{week.share} % fixing this week and {before.share} % last week"
        trend = " That is a trend." if drifts(week, before, limit) else ""
        words = f"{shares}; your limit is {limit} %.{trend}"
        lines += [Content(""), *(Content(line) for line in wrapped(words, columns, 3))]
    lines += [Content(""), Content.styled("Roles", "bold")]
    for role, share in percents(week.roles).items():
        lines.append(spread(Content(role), Content(f"{share} %"), columns))
    return lines


def _reached_words(progress: GoalProgress) -> str:
    """Return how far a goal is: "60 %, goal 80 %", or "12 of 20 people"."""
    sign = "✓ " if progress.reached else ""
    now, target, unit = progress.now, progress.goal.target, progress.unit
    if unit == "%":
        return f"{sign}{now} %, goal {target} %"
    return f"{sign}{now} of {target} {unit}".rstrip()


def goal_lines(goals: Sequence[GoalProgress], columns: int) -> list[Content]:
    """Return a bar for each goal of the year, with how far it is."""
    lines: list[Content] = []
    reached = [_reached_words(progress) for progress in goals]
    room = max(4, columns - max(map(len, reached), default=0) - 2)
    for progress, words in zip(goals, reached, strict=True):
        lines.append(spread(Content.styled(progress.words, "bold"), Content(""), columns))
        lines += [spread(_goal_bar(progress, room), Content(words), columns), Content("")]
    names = {"$foreground": "the goal", "$secondary": "so far", "$primary": "reached"}
    legend = Content("   ").join(
        Content.assemble((FULL, colour), f" {name}") for colour, name in names.items()
    )
    return [*lines, legend] if legend.cell_length <= columns else lines


def _goal_bar(progress: GoalProgress, room: int) -> Content:
    """Return the bar of a goal on the scale of what it measures, with a white cell at the goal.

    Parameters:
        room: columns of the whole scale.
    """
    now, target = progress.now, progress.goal.target
    scale = 100 if progress.unit == "%" else max(now, target)
    colour = "$primary" if progress.reached else "$secondary"
    done, mark = drawn_bar(now / scale, room), max(0, round(target / scale * room) - 1)
    cells = [colour] * len(done) + [TRACK] * (room - len(done))
    cells[min(mark, room - 1)] = "$foreground"
    return Content.assemble(*((FULL, cell) for cell in cells))


def month_lines(months: Mapping[date, Mapping[str, int]], columns: int) -> list[Content]:
    """Return a bar for each month of the year, in the colours of its kinds of work.

    Parameters:
        months: first day of a month -> its minutes by kind of work.
    """
    most = max((sum(kinds.values()) for kinds in months.values()), default=0)
    room = max(4, columns - MONTH - HOURS)
    return [
        _bar_line(
            f"{month:%b}", _tracked(kinds, most, room), span(sum(kinds.values())), columns, MONTH
        )
        for month, kinds in months.items()
    ]
