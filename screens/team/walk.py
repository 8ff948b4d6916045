"""The walk: a route for the minutes at hand with a purpose at each stop, ticked off afterwards; and
the map of the school, with how long nobody was there.
"""

from functools import partial

from textual import events, getters
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content

from data.records import Stop, Walk
from kiosk.outreach import route
from kiosk.outreach.walks import SPANS
from kiosk.school.errors import Refused
from kiosk.wording import phrases
from screens.actions import Action
from screens.dialogs.prompt import Prompt
from screens.dialogs.prompt_base import Question
from screens.team.person import PersonScreen
from screens.team.route_code import RouteCodePage
from screens.team.section import Section
from screens.team.walk_rows import about, row
from screens.widgets.card import Card
from screens.widgets.choice_chips import ChoiceChips
from screens.widgets.grid_layout import TALL
from screens.widgets.room_map import RoomMap
from screens.widgets.row_list import RowList
from screens.widgets.text_layout import wrapped
from screens.widgets.tile import Tile

Numbered = tuple[int, Stop]
FOLLOW_UPS = ("Ask how it went", "Bring what I promised")
NOBODY_DUE = (
    "Everybody was seen, and nothing waits. Sit down for a minute, or pick a room on the map."
)
NO_ROOMS = (
    "No room is known yet. Rooms come with the roster; the keeper can list more, with their wings, "
    "in kiosk.toml."
)


class WalkSection(Section):
    """Where to walk now, and why."""

    SECTION = "walk"
    HELP = (
        "Choose the minutes you have and set out. Afterwards tick off each stop: a hello, a visit, "
        "or that nobody was there. Whoever is longest due is on every walk."
    )
    KEYS = (("1 to 4", "the minutes at hand"),)
    NAME = "walk"
    ACTIONS = (
        Action("map", "m", "Map", "of rooms, of people, and back", "note", "bar"),
        Action("end", "e", "Back again", "the walk is over", "note", "bar"),
        Action("begin", "w", "Set out", "the route is kept", "coaching"),
        Action("seen", "s", "Hello", "no more than a hello", "coaching", full="Said hello"),
        Action("visited", "v", "In class", "a visit, with its minutes", "coaching"),
        Action("away", "x", "Not there", "others go first for some days", "note"),
        Action("fixed", "f", "Finish the fix", "with its minutes", "fix", "menu"),
        Action("note", "n", "Note", "for the next sign-in", "note", shown_from="roomy"),
        Action(
            "follow", "o", "Follow up", "in your hand, in the queue", "note", shown_from="broad"
        ),
        Action("page", "p", "Their page", "the year so far", "thanks", "menu"),
        Action("phone", "q", "For your phone", "the route as a code", "note", "menu"),
        Action("more", "enter", "More", "all that can be done", "note"),
    )

    row_list = getters.query_one(RowList)
    about = getters.query_one("#about-stop", Card)
    map = getters.query_one(RoomMap)

    def __init__(self) -> None:
        super().__init__()
        self._minute = -1
        self._stops: list[Numbered] = []
        self._planned = 0
        self._walk: Walk | None = None
        self._on_map = ""
        """What the map shows: "rooms", "people", or "" while the route is seen."""

    def main(self) -> ComposeResult:
        spans = [f"{span} min" for span in SPANS]
        at_hand = f"{self.desk.walks.at_hand(self.person.id)} min"
        yield ChoiceChips(spans, [at_hand], single=True, id="minutes-at-hand")
        with Horizontal(id="both"):
            yield RowList[Numbered](
                lambda numbered: str(numbered[0]),
                lambda numbered, width: row(self.desk, *numbered, width),
                id="stops",
            )
            yield Card("", "note", id="about-stop")
        yield RoomMap(id="rooms")

    def on_mount(self) -> None:
        super().on_mount()
        self.row_list.focus()

    def tick(self) -> None:
        """Once a minute doors open and requests come in."""
        if self._minute != self.desk.now().minute:
            self.show_live()

    def show_live(self) -> None:
        self._minute = self.desk.now().minute
        me = self.person.id
        self._walk = self.desk.walks.current(me)
        if self._walk:
            self._stops = list(enumerate(self._walk.stops))
            self._planned = route.minutes(self._walk.stops)
        else:
            planned = self.desk.walks.route(me, self._at_hand)
            self._stops, self._planned = list(enumerate(planned.stops)), planned.minutes
        self.show_top()
        there, everybody = self.desk.contacts.reached()
        self.top.show(f"Walk   {there} of {everybody} reached in 14 days")
        self._show_tiles()
        self._show_stops()
        self._show_map()
        self._show_about()

    @property
    def _at_hand(self) -> int:
        chips = self.query_one("#minutes-at-hand", ChoiceChips)
        return int(chips.chosen[0].partition(" ")[0])

    def _show_tiles(self) -> None:
        walking = self._walk is not None
        self.query_one("#minutes-at-hand").display = not (walking or self._on_map)
        self.query_one("#both").display = not self._on_map
        self.map.display = bool(self._on_map)
        titles = {"": "Map of rooms", "rooms": "Map of people", "people": "Route"}
        self.query_one("#map", Tile).title = titles[self._on_map]
        self.show_actions()

    def _show_map(self) -> None:
        """Rooms in the school's order, or people, longest unseen first."""
        if self._on_map == "people":
            known = self.desk.contacts.all()
            days = {each.person: each.days for each in known}
            names = {key: phrases.short(self.desk.people[key]) for key in days}
            self.map.show(days, names, "Nobody is on the roster yet. The keeper reads one in.")
        else:
            self.map.show(self.desk.contacts.rooms(), {}, NO_ROOMS)

    def _show_stops(self) -> None:
        gap = 1 if self.app.size.height >= TALL else 0
        chosen: str | None = None
        if self._walk:
            left = [place for place, stop in self._stops if not stop.how]
            now = self.row_list.chosen
            if not now or (left and now.isdigit() and int(now) not in left):
                chosen = str(left[0]) if left else now
        elif not self.row_list.chosen and self._stops:
            chosen = "0"
        self.row_list.show(self._stops, chosen, gap)

    def _show_about(self) -> None:
        stop = self._stop
        self.show_actions()
        if stop is None:
            title, said = "Nobody is due", NOBODY_DUE
            if not self.desk.contacts.teachers():
                title = "Nobody to see yet"
                said = "Nobody is on the roster. The keeper of this kiosk reads one in."
            self.about.show(lambda w, h: [Content(x) for x in wrapped(said, w, h)], title)
            return
        self.about.show(
            lambda columns, _: self._about(stop, columns), self.desk.people.full_name(stop.person)
        )

    def _about(self, stop: Stop, columns: int) -> list[Content]:
        total = f"The whole route takes {self._planned} min, ways and all."
        if self._walk:
            done = sum(bool(each.how) for _, each in self._stops)
            total = f"{done} of {len(self._stops)} stops done."
            back = f" {self.shown_key_for('end')}: you are back again."
            total += back if done == len(self._stops) else ""
        lines = about(self.desk, stop, columns)
        return [*lines, Content(""), *(Content(x) for x in wrapped(total, columns, 2))]

    @property
    def _stop(self) -> Stop | None:
        """The stop that is chosen, while the route is seen."""
        key = "" if self._on_map else self.row_list.chosen
        return self._stops[int(key)][1] if key and int(key) < len(self._stops) else None

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        message.stop()
        self._show_about()

    def on_row_list_opened(self, message: RowList.Opened) -> None:
        """All that can be done there."""
        message.stop()
        self.action_perform("more")

    def can(self, name: str) -> bool | None:
        stop, walking = self._stop, self._walk is not None
        match name:
            case "begin":
                return not walking
            case "end":
                return walking
            case "seen" | "visited" | "away":
                if not walking or self._on_map:
                    return False
                return True if stop is not None and not stop.how else None
            case "fixed":
                return stop is not None and stop.kind == "fix" and not stop.how
            case "more" | "note" | "follow" if self._on_map:
                return False
            case "phone" | "more":
                return True if self._stops else None
            case "note" | "follow" | "page":
                return True if stop is not None else None
            case _:
                return super().can(name)

    def action_more(self) -> None:
        """Show all that can be done there."""
        stop = self._stop
        self.open_menu(self.desk.people.full_name(stop.person) if stop else "The walk")

    def _open_person(self, person: str) -> None:
        self.app.push_screen(PersonScreen(person))

    def on_choice_chips_changed(self, message: ChoiceChips.Changed) -> None:
        message.stop()
        self._plan_anew()

    def _plan_anew(self) -> None:
        self.row_list.show([], "")
        self.show_live()

    def on_room_map_opened(self, message: RoomMap.Opened) -> None:
        """Who is in this room: the page of the one who is longest due."""
        message.stop()
        if message.key in self.desk.people:
            self._open_person(message.key)
            return
        there = [each for each in self.desk.contacts.all() if self._is_in(each.person, message.key)]
        if there:
            self._open_person(there[0].person)
        else:
            self.say(f"Nobody of the roster has {message.key} as a room.", "hint")

    def _is_in(self, person: str, room: str) -> bool:
        return self.desk.people[person].room == room

    def on_key(self, event: events.Key) -> None:
        """What has no tile in sight has its key all the same."""
        sign = event.character or ""
        if sign in {"1", "2", "3", "4"} and not self._walk and self.on_top:
            event.stop()
            event.prevent_default()
            self.query_one("#minutes-at-hand", ChoiceChips).choose(f"{SPANS[int(sign) - 1]} min")
            self._plan_anew()
            return

    def action_map(self) -> None:
        """Turn to the map of rooms, to that of people, and back to the route."""
        self._on_map = {"": "rooms", "rooms": "people", "people": ""}[self._on_map]
        self._show_tiles()
        self._show_map()
        self._show_about()
        (self.map if self._on_map else self.row_list).focus()

    @property
    def _chosen_stop(self) -> Stop:
        stop = self._stop
        assert stop is not None  # else nothing can be done there
        return stop

    def action_page(self) -> None:
        """Open the page of whom the stop is about."""
        self._open_person(self._chosen_stop.person)

    async def action_begin(self) -> None:
        """Set out; the route is kept."""
        me, at_hand, walks = self.person.id, self._at_hand, self.desk.walks
        done = "Off you go. Tick the stops off when you are back; they are kept."
        if await self.step(lambda: walks.begin(me, at_hand), done):
            self._plan_anew()

    async def action_end(self) -> None:
        """Come back; what was not ticked off stays as it is."""
        me, walks = self.person.id, self.desk.walks
        await self.step(lambda: walks.end(me), "Back again.")
        self._plan_anew()

    def action_note(self) -> None:
        """Ask for a note that they find at their next sign-in."""
        self.ask_note(self._chosen_stop.person)

    def action_follow(self) -> None:
        """Ask what is to be followed up."""
        self._ask_follow(self._chosen_stop)

    def action_fixed(self) -> None:
        """Ask for the minutes that the fix took."""
        self._finish(self._chosen_stop)

    async def action_seen(self) -> None:
        """Tick a hello off."""
        await self._tick_off("seen", "A hello to {} is kept.")

    async def action_visited(self) -> None:
        """Tick a visit off."""
        await self._tick_off("visited", "A visit to {} is kept, with its minutes.")

    async def action_away(self) -> None:
        """Tick off that nobody was there."""
        said = "{} was not there; somebody else goes first for some days."
        await self._tick_off("away", said)

    async def _tick_off(self, how: str, said: str) -> None:
        walk, number = self._walk, int(self.row_list.chosen)
        name = self.desk.people.full_name(self._chosen_stop.person)
        assert walk is not None
        await self.step(lambda: self.desk.walks.tick(walk, number, how), said.format(name))
        self.show_live()

    def _finish(self, stop: Stop) -> None:
        try:
            self.ask_finish(self.desk.requests.get(stop.subject), planned=stop.minutes)
        except Refused as refused:
            self.say(str(refused), "trouble")

    def _ask_follow(self, stop: Stop) -> None:
        desk, me, name = self.desk, self.person.id, self.desk.people.name(stop.person)
        question = f"What for? It goes to the queue, in your hand, for {name}."
        self.ask(
            Question(
                f"follow up {stop.person}",
                partial(Prompt, f"Follow up with {name}", question, FOLLOW_UPS),
                lambda said: desk.walks.follow_up(me, stop.person, said.text),
                lambda _: f"In your hand: follow up with {name}.",
            )
        )

    def action_phone(self) -> None:
        if self._stops:
            self.app.push_screen(RouteCodePage([stop for _, stop in self._stops]))
