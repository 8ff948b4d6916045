"""Where tiles stand: they never leave their board, never overlap, and can always be touched."""

from collections.abc import Sequence
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from textual.geometry import Region, Size

from screens.widgets.grid_layout import (
    GUTTER,
    PLACES,
    TileSpec,
    equal_columns,
    lay_out,
    paginate,
    place_controls,
    place_segments,
)
from screens.widgets.letters import LEAST_ROWS

SCREENS = st.sampled_from([(56, 22), (76, 24), (94, 30), (106, 40)])
"""Columns between the margins, and rows of the screen."""


def check_apart(regions: Sequence[Region], width: int) -> None:
    """No two overlap, and none leaves the width."""
    for index, region in enumerate(regions):
        assert region.width > 0
        assert region.x >= 0
        assert region.right <= width
        assert not any(region.overlaps(other) for other in regions[index + 1 :])


def test_two_three_four_and_six_columns_come_out_equal_on_the_grid() -> None:
    """Divide 94 columns into halves, thirds, quarters and sixths without a rest."""
    for count, cells in ((2, 46), (3, 30), (4, 22), (6, 14)):
        assert {each for _, each in equal_columns(94, count)} == {cells}
    assert {each for _, each in equal_columns(76, 4)} == {17, 18}


@given(width=st.integers(20, 200), count=st.integers(1, 8))
def test_columns_fill_the_width_and_differ_by_one_cell_at_most(width: int, count: int) -> None:
    columns = equal_columns(width, count)
    cells = [each for _, each in columns]
    assert max(cells) - min(cells) <= 1
    if width >= count * (GUTTER + 1):
        assert columns[-1][0] + cells[-1] == width


needs = st.lists(st.integers(8, 24), min_size=1, max_size=7)


@given(needs=needs, screen=SCREENS)
def test_controls_have_the_room_they_need_and_the_outer_ones_their_places(
    needs: list[int], screen: tuple[int, int]
) -> None:
    """Keep the first at the left; keep the last at the right end, as long as all are on one row."""
    width, _ = screen
    regions = place_controls(needs, width)
    check_apart(regions, width)
    assert regions[0].x == 0
    for region, need in zip(regions, needs, strict=True):
        assert region.width >= min(need, width)
        assert region.height == 3
    if len(needs) > 1 and max(region.bottom for region in regions) == 3:
        assert regions[-1].right == width


@given(needs=needs)
def test_controls_that_fit_stand_in_the_six_places(needs: list[int]) -> None:
    """Use the same places for whatever fits in one, with a blank before its key."""
    narrow = [min(need, 13) for need in needs[:PLACES]]
    places = [x for x, _ in equal_columns(94, PLACES)]
    starts = [region.x for region in place_controls(narrow, 94)]
    assert starts[:-1] == places[: len(starts) - 1]
    assert starts[-1] == (places[-1] if len(starts) > 1 else 0)


def test_a_control_that_just_fits_gets_air_from_what_has_it() -> None:
    """Take a gutter of the empty place beside it, or of a wider control before it; nobody else
    moves, and nothing is taken where nobody has it.
    """
    beside = place_controls([11, 8, 14, 8], 94)
    assert [region.width for region in beside] == [14, 14, 16, 14]
    assert [region.x for region in beside] == [0, 16, 32, 80]
    before = place_controls([24, 11, 14, 11, 9], 94)
    assert [region.width for region in before] == [28, 14, 16, 14, 14]
    assert [region.x for region in before] == [0, 30, 46, 64, 80]
    full = place_controls([12, 12, 14, 12, 12, 12], 94)
    assert {region.width for region in full} == {14}


@given(count=st.integers(2, 26), screen=SCREENS)
def test_large_letters_are_on_one_page_and_of_one_size(count: int, screen: tuple[int, int]) -> None:
    """Place each letter whole; each is wide and high enough for a finger and for its points."""
    width, height = screen
    size = Size(width, height - 10)
    layout = lay_out(TileSpec(has_letters=True, is_single=True), size, count, height)
    regions = [layout.region(index) for index in range(min(count, layout.capacity))]
    check_apart(regions, width)
    assert max(region.bottom for region in regions) <= size.height
    assert max(region.width for region in regions) - min(region.width for region in regions) <= 1
    if layout.tile_height >= LEAST_ROWS:
        assert len(regions) == count


@given(needs=needs, screen=SCREENS)
def test_the_segments_of_a_choice_touch_each_other(
    needs: list[int], screen: tuple[int, int]
) -> None:
    width, _ = screen
    regions = place_segments(needs, width)
    check_apart(regions, width)
    rows: dict[int, list[Region]] = {}
    for region in regions:
        rows.setdefault(region.y, []).append(region)
    for row in rows.values():
        assert row[0].x == 0
        assert all(one.right == other.x for one, other in pairwise(row))
    for region, need in zip(regions, needs, strict=True):
        assert region.width >= min(need, width)


specs = st.builds(
    TileSpec,
    width=st.integers(12, 40),
    height=st.sampled_from([3, 5, 7]),
    short_height=st.just(3),
    most_columns=st.integers(1, 6),
    has_pictures=st.booleans(),
    is_flat=st.booleans(),
    fills=st.booleans(),
)


@given(spec=specs, screen=SCREENS, rows=st.integers(7, 34), count=st.integers(0, 200))
def test_the_tiles_of_a_page_lie_in_their_grid(
    spec: TileSpec, screen: tuple[int, int], rows: int, count: int
) -> None:
    """Place every tile of a page, and those that lead on, inside; none smaller than a finger."""
    width, height = screen
    size = Size(width, rows)
    layout = lay_out(spec, size, count, height)
    paging = paginate(count, layout, loops=False)
    turns = {"none": 0, "next": 1, "split": 1, "back and next": 2}[paging.navigation]
    shown = min(count, paging.page_size) + turns
    regions = [layout.region(index) for index in range(shown)]
    check_apart(regions, width)
    assert all(region.bottom <= rows and region.height >= 3 for region in regions)
    assert paging.page_size * paging.page_count >= count
