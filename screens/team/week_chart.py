"""The week and its goals, drawn for a terminal: bars of block characters, numbers at the right."""

from collections.abc import Sequence

from textual.content import Content

from kiosk.outreach.goals import GoalProgress
from kiosk.timesheet.entries import COACHING_WORK, name_of
from kiosk.timesheet.week import Week, drifts, percents, span
from kiosk.wording import times
from screens.widgets.text_layout import spread, wrapped

FULL, PARTS = "█", " ▏▎▍▌▋▊▉"
"""Eighths of a cell."""


def drawn_bar(share: float, columns: int) -> str:
    """A bar of at most so many cells; anything at all can be seen.

    Parameters:
        share: from 0 to 1.
    """
    eighths = round(max(0.0, min(1.0, share)) * columns * 8)
    eighths = max(1, eighths) if share > 0 else 0
    return FULL * (eighths // 8) + PARTS[eighths % 8].strip()


def kinds(now: Week, columns: int) -> list[Content]:
    """A bar a kind of work, fixing and coaching in their colours; then a bar a day."""
    lines = []
    most = max(now.kinds.values(), default=1)
    room = max(4, columns - 15 - 8)
    for kind, minutes in now.kinds.items():
        tone = "$warning" if kind == "fixing" else "$primary" if kind in COACHING_WORK else "$muted"
        drawn = Content.styled(drawn_bar(minutes / most, room), tone)
        left = Content.assemble(f"{name_of(kind):<14} ", drawn)
        lines.append(spread(left, Content(span(minutes)), columns))
    if not lines:
        said = "Nothing yet. Finish a request, log a hello, hold a visit: it shows up here."
        return [Content(line) for line in wrapped(said, columns, 4)]
    lines += [Content("")]
    for day, minutes in now.days.items():
        drawn = Content.styled(drawn_bar(minutes / max(now.days.values()), room), "$secondary")
        left = Content.assemble(f"{f'{day:%a} {times.day(day)}':<14} ", drawn)
        lines.append(spread(left, Content(span(minutes)), columns))
    return lines


def mix(now: Week, before: Week, limit: int | None, columns: int) -> list[Content]:
    """Fixing against coaching, the drift line, and the roles of the job.

    Parameters:
        limit: percent of fixing that a coach's time bears; None for a fixer.
    """
    if not now.total:
        said = "Fixing against coaching, the roles of the job, and whether one eats the other."
        return [Content(line) for line in wrapped(said, columns, 4)]
    lines = [Content.styled("Fixing against coaching", "bold $secondary")]
    both, room = now.fixing + now.coaching, max(4, columns)
    if both:
        fixed = round(room * now.fixing / both)
        drawn = (
            Content.styled(FULL * fixed, "$warning"),
            Content.styled(FULL * (room - fixed), "$primary"),
        )
        lines.append(Content.assemble(*drawn))
    for minutes, of in ((now.fixing, "fixing"), (now.coaching, "coaching")):
        lines.append(spread(Content(of.capitalize()), Content(span(minutes)), columns))
    if limit is not None:
        drift = "drifting" if drifts(now, before, limit) else "no drift"
        said = f"{now.share} % fixing, {before.share} % last week; the line is {limit} %: {drift}."
        lines += [Content(x) for x in wrapped(said, columns, 3)]
    lines += [Content(""), Content.styled("Roles", "bold $secondary")]
    for role, share in percents(now.roles).items():
        lines.append(spread(Content(role), Content(f"{share} %"), columns))
    return lines


def goals(found: Sequence[GoalProgress], columns: int) -> list[Content]:
    """A bar a goal, and how far it is."""
    if not found:
        said = "None yet. N sets one; each is measured from what you do, never entered."
        return [Content(line) for line in wrapped(said, columns, 3)]
    lines: list[Content] = []
    for each in found:
        target = each.goal.target
        sign = "✓ " if each.reached else ""
        now = Content(f"{sign}{each.now} of {target} {each.unit}".rstrip())
        lines.append(spread(Content.styled(each.words, "bold"), Content(""), columns))
        tone = "$primary" if each.reached else "$secondary"
        drawn = Content.styled(drawn_bar(each.now / target, max(4, columns - 16)), tone)
        lines += [spread(drawn, now, columns), Content("")]
    return lines
