"""Asking for coaching: when. A teacher books a time that a coach has open and that fits, or asks to
be found.
"""

from collections.abc import Mapping
from functools import partial
from types import MappingProxyType

from textual import getters
from textual.app import ComposeResult

from data.records import COACHING, Request, Visit
from data.records.coaching_kinds import WATCH, WISH, kind_named
from kiosk.calendar import wording as visit_wording
from kiosk.calendar.slots import Slot
from kiosk.people.drafts import TextDraft
from kiosk.requests.rules import Need
from screens.actions import Action
from screens.base import KioskScreen
from screens.sending import SendingScreen
from screens.slot_times import offer_slots
from screens.teacher.free_periods import FreePeriodsScreen
from screens.widgets.choice_chips import ChoiceChips
from screens.widgets.field import NO_STUDENTS, Field
from screens.widgets.footer import Footer
from screens.widgets.masthead import Masthead
from screens.widgets.team_card import TeamCard
from screens.widgets.text_input import TextInput
from screens.widgets.tile import Tile
from screens.widgets.tile_board import TileBoard
from screens.widgets.tile_grid import TileGrid
from screens.widgets.timetable import Timetable

NOTHING: Mapping[str, str] = MappingProxyType({})
LOOK_AT = ("Who talks", "Groups", "Questions", "The start")
FEEDBACK = ("Tell me after", "In writing", "Just be there")
ANY_COACH = "Any coach"
MOST_TOPICS = 8
"""Topics that are offered to whoever wishes to learn something."""


class CoachingWhenScreen(SendingScreen[None]):
    """The screen on which a teacher chooses a time for coaching, or writes a wish.

    Parameters:
        kind: the kind of coaching.
        text: the text in the line at first.
        about: what was chosen before, as in its draft.
    """

    HELP = (
        "Touch a time and it is booked. They are times your coach has open; say which periods you "
        "have free, and only those are shown. Find me: your coach comes by."
    )
    NAME = "coaching-when"
    ACTIONS = (
        Action("send", "", "Send the wish", "", "coaching", main=True),
        Action("find-me", "f3", "Find me", "someone comes by", "coaching"),
        Action("free", "f4", "When I'm free", "say when; only those times are shown then"),
        Action("with", "f5", ANY_COACH, "or one of them"),
    )

    WRITES = True

    line = getters.query_one(TextInput)

    def __init__(self, kind: str, text: str = "", about: Mapping[str, str] = NOTHING) -> None:
        super().__init__()
        self._kind, self._first_text, self._about = kind, text, about
        self._slots: list[Slot] = []
        self._coach = about.get("coach", "")
        """Id of the coach whose times are shown; "" for all coaches."""

    @property
    def _is_wish(self) -> bool:
        """Whether this is a wish to learn something, which needs no time."""
        return self._kind == WISH

    def body(self) -> ComposeResult:
        kind = kind_named(self._kind)
        who = self.desk.people.routing_words(COACHING)
        hint = "" if self._is_wish else f"One touch on a time books it. {who}"
        yield Masthead(self._kind, hint or who, tone="coaching")
        if self._kind == WATCH:
            look_at = self._about.get("look-at", "").split("|")
            chips = ChoiceChips(LOOK_AT, look_at, id="look-at")
            yield Field("Look at", chips, label_optional=True)
            feedback = self._about.get("feedback", "").split("|")
            chips = ChoiceChips(FEEDBACK, feedback, id="feedback")
            yield Field("And then", chips, label_optional=True)
        line = TextInput(f"Such as: {kind.such_as}", self._first_text)
        yield Field(kind.prompt, line, "" if self._is_wish else NO_STUDENTS, id="prompt")
        if self._is_wish:
            tags = self.desk.shelf.tags(MOST_TOPICS)
            topics = [Tile(tag.capitalize(), value=tag, tone="coaching") for tag in tags]
            yield TileGrid(topics, width=18, height=3, most_columns=4, most=3, id="topics")
            if self.desk.people.team(COACHING):
                coaches = partial(self.desk.whereabouts.team, COACHING)
                yield TeamCard("Who reads it", "coaching", coaches)
        else:
            yield Timetable()
        yield Footer(*self.tiles("foot"))

    def can(self, action_id: str) -> bool | None:
        match action_id:
            case "send":
                return self._is_wish
            case "free" | "find-me":
                return not self._is_wish
            case "with":
                return not self._is_wish and len(self.desk.people.team(COACHING)) > 1
            case _:
                return super().can(action_id)

    def show_live(self) -> None:
        self.show_actions()
        if self._is_wish:
            return
        self._slots = self.desk.calendar.slots(self.person, self._kind, self._coach)
        whom = f"With {self.desk.people.name(self._coach)}" if self._coach else ANY_COACH
        self.change_tile("with", title=whom)
        offer_slots(self.query_one(Timetable), self.desk, self._slots)
        if kind_named(self._kind).in_class:
            self.change_tile("free", title="When I teach")

    async def on_tile_board_pressed(self, message: TileBoard.Pressed) -> None:
        if self._is_wish:
            self.line.value = message.value
            self.say("Now send the wish, or write it in your own words.", "hint")
        else:
            await self._send_request(self._slots[int(message.value)], self.line.value)

    async def _send_request(self, slot: Slot | None, text: str) -> None:
        """Send the request, and book the time.

        Parameters:
            slot: the time; None when the coach is to find one.
        """
        person = self.person
        chosen = {chips.id: chips.chosen for chips in self.query(ChoiceChips)}
        need = Need(
            COACHING,
            person.id,
            self._kind,
            text=text,
            look_at=", ".join(chosen.get("look-at", ())),
            feedback=", ".join(chosen.get("feedback", ())),
        )
        desk = self.desk

        def flag() -> Request:
            return desk.bookings.flag(need, slot) if slot else desk.requests.flag(need)

        def tell(request: Request) -> tuple[str, str, str]:
            what_next = desk.requests.standing_words(request)
            if slot:
                when, clock = visit_wording.slot(slot, desk.now())
                what_next = f"{when}, {clock}, with {desk.people.name(slot.coach)}."
            what = request.category
            return what, f"Written down: {what}. {what_next}", f"request {request.id}"

        if not await self.send(flag, tell):
            self.show_live()

    def action_free(self) -> None:
        """Open the screen with the free periods."""
        self.app.push_screen(FreePeriodsScreen())

    def action_with(self) -> None:
        """Show the times of the next coach; after the last, of all coaches again."""
        coaches = ["", *(person.id for person in self.desk.people.team(COACHING))]
        self._coach = coaches[(coaches.index(self._coach) + 1) % len(coaches)]
        self.show_live()

    async def action_find_me(self) -> None:
        """Send the request without a time: the coach comes by."""
        await self._send_request(None, self.line.value)

    async def action_send(self) -> None:
        """Send the wish that is written."""
        if self.line.value.strip():
            await self._send_request(None, self.line.value)
        else:
            self.say("Write what you would like to learn, or touch one.", "trouble")

    async def on_input_submitted(self) -> None:
        """Send a wish; for any other kind, go on to the times."""
        if self._is_wish:
            await self.action_send()
            return
        self.query_one(Timetable).focus_first()
        self.say("Now touch a time, or Find me.", "hint")

    def draft(self) -> TextDraft:
        chosen = {str(chips.id): "|".join(chips.chosen) for chips in self.query(ChoiceChips)}
        about = {"kind": self._kind, "coach": self._coach}
        return TextDraft("coaching", self.line.value, about | chosen)


class OtherTimeScreen(KioskScreen[None]):
    """The screen on which a teacher chooses another time for a visit whose time has gone to
    somebody else.

    Parameters:
        visit: the id of the visit.
    """

    HELP = "Touch another time and it is booked in place of the one that has gone."
    NAME = "other-time"
    ACTIONS = (Action("find-me", "f", "Find me", "someone comes by", "coaching"),)

    def __init__(self, visit: str) -> None:
        super().__init__()
        self._visit_id = visit
        self._slots: list[Slot] = []

    @property
    def _visit(self) -> Visit:
        return self.desk.calendar.visit(self._visit_id)

    def body(self) -> ComposeResult:
        coach = self.desk.people.name(self._visit.coach)
        hint = f"{self._visit.about} with {coach}, in place of the one that has gone"
        yield Masthead("Another time", hint, tone="coaching")
        yield Timetable()
        yield Footer(*self.tiles("foot"))

    def show_live(self) -> None:
        """Show the times of the coach who was to come; those of all where none is left."""
        calendar, visit = self.desk.calendar, self._visit
        self._slots = calendar.slots(self.person, visit.about, visit.coach)
        if not self._slots:
            self._slots = calendar.slots(self.person, visit.about)
        offer_slots(self.query_one(Timetable), self.desk, self._slots)

    async def on_tile_board_pressed(self, message: TileBoard.Pressed) -> None:
        person = self.person.id
        slot, visit = self._slots[int(message.value)], self._visit
        if await self.act_once(lambda: self.desk.calendar.rebook(visit, slot, person)):
            when, clock = visit_wording.slot(slot, self.desk.now())
            self.app.go_home(f"Booked: {when}, {clock}, with {self.desk.people.name(slot.coach)}.")
        else:
            self.show_live()

    async def action_find_me(self) -> None:
        """Leave the time to the coach."""
        person, visit = self.person.id, self._visit
        if await self.act_once(lambda: self.desk.calendar.leave_open(visit, person)):
            self.app.go_home("It stays with your coach, who finds a time and tells you here.")
