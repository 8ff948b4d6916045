"""The day and the week of the time report."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.records import Work
from kiosk.desk import Desk
from kiosk.timesheet.entries import WORK_KINDS
from screens.team.week import WeekSection
from screens.team.week_chart import stacked_bar
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
        await hands.shows("1  Fixing")
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
        await hands.shows("1  Fixing")
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
