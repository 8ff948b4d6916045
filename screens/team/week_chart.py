"""Charts of the week and the goals: bars of block characters, with numbers at the right. Widths are
in columns of the card.
"""

from collections.abc import Sequence

from textual.content import Content

from kiosk.outreach.goals import GoalProgress
from kiosk.timesheet.entries import COACHING_WORK, name_of
from kiosk.timesheet.week import Week, drifts, percents, span
from kiosk.wording import times
from screens.widgets.text_layout import spread, wrapped

FULL = "▆"
"""A cell of a bar, with air above it: bars in lines below each other do not touch."""

TRACK = "▁"
"""A cell of what is left to a goal."""


def drawn_bar(share: float, columns: int) -> str:
    """Return a bar; any share above 0 is visible.

    Parameters:
        share: of the longest bar, from 0 to 1.
        columns: length of the longest bar.
    """
    cells = round(max(0.0, min(1.0, share)) * columns)
    return FULL * (max(1, cells) if share > 0 else 0)


def week_lines(week: Week, columns: int) -> list[Content]:
    """Return a bar for each kind of work, then one for each day."""
    lines = []
    most = max((*week.kinds.values(), *week.days.values()), default=1)
    bar_width = max(4, columns - 15 - 8)
    for kind, minutes in week.kinds.items():
        colour = (
            "$warning" if kind == "fixing" else "$primary" if kind in COACHING_WORK else "$muted"
        )
        bar = Content.styled(drawn_bar(minutes / most, bar_width), colour)
        left = Content.assemble(f"{name_of(kind):<14} ", bar)
        lines.append(spread(left, Content(span(minutes)), columns))
    lines += [Content("")]
    for day, minutes in week.days.items():
        bar = Content.styled(drawn_bar(minutes / most, bar_width), "$muted")
        left = Content.assemble(f"{f'{day:%a} {times.day(day)}':<14} ", bar)
        lines.append(spread(left, Content(span(minutes)), columns))
    return lines


def spaced(lines: Sequence[Content], has_air: bool) -> list[Content]:
    """Return the lines of a chart, with an empty one after each where there is room for air."""
    return [each for line in lines for each in (line, Content(""))] if has_air else list(lines)


def balance_lines(week: Week, before: Week, limit: int | None, columns: int) -> list[Content]:
    """Return fixing against coaching, whether one drifts, and the shares of the roles of the job.

    Parameters:
        before: the week before.
        limit: the most percent of a coach's time that fixing should take; None for a fixer.
    """
    lines = [Content.styled("Fixing against coaching", "bold")]
    both, bar_width = week.fixing + week.coaching, max(4, columns)
    if both:
        fixing_cells = round(bar_width * week.fixing / both)
        lines.append(
            Content.assemble(
                Content.styled(FULL * fixing_cells, "$warning"),
                Content.styled(FULL * (bar_width - fixing_cells), "$primary"),
            )
        )
    for title, minutes in (("Fixing", week.fixing), ("Coaching", week.coaching)):
        lines.append(spread(Content(title), Content(span(minutes)), columns))
    if limit is not None:
        shares = f"{week.share} % fixing this week and {before.share} % last week"
        trend = " That is a trend." if drifts(week, before, limit) else ""
        words = f"{shares}; your limit is {limit} %.{trend}"
        lines += [Content(line) for line in wrapped(words, columns, 3)]
    lines += [Content(""), Content.styled("Roles", "bold")]
    for role, share in percents(week.roles).items():
        lines.append(spread(Content(role), Content(f"{share} %"), columns))
    return lines


def goal_lines(goals: Sequence[GoalProgress], columns: int) -> list[Content]:
    """Return a bar for each goal of the year, with how far it is."""
    lines: list[Content] = []
    for progress in goals:
        target = progress.goal.target
        sign = "✓ " if progress.reached else ""
        count = Content(f"{sign}{progress.now} of {target} {progress.unit}".rstrip())
        lines.append(spread(Content.styled(progress.words, "bold"), Content(""), columns))
        colour = "$primary" if progress.reached else "$secondary"
        room = max(4, columns - 16)
        done = drawn_bar(progress.now / target, room)
        rest = Content.styled(TRACK * (room - len(done)), "$muted")
        bar = Content.assemble(Content.styled(done, colour), rest)
        lines += [spread(bar, count, columns), Content("")]
    return lines
