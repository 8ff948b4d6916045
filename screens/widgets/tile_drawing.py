"""How a tile is drawn: what stands where follows from its shape and its height alone. The first and
the last row of a tile of three rows or more stay empty, so that no text touches an edge.
"""

from dataclasses import dataclass

from rich.cells import cell_len
from rich.segment import Segment
from textual.geometry import Size

from screens.widgets.letters import LEAST_ROWS, LETTERS, draw_letter
from screens.widgets.palette import Palette, colour_of
from screens.widgets.pictures import (
    LARGE_ROWS,
    LARGE_WIDTH,
    ROWS,
    WIDTH,
    draw_large_picture,
    draw_picture,
)
from screens.widgets.text_layout import cut, printable, whole_clauses, wrapped
from screens.widgets.tile import Tile, shown_key
from screens.widgets.tile_width import title_width

ROOMY = 24
"""Columns from which a card has two columns of air at each side of its text."""
PICTURE_HEIGHT = 8
"""Rows from which a card shows its picture."""
LEAST_KEY_BELOW = 5
"""Rows from which a card can have its key below its title."""
LARGE_PICTURE_HEIGHT = 12
"""Rows from which a card shows its picture large."""
MOST_WORDS = 2
"""Lines of the body of a card that has a picture."""

FAINT = 40
"""Percent of its ground that a tile keeps which cannot be pressed."""
WIDE = 30
"""Columns beside a picture from which on the text stands beside its middle."""
CAP = 8
"""Percent of the colour of the text that the cap of a key is nearer to it than the tile is."""
CHOSEN_CAP = 35
"""Percent of what is behind the tiles that the cap on a chosen one is nearer to it."""

EDGES = ("▏", "▌")
"""A hairline, and a thick edge."""

Line = list[Segment]


@dataclass(frozen=True)
class Look:
    """The colours of a tile in its present state, by name."""

    ground: str
    edge: str
    title: str
    words: str
    tone: str
    """Of the state, the count and the picture."""
    cap_ink: str
    cap: str


def look_of(
    tile: Tile, *, focused: bool, ground: str = "panel", behind: str = "background"
) -> Look:
    """Return the colours of a tile: the focus before all else, then what is filled or chosen. What
    cannot be pressed is faint, and has no edge.

    Parameters:
        ground: the name of the colour of a tile at rest.
        behind: the name of the colour of what it lies on.
    """
    tone = colour_of(tile.tone)
    if focused:
        return Look("foreground", "foreground", "ink", "ink", "ink", "ink", "foreground")
    if tile.disabled:
        if tile.is_value:
            return Look("surface", "surface", "foreground", "muted", "muted", "muted", "surface")
        faint = f"{ground} {FAINT} {behind}"
        return Look(faint, faint, "muted", "muted", "muted", "muted", faint)
    if tile.filled:
        fill = "error" if tile.tone == "trouble" else "primary"
        return Look(fill, fill, "ink", "ink", "ink", "ink", f"{fill} 82 foreground")
    edge = colour_of(tile.tone, "edge") if tile.shape == "card" else "edge"
    if tile.chosen:
        edge = "muted" if tile.shape == "control" else edge
        ink = "foreground"
        return Look("focus", edge, ink, ink, ink, ink, f"background {CHOSEN_CAP} focus")
    title = tone if tile.is_loud else "foreground"
    cap_ink = "muted" if ground == "panel" else "foreground"
    return Look(ground, edge, title, "foreground", tone, cap_ink, f"foreground {CAP} {ground}")


class TileDrawing:
    """A tile while it is being drawn.

    Parameters:
        size: of the tile, in cells.
        look: its colours.
        key_below: whether a card without a picture has its key in its last row, since beside the
            title of one of its neighbours there is no room for it.
        is_tight: whether there is no blank before the title of a control, since one of its
            neighbours has no room for it.
    """

    def __init__(
        self,
        tile: Tile,
        size: Size,
        colours: Palette,
        look: Look,
        *,
        key_below: bool = False,
        is_tight: bool = False,
    ) -> None:
        self.tile, self.colours, self.look, self._key_below = tile, colours, look, key_below
        self._is_tight = is_tight
        self.width, self.height = size
        self._plain = colours.style(self.look.words, self.look.ground)
        self._bold = colours.style(self.look.title, self.look.ground, bold=not tile.is_plain)
        self._soft = colours.style(
            "muted" if self.look.words == "foreground" and not tile.chosen else self.look.words,
            self.look.ground,
        )
        self._tone = colours.style(self.look.tone, self.look.ground, bold=True)

    def lines(self) -> list[Line]:
        """Return its lines, each as wide as the tile."""
        if self.tile.shape == "control":
            return self._control_lines()
        return self._card_lines()

    def _control_lines(self) -> list[Line]:
        """Return a hairline, the title in the middle, and the key in a cap at the right. One of
        four rows or more has its body below the title.
        """
        tile = self.tile
        has_two = self.height >= 4 and bool(tile.body)
        cap = self._cap(self.width - 2 - min(self._title_width(), self.width // 2))
        indent = [] if self._is_tight and not tile.is_centred else [Segment(" ", self._plain)]
        room = max(1, self.width - 1 - len(indent) - len(cap))
        middle = (self.height - 1) // 2
        edge = Segment("▏", self.colours.style(self.look.edge, self.look.ground))
        if tile.picture in LETTERS and self.height >= LEAST_ROWS:
            drawn = draw_letter(tile.picture, self.width - 2, self.height, self._bold)
            return [[edge, *line, Segment(" ", self._plain)] for line in drawn]
        cap_style = self.colours.style(self.look.cap_ink, self.look.cap)
        texts = self._control_texts(room, has_two=has_two)
        first = middle if len(texts) == 1 else (self.height - len(texts)) // 2
        lines = []
        for row in range(self.height):
            parts = texts[row - first] if 0 <= row - first < len(texts) else []
            line = [edge, *indent, *self._fill(parts, room)]
            if cap:
                line.append(Segment(cap if row == middle else " " * len(cap), cap_style))
            lines.append(line)
        return lines

    def _control_texts(self, room: int, *, has_two: bool) -> list[Line]:
        """Return the lines of text of a control."""
        tile = self.tile
        if tile.is_centred:
            left = Segment(" " * ((room - 1 - title_width(tile)) // 2), self._plain)
            return [[left, *self._title_parts(room - left.cell_length)]]
        if not has_two:
            return [self._title_parts(room)]
        titles = self._title_lines(room, 2 if self.height >= 5 else 1)
        return [*titles, [Segment(cut(tile.body, room), self._soft)]]

    def _title_width(self) -> int:
        return title_width(self.tile)

    def _title_parts(self, room: int) -> Line:
        """Return the title with what stands behind it, cut to the room."""
        tile = self.tile
        count = f" {tile.count}" if tile.count else ""
        title = Segment(cut(tile.title, room - len(count)), self._bold)
        parts = [title, Segment(count, self._tone)]
        left = room - _width(parts)
        is_control = tile.shape == "control"
        if tile.body and left >= cell_len(tile.body) + 2:
            gap = 1 if is_control else left - cell_len(tile.body)
            parts += [Segment(" " * gap, self._plain), Segment(printable(tile.body), self._soft)]
        return parts

    def _cap(self, room: int) -> str:
        """Return the key with a blank at each side, if it fits in the room."""
        key = f" {shown_key(self.tile.key)} " if self.tile.key else ""
        return key if len(key) <= room else ""

    def _card_lines(self) -> list[Line]:
        """Return a thick edge, and the text with its air."""
        is_beside = self._is_beside
        pad = 2 if self.width >= ROOMY and not is_beside else 1
        room = max(1, self.width - 1 - 2 * pad)
        rows = self._beside_picture(room) if is_beside else self._card_rows(room)
        if self.height >= 3:
            rows = [[], *rows[: self.height - 2]]
        rows = [*rows, *[[]] * self.height][: self.height]
        sign = "▏" if self.tile.disabled else "▌"
        edge = Segment(sign, self.colours.style(self.look.edge, self.look.ground))
        side = Segment(" " * pad, self._plain)
        return [[edge, side, *self._fill(row, room), side] for row in rows]

    @property
    def _is_beside(self) -> bool:
        """Whether the title stands beside the picture: on a low card that is wide enough for both,
        and for each word.
        """
        beside = self.width - 3 - WIDTH - 1
        return (
            bool(self.tile.picture)
            and ROWS + 2 <= self.height < PICTURE_HEIGHT
            and max(map(cell_len, self.tile.title.split()), default=0) <= beside
            and len(wrapped(self.tile.title, beside, ROWS)) < ROWS
        )

    def _beside_picture(self, room: int) -> list[Line]:
        """Return the picture with the title and the state at its right, or the body where it has
        none, and the key at the right end of the last row. A wide card has them beside the middle
        of the picture.
        """
        drawn = draw_picture(self.tile.picture, self.look.tone, self.look.ground, self.colours)
        left = room - WIDTH - 1
        titles, cap = self._title_lines(left, ROWS - 1), self._cap_segment()
        words = self._state_lines if self.tile.state else self._whole_words
        texts = [*titles, *words(left, ROWS - len(titles))]
        if cap and len(texts) == ROWS and _width(texts[-1]) > left - _width(cap):
            texts = [*titles, *words(left, ROWS - 1 - len(titles))]
        is_wide = left >= WIDE and len(texts) < ROWS - 1
        texts = [[], *texts] if is_wide else texts
        texts += [[]] * (ROWS - len(texts))
        row = 1 if is_wide else -1
        texts[row] = [*self._fill(texts[row], left - _width(cap)), *cap]
        gap = Segment(" ", self._plain)
        return [[*line, gap, *text] for line, text in zip(drawn, texts, strict=True)]

    def _card_rows(self, room: int) -> list[Line]:
        """Return the lines between the first and the last one."""
        tile, height = self.tile, self.height
        if tile.picture and height >= LARGE_PICTURE_HEIGHT and room >= LARGE_WIDTH:
            return self._under_large_picture(room)
        if tile.picture and height >= PICTURE_HEIGHT and room >= WIDTH + 4:
            return self._under_picture(room)
        if height <= 3:
            return [self._one_line(room)]
        if self._key_below and height >= LEAST_KEY_BELOW:
            return self._over_key(room)
        heading = self._heading(room, 2 if height > 4 or not tile.body else 1)
        air: list[Line] = [[]] if height >= 5 and len(heading) == 1 else []
        words = self._words(room, height - 2 - len(heading) - len(air))
        if not words and height > 4:
            heading = [*air[: (height - 3) // 4], *heading]
        return [*heading, *air, *words]

    def _over_key(self, room: int) -> list[Line]:
        """Return the title and the words, and the key at the right end of the last row."""
        titles, cap = self._title_lines(room, 2), self._cap_segment()
        words = self._words(room, self.height - 2 - len(titles))
        rows = [*titles, *words, *[[]] * self.height][: self.height - 2]
        if cap:
            beside = room - _width(cap)
            rows[-1] = [*self._fill(rows[-1], beside), *cap]
        return rows

    def _under_picture(self, room: int) -> list[Line]:
        drawn = draw_picture(self.tile.picture, self.look.tone, self.look.ground, self.colours)
        cap = self._cap_segment()
        gap = room - WIDTH - _width(cap)
        drawn[0] = [*drawn[0], Segment(" " * gap, self._plain), *cap]
        air: list[Line] = [[]] if self.height > PICTURE_HEIGHT + 1 else []
        left = self.height - 2 - ROWS - len(air)
        titles = self._title_lines(room, 2 if left > 1 else 1)
        words = self._whole_words(room, min(MOST_WORDS, left - len(titles)))
        return [*drawn, *air, *titles, *words]

    def _under_large_picture(self, room: int) -> list[Line]:
        """Return the rows of a tile that has no room beside its picture: the key is in the last."""
        drawn = draw_large_picture(
            self.tile.picture, self.look.tone, self.look.ground, self.colours
        )
        cap = self._cap_segment()
        if room >= LARGE_WIDTH + _width(cap) + 1:
            gap = room - LARGE_WIDTH - _width(cap)
            drawn[0] = [*drawn[0], Segment(" " * gap, self._plain), *cap]
            cap = []
        rows_left = self.height - 2 - LARGE_ROWS - 2 - (1 if cap else 0)
        words = self._whole_words(room, rows_left)
        rows = [*drawn, [], *self._title_lines(room, 1), *words]
        if cap:
            rows += [[]] * (self.height - 3 - len(rows))
            rows.append([Segment(" " * (room - _width(cap)), self._plain), *cap])
        return rows

    def _one_line(self, room: int) -> Line:
        """Return the title, the words at the right of it where they fit, and the key."""
        cap = self._cap_segment() if self._title_width() + len(self.tile.key) + 4 <= room else []
        left = room - (_width(cap) + 1 if cap else 0)
        state = f"● {self.tile.state}" if self.tile.state else ""
        parts = self._title_parts(left)
        if state and left - _width(parts) > cell_len(state) + 1:
            gap = left - _width(parts) - cell_len(state)
            parts += [Segment(" " * gap, self._plain), Segment(state, self._tone)]
        return [*self._fill(parts, left), Segment(" ", self._plain), *cap] if cap else parts

    def _heading(self, room: int, most: int) -> list[Line]:
        """Return the title on one line or two, the first with the key at its right."""
        cap = self._cap_segment()
        beside = room - (_width(cap) + 1 if cap else 0)
        lines = self._title_lines(beside, most)
        if cap:
            lines[0] = [*self._fill(lines[0], beside), Segment(" ", self._plain), *cap]
        return lines

    def _title_lines(self, room: int, most: int) -> list[Line]:
        """Return the title; one with a word that is longer than the line is cut, not broken."""
        title = self.tile.title
        has_long_word = max(map(cell_len, title.split()), default=0) > room
        count = f" {self.tile.count}" if self.tile.count else ""
        texts = [cut(title, room)] if has_long_word else wrapped(title, room - len(count), most)
        lines = [[Segment(text, self._bold)] for text in texts or [""]]
        if count:
            lines[-1].append(Segment(count, self._tone))
        return lines

    def _words(self, room: int, rows: int) -> list[Line]:
        """Return the state and the body in at most so many rows: on one line where there is only
        one and both fit.
        """
        tile = self.tile
        if rows < 1:
            return []
        if not tile.state:
            return [[Segment(line, self._plain)] for line in wrapped(tile.body, room, rows)]
        if not tile.body:
            return self._state_lines(room, rows)
        state = Segment(f"● {cut(tile.state, room - 2)}", self._tone)
        left = room - cell_len(state.text) - 2
        if rows == 1 and cell_len(tile.body) <= left:
            return [[state, Segment(f"  {printable(tile.body)}", self._plain)]]
        more = wrapped(tile.body, room, rows - 1)
        return [[state], *([Segment(line, self._plain)] for line in more)]

    def _state_lines(self, room: int, rows: int) -> list[Line]:
        """Return the state, or as many of its clauses as fit whole."""
        return [
            [Segment(f"{'  ' if index else '● '}{text}", self._tone)]
            for index, text in enumerate(whole_clauses(self.tile.state, room - 2, rows))
        ]

    def _whole_words(self, room: int, rows: int) -> list[Line]:
        """Return the state and the body of a tile with a picture; a body that does not fit whole is
        left out, since the picture and the title say enough.
        """
        words = self._words(room, rows)
        is_cut = any(segment.text.endswith("…") for line in words for segment in line)
        if not is_cut:
            return words
        return words[:1] if self.tile.state else []

    def _cap_segment(self) -> Line:
        if not self.tile.key:
            return []
        text = f" {shown_key(self.tile.key)} "
        return [Segment(text, self.colours.style(self.look.cap_ink, self.look.cap))]

    def _fill(self, parts: Line, room: int) -> Line:
        """Return parts with blanks behind them up to the room; what is beyond it is cut off."""
        return Segment.adjust_line_length(parts, room, self._plain)


def _width(parts: Line) -> int:
    return sum(part.cell_length for part in parts)
