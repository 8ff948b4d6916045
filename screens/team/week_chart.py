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

FULL, PARTS = "█", " ▏▎▍▌▋▊▉"
"""A full cell, and a cell filled by 0 to 7 eighths."""


def drawn_bar(share: float, columns: int) -> str:
    """Return a bar; any share above 0 is visible.

    Parameters:
        share: of the longest bar, from 0 to 1.
        columns: length of the longest bar.
    """
    eighths = round(max(0.0, min(1.0, share)) * columns * 8)
    eighths = max(1, eighths) if share > 0 else 0
    return FULL * (eighths // 8) + PARTS[eighths % 8].strip()


def week_lines(week: Week, columns: int) -> list[Content]:
    """Return a bar for each kind of work, then one for each day."""
    lines = []
    most = max(week.kinds.values(), default=1)
    bar_width = max(4, columns - 15 - 8)
    for kind, minutes in week.kinds.items():
        colour = (
            "$warning" if kind == "fixing" else "$primary" if kind in COACHING_WORK else "$muted"
        )
        bar = Content.styled(drawn_bar(minutes / most, bar_width), colour)
        left = Content.assemble(f"{name_of(kind):<14} ", bar)
        lines.append(spread(left, Content(span(minutes)), columns))
    if not lines:
        words = "Nothing yet. Finish a request, log a hello, hold a visit: it shows up here."
        return [Content(line) for line in wrapped(words, columns, 4)]
    lines += [Content("")]
    longest_day = max(week.days.values(), default=1)
    for day, minutes in week.days.items():
        bar = Content.styled(drawn_bar(minutes / longest_day, bar_width), "$muted")
        left = Content.assemble(f"{f'{day:%a} {times.day(day)}':<14} ", bar)
        lines.append(spread(left, Content(span(minutes)), columns))
    return lines


def balance_lines(week: Week, before: Week, limit: int | None, columns: int) -> list[Content]:
    """Return fixing against coaching, whether one drifts, and the shares of the roles of the job.

    Parameters:
        before: the week before.
        limit: the most percent of a coach's time that fixing should take; None for a fixer.
    """
    if not week.total:
        words = "Fixing against coaching, the roles of the job, and whether one eats the other."
        return [Content(line) for line in wrapped(words, columns, 4)]
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
        drift = "drifting" if drifts(week, before, limit) else "no drift"
        words = (
            f"{week.share} % fixing, {before.share} % last week; the line is {limit} %: {drift}."
        )
        lines += [Content(line) for line in wrapped(words, columns, 3)]
    lines += [Content(""), Content.styled("Roles", "bold")]
    for role, share in percents(week.roles).items():
        lines.append(spread(Content(role), Content(f"{share} %"), columns))
    return lines


def goal_lines(goals: Sequence[GoalProgress], columns: int) -> list[Content]:
    """Return a bar for each goal of the year, with how far it is."""
    if not goals:
        words = "None yet. N sets one; each is measured from what you do, never entered."
        return [Content(line) for line in wrapped(words, columns, 3)]
    lines: list[Content] = []
    for progress in goals:
        target = progress.goal.target
        sign = "✓ " if progress.reached else ""
        count = Content(f"{sign}{progress.now} of {target} {progress.unit}".rstrip())
        lines.append(spread(Content.styled(progress.words, "bold"), Content(""), columns))
        colour = "$primary" if progress.reached else "$secondary"
        bar = Content.styled(drawn_bar(progress.now / target, max(4, columns - 16)), colour)
        lines += [spread(bar, count, columns), Content("")]
    return lines
