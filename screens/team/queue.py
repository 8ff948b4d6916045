"""The queue: who is first and why, at the left; the story at the right; one row of keys below.

What comes in from elsewhere is shown at once and never moves the selection.
"""

from textual import getters
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content

from data.records import LANE_OF, Request
from kiosk.requests import wording as request_wording
from kiosk.requests.queue import Standing
from kiosk.wording import phrases
from screens.actions import Action
from screens.team.queue_actions import QueueActions
from screens.team.queue_rows import row, story
from screens.widgets.card import Card
from screens.widgets.grid_layout import TALL
from screens.widgets.row_list import RowList
from screens.widgets.text_layout import wrapped
from screens.widgets.tile import Tile

VIEWS = {"fix": "Fix", "coaching": "Coaching", "mine": "Mine", "all": "All"}
"""View -> what its tile says."""
TONES = {"fix": "fix", "coaching": "coaching"}


class QueueSection(QueueActions):
    """What a coach or fixer works from."""

    HELP = (
        "Choose a request at the left; its story and why it stands where it stands are at the "
        "right. Enter, or a second touch, shows all that can be done with it."
    )
    SECTION = "queue"
    ACTIONS = (
        *(
            Action(view, str(number), VIEWS[view], tone=TONES.get(view, "note"), area="bar")
            for number, view in enumerate(VIEWS, 1)
        ),
    )

    row_list = getters.query_one(RowList)
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

    @property
    def chosen(self) -> str:
        """Id of the request whose story is shown."""
        return self.row_list.chosen

    @property
    def request(self) -> Request | None:
        return self.desk.requests.get(self.chosen) if self.chosen else None

    @property
    def _mixed(self) -> bool:
        return self._view in ("mine", "all")

    def main(self) -> ComposeResult:
        with Horizontal(id="both"):
            yield RowList[Standing](
                lambda standing: standing.request.id,
                lambda standing, width: row(self.desk, standing, width, lanes=self._mixed),
                id="found",
            )
            yield Card("", "note", id="story")

    def on_mount(self) -> None:
        self._view = LANE_OF[self.person.role]
        super().on_mount()
        self.row_list.focus()

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
            tile.title = f"{VIEWS[view]} {count}"
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
        gap = 1 if self.app.size.height >= TALL else 0
        choose: str | None = None
        if self._filled != self._view:
            choose = ids[0] if ids else ""
        elif was and was not in ids and ids and not self._taken_away(was):
            choose = ids[min(before.index(was), len(ids) - 1)]
        self.row_list.show(self._shown, choose, gap)
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
        self.show_actions()
        if chosen is None:
            title, said = "All done", "Nobody is waiting here. A good moment for a walk: F4."
            if self._view == "mine" and (others := len(self.desk.requests.standings())):
                waits = phrases.count(others, "request waits", "requests wait")
                said = f"{waits}. {self.shown_key_for('all')} shows them all."
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

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        message.stop()
        self._show_story()

    def on_row_list_opened(self, message: RowList.Opened) -> None:
        """All that can be done with it."""
        message.stop()
        self.action_perform("more")

    def action_fix(self) -> None:
        """Show what is to be fixed."""
        self._see("fix")

    def action_coaching(self) -> None:
        """Show what is asked of the coaches."""
        self._see("coaching")

    def action_mine(self) -> None:
        """Show what is in one's own hand."""
        self._see("mine")

    def action_all(self) -> None:
        """Show everything."""
        self._see("all")

    def _see(self, view: str) -> None:
        self._view = view
        self.show_live()
        self.row_list.focus()

    def action_leaf(self) -> None:
        """To the next page of the story."""
        self.story.next_page()
