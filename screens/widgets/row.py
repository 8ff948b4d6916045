"""What a row of a list shows; a `RowList` draws it."""

import msgspec


class Row(msgspec.Struct, frozen=True):
    """What a row of a list shows.

    Parameters:
        title: in the first line, bold.
        right: at the right end of the first line.
        words: in the lines below the title.
        note: at the right end of the last line: the one thing to know.
        tone: of the edge and the number.
        number: before the title; "" for none.
        is_loud: whether the note is a state, and not only a time.
        asks: whether the words ask something of whoever reads them.
        is_over: whether it is done with, and shown muted.
    """

    title: str
    right: str = ""
    words: str = ""
    note: str = ""
    tone: str = ""
    number: str = ""
    is_loud: bool = False
    asks: bool = False
    is_over: bool = False
