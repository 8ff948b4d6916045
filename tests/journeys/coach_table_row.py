"""A row of the coach tables: one action of a coach or a fixer, with the most taps and keys it may
take. An action at the queue takes one key, a capture three keys and a name, a workshop two keys.
"""

from dataclasses import dataclass

from tests.journeys.teacher_effects import Done, First, nothing

ANA, BEN = "Duarte", "Osei"


@dataclass(frozen=True)
class Row:
    """An action: its bars and its two ways, beginning at the queue.

    Parameters:
        name: what it is, after the number of its group, C1 to C14.
        touch: the most taps it may take, and the titles to touch, with > between them; “words” are
            written, {words} is a row of a list, to which it is leafed; _hint is a line to write in
            and #words stand on a map; @name is touched where it stands: in the row of sections, or
            in the panel that leads there; ^name is the shelf of names it stands on.
        keyed: the most keys it may take, and the keys; “words” are written, [words] waited for.
        shows: what can be read at the end.
        done: what must be so at the end, and must not be so before.
        who: the family name of whoever works.
        first: what went before.
        small: whether it is only where there is little room.
    """

    name: str
    touch: tuple[int, str]
    keyed: tuple[int, str]
    shows: str
    done: Done
    who: str = BEN
    first: First = nothing
    small: bool = False
