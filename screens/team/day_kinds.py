"""What a gap of the day may have been: the kinds of work, as tiles and in print."""

from collections.abc import Sequence

from textual.content import Content

from kiosk.timesheet.entries import COACHING_WORK, WORK_KINDS
from screens.widgets.palette import colour_of
from screens.widgets.text_layout import cut, wrapped
from screens.widgets.tile import Tile


def tone_of_kind(kind: str) -> str:
    """Return the tone of a kind of work: of fixing, of coaching, or of all the rest."""
    return "fix" if kind == "fixing" else "coaching" if kind in COACHING_WORK else ""


def kind_tiles() -> list[Tile]:
    """Return a tile for each kind of work, with the digit that says it."""
    return [
        Tile(name, value=kind, key=str(number % 10), tone=tone_of_kind(kind), is_loud=True)
        for number, (kind, name) in enumerate(WORK_KINDS.items(), 1)
    ]


def key_lines(keys: Sequence[str], columns: int) -> list[Content]:
    """Return the digits of the kinds of work, and the keys of an entry.

    Parameters:
        keys: those that make it longer, make it shorter, and remove it.
    """
    lines = [
        Content.assemble(
            Content.styled(f" {number % 10} ", "on $panel"),
            Content.styled(f"  {cut(name, columns)}", f"bold ${colour_of(tone_of_kind(kind))}"),
        )
        for number, (kind, name) in enumerate(WORK_KINDS.items(), 1)
    ]
    words = "{} and {} change the minutes of an entry, {} removes it.".format(*keys)
    words += " A gap may stay a gap."
    return [*lines, Content(""), *(Content(line) for line in wrapped(words, columns, 4))]
