"""Where to go on the coach's side, each place with what waits there."""

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
    """A place to go to, or None.

    Parameters:
        here: the section below.
    """

    HELP = "Each place with what waits there. Its key leads there from anywhere."

    def __init__(self, here: str) -> None:
        super().__init__()
        self._here = here

    def body(self) -> ComposeResult:
        live = self._live()
        with Vertical(id="go-panel", classes="panel -note"):
            yield Static(Content.styled("Where to?", "bold $secondary"))
            with Grid(id="places"):
                for number, (name, section) in enumerate(SECTIONS.items(), 1):
                    yield Tile(
                        f"{section.title}  {section.key.upper()}",
                        live.get(name, ""),
                        key=str(number),
                        value=name,
                        tone="coaching" if name == self._here else "note",
                        classes="-slim",
                    )
                yield Tile(
                    "Me",
                    live["me"],
                    key=str(len(SECTIONS) + 1),
                    value="me",
                    tone="note",
                    classes="-slim",
                )
            with Horizontal(classes="row"):
                yield Tile("Stay here  Esc", id="stay", classes="-slim")
                undos = self.session.undos
                said = undos[-1].said if undos else "Nothing to undo"
                yield Tile("Undo", said, key="u", value="undo", id="undo", classes="-slim")

    def on_mount(self) -> None:
        super().on_mount()
        for tile in self.query(Tile):
            if tile.value == self._here:
                tile.focus()
        undos = self.session.undos
        self.query_one("#undo", Tile).disabled = not undos or not undos[-1].backs

    def _live(self) -> dict[str, str]:
        desk, me = self.desk, self.person.id
        now = desk.now()
        first = week.monday(now.date())
        spent = sum(each.minutes for each in desk.timesheet.entries_between(first, now.date(), me))
        due, visits = (
            len(desk.contacts.due()),
            [v for v in desk.calendar.visits_on(now.date()) if v.coach == me],
        )
        topics = desk.workshops.wanted(desk.settings.team.asks)
        waits = len(Inbox(desk, me).items())
        return {
            "queue": f"{len(desk.requests.standings())} open",
            "walk": f"{due} due to be seen" if due else "nobody is due",
            "people": phrases.count(len(desk.people.staff()) - 1, "colleague"),
            "dates": phrases.count(len(visits), "visit") + " today",
            "asks": f"{topics[0].name}: {len(topics[0].people)} ask"
            if topics
            else "what they ask for",
            "shelf": f"{len(desk.shelf.all())} to take along",
            "wall": phrases.count(len(desk.board.problems()), "known problem"),
            "week": f"{week.span(spent)} this week",
            "me": f"{phrases.count(waits, 'thing')} for you" if waits else "your own home",
        }

    def on_tile_pressed(self, message: Tile.Pressed) -> None:
        message.stop()
        self.dismiss(message.tile.value or None)
