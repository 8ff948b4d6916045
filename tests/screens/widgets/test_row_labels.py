"""The words beside the tiles of a board."""

from hypothesis import given
from hypothesis import strategies as st
from rich.segment import Segment
from textual.geometry import Size

from screens.widgets.palette import palette
from screens.widgets.row_labels import RowLabels, label

TEXTS = st.sampled_from(["", "North", "北館", "Building A, upper floor", "Period 4", "École"])


@given(title=TEXTS, body=TEXTS, width=st.integers(6, 20), height=st.integers(1, 2))
def test_a_label_is_as_wide_as_its_place(title: str, body: str, width: int, height: int) -> None:
    """Fill it to the cell, whatever script it is in, so that no tile beside it is moved."""
    tile = label(title, "key", body)
    lines = RowLabels().draw_tile(tile, Size(width, height), palette("chalkboard"), focused=False)
    assert len(lines) == height
    assert {Segment.get_line_length(line) for line in lines} == {width}


def test_long_names_of_two_wings_can_be_told_apart() -> None:
    """Go on in the second row rather than cut the first."""
    drawn = [
        RowLabels().draw_tile(label(name, name), Size(9, 2), palette("chalkboard"), focused=False)
        for name in ("Building A", "Building B")
    ]
    first, second = ("".join(segment.text for line in lines for segment in line) for lines in drawn)
    assert first != second
