"""The menu of the sections of the team's side, each with what waits there."""

from textual.app import ComposeResult
from textual.containers import Grid, Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from kiosk.inbox.inbox import Inbox
from kiosk.timesheet import week
from kiosk.wording import phrases
from screens.base import Panel
from screens.sections import SECTIONS
from screens.widgets.tile import Tile


class SectionMenu(Panel[str]):
    """A dialog of tiles; closes with the name of a section, "me", "undo", or None.

    Parameters:
        here: name of the section below.
    """

    HELP = "Each place with what waits there. Its key leads there from anywhere."

    def __init__(self, here: str) -> None:
        super().__init__()
        self._here = here

    def body(self) -> ComposeResult:
        waiting = self._waiting()
        with Vertical(id="go-panel", classes="panel -note"):
            yield Static(Content.styled("Where to?", "bold $secondary"))
            with Grid(id="places"):
                for number, (name, section) in enumerate(SECTIONS.items(), 1):
                    yield Tile(
                        f"{section.title}  {section.key.upper()}",
                        waiting.get(name, ""),
                        key=str(number),
                        value=name,
                        tone="coaching" if name == self._here else "note",
                        classes="-slim",
                    )
                yield Tile(
                    "Me",
                    waiting["me"],
                    key=str(len(SECTIONS) + 1),
                    value="me",
                    tone="note",
                    classes="-slim",
                )
            with Horizontal(classes="row"):
                yield Tile("Stay here  Esc", id="stay", classes="-slim")
                undos = self.session.undos
                last_step = undos[-1].said if undos else "Nothing to undo"
                yield Tile("Undo", last_step, key="u", value="undo", id="undo", classes="-slim")

    def on_mount(self) -> None:
        super().on_mount()
        for tile in self.query(Tile):
            if tile.value == self._here:
                tile.focus()
        undos = self.session.undos
        self.query_one("#undo", Tile).disabled = not undos or not undos[-1].backs

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

    def on_tile_pressed(self, message: Tile.Pressed) -> None:
        message.stop()
        self.dismiss(message.tile.value or None)
