"""Which rows of a list are in sight, whatever its size and wherever one is in it."""

from hypothesis import given
from hypothesis import strategies as st

from screens.widgets.list_window import ListWindow

WINDOWS = st.builds(
    ListWindow, rows=st.integers(0, 60), lines=st.integers(1, 40), pitch=st.integers(2, 4)
)


@given(window=WINDOWS, top=st.integers(-5, 70))
def test_what_is_in_sight_fits_and_shows_as_much_as_there_is_room_for(
    window: ListWindow, top: int
) -> None:
    """Show no more rows than fit, and as many as fit beside what is said of others."""
    first, end = window.in_sight(top)
    assert 0 <= first <= end <= window.rows
    before, left = first > 0, end < window.rows
    markers = (before + left) * window.has_markers
    if window.rows:
        assert end - first == min(window.rows, window.capacity(markers))


@given(window=WINDOWS.filter(lambda window: window.rows > 0), data=st.data())
def test_a_row_is_in_sight_after_scrolling_to_it(window: ListWindow, data: st.DataObject) -> None:
    """Scroll nowhere when it is in sight already."""
    indices = st.integers(0, window.rows - 1)
    index, top = data.draw(indices), data.draw(indices)
    first, end = window.in_sight(window.top_for(index, top))
    assert first <= index < end
    if window.in_sight(top)[0] <= index < window.in_sight(top)[1]:
        assert (first, end) == window.in_sight(top)


def test_a_list_of_two_rows_spends_no_line_on_what_is_out_of_sight() -> None:
    assert ListWindow(rows=9, lines=7, pitch=3).in_sight(0) == (0, 2)
    assert ListWindow(rows=9, lines=11, pitch=3).in_sight(0) == (0, 3)
