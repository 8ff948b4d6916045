"""Laying text out in cells: nothing is cut without a sign, and nothing typed is markup."""

from collections.abc import Iterable, Sequence

from textual.content import Content

from data.text import INVISIBLE


def seen(text: str) -> str:
    """Text without what would steer a terminal, whoever let it in."""
    return INVISIBLE.sub("", text)


def cut(text: str, width: int) -> str:
    """Text in at most so many cells, with an ellipsis where something is missing."""
    return Content(seen(text)).truncate(max(1, width), ellipsis=True).plain


def wrapped(text: str, width: int, rows: int) -> list[str]:
    """Text in at most so many lines; the last one says when there is more."""
    if not text or rows < 1:
        return []
    lines = [line.plain.rstrip() for line in Content(seen(text)).wrap(max(2, width))]
    if rows == 1:
        return [cut(text, width)]
    if len(lines) > rows:
        rest = " ".join(lines[rows - 1 :])
        lines = [*lines[: rows - 1], cut(rest, width - 1).rstrip("…") + "…"]
    return lines


def flowed(parts: Iterable[str], width: int) -> list[str]:
    """Short parts with a dot between them, on as few lines as hold them whole."""
    lines: list[str] = []
    for part in filter(None, parts):
        joined = f"{lines[-1]} · {part}" if lines else part
        if lines and Content(joined).cell_length <= width:
            lines[-1] = joined
        else:
            lines.append(cut(part, width))
    return lines


def spread(left: Content, right: Content, width: int) -> Content:
    """Two ends of one line; the left one gives way."""
    room = max(1, width - right.cell_length - (1 if right else 0))
    left = left.truncate(room, ellipsis=True)
    gap = max(0, width - left.cell_length - right.cell_length)
    return Content.assemble(left, " " * gap, right)


def stack(lines: Sequence[Content | str]) -> Content:
    """Lines below each other."""
    return Content("\n").join([Content(line) if isinstance(line, str) else line for line in lines])
