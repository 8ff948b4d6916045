"""Laying text out in cells. What is cut gets a sign that says so, and what a person typed is never
markup.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import zip_longest

from rich.cells import cell_len
from textual.content import Content

from data.text import INVISIBLE

LEAST_BESIDE = 16
"""Fewest cells of a text beside a column of dates that has more than one line."""
_WORD = re.compile(r"\S+")
NO_LIMIT = 400
"""Lines of a text that is shown whole; no text in the store has more."""


def printable(text: str) -> str:
    """Return text without control characters, which could steer the terminal."""
    return INVISIBLE.sub("", text)


def cut(text: str, width: int) -> str:
    """Return text in at most `width` cells, with an ellipsis where something is missing."""
    return Content(printable(text)).truncate(max(1, width), ellipsis=True).plain


def wrapped(text: str, width: int, rows: int) -> list[str]:
    """Return text in at most `rows` lines of `width` cells; the last one ends with an ellipsis when
    there is more.
    """
    if not text or rows < 1:
        return []
    whole = _WORD.sub(lambda word: _broken_at_slashes(word[0], width), printable(text))
    lines = [line.plain.rstrip() for line in Content(whole).wrap(max(2, width))]
    if len(lines) > rows:
        lines = [*lines[: rows - 1], _cut_at_word(" ".join(lines[rows - 1 :]), width)]
    return lines


def _broken_at_slashes(word: str, width: int) -> str:
    """Return a word; one that is longer than a line, such as an address, with a blank after each
    slash at which it is broken.
    """
    parts = []
    while cell_len(word) > width and (end := word.rfind("/", 1, width) + 1):
        parts.append(word[:end])
        word = word[end:]
    return " ".join([*parts, word])


def _cut_at_word(text: str, width: int) -> str:
    """Return the words of a text that fit in `width` cells, with an ellipsis; of a single long word
    its beginning.
    """
    shown = cut(f"{text} …", width).removesuffix("…").rstrip()
    whole, space, _ = shown.rpartition(" ")
    is_whole = text.startswith(f"{shown} ") or text == shown
    return f"{(shown if is_whole or not space else whole).rstrip(' .,:;·–')}…"


def whole_clauses(text: str, width: int, rows: int) -> list[str]:
    """Return text in lines as `wrapped` does; of one that does not fit, only the clauses at its
    beginning that do: "2nd in line" of "2nd in line, for Ana or Esi".
    """
    clauses = text.split(", ")
    for count in reversed(range(1, len(clauses) + 1)):
        lines = wrapped(", ".join(clauses[:count]), width, rows)
        if not lines or not lines[-1].endswith("…"):
            return lines
    return wrapped(text, width, rows)


def balanced(text: str, width: int, rows: int) -> list[str]:
    """Return text in as few lines as `wrapped` does, and those about equally long: no word stands
    alone in the last one.
    """
    lines = wrapped(text, width, rows)
    if len(lines) < 2 or len(lines) > rows or lines[-1].endswith("…"):
        return lines
    longest_word = max(Content(word).cell_length for word in printable(text).split() or [""])
    narrowest = max(2, width // 2, longest_word)
    fitting = (wrapped(text, columns, rows + 1) for columns in range(narrowest, width))
    return next((each for each in fitting if len(each) == len(lines)), lines)


def hanging_indent(text: str, width: int) -> list[Content]:
    """Return text whole, wrapped to `width` cells; all lines but the first are indented by two."""
    first, *rest = wrapped(text, width, NO_LIMIT)
    if not rest:
        return [Content(first)]
    indented = wrapped(text[len(first) :].strip(), width - 2, NO_LIMIT)
    return [Content(first), *(Content(f"  {line}") for line in indented)]


def dated(rows: Sequence[tuple[str, ...]], width: int) -> list[Content]:
    """Return texts whole, each beside its date: the dates are a column of their own. Where that
    leaves few cells, a text of more than a line stands below its date.

    Parameters:
        rows: (date, text), or (date, text, what is said of it in lines below).
    """
    column = max((cell_len(date) for date, *_ in rows), default=0) + 2
    beside = width - column
    lines = []
    for date, text, *said in rows:
        shown = Content.styled(date, "$muted")
        if beside < LEAST_BESIDE and cell_len(text) > beside:
            lines += [shown, *_below([text], 2, width), *_below(said, 2, width, "$muted")]
            continue
        first, *rest = wrapped(text, beside, NO_LIMIT) or [""]
        lines.append(Content.assemble(shown, " " * (column - cell_len(date)), first))
        lines += [Content(f"{'':<{column}}{line}") for line in rest]
        lines += _below(said, column, width, "$muted")
    return lines


def _below(texts: Iterable[str], indent: int, width: int, style: str = "") -> list[Content]:
    """Return texts whole, each of their lines indented."""
    lines = (line for text in texts for line in wrapped(text, width - indent, NO_LIMIT))
    return [Content.assemble(" " * indent, Content.styled(line, style)) for line in lines]


def named(name: str, words: str, width: int, names: int = 16) -> list[Content]:
    """Return words whole, in a column beside their name.

    Parameters:
        names: columns of the name.
    """
    lines = wrapped(words, width - names, NO_LIMIT) or [""]
    return [
        Content.assemble(Content.styled(f"{title:<{names}}", "$muted"), line)
        for title, line in zip([name, *[""] * len(lines)], lines, strict=False)
    ]


def flowed(parts: Iterable[str], width: int) -> list[str]:
    """Return short texts with a dot between them, on as few lines of `width` cells as hold each of
    them whole.
    """
    lines: list[str] = []
    for part in filter(None, parts):
        joined = f"{lines[-1]} · {part}" if lines else part
        if lines and Content(joined).cell_length <= width:
            lines[-1] = joined
        else:
            lines.append(cut(part, width))
    return lines


def beside(left: list[Content], right: list[Content], width: int) -> list[Content]:
    """Return two blocks of lines side by side.

    Parameters:
        width: columns of the left block, with the air behind it.
    """
    rows = zip_longest(left, right, fillvalue=Content(""))
    return [one.pad_right(max(0, width - one.cell_length)) + other for one, other in rows]


def spread(left: Content, right: Content, width: int) -> Content:
    """Return one line of `width` cells with a text at each end; the left one is cut if both do not
    fit.
    """
    room = max(1, width - right.cell_length - (1 if right else 0))
    left = left.truncate(room, ellipsis=True)
    gap = max(0, width - left.cell_length - right.cell_length)
    return Content.assemble(left, " " * gap, right)


def join_lines(lines: Sequence[Content | str]) -> Content:
    """Return lines one below the other."""
    return Content("\n").join([Content(line) if isinstance(line, str) else line for line in lines])
