"""The day and the week of the time report."""

from collections import Counter
from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.records import COACHING, Goal, Work
from data.records.timesheet import Measure
from kiosk.desk import Desk
from kiosk.outreach.goals import GoalProgress
from kiosk.timesheet.entries import WORK_KINDS
from kiosk.timesheet.week import Week
from screens.team.week import WeekSection
from screens.team.week_chart import (
    TRACK,
    goal_lines,
    month_lines,
    stacked_bar,
    week_lines,
)
from screens.team.year_goals import year_lines
from screens.widgets.footer import Footer
from tests.support.pilot import NOW, Hands, at_kiosk


async def go_to_day(hands: Hands) -> WeekSection:
    """Sign in as a coach, and show the day."""
    hands.app.sign_in(hands.person("Duarte"))
    await hands.press("f10", "d")
    screen = hands.app.screen
    assert isinstance(screen, WeekSection)
    return screen


@pytest.mark.parametrize("size", [(100, 30), (120, 40)])
async def test_one_touch_says_what_a_gap_was(desk: Desk, size: tuple[int, int]) -> None:
    """Touch a kind of work beside the gap, which is no gap any more. Without another one the kinds
    cannot be touched, so that one touch too many changes no entry; of an entry that is chosen its
    own kind is.
    """
    async with at_kiosk(desk, size) as hands:
        screen = await go_to_day(hands)
        timesheet, ana = desk.timesheet, hands.person("Duarte").id
        (gap,) = timesheet.gaps(ana, NOW.date())
        await hands.tap("Co-planning")
        await hands.until(lambda: not timesheet.gaps(ana, NOW.date()))
        assert timesheet.entries_on(ana, NOW.date())[-1].minutes == gap.minutes
        await hands.until(lambda: not screen.kinds.targets())
        await hands.tap_row("Co-planning")
        await hands.until(lambda: screen.kinds.targets())
        assert [tile.title for tile in screen.kinds.tiles if tile.chosen] == ["Co-planning"]


async def test_a_low_window_says_the_kinds_of_work_with_their_digits(desk: Desk) -> None:
    """Have no tiles where they would be too small for a finger, also after a window shrank."""
    async with at_kiosk(desk, (100, 30)) as hands:
        screen = await go_to_day(hands)
        await hands.until(lambda: screen.kinds.targets())
        await hands.pilot.resize_terminal(80, 24)
        await hands.shows("1   Fixing")
        assert not screen.kinds.targets()


@pytest.mark.parametrize("size", [(100, 30), (120, 40)])
async def test_every_tile_of_the_kinds_is_in_sight(desk: Desk, size: tuple[int, int]) -> None:
    """Grow and shrink the window; tiles that change an entry are there where there is room."""
    async with at_kiosk(desk, (120, 40)) as hands:
        screen = await go_to_day(hands)
        await hands.press("up")
        await hands.pilot.resize_terminal(*size)
        await hands.until(lambda: hands.app.size == size)
        await hands.settle()
        region = screen.kinds.region
        assert len(screen.kinds.targets()) >= len(WORK_KINDS)
        assert all(region.contains_region(place) for _, place in screen.kinds.targets())


@pytest.mark.parametrize("how", ["touch", "keys"])
async def test_an_entry_is_changed_beside_the_kinds_of_work(desk: Desk, how: str) -> None:
    """Make it longer, shorter, and remove it, in a window that has tiles for that."""
    async with at_kiosk(desk, (120, 40)) as hands:
        screen = await go_to_day(hands)
        await hands.press("up")
        await hands.until(lambda: isinstance(screen._chosen, Work))
        entry = screen._chosen
        assert isinstance(entry, Work)

        def minutes() -> int:
            found = desk.store.find(Work, entry.id)
            return 0 if found is None or found.void else found.minutes

        for title, key, after in (
            ("5 min more", "+", entry.minutes + 5),
            ("5 min less", "-", entry.minutes),
            ("Remove it", "x", 0),
        ):
            await (hands.tap(title) if how == "touch" else hands.press(key))
            await hands.until(lambda after=after: minutes() == after)  # type: ignore[misc]


@pytest.mark.parametrize("size", [(60, 30), (60, 40), (80, 30), (99, 40)])
async def test_a_narrow_window_has_no_tiles_for_the_kinds_of_work(
    desk: Desk, size: tuple[int, int]
) -> None:
    """Say them with their digits instead, and keep *Fill in* bright."""
    async with at_kiosk(desk, size) as hands:
        screen = await go_to_day(hands)
        await hands.shows("1   Fixing")
        assert not screen.kinds.targets()
        assert screen.main_action() == "was"


async def test_fill_in_is_bright_as_the_window_has_it(desk: Desk) -> None:
    """Follow the size of the window in both directions."""
    async with at_kiosk(desk, (120, 40)) as hands:
        screen = await go_to_day(hands)

        def is_bright() -> bool:
            tiles = screen.query_one(Footer).tiles
            return next(tile.filled for tile in tiles if tile.action == "was")

        assert not is_bright()
        await hands.pilot.resize_terminal(80, 24)
        await hands.until(is_bright)
        await hands.pilot.resize_terminal(120, 40)
        await hands.until(lambda: not is_bright())


@given(st.dictionaries(st.sampled_from(["red", "green", "blue"]), st.integers(0, 600), min_size=1))
def test_the_parts_of_a_bar_fill_it_by_their_shares(minutes: Mapping[str, int]) -> None:
    """Have as many cells as the bar, and at most one more or fewer than each share."""
    total = sum(minutes.values())
    bar = stacked_bar(minutes, 40)
    assert bar.cell_length == (40 if total else 0)
    cells = {str(span.style): span.end - span.start for span in bar.spans}
    for colour, spent in minutes.items():
        assert abs(cells.get(colour, 0) - 40 * spent / (total or 1)) <= 1


def a_week(days: Mapping[date, Mapping[str, int]]) -> Week:
    """Monday 23 November 2026 and what follows."""
    kinds: Counter[str] = Counter()
    for spent in days.values():
        kinds.update(spent)
    return Week(date(2026, 11, 23), kinds, days)


def test_every_school_day_of_a_week_has_its_line_where_they_fit() -> None:
    """Leave out empty days before anything goes on another page; never a day with work."""
    tuesday, saturday = date(2026, 11, 24), date(2026, 11, 28)
    found = a_week({tuesday: {"fixing": 30}, saturday: {"admin": 10}})
    roomy = "\n".join(line.plain for line in week_lines(found, 60, 20))
    assert all(day in roomy for day in ("Mon 23", "Tue 24", "Wed 25", "Thu 26", "Fri 27", "Sat 28"))
    tight = "\n".join(line.plain for line in week_lines(found, 60, 8))
    assert "Tue 24" in tight
    assert "Sat 28" in tight
    assert "Wed 25" not in tight


@given(
    now=st.integers(0, 100),
    target=st.integers(1, 100),
    measure=st.sampled_from(["coaching", "visits"]),
)
def test_a_goal_has_its_mark_where_it_is_on_the_scale(
    now: int, target: int, measure: Measure
) -> None:
    """Fill the bar by what was reached of the scale, and mark the goal on what is left."""
    progress = GoalProgress(Goal(id="g", coach="p", measure=measure, target=target), now)
    bar = goal_lines([progress], 60)[1]
    cells = [str(span.style) for span in bar.spans]
    length, scale = len(cells), 100 if progress.unit == "%" else max(now, target)
    (mark,) = [index for index, style in enumerate(cells) if style == "$foreground"]
    assert abs(mark + 1 - length * target / scale) <= 1
    filled = sum(style not in (TRACK, "$foreground") for style in cells)
    assert abs(filled - length * now / scale) <= 1.5


def test_the_year_has_a_bar_for_each_month(desk: Desk) -> None:
    """Name the months with work in their order; the longest fills the room."""
    months = {date(2026, 10, 1): {"fixing": 60}, date(2026, 11, 1): {"planning": 120}}
    first, second = month_lines(months, 40)
    assert first.plain.startswith("Oct")
    assert second.plain.startswith("Nov")
    short, long = (
        sum(span.end - span.start for span in line.spans if str(span.style) != TRACK)
        for line in (first, second)
    )
    assert abs(2 * short - long) <= 1
    assert TRACK not in {str(span.style) for span in second.spans}
    coach = desk.people.team(COACHING)[0].id
    said = "\n".join(line.plain for line in year_lines(desk, coach, 40))
    assert "By month" in said
    assert "Nov" in said


def test_a_month_of_many_hours_keeps_its_bar_and_its_number() -> None:
    (line,) = month_lines({date(2026, 11, 1): {"planning": 184 * 60 + 3}}, 40)
    assert "184 h 03" in line.plain
    assert "…" not in line.plain
