"""A pad of ten digits to type a PIN on, by touch or by keys."""

from dataclasses import dataclass

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from kiosk.people.secret import Secret
from screens.messages import Act
from screens.widgets.containers import Stack
from screens.widgets.grid_layout import TALL
from screens.widgets.menu_board import MenuBoard
from screens.widgets.tile import Tile
from screens.widgets.tile_board import TileBoard

BETWEEN = " " * 3
"""Air between two dots: so all of them, as each key, have an odd number of columns."""
LONGEST = 12
"""Most digits of a PIN."""


class PinPad(Stack):
    """Ten digits to touch; what was typed is shown as dots. Its screen passes on the keys.

    Parameters:
        prompt: says what to type.
        length: the fewest digits.
        confirm: title of the last tile.
    """

    typed: reactive[Secret] = reactive(Secret(""))

    @dataclass
    class Entered(Act):
        """A PIN was typed, and Enter pressed or the last tile touched."""

        typed: Secret

    def __init__(self, prompt: str, length: int, confirm: str = "Open") -> None:
        super().__init__()
        self._prompt, self._length, self._confirm = prompt, length, confirm
        self.busy = False
        """Whether a PIN is being checked; digits are ignored meanwhile."""

    def compose(self) -> ComposeResult:
        yield Static(id="dots")
        yield MenuBoard(
            (
                *(_key(digit, digit) for digit in "123456789"),
                _key("Clear", "clear"),
                _key("0", "0"),
                _key(self._confirm, "enter"),
            ),
            width=12,
            gap=1,
        )

    def on_mount(self) -> None:
        self.watch_typed(Secret(""))

    def ask(self, prompt: str) -> None:
        """Show another prompt."""
        self._prompt = prompt
        self.watch_typed(self.typed)

    def show_busy(self) -> None:
        """Show that the PIN is being checked, which takes a second on purpose."""
        for line in self.query("#dots").results(Static):
            line.update(Content("One moment"))

    def watch_typed(self, typed: Secret) -> None:
        self._show(self._prompt, len(typed))
        for board in self.query(MenuBoard):
            board.change("enter", filled=len(typed) >= self._length)

    def _show(self, words: str, count: int) -> None:
        """Show words, and below them a dot for each digit; those still to type are open."""
        dots = ["●"] * count + ["○"] * (self._length - count)
        air = "\n" if self.app.size.height >= TALL else ""
        for line in self.query("#dots").results(Static):
            line.update(Content(f"{words}\n{air}{BETWEEN.join(dots)}"))

    def take_key(self, event: events.Key) -> None:
        """Handle a key that was pressed anywhere on the screen."""
        if event.character and event.character in "0123456789":
            event.stop()
            self.screen.set_focus(None)  # Enter is for what is typed, not for a digit of the pad
            self._add_digit(event.character)
        elif event.key == "backspace":
            self.typed = Secret(self.typed.text[:-1])
        elif event.key == "enter" and self.screen.focused is None:
            event.stop()
            self._enter()

    def on_tile_board_pressed(self, message: TileBoard.Pressed) -> None:
        message.stop()
        match message.value:
            case "clear":
                self.typed = Secret("")
            case "enter":
                self._enter()
            case digit:
                self._add_digit(digit)

    def _add_digit(self, digit: str) -> None:
        if len(self.typed) < LONGEST and not self.busy:
            self.typed = Secret(self.typed.text + digit)

    def _enter(self) -> None:
        """Post what was typed; a second Enter finds nothing to post."""
        if self.typed and not self.busy:
            typed, self.typed = self.typed, Secret("")
            self.post_message(self.Entered(typed))


def _key(title: str, value: str) -> Tile:
    return Tile(title, value=value, shape="control", is_centred=True)
