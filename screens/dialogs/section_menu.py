"""The menu of the sections of the team's side, each with what waits there."""

from textual import events, getters
from textual.app import ComposeResult
from textual.containers import Vertical

from kiosk.inbox.inbox import Inbox
from kiosk.timesheet import week
from kiosk.wording import phrases
from screens.base import Panel
from screens.sections import SECTIONS
from screens.widgets.footer import AnswerRow
from screens.widgets.grid_layout import TALL
from screens.widgets.masthead import DialogHead
from screens.widgets.menu_board import MenuBoard
from screens.widgets.tile import Tile
from screens.widgets.tile_board import TileBoard


class SectionMenu(Panel[str]):
    """A dialog of tiles; closes with the name of a section, "me", "undo", or None.

    Parameters:
        here: name of the section below.
    """

    HELP = "Each place with what waits there. Its key leads there from anywhere."
    KEYS = (("1 to 9", "a place, in the order in which they stand"),)

    board = getters.query_one("#places", MenuBoard)

    def __init__(self, here: str) -> None:
        super().__init__()
        self._here = here

    def body(self) -> ComposeResult:
        waiting = self._waiting()
        places = [
            Tile(
                section.title,
                waiting.get(name, ""),
                name,
                section.key,
                chosen=name == self._here,
                shape="control",
            )
            for name, section in SECTIONS.items()
        ]
        undos = self.session.undos
        last_step = undos[-1].said if undos else "Nothing to undo"
        can_undo = bool(undos) and bool(undos[-1].backs)
        with Vertical(classes="panel -wide"):
            yield DialogHead("Where to?", airy_from=TALL)
            yield MenuBoard(
                [
                    *places,
                    Tile("Me", waiting["me"], "me", "h", shape="control"),
                    Tile("Undo", last_step, "undo", "u", shape="control", disabled=not can_undo),
                ],
                width=20,
                height=4,
                short_height=4,
                id="places",
            )
            yield AnswerRow(cancel="Stay here")

    def begin(self) -> None:
        super().begin()
        self.board.focus_tile(self._here)

    def on_key(self, event: events.Key) -> None:
        """Choose a section by its number as well, in the order in which they stand."""
        names = [*SECTIONS, "me"]
        digit = event.character or ""
        if digit.isdecimal() and 1 <= int(digit) <= len(names):
            event.stop()
            event.prevent_default()
            self.dismiss(names[int(digit) - 1])

    def _waiting(self) -> dict[str, str]:
        """Return what waits in each section, in words: name of the section, or "me" -> words."""
        desk, me = self.desk, self.person.id
        today = desk.now().date()
        entries = desk.timesheet.entries_between(week.monday(today), today, me)
        minutes = sum(entry.minutes for entry in entries)
        due = len(desk.contacts.due())
        visits = [visit for visit in desk.calendar.visits_on(today) if visit.coach == me]
        topics = desk.workshops.wanted(desk.settings.team.asks)
        inbox_count = len(Inbox(desk, me).items())
        return {
            "queue": f"{len(desk.requests.standings())} open",
            "walk": f"{due} due to be seen" if due else "nobody is due",
            "people": phrases.count(len(desk.people.staff()) - 1, "colleague"),
            "dates": phrases.count(len(visits), "visit") + " today",
            "asks": (
                f"{topics[0].name}: {len(topics[0].people)} ask" if topics else "what they ask for"
            ),
            "shelf": f"{len(desk.shelf.all())} to take along",
            "wall": phrases.count(len(desk.board.problems()), "known problem"),
            "week": f"{week.span(minutes)} this week",
            "me": f"{phrases.count(inbox_count, 'thing')} for you"
            if inbox_count
            else "your own home",
        }

    def on_tile_board_pressed(self, message: TileBoard.Pressed) -> None:
        message.stop()
        self.dismiss(message.value)

    def on_answer_row_cancelled(self, message: AnswerRow.Cancelled) -> None:
        message.stop()
        self.dismiss(None)
