"""The queue: the requests in their order at the left, the story of one at the right, and below what
can be done with it.

News from elsewhere is shown at once and never moves the selection. `queue_actions` has what can be
done with a request, `queue_rows` how it is written.
"""

from typing import ClassVar, Literal

from msgspec.structs import replace
from textual import getters
from textual.app import ComposeResult
from textual.content import Content

from data.records import LANE_OF, LANES, Request
from kiosk.requests import wording as request_wording
from kiosk.requests.queue import Standing
from kiosk.wording import phrases
from screens.actions import Action, Area
from screens.sections import SECTIONS
from screens.team.queue_actions import QueueActions
from screens.team.queue_rows import request_row, story_lines
from screens.widgets.card import Card
from screens.widgets.containers import Columns
from screens.widgets.empty_state import EmptyState, Nothing
from screens.widgets.row import Row
from screens.widgets.row_list import RowList
from screens.widgets.text_layout import wrapped
from screens.widgets.tile import Tile

View = Literal["fix", "coaching", "mine", "all"]
VIEWS: dict[View, str] = {"fix": "Fix", "coaching": "Coaching", "mine": "Mine", "all": "All"}
"""View -> the title of its tile. The first two show one lane each, and have its name."""


WAITING: dict[View, str] = {
    "fix": "to fix",
    "coaching": "to coach",
    "mine": "yours",
    "all": "waiting",
}
"""View -> what is said of the number of its requests."""


class QueueSection(QueueActions):
    """The section that a coach or fixer works from; it opens after the PIN."""

    HELP = (
        "Choose a request at the left; its story and why it stands where it stands are at the "
        "right. Enter, or a second touch, shows all that can be done with it."
    )
    SECTION = "queue"
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("fix", "1", VIEWS["fix"], tone="fix", area="view"),
        Action("coaching", "2", VIEWS["coaching"], tone="coaching", area="view"),
        Action("mine", "3", VIEWS["mine"], area="view"),
        Action("all", "4", VIEWS["all"], area="view"),
        Action("see-all", "", "See all", "what waits elsewhere", main=True),
        Action("walk", SECTIONS["walk"].key, "Walk", "where to go now", main=True),
    )

    row_list = getters.query_one(RowList)
    story = getters.query_one("#story", Card)
    none = getters.query_one(EmptyState)

    def __init__(self) -> None:
        super().__init__()
        self._view: View = "all"
        self._standings: list[Standing] = []
        """The requests of the view, in their order, with their place in line."""
        self._listed_view: View | None = None
        """The view that the list was last filled with."""
        self._listed_ids: list[str] = []
        """The requests that the list was last filled with."""

    @property
    def chosen(self) -> str:
        """Id of the request that is chosen; "" for none."""
        return self.row_list.chosen

    @property
    def request(self) -> Request | None:
        return self.desk.requests.get(self.chosen) if self.chosen else None

    @property
    def has_requests(self) -> bool:
        return bool(self._standings)

    def can(self, action_id: str) -> bool | None:
        if action_id == "walk":
            return not self.desk.requests.standings()
        if action_id == "see-all":
            return not self._standings and bool(self.desk.requests.standings())
        return super().can(action_id)

    def tiles(self, *areas: Area) -> list[Tile]:
        """Return the tiles; the way from an empty view to all has the key of that view."""
        key = self.key_for("all")
        return [
            replace(tile, key=key) if tile.action == "see-all" else tile
            for tile in super().tiles(*areas)
        ]

    @property
    def _shows_both_lanes(self) -> bool:
        return self._view in ("mine", "all")

    def compose_main(self) -> ComposeResult:
        with Columns(id="both"):
            found = RowList[Standing](lambda standing: standing.request.id, self._row, id="found")
            yield found
            yield Card("", "fix", id="story", least_rows=lambda: found.lines_used)
        yield EmptyState(id="none")

    def _row(self, standing: Standing) -> Row:
        return request_row(self.desk, standing, both_lanes=self._shows_both_lanes)

    def begin(self) -> None:
        self._view = LANE_OF[self.person.role]
        standings = self.desk.requests.standings()
        if not any(self._is_in_view(standing, self._view) for standing in standings):
            self._view = "all" if standings else self._view
        super().begin()
        self.row_list.focus()

    def show_live(self) -> None:
        all_standings = self.desk.requests.standings()
        self._standings = [each for each in all_standings if self._is_in_view(each, self._view)]
        for view in VIEWS:
            count = sum(self._is_in_view(standing, view) for standing in all_standings)
            self.change_tile(view, count=str(count))
        self.bar.choose(self._view)
        self.show_top()
        self._show_counts(all_standings)
        self._update_list()
        self._show_story()

    def _show_counts(self, standings: list[Standing]) -> None:
        """Say in the masthead how much waits, in the colour of the lane."""
        requests = [each.request for each in standings if self._is_in_view(each, self._view)]
        mine = sum(request.owner == self.person.id for request in requests)
        words = f"{len(requests)} {WAITING[self._view]}"
        if mine and self._view != "mine":
            words += f", {mine} {'is' if mine == 1 else 'are'} yours"
        self.masthead.set_hint(words if requests else "")
        lane = self._view if self._view in LANES else ""
        self.masthead.set_tone(LANES[lane].tone if lane else "")

    def _is_in_view(self, standing: Standing, view: View) -> bool:
        request = standing.request
        if view == "mine":
            return request.owner == self.person.id
        return view in ("all", request.lane)

    def _update_list(self) -> None:
        """Bring the list up to date around the chosen request.

        When the chosen request leaves the list by this person's own act, its neighbour is chosen.
        When somebody else took it out, none is chosen and it is said: the next key was meant for
        that request, and not for its neighbour.
        """
        ids = [standing.request.id for standing in self._standings]
        choose: str | None = None  # the choice stays as it is
        if self._listed_view != self._view:
            choose = ids[0] if ids else ""
        elif self.chosen and self.chosen not in ids:
            if self._was_changed_by_other(self.chosen):
                self._say_what_happened(self.chosen, what_next="Choose another." if ids else "")
            elif ids:
                index = self._listed_ids.index(self.chosen)
                choose = ids[min(index, len(ids) - 1)]
        self.row_list.show(self._standings, choose)
        self._listed_view, self._listed_ids = self._view, ids

    def _was_changed_by_other(self, request_id: str) -> bool:
        """Return whether the last step in the story of a request is somebody else's."""
        return self.desk.requests.get(request_id).story[-1].by != self.person.id

    def _say_what_happened(self, request_id: str, what_next: str) -> None:
        """Say the last step in the story of a request, and what to do now."""
        request = self.desk.requests.get(request_id)
        step = request_wording.story_line(request.story[-1], self.desk.people.full_name)
        self.say(f"{request_wording.place(request)}: {step}. {what_next}".rstrip(), "trouble")

    def _show_story(self) -> None:
        self.show_actions()
        standings = (each for each in self._standings if each.request.id == self.chosen)
        chosen = next(standings, None)
        self.query_one("#both").display = bool(self._standings)
        self.none.display = not self._standings
        if not self._standings:
            self.none.show(self._nothing_chosen())
            return
        if chosen is None:
            title, words, _ = self._nothing_chosen()
            self.story.show(
                lambda columns, rows: [Content(line) for line in wrapped(words, columns, rows)],
                title,
            )
            return
        title = request_wording.place(chosen.request)
        self.story.set_tone(LANES[chosen.request.lane].tone)
        self.story.show(lambda columns, _: story_lines(self.desk, chosen, columns), title)

    def _nothing_chosen(self) -> Nothing:
        """Return what is said when no request is chosen, since there is none or for a moment."""
        if self._standings:
            return Nothing("None chosen", "Choose one at the left.", "cup")
        others = len(self.desk.requests.standings()) if self._view == "mine" else 0
        if others:
            waiting = phrases.count(others, "request waits", "requests wait")
            return Nothing("Nothing is yours right now", f"{waiting} under All.", "cup")
        return Nothing("All done", "Nobody is waiting here. A good moment for a walk.", "cup")

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        message.stop()
        self._show_story()

    def on_row_list_opened(self, message: RowList.Opened) -> None:
        message.stop()
        self.action_perform("more")

    def action_fix(self) -> None:
        """Show the requests to fix something."""
        self._show_view("fix")

    def action_coaching(self) -> None:
        """Show the requests for coaching."""
        self._show_view("coaching")

    def action_mine(self) -> None:
        """Show the requests that this person has claimed."""
        self._show_view("mine")

    def action_all(self) -> None:
        """Show all requests."""
        self._show_view("all")

    def action_see_all(self) -> None:
        """Show all requests, where this view has none."""
        self._show_view("all")

    def _show_view(self, view: View) -> None:
        self._view = view
        self.show_live()
        self.row_list.focus()

    def action_walk(self) -> None:
        """Go to the section of the walk."""
        self.go_to_section("walk")

    def action_next_page(self) -> None:
        self.story.next_page()
