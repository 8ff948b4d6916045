"""How a tile is drawn, whatever stands on it and however large it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screens.widgets.palette import palette
from screens.widgets.pictures import PICTURES
from screens.widgets.tile import Tile, shown_key
from screens.widgets.tile_drawing import Line, TileDrawing, look_of, needed_width

EDGES = set("▏▌ ")
COLOURS = palette("chalkboard")

words = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Mn", "Me", "Cf")))
tiles = st.builds(
    Tile,
    title=words,
    body=words,
    key=st.sampled_from(["", "a", "f12", "enter", "escape"]),
    tone=st.sampled_from(["", "fix", "coaching", "thanks", "note", "trouble"]),
    state=st.sampled_from(["", "5 new", "you wait, 2nd"]),
    count=st.sampled_from(["", "4", "1,200"]),
    picture=st.sampled_from(["", *PICTURES]),
    shape=st.sampled_from(["card", "control"]),
    chosen=st.booleans(),
    disabled=st.booleans(),
    filled=st.booleans(),
    is_centred=st.booleans(),
    is_stacked=st.booleans(),
)


def drawn(tile: Tile, width: int, height: int, *, focused: bool = False) -> list[Line]:
    """The lines of a tile."""
    return TileDrawing(tile, width, height, COLOURS, look_of(tile, focused=focused)).lines()


def text(line: Line) -> str:
    return "".join(segment.text for segment in line)


@given(tile=tiles, width=st.integers(10, 60), height=st.integers(1, 16), focused=st.booleans())
def test_a_tile_fills_its_size_and_no_text_touches_its_edges(
    tile: Tile, width: int, height: int, focused: bool
) -> None:
    """Draw every line as wide as the tile; leave the first and the last of three rows empty."""
    lines = drawn(tile, width, height, focused=focused)
    assert len(lines) == height
    assert {sum(segment.cell_length for segment in line) for line in lines} == {width}
    if height >= 3:
        assert set(text(lines[0])) <= EDGES
        assert set(text(lines[-1])) <= EDGES


@given(key=st.sampled_from(["a", "f12", "escape"]), title=st.sampled_from(["Claim", "Note"]))
@pytest.mark.parametrize("shape", ["card", "control"])
@pytest.mark.parametrize("height", [3, 4, 5])
def test_a_key_stands_in_its_cap_at_the_right(
    key: str, title: str, shape: str, height: int
) -> None:
    """Show it in another colour than the title, as the last thing of its line."""
    tile = Tile(title, key=key, shape=shape)  # type: ignore[arg-type]
    line = next(line for line in drawn(tile, 24, height) if title in text(line))
    assert text(line).rstrip().endswith(shown_key(key))
    cap = next(each for each in line if each.text.strip() == shown_key(key))
    word = next(each for each in line if title in each.text)
    assert cap.style != word.style
    assert cap.style.bgcolor != word.style.bgcolor  # type: ignore[union-attr]


@given(title=st.sampled_from(["Claim", "Coaching", "Where I am"]), count=st.sampled_from(["", "3"]))
def test_a_control_with_the_columns_it_needs_shows_all_of_it(title: str, count: str) -> None:
    tile = Tile(title, key="f12", count=count, shape="control")
    (line,) = [line for line in drawn(tile, needed_width(tile), 3) if title in text(line)]
    assert text(line).split() == ["▏", *f"{title} {count}".split(), "F12"]


def test_what_stands_in_a_tile_follows_from_its_height() -> None:
    """Show one line in three rows, the body below in five, and a picture from eight rows on."""
    tile = Tile("Printer", "Jams, toner", key="2", tone="fix", picture="printer")
    three, five, eight, ten = (
        "\n".join(text(line) for line in drawn(tile, 24, height)) for height in (3, 5, 8, 10)
    )
    assert "Printer" in three
    assert "Jams, toner" in five
    assert "█" not in five
    assert "█" in eight
    assert "Jams, toner" in eight
    assert ten.count("\n") == 9


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_ten_by_seven_or_eight_points(name: str) -> None:
    rows = PICTURES[name].split()
    assert len(rows) in (7, 8)
    assert {len(row) for row in rows} == {10}
    assert set("".join(rows)) <= set("#+.")
