"""The walk: a route for the minutes at hand, with a purpose at each stop, to be ticked off; and
maps of the rooms and the people, with how long nobody has been there.
"""

from functools import partial

from textual import events, getters
from textual.app import ComposeResult
from textual.content import Content

from data.records import Stop, Walk
from kiosk.outreach import walk_plan
from kiosk.outreach.walks import SPANS
from kiosk.school.errors import Refused
from kiosk.wording import phrases
from screens.actions import Action, Area
from screens.dialogs.prompt import Prompt, PromptSpec
from screens.dialogs.prompt_base import Question
from screens.team.person import PersonScreen
from screens.team.route_code import RouteCodePage
from screens.team.route_map import route_map
from screens.team.section import Section
from screens.team.walk_rows import (
    NO_ROOMS,
    NO_ROSTER,
    NOBODY_DUE,
    TONES,
    route_words,
    stop_lines,
    stop_row,
)
from screens.widgets.card import Card
from screens.widgets.choice_chips import ChoiceChips
from screens.widgets.containers import Columns
from screens.widgets.empty_state import EmptyState
from screens.widgets.footer import Footer
from screens.widgets.room_map import RoomMap
from screens.widgets.row_list import RowList
from screens.widgets.text_layout import wrapped
from screens.widgets.tile import Tile

NumberedStop = tuple[int, Stop]
"""(index in the route, stop)."""
FOLLOW_UPS = ("Ask how it went", "Bring what I promised")


class WalkSection(Section):
    """The section of the walk: the planned route, or the one that is being walked; or a map."""

    SECTION = "walk"
    HELP = (
        "Choose your minutes and set out. Then tick off each stop: a hello, a visit, or nobody "
        "there. Whoever is longest due is on every walk."
    )
    KEYS = (("1 to 4", "the minutes at hand"),)
    NAME = "walk"
    ACTIONS = (
        Action("route", "r", "Route", "where to go now", area="view"),
        Action("rooms", "m", "Rooms", "how long nobody was there", area="view"),
        Action("people", "p", "People", "whom nobody has seen", area="view"),
        Action("begin", "w", "Set out", "the route is kept", "coaching", main=True),
        Action(
            "seen",
            "s",
            "Hello",
            "no more than a hello",
            "coaching",
            main=True,
            long_title="Said hello",
        ),
        Action("visited", "v", "In class", "a visit, with its minutes", "coaching"),
        Action("end", "e", "I'm back", "the walk is over", "coaching", "bar", main=True),
        Action("away", "x", "Not in", "others go first for some days", "note"),
        Action("fixed", "f", "Finish the fix", "with its minutes", "fix", "menu"),
        Action("note", "n", "Note", "for the next sign-in", "note", "menu"),
        Action("follow", "o", "Follow up", "adds it to your queue", "note", "menu"),
        Action("page", "t", "Their page", "the year so far", "thanks", "menu"),
        Action("phone", "q", "For your phone", "the route as a code", "note", "menu"),
        Action("more", "enter", "More", "all that can be done", "note"),
    )

    row_list = getters.query_one(RowList)
    about = getters.query_one("#about-stop", Card)
    map = getters.query_one(RoomMap)
    none = getters.query_one(EmptyState)
    chips = getters.query_one("#minutes-at-hand", ChoiceChips)

    def __init__(self) -> None:
        super().__init__()
        self._stops: list[NumberedStop] = []
        self._route_minutes = 0
        self._walk: Walk | None = None
        """The walk that this person is on; None while they are planning one."""
        self._view = "route"
        """What is shown: "route", or the map of "rooms" or "people"."""

    def compose_main(self) -> ComposeResult:
        spans = [f"{span} min" for span in SPANS]
        at_hand = f"{self.desk.walks.at_hand(self.person.id)} min"
        yield ChoiceChips(spans, [at_hand], single=True, id="minutes-at-hand")
        with Columns(id="both"):
            stops = RowList[NumberedStop](
                lambda numbered: str(numbered[0]),
                lambda numbered: stop_row(self.desk, *numbered),
                id="stops",
            )
            yield stops
            yield Card("", id="about-stop", least_rows=lambda: stops.lines_used)
        yield RoomMap(id="map")
        yield EmptyState(id="none")

    def begin(self) -> None:
        super().begin()
        self.row_list.focus()

    def tiles(self, *areas: Area) -> list[Tile]:
        """Return the tiles; the way back stands in the footer as well, where it is the act that the
        screen is there for once all stops are done.
        """
        tiles = super().tiles(*areas)
        if "foot" in areas:
            tiles.insert(1, self.tile("end"))
        return tiles

    def show_actions(self) -> None:
        super().show_actions()
        may_end, is_done = bool(self.can("end")), all(stop.how for _, stop in self._stops)
        self.bar.change("end", shown=may_end and not is_done)
        self.query_one(Footer).change("end", shown=may_end and is_done)

    def show_live(self) -> None:
        me = self.person.id
        self._walk = self.desk.walks.current(me)
        if self._walk:
            self._stops = list(enumerate(self._walk.stops))
            self._route_minutes = walk_plan.minutes(self._walk.stops)
        else:
            planned = self.desk.walks.route(me, self._minutes_at_hand)
            self._stops, self._route_minutes = list(enumerate(planned.stops)), planned.minutes
        self.show_top()
        reached, everybody = self.desk.contacts.reached()
        done = sum(bool(stop.how) for _, stop in self._stops)
        words = f"{reached} of {everybody} reached in 14 days"
        self.masthead.set_hint(f"{done} of {len(self._stops)} stops done" if self._walk else words)
        self._show_stops()
        self._show_map()
        self._show_tiles()
        self._show_card()

    @property
    def _minutes_at_hand(self) -> int:
        return int(self.chips.chosen[0].partition(" ")[0])

    def _show_tiles(self) -> None:
        """Show either the route or a map, with the tiles that belong to it."""
        is_route, has_stops = self._view == "route", bool(self._stops)
        has_teachers = bool(self.desk.contacts.teachers())
        self.chips.display = is_route and not self._walk and has_teachers
        self.query_one("#both").display = is_route and has_stops
        self.map.display = not is_route and not self.map.is_empty
        self.none.display = not has_stops if is_route else self.map.is_empty
        if self._view == "rooms":
            self.none.show(NO_ROOMS)
        else:
            self.none.show(NOBODY_DUE if has_teachers else NO_ROSTER)
        self.bar.choose(self._view)
        self.show_actions()

    def _show_map(self) -> None:
        """Show the rooms in the school's order, or the people, the longest unseen first."""
        if self._view == "people":
            days = {contact.person: contact.days for contact in self.desk.contacts.all()}
            people = [self.desk.people[person] for person in days]
            names = {person.id: phrases.short(person) for person in people}
            self.map.show(days, names, places={person.id: person.room for person in people})
        else:
            wings = self.desk.settings.wings
            self.map.show(self.desk.contacts.rooms(), {}, wings, self._people_in)

    def _people_in(self, room: str) -> str:
        """Return who is found in a room."""
        people = [person for person in self.desk.people.staff() if person.room == room]
        return ", ".join(person.name for person in people[:3])

    def _show_stops(self) -> None:
        """Show the route; on a walk, choose the next stop when the chosen one is ticked off."""
        choose: str | None = None
        chosen = self.row_list.chosen
        if self._walk:
            open_stops = [index for index, stop in self._stops if not stop.how]
            is_ticked = open_stops and chosen.isdigit() and int(chosen) not in open_stops
            if not chosen or is_ticked:
                choose = str(open_stops[0]) if open_stops else chosen
        elif not chosen and self._stops:
            choose = "0"
        self.row_list.show(self._stops, choose)

    def _show_card(self) -> None:
        stop = self._stop
        self.show_actions()
        if stop is None:
            return
        name = self.desk.people.full_name(stop.person)
        self.about.set_tone(TONES.get(stop.kind, "note"))
        self.about.show(partial(self._card_lines, stop), name)

    def _card_lines(self, stop: Stop, columns: int, rows: int) -> list[Content]:
        """Return the lines about a stop and about the whole route, drawn where there is room."""
        stops = [each for _, each in self._stops]
        words = wrapped(route_words(stops, None if self._walk else self._route_minutes), columns, 2)
        lines = [*stop_lines(self.desk, stop, columns), Content(""), *map(Content, words)]
        rooms, wings = self.desk.contacts.rooms(), self.desk.settings.wings
        drawn = route_map(rooms, wings, stops, stop, columns)
        return [*lines, Content(""), *drawn] if 0 < len(drawn) < rows - len(lines) else lines

    @property
    def _stop(self) -> Stop | None:
        """The stop that is chosen; None for none, and while a map is shown."""
        key = self.row_list.chosen if self._view == "route" else ""
        return self._stops[int(key)][1] if key and int(key) < len(self._stops) else None

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        message.stop()
        self._show_card()

    def on_row_list_opened(self, message: RowList.Opened) -> None:
        message.stop()
        self.action_perform("more")

    def can(self, action_id: str) -> bool | None:
        stop, is_walking = self._stop, self._walk is not None
        match action_id:
            case "begin" if is_walking:
                return False
            case "begin":
                return True if self._stops else None
            case "end":
                return is_walking
            case "seen" | "visited" | "away":
                if not is_walking or self._view != "route":
                    return False
                if all(each.how for _, each in self._stops):
                    return False
                return True if stop is not None and not stop.how else None
            case "fixed":
                return stop is not None and stop.kind == "fix" and not stop.how
            case "more" | "note" | "follow" if self._view != "route":
                return False
            case "phone" | "more":
                return True if self._stops else None
            case "note" | "follow" | "page":
                return True if stop is not None else None
            case _:
                return super().can(action_id)

    def action_more(self) -> None:
        """Open the menu of everything that can be done at the stop."""
        stop = self._stop
        self.open_menu(self.desk.people.full_name(stop.person) if stop else "The walk")

    def _open_person(self, person: str) -> None:
        self.app.push_screen(PersonScreen(person))

    def on_choice_chips_changed(self, message: ChoiceChips.Changed) -> None:
        message.stop()
        self._plan_again()

    def _plan_again(self) -> None:
        """Show another route, from its first stop."""
        self.row_list.show([], "")
        self.show_live()

    def on_room_map_opened(self, message: RoomMap.Opened) -> None:
        """Open the page of the person; of a room, that of the person in it who was not seen
        longest.
        """
        message.stop()
        if message.key in self.desk.people:
            self._open_person(message.key)
            return
        people = (contact.person for contact in self.desk.contacts.all())
        if first := next((p for p in people if self.desk.people[p].room == message.key), ""):
            self._open_person(first)
        else:
            self.say(f"Nobody of the roster has {message.key} as a room.", "hint")

    def on_key(self, event: events.Key) -> None:
        """Choose the minutes at hand by a digit."""
        character = event.character or ""
        if character in {"1", "2", "3", "4"} and not self._walk and self.is_active:
            event.stop()
            event.prevent_default()
            minutes = f"{SPANS[int(character) - 1]} min"
            self.chips.choose(minutes)
            self._plan_again()

    def action_route(self) -> None:
        """Show the route."""
        self._show_view("route")

    def action_rooms(self) -> None:
        """Show the map of the rooms."""
        self._show_view("rooms")

    def action_people(self) -> None:
        """Show the map of the people, the longest unseen first."""
        self._show_view("people")

    def _show_view(self, view: str) -> None:
        self._view = view
        self._show_map()
        self._show_tiles()
        self._show_card()
        (self.row_list if view == "route" else self.map).focus()

    @property
    def _chosen_stop(self) -> Stop:
        """The stop that is chosen; `can` has seen to it that there is one."""
        stop = self._stop
        assert stop is not None
        return stop

    def action_page(self) -> None:
        """Open the page of the person of the stop."""
        self._open_person(self._chosen_stop.person)

    async def action_begin(self) -> None:
        """Set out: save the route."""
        me, at_hand, walks = self.person.id, self._minutes_at_hand, self.desk.walks
        done = "Off you go. Tick the stops off when you are back; they are kept."
        if await self.do_step(lambda: walks.begin(me, at_hand), done):
            self._plan_again()

    async def action_end(self) -> None:
        """End the walk; stops that are not ticked off stay so."""
        me, walks = self.person.id, self.desk.walks
        await self.do_step(lambda: walks.end(me), "Back again.")
        self._plan_again()

    def action_note(self) -> None:
        """Ask for a note that they find at their next sign-in."""
        self.ask_note(self._chosen_stop.person)

    def action_follow(self) -> None:
        """Ask what to follow up with the person of the stop."""
        self._ask_follow(self._chosen_stop)

    def action_fixed(self) -> None:
        """Ask for the minutes that the fix took."""
        self._finish(self._chosen_stop)

    async def action_seen(self) -> None:
        """Tick the stop off: it was a hello."""
        await self._tick_off("seen", "Hello to {} logged.")

    async def action_visited(self) -> None:
        """Tick the stop off: it was a visit in class."""
        await self._tick_off("visited", "Visit to {} logged, with its minutes.")

    async def action_away(self) -> None:
        """Tick the stop off: nobody was there."""
        await self._tick_off("away", "Noted: {} was not there.")

    async def _tick_off(self, how: str, done: str) -> None:
        """Tick the chosen stop off.

        Parameters:
            done: a sentence about it, with {} for the name of the person.
        """
        walk, index = self._walk, int(self.row_list.chosen)
        name = self.desk.people.full_name(self._chosen_stop.person)
        assert walk is not None
        await self.do_step(lambda: self.desk.walks.tick(walk, index, how), done.format(name))
        self.show_live()

    def _finish(self, stop: Stop) -> None:
        try:
            self.ask_finish(self.desk.requests.get(stop.subject), planned=stop.minutes)
        except Refused as refused:
            self.say(str(refused), "trouble")

    def _ask_follow(self, stop: Stop) -> None:
        desk, me, name = self.desk, self.person.id, self.desk.people.name(stop.person)
        question = f"What for? It goes into your queue, for {name}."
        self.ask(
            Question(
                f"follow up {stop.person}",
                partial(
                    Prompt,
                    PromptSpec(f"Follow up with {name}", question, FOLLOW_UPS, confirm="Save"),
                ),
                lambda answer: desk.walks.follow_up(me, stop.person, answer.text),
                lambda _: f"In your queue: follow up with {name}.",
            )
        )

    def action_phone(self) -> None:
        """Show the route as a QR code."""
        if self._stops:
            self.app.push_screen(RouteCodePage([stop for _, stop in self._stops]))
