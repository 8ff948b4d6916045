"""The queue: who is first and why, at the left; the story at the right; one row of keys below.

What comes in from elsewhere is shown at once and never moves the selection.
"""

from collections.abc import Sequence

from textual import events, getters
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.content import Content

from data.records import Request
from kiosk.requests import wording as request_wording
from kiosk.requests.queue import Standing
from kiosk.school.people import LANES
from kiosk.wording import phrases
from screens.team.queue_actions import KEYS, QueueActions
from screens.team.queue_rows import row, story
from screens.team.section import Section
from screens.widgets.card import Card
from screens.widgets.row_list import RowList
from screens.widgets.text_layout import wrapped
from screens.widgets.tile import Tile
from screens.widgets.tile_grid import ROOMY

VIEWS = ("fix", "coaching", "mine", "all")
NAMES = {"fix": "Fix", "coaching": "Coaching", "mine": "Mine", "all": "All"}


class QueueSection(Section):
    """What a coach or fixer works from."""

    HELP = (
        "Choose a request at the left; its story and why it stands where it stands are at the "
        "right. Enter, or a second touch, shows all that can be done with it."
    )
    KEYS = (
        ("C F N", "claim, finish, note"),
        ("T M P", "give it a time, move it to the other lane, let it rest"),
        ("A D I", "hand it on, decline, put it to the front"),
        ("V", "the page of whoever asked"),
        ("L U", "log somebody you met; undo the last step"),
        (".", "the next page of the story"),
    )
    BINDINGS = [
        Binding("full_stop", "leaf", show=False),
    ]

    found = getters.query_one(RowList)
    story = getters.query_one("#story", Card)

    def __init__(self) -> None:
        super().__init__()
        self._view = ""
        self._shown: list[Standing] = []
        self._minute = -1
        self._filled = ""
        """The view that the list was last filled for."""
        self._places: list[str] = []
        """The ids that it was filled with."""
        self._acts = QueueActions(self)

    @property
    def chosen(self) -> str:
        """Id of the request whose story is shown."""
        return self.found.chosen

    @property
    def _mixed(self) -> bool:
        return self._view in ("mine", "all")

    def bar(self) -> Sequence[Tile]:
        tones = {"fix": "fix", "coaching": "coaching"}
        return [
            Tile(
                NAMES[view],
                key=str(place),
                tone=tones.get(view, "note"),
                value=view,
                id=view,
                classes="-slim",
            )
            for place, view in enumerate(VIEWS, 1)
        ]

    def main(self) -> ComposeResult:
        with Horizontal(id="both"):
            yield RowList[Standing](
                lambda standing: standing.request.id,
                lambda standing, width: row(self.desk, standing, width, lanes=self._mixed),
                id="found",
            )
            yield Card("", "note", id="story")

    def actions(self) -> Sequence[Tile]:
        return (
            Tile("Claim", key="c", tone="coaching", id="claim"),
            Tile("Finish", key="f", tone="coaching", id="finish"),
            Tile("Note", key="n", tone="note", id="note"),
            Tile("Move", key="m", tone="note", id="move", classes="roomy"),
            Tile("Time", key="t", tone="note", id="time", classes="broad"),
            Tile("Rest", key="p", tone="note", id="pause", classes="broad"),
            Tile("More", key="enter", tone="note", id="more"),
        )

    def on_mount(self) -> None:
        self._view = LANES[self.person.role]
        super().on_mount()
        self.found.focus()

    def tick(self) -> None:
        """Once a minute scores have grown and times are said anew."""
        if self._minute != self.desk.now().minute:
            self.show_live()

    def show_live(self) -> None:
        self._minute = self.desk.now().minute
        everything = self.desk.requests.standings()
        self._shown = [each for each in everything if self._in_view(each, self._view)]
        for view in VIEWS:
            tile = self.query_one(f"#{view}", Tile)
            count = sum(self._in_view(each, view) for each in everything)
            tile.title = f"{NAMES[view]} {count}"
            tile.set_class(view == self._view, "-chosen")
        self.show_top()
        self._fill()
        self._show_story()

    def _in_view(self, standing: Standing, view: str) -> bool:
        request = standing.request
        if view == "mine":
            return request.owner == self.person.id
        return view in ("all", request.lane)

    def _fill(self) -> None:
        """Bring the list up to date around the chosen request. When that one has gone without this
        person's doing, none is chosen: the next key was not meant for its neighbour.
        """
        ids = [each.request.id for each in self._shown]
        was, before = self.chosen, self._places
        gap = 1 if self.app.size.height >= ROOMY else 0
        choose: str | None = None
        if self._filled != self._view:
            choose = ids[0] if ids else ""
        elif was and was not in ids and ids and not self._taken_away(was):
            choose = ids[min(before.index(was), len(ids) - 1)]
        self.found.show(self._shown, choose, gap)
        self._filled, self._places = self._view, ids

    def _taken_away(self, key: str) -> bool:
        """Whether somebody else ended or moved a request; then it is said."""
        request = self.desk.requests.get(key)
        last = request.story[-1]
        if last.by == self.person.id:
            return False
        did = request_wording.story_line(last, self.desk.people.full_name)
        self.say(f"{request_wording.place(request)}: {did}. Choose another.", "trouble")
        return True

    def _show_story(self) -> None:
        chosen = next((each for each in self._shown if each.request.id == self.chosen), None)
        for tile in self.query(".foot Tile").results(Tile):
            if tile.id not in {"back", "help"}:
                mine = chosen is not None and self._is_mine(chosen.request)
                tile.disabled = chosen is None or (tile.id == "claim" and mine)
        if chosen is None:
            title, said = "All done", "Nobody is waiting here. A good moment for a walk: F4."
            if self._view == "mine" and (others := len(self.desk.requests.standings())):
                said = (
                    f"{phrases.count(others, 'request waits', 'requests wait')}. 4 shows them all."
                )
                title = "None in your hand"
            if self._shown:
                title, said = "None chosen", "Choose one at the left."
            self.story.show(
                lambda w, h: [Content(x) for x in wrapped(said, w, h)],
                title,
            )
            return
        title = request_wording.place(chosen.request)
        self.story.show(lambda columns, _: story(self.desk, chosen, columns), title)

    def _is_mine(self, request: Request) -> bool:
        """Whether claiming it again would change nothing."""
        return request.state == "claimed" and request.owner == self.person.id

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        message.stop()
        self._show_story()

    def on_row_list_opened(self, message: RowList.Opened) -> None:
        """All that can be done with it."""
        message.stop()
        self._acts.show_all(self.desk.requests.get(message.key))

    async def pressed(self, tile: Tile) -> None:
        if tile.value in VIEWS:
            self._view = tile.value
            self.show_live()
            self.found.focus()
        elif self.chosen and tile.id:
            await self._acts.begin(tile.id, self.desk.requests.get(self.chosen))

    def on_key(self, event: events.Key) -> None:
        """Each act has its key, whether its tile is in sight or not."""
        act = KEYS.get(event.character or "")
        if act and self.chosen and self.on_top:
            event.stop()
            event.prevent_default()
            self._acts.start(act, self.chosen)

    def action_leaf(self) -> None:
        """To the next page of the story."""
        self.story.next_page()
