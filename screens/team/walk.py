"""The walk: a route for the minutes at hand with a purpose at each stop, ticked off afterwards; and
the map of the school, with how long nobody was there.
"""

from collections.abc import Sequence
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
from screens.dialogs.action_menu import Act, ActionMenu, as_tiles, keys_of
from screens.dialogs.prompt import Prompt
from screens.dialogs.prompt_base import Question
from screens.team.person import PersonScreen
from screens.team.route_code import RouteCodePage
from screens.team.section import Section
from screens.team.walk_rows import about, row
from screens.widgets.card import Card
from screens.widgets.choice_chips import ChoiceChips
from screens.widgets.room_map import RoomMap
from screens.widgets.row_list import RowList
from screens.widgets.text_layout import wrapped
from screens.widgets.tile import Tile
from screens.widgets.tile_grid import ROOMY

Numbered = tuple[int, Stop]
ACTS: dict[str, Act] = {
    "begin": Act("w", "Set out", "the route is kept", "coaching"),
    "seen": Act("s", "Said hello", "no more than a hello", "coaching"),
    "visited": Act("v", "In class", "a visit, with its minutes", "coaching"),
    "away": Act("x", "Not there", "others go first for some days", "note"),
    "fixed": Act("f", "Finish the fix", "with its minutes", "fix"),
    "note": Act("n", "Note", "for the next sign-in", "note"),
    "follow": Act("o", "Follow up", "in your hand, in the queue", "note"),
    "page": Act("p", "Their page", "the year so far", "thanks"),
    "phone": Act("q", "For your phone", "the route as a code", "note"),
    "end": Act("e", "Back again", "the walk is over", "note"),
}
KEYS = keys_of(ACTS)
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
    KEYS = (
        ("1 to 4, W", "minutes at hand; set out, and the route is kept"),
        ("S V X E", "said hello, was in class, not there; back again"),
        ("F N O", "finish the fix, leave a note, follow up"),
        ("P Q", "their page, the route for your phone"),
        ("M", "the map of rooms, of people, and back"),
    )

    found = getters.query_one(RowList)
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

    def bar(self) -> Sequence[Tile]:
        return (
            Tile("Map", key="m", tone="note", id="map", classes="-slim"),
            Tile("Back again", key="e", tone="note", id="end", classes="-slim"),
        )

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

    def actions(self) -> Sequence[Tile]:
        return (
            Tile("Set out", key="w", tone="coaching", id="begin"),
            Tile("Hello", key="s", tone="coaching", id="seen"),
            Tile("In class", key="v", tone="coaching", id="visited"),
            Tile("Not there", key="x", tone="note", id="away"),
            Tile("Note", key="n", tone="note", id="note", classes="roomy"),
            Tile("Follow up", key="o", tone="note", id="follow", classes="broad"),
            Tile("More", key="enter", tone="note", id="more"),
        )

    def on_mount(self) -> None:
        super().on_mount()
        self.found.focus()

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
        for name in ("seen", "visited", "away"):
            self.query_one(f"#{name}", Tile).display = walking and not self._on_map
        self.query_one("#end").display = walking
        for tile in self.query("#note, #follow, #more"):
            tile.set_class(bool(self._on_map), "-away")
        self.query_one("#begin", Tile).display = not walking
        self.query_one("#minutes-at-hand").display = not (walking or self._on_map)
        self.query_one("#both").display = not self._on_map
        self.map.display = bool(self._on_map)
        titles = {"": "Map of rooms", "rooms": "Map of people", "people": "Route"}
        self.query_one("#map", Tile).title = titles[self._on_map]

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
        gap = 1 if self.app.size.height >= ROOMY else 0
        chosen: str | None = None
        if self._walk:
            left = [place for place, stop in self._stops if not stop.how]
            now = self.found.chosen
            if not now or (left and now.isdigit() and int(now) not in left):
                chosen = str(left[0]) if left else now
        elif not self.found.chosen and self._stops:
            chosen = "0"
        self.found.show(self._stops, chosen, gap)

    def _show_about(self) -> None:
        stop = self._stop
        for name in ("seen", "visited", "away", "note", "follow", "more"):
            self.query_one(f"#{name}", Tile).disabled = not self._can(name)
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
            total += " E: you are back again." if done == len(self._stops) else ""
        lines = about(self.desk, stop, columns)
        return [*lines, Content(""), *(Content(x) for x in wrapped(total, columns, 2))]

    @property
    def _stop(self) -> Stop | None:
        """The stop that is chosen, while the route is seen."""
        key = "" if self._on_map else self.found.chosen
        return self._stops[int(key)][1] if key and int(key) < len(self._stops) else None

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        message.stop()
        self._show_about()

    def on_row_list_opened(self, message: RowList.Opened) -> None:
        """All that can be done there."""
        message.stop()
        self._show_all()

    def _can(self, what: str) -> bool:
        """Whether an act can be done now, with the stop that is chosen."""
        stop, walking = self._stop, self._walk is not None
        match what:
            case "begin":
                return not walking
            case "end":
                return walking
            case "seen" | "visited" | "away":
                return walking and stop is not None and not stop.how
            case "fixed":
                return stop is not None and stop.kind == "fix" and not stop.how
            case "phone" | "more":
                return bool(self._stops)
            case _:
                return stop is not None

    def _show_all(self) -> None:
        can = {act: told for act, told in ACTS.items() if self._can(act)}

        def chosen(what: str | None) -> None:
            if what:
                self.run_worker(self._do(what), exit_on_error=False)

        stop = self._stop
        title = self.desk.people.full_name(stop.person) if stop else "The walk"
        self.app.push_screen(ActionMenu(title, as_tiles(can)), chosen)

    def _open_person(self, person: str) -> None:
        self.app.push_screen(PersonScreen(person))

    def on_choice_chips_changed(self, message: ChoiceChips.Changed) -> None:
        message.stop()
        self._plan_anew()

    def _plan_anew(self) -> None:
        self.found.show([], "")
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
        act = KEYS.get(sign)
        if act and self.on_top:
            event.stop()
            event.prevent_default()
            self.run_worker(self._do(act), exit_on_error=False)

    async def pressed(self, tile: Tile) -> None:
        if tile.id == "map":
            self._on_map = {"": "rooms", "rooms": "people", "people": ""}[self._on_map]
            self._show_tiles()
            self._show_map()
            self._show_about()
            (self.map if self._on_map else self.found).focus()
        else:
            await self._do(tile.id or "")

    async def _do(self, what: str) -> None:
        if not self.on_top:
            return  # a second key, rolled over the first
        if not self._can(what):
            return
        me, walks = self.person.id, self.desk.walks
        stop, walk = self._stop, self._walk
        match what:
            case "more":
                self._show_all()
            case "page" if stop:
                self._open_person(stop.person)
            case "begin":
                at_hand = self._at_hand
                said = "Off you go. Tick the stops off when you are back; they are kept."
                if await self.step(lambda: walks.begin(me, at_hand), said):
                    self.found.show([], "")
                    self.show_live()
            case "end":
                await self.step(lambda: walks.end(me), "Back again.")
                self.found.show([], "")
                self.show_live()
            case "phone":
                self._show_phone()
            case "note" if stop:
                self.ask_note(stop.person)
            case "follow" if stop:
                self._ask_follow(stop)
            case "fixed" if stop:
                self._finish(stop)
            case "seen" | "visited" | "away" if stop and walk:
                place = int(self.found.chosen)
                name = self.desk.people.full_name(stop.person)
                said = {
                    "seen": f"A hello to {name} is kept.",
                    "visited": f"A visit to {name} is kept, with its minutes.",
                    "away": f"{name} was not there; somebody else goes first for some days.",
                }[what]
                await self.step(lambda: walks.tick(walk, place, what), said)
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

    def _show_phone(self) -> None:
        if self._stops:
            self.app.push_screen(RouteCodePage([stop for _, stop in self._stops]))
