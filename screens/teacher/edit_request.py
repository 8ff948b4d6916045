"""Correcting a request: its words, its room, and when it matters. It keeps its place in line."""

from dataclasses import dataclass

from textual import getters
from textual.app import ComposeResult
from textual.containers import Vertical

from data.records import FIX, Request, When
from kiosk.people.drafts import TextDraft
from kiosk.requests import wording as request_wording
from screens.dialogs.form_panel import FormPanel
from screens.teacher.room_picker import RoomPickerScreen
from screens.widgets.choice_chips import ChoiceChips
from screens.widgets.footer import AnswerRow
from screens.widgets.masthead import DialogHead
from screens.widgets.menu_board import MenuBoard
from screens.widgets.text_input import TextInput
from screens.widgets.tile import Tile
from screens.widgets.tile_board import TileBoard

WHEN_WORDS: dict[When, str] = {"now": "Next period", "today": "Today", "week": "This week"}
"""`Request.when` -> words."""


@dataclass(frozen=True)
class RequestEdit:
    """The corrected fields of a request."""

    text: str
    room: str
    when: When


class EditRequestForm(FormPanel[RequestEdit]):
    """A dialog with a form that corrects a request; closes with a `RequestEdit`, or with None.

    Parameters:
        request: the request as it is.
        text: the text in the line at first.
    """

    HELP = "Change what is wrong and keep it. The request keeps its place in line."

    field = getters.query_one(TextInput)

    def __init__(self, request: Request, text: str) -> None:
        super().__init__()
        self._request, self._text = request, text
        self._room = request.room

    def body(self) -> ComposeResult:
        request = self._request
        with Vertical(classes="panel"):
            title = f"Change: {request_wording.place(request)}"
            yield DialogHead(title, "Your words. Please do not name students.")
            yield TextInput("A line about it", self._text)
            if request.lane == FIX:
                chosen = [WHEN_WORDS[request.when]]
                yield ChoiceChips(list(WHEN_WORDS.values()), chosen, single=True)
                room = Tile(self._room_words(), value="room", shape="control")
                yield MenuBoard([room], most_columns=1, id="room")
            yield AnswerRow("Save")

    def _room_words(self) -> str:
        return (
            f"In {self._room}; touch for another room"
            if self._room
            else "No room yet; touch to choose"
        )

    def begin(self) -> None:
        super().begin()
        self.field.focus()

    def on_tile_board_pressed(self, message: TileBoard.Pressed) -> None:
        """Choose another room."""
        message.stop()
        self.app.push_screen(RoomPickerScreen(), self._take_room)

    def _take_room(self, room: str | None) -> None:
        if room:
            self._room = room
            self.query_one("#room", MenuBoard).change("room", title=self._room_words())

    def submit(self) -> None:
        """Close with the corrected fields."""
        when = self._request.when
        for chips in self.query(ChoiceChips):
            when = next(key for key, words in WHEN_WORDS.items() if words == chips.chosen[0])
        self.dismiss(RequestEdit(self.field.value, self._room, when))

    def draft(self) -> TextDraft:
        return TextDraft("correct", self.field.value, {"request": self._request.id})
