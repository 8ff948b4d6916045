"""The head of a screen: its title with a chalk stroke under it, what happens next, and who, where
and when. What has just happened is said there too, so that nothing else has to move for it.
"""

from rich.cells import cell_len
from rich.segment import Segment
from textual.geometry import Size
from textual.strip import Strip
from textual.timer import Timer

from screens.widgets.drawn_widget import DrawnWidget
from screens.widgets.palette import colour_of, palette
from screens.widgets.text_layout import cut, printable, wrapped

STAYS = 20
"""Seconds for which a sentence stays."""
GAP = 3
"""Columns between the title and the words beside it."""
NARROW = 50
"""Columns below which the words stand under the title, and there is no stroke."""
LEAST_WORDS = 24
"""Columns that words beside a title need; a longer title is cut."""
SIGNS = {"done": "✓ ", "trouble": "▲ "}
COLOURS = {"done": "primary", "trouble": "error"}


class Head(DrawnWidget):
    """The base of what says a title and a sentence: for some seconds what has just happened, after
    that what is wrong, if anything is, or else a hint.

    Parameters:
        title: what this is.
        hint: shown muted, while nothing else is.
    """

    def __init__(self, title: str = "", hint: str = "") -> None:
        super().__init__()
        self._title, self._hint, self._warning = title, hint, ""
        self._said: tuple[str, str] | None = None
        """The words and the tone of the present sentence; None when none is shown."""
        self._falling_silent: Timer | None = None
        """Takes down the present sentence."""

    def set_hint(self, hint: str) -> None:
        """Set another hint; "" for none."""
        if hint != self._hint:
            self._hint = hint
            self.refresh_words()

    def warn(self, words: str) -> None:
        """Set what is wrong, for as long as it is; "" when all is well again."""
        if words != self._warning:
            self._warning = words
            self.refresh_words()

    def say(self, words: str, tone: str = "done") -> None:
        """Show a sentence, until there is another or STAYS seconds have gone by.

        Parameters:
            words: the sentence; "" shows none.
            tone: "done", "trouble" for a refusal, or "hint".
        """
        if self._falling_silent:
            self._falling_silent.stop()
        self._said = (words, tone) if words else None
        self._falling_silent = self.set_timer(STAYS, self._fall_silent) if words else None
        self.refresh_words()

    def _fall_silent(self) -> None:
        self._said = self._falling_silent = None
        self.refresh_words()

    def refresh_words(self) -> None:
        """Draw the words anew; a head whose height depends on them is laid out anew."""
        self.refresh()

    @property
    def words(self) -> str:
        """What is said now, with its sign."""
        return self._now()[0]

    def _now(self) -> tuple[str, str, bool]:
        """Return what is said now with its sign, the name of its colour, and whether it is more
        than a hint.
        """
        words, tone = self._said or (self._warning, "trouble" if self._warning else "")
        if not words:
            return printable(self._hint), "muted", False
        return SIGNS.get(tone, "") + printable(words), COLOURS.get(tone, "muted"), True


class Masthead(Head):
    """The first two lines of a screen.

    Parameters:
        title: what the screen is, or asks.
        hint: what happens next.
        right: who, where or when.
        tone: of the stroke: that of the errand which led here.
    """

    def __init__(self, title: str = "", hint: str = "", right: str = "", tone: str = "") -> None:
        super().__init__(title, hint)
        self._right, self._tone = right, tone

    def show(
        self, title: str | None = None, hint: str | None = None, right: str | None = None
    ) -> None:
        """Show other texts; None leaves one as it is."""
        before = (self._title, self._hint, self._right)
        self._title = self._title if title is None else title
        self._hint = self._hint if hint is None else hint
        self._right = self._right if right is None else right
        if before != (self._title, self._hint, self._right):
            self.refresh()

    def set_tone(self, tone: str) -> None:
        """Give the stroke another tone."""
        self._tone = tone
        self.refresh()

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        words, ink, is_urgent = self._now()
        if width < NARROW:
            text, style = (self._title, ("foreground", True)) if y == 0 else (words, (ink, False))
            return self._line([(cut(text, width) if text and y < 2 else "", *style)], "")
        title = cut(self._title, max(8, width - GAP - LEAST_WORDS)) if self._title else ""
        start = cell_len(title) + GAP if title else 0
        right = fitting_right(printable(self._right), cell_len(words), width - start)
        first, second, keeps_right = fit_words(words, width - start, cell_len(right), is_urgent)
        if y == 0:
            left = [(title, "foreground", True), (" " * GAP if title else "", "muted", False)]
            left.append((first, ink, False))
            return self._line(left, right if keeps_right else "")
        if y == 1:
            stroke = ("▔" * cell_len(title), colour_of(self._tone), False)
            return self._line(
                [stroke, (" " * GAP if title else "", "muted", False), (second, ink, False)], ""
            )
        return Strip.blank(width, self.rich_style)

    def _line(self, left: list[tuple[str, str, bool]], right: str) -> Strip:
        colours, width = palette(self.app.theme), self.size.width
        parts = [
            Segment(text, colours.style(ink, "background", bold=bold)) for text, ink, bold in left
        ]
        used = sum(part.cell_length for part in parts)
        right = cut(right, width - used - 2) if right and width - used > 3 else ""
        blank = Segment(" " * max(0, width - used - cell_len(right)), self.rich_style)
        ink = colours.style("muted", "background")
        return Strip([*parts, blank, Segment(right, ink)]).adjust_cell_length(width)


class NoticeLine(Head):
    """A line for a screen without a title, as high as its sentence needs."""

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        return max(1, len(self._lines(width)))

    def _lines(self, width: int) -> list[str]:
        return wrapped(self.words, width, 3)

    def refresh_words(self) -> None:
        """Make room for other words."""
        self.refresh(layout=True)

    def render_line(self, y: int) -> Strip:
        width, lines = self.size.width, self._lines(self.size.width)
        ink = palette(self.app.theme).style(self._now()[1], "background")
        text = lines[y] if y < len(lines) else ""
        return Strip([Segment(text, ink)]).adjust_cell_length(width, self.rich_style)


class DialogHead(Head):
    """The head of a dialog: its title, and below it what is asked, or what has just happened.

    Parameters:
        title: what this is about.
        question: what is asked.
        tone: of the title.
        airy_from: rows of the screen from which on the dialog leaves rows for air around the
            question.
    """

    def __init__(
        self, title: str, question: str = "", tone: str = "", *, airy_from: int = 0
    ) -> None:
        super().__init__(title, question)
        self._tone, self._airy_from = tone, airy_from

    def show(self, title: str, question: str) -> None:
        """Show other texts."""
        self._title, self._hint = title, question
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        return len(self._lines(width))

    def _lines(self, width: int) -> list[tuple[str, str, bool]]:
        """Return (text, name of its colour, whether it is bold) of each line."""
        is_short = self.app.size.height < self._airy_from
        titles = wrapped(self._title, width, 7)
        lines = [(text, colour_of(self._tone), True) for text in titles]
        words, ink, is_urgent = self._now()
        asked = wrapped(self._hint, width, 6)
        said = wrapped(words, width, 6)
        if not asked and not said:
            return lines if is_short else [*lines, ("", "muted", False)]
        room = max(len(asked), 2 if is_urgent else 0)
        shown = [*said, *[""] * room][: max(room, len(said))]
        colour = ink if is_urgent else "foreground"
        between = [] if is_short else [("", "muted", False)]
        return [*lines, *between, *((text, colour, False) for text in shown), *between]

    def refresh_words(self) -> None:
        """Make room for other words."""
        self.refresh(layout=True)

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        lines = self._lines(width)
        if y >= len(lines):
            return Strip.blank(width, self.rich_style)
        text, ink, bold = lines[y]
        style = palette(self.app.theme).style(ink, "panel", bold=bold)
        return Strip([Segment(text, style)]).adjust_cell_length(width, self.rich_style)


def fitting_right(right: str, words: int, room: int) -> str:
    """Return who, where and when; or as much of it as leaves room for the words on one line.

    Parameters:
        right: parts with a dot between them, of which the first matters most, and then the last.
        words: columns of the words.
        room: columns of both.
    """
    first, *others = right.split(" · ")
    shorter = [f"{first} · {others[-1]}", first] if len(others) > 1 else [first]
    fitting = (each for each in (right, *shorter) if words + 2 + cell_len(each) <= room)
    return next(fitting, right)


def fit_words(words: str, room: int, right: int, is_urgent: bool) -> tuple[str, str, bool]:
    """Fit words into the room beside a title, with a second line where they need one.

    Parameters:
        room: columns from the end of the title on.
        right: columns of the text at the right end of the first line.
        is_urgent: whether that text makes room when the words are long.

    Returns:
        The first and the second line, and whether the text at the right still has room.
    """
    beside = room - right - (2 if right else 0)
    if cell_len(words) <= beside:
        return words, "", True
    if is_urgent and cell_len(words) <= room:
        return words, "", False
    if is_urgent:
        first, *rest = wrapped(words, max(4, room), 2) or [""]
        return first, rest[0] if rest else "", False
    if beside < 12:
        return "", cut(words, max(4, room)), True
    first, *rest = wrapped(words, beside, 2)
    if cell_len(" ".join([first, *rest])) < cell_len(words):  # it is cut: the second line is longer
        rest = wrapped(words[len(first) :].strip(), room, 1)
    return first, rest[0] if rest else "", True
