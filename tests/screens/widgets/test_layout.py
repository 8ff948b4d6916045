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
    """Use the same places for whatever fits in one."""
    narrow = [min(need, 14) for need in needs[:PLACES]]
    places = [x for x, _ in equal_columns(94, PLACES)]
    starts = [region.x for region in place_controls(narrow, 94)]
    assert starts[:-1] == places[: len(starts) - 1]
    assert starts[-1] == (places[-1] if len(starts) > 1 else 0)


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
