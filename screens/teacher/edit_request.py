"""Correcting a request: its words, its room, and when it matters. It keeps its place in line."""

from dataclasses import dataclass

from textual import getters
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from data.records import FIX, Request, When
from kiosk.people.drafts import TextDraft
from kiosk.requests import wording as request_wording
from screens.dialogs.form_panel import FormPanel
from screens.teacher.room_picker import RoomPickerScreen
from screens.widgets.answer_row import AnswerRow
from screens.widgets.choice_chips import ChoiceChips
from screens.widgets.notice import Notice
from screens.widgets.text_input import TextInput
from screens.widgets.tile import Tile

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
        with Vertical(id="correct", classes="panel -note"):
            yield Static(
                f"Put right: {request_wording.place(request)}", id="correct-title", markup=False
            )
            yield Static("Your words. Please do not name pupils.", id="question")
            yield TextInput("A line about it", self._text)
            if request.lane == FIX:
                yield ChoiceChips(
                    list(WHEN_WORDS.values()), [WHEN_WORDS[request.when]], single=True, tone="fix"
                )
                yield Tile(self._room_words(), key="", id="room", classes="-slim")
            yield Notice()
            yield AnswerRow("Keep it so")

    def _room_words(self) -> str:
        return (
            f"In {self._room}; touch for another room"
            if self._room
            else "No room yet; touch to choose"
        )

    def on_mount(self) -> None:
        super().on_mount()
        self.field.focus()

    def on_tile_pressed(self, message: Tile.Pressed) -> None:
        """Choose another room."""
        message.stop()
        self.app.push_screen(RoomPickerScreen(), self._take_room)

    def _take_room(self, room: str | None) -> None:
        if room:
            self._room = room
            self.query_one("#room", Tile).title = self._room_words()

    def submit(self) -> None:
        """Close with the corrected fields."""
        when = self._request.when
        for chips in self.query(ChoiceChips):
            when = next(key for key, words in WHEN_WORDS.items() if words == chips.chosen[0])
        self.dismiss(RequestEdit(self.field.value, self._room, when))

    def draft(self) -> TextDraft:
        return TextDraft("correct", self.field.value, {"request": self._request.id})
