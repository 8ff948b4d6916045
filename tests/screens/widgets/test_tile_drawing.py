"""How a tile is drawn, whatever stands on it and however large it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.segment import Segment
from textual.geometry import Size

from screens.widgets.half_rows import with_half_rows
from screens.widgets.palette import palette
from screens.widgets.pictures import PICTURES
from screens.widgets.tile import Tile, shown_key
from screens.widgets.tile_drawing import Line, TileDrawing, look_of
from screens.widgets.tile_width import needed_width

EDGES = set("▏▌ ")
COLOURS = palette("chalkboard")
BETWEEN = COLOURS.style("foreground", "background")

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
)


def drawn(tile: Tile, width: int, height: int, *, focused: bool = False) -> list[Line]:
    """The lines of a tile."""
    look = look_of(tile, focused=focused)
    return TileDrawing(tile, Size(width, height), COLOURS, look).lines()


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


@given(tile=tiles, width=st.integers(10, 60), height=st.integers(3, 16), joined=st.booleans())
def test_half_rows_change_nothing_but_the_edges_of_a_tile(
    tile: Tile, width: int, height: int, joined: bool
) -> None:
    """Keep every word where it is; fill the outer rows by half, over the whole width."""
    whole = drawn(tile, width, height)
    halved = with_half_rows(whole, BETWEEN, joined=joined)
    assert [text(line)[1:] for line in halved[1:-1]] == [text(line)[1:] for line in whole[1:-1]]
    assert {sum(segment.cell_length for segment in line) for line in halved} == {width}
    for line, half in ((halved[0], "▄"), (halved[-1], "▀")):
        assert set(text(line)[1:]) <= {half, " "}


def test_a_thick_edge_is_as_high_as_the_half_filled_tile_beside_it() -> None:
    """Draw it at the left of a column of its own."""
    halved = with_half_rows(drawn(Tile("Printer", tone="fix"), 24, 5), BETWEEN)
    edges = [line[0] for line in halved]
    assert "".join(edge.text for edge in edges) == "▖▌▌▌▘"
    wanted = COLOURS.style("warning", "background")
    for edge in edges:
        assert edge.style is not None
        assert (edge.style.color, edge.style.bgcolor) == (wanted.color, wanted.bgcolor)


def test_what_is_no_tile_keeps_its_words_between_half_rows() -> None:
    """Leave a label alone, which has no edge."""
    label = [[Segment("  ", BETWEEN)], [Segment("P1", BETWEEN)], [Segment("  ", BETWEEN)]]
    assert [text(line) for line in with_half_rows(label, BETWEEN)] == ["  ", "P1", "  "]


def test_a_key_for_which_a_title_leaves_no_room_stands_in_the_last_row() -> None:
    """Keep the title on one line."""
    tile = Tile("Something is broken", "Projector, a login", key="f", tone="fix")
    look = look_of(tile, focused=False)
    lines = TileDrawing(tile, Size(24, 6), COLOURS, look, key_below=True).lines()
    assert "Something is broken" in text(lines[1])
    assert text(lines[4]).rstrip().endswith("F")


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
    assert text(line).removeprefix("▏").split() == [*f"{title} {count}".split(), "F12"]


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
