"""What can be done with a request: at once, or after the words that its teacher will read."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from data.ledger.facts import NewFact
from data.records import Lane, Request
from kiosk.calendar import wording as visit_wording
from kiosk.calendar.slots import Slot
from kiosk.requests import rules
from kiosk.requests import wording as request_wording
from kiosk.school.people import LANES
from kiosk.wording import times
from screens.dialogs.action_menu import Act, ActionMenu, as_tiles, keys_of
from screens.dialogs.confirm import ConfirmDialog
from screens.dialogs.prompt import Prompt, PromptAnswer
from screens.dialogs.prompt_base import Question
from screens.team.person import PersonScreen
from screens.team.section import Section
from screens.team.slot_picker import SlotPickerScreen
from screens.widgets.tile import Tile

ACTS: dict[str, Act] = {
    "claim": Act("c", "Claim", "it is yours", "coaching"),
    "finish": Act("f", "Finish", "with its minutes", "coaching"),
    "note": Act("n", "Note", "the teacher reads it", "note"),
    "time": Act("t", "Set a time", "and they are told when", "note"),
    "move": Act("m", "Move", "it keeps its age", "note"),
    "pause": Act("p", "Let it rest", "until a day", "note"),
    "hand": Act("a", "Hand on", "with what you learnt", "note"),
    "pin": Act("i", "To the front", "or back to its place", "note"),
    "decline": Act("d", "Decline", "with a reason", "trouble"),
    "person": Act("v", "Their page", "the year so far", "thanks"),
}
KEYS = keys_of(ACTS)
MOVE_REASONS = {
    "coaching": ("It works; let's plan the lesson", "This is about using it well"),
    "fix": ("Something is broken first", "It needs a part or a right of IT"),
}
PAUSE_REASONS = ("Waiting for a part", "Waiting for you to choose a time")
DECLINE_REASONS = ("We do not have it", "It is fixed with another request", "Not ours to change")
LEARNT: dict[Lane, tuple[str, ...]] = {
    "fix": ("It is not the cable and not the lamp", "Tried what I know; it needs more rights"),
    "coaching": ("They would like to begin soon", "You have done this before, I have not"),
}
RESTS = (1, 3, 5, 10)
"""School days for which something may rest."""
FOLLOWED_UP = 3
"""School days after which it is asked what became of something outside the team."""


Answered = Callable[[Request, PromptAnswer], Sequence[NewFact]]
"""What an answer does to a request as it then stands."""
PromptParts = tuple[Callable[..., Prompt], Answered, str | Callable[[PromptAnswer], str]]
"""What is asked, what the answer does, and what is said then."""


class QueueActions:
    """The acts of one screen.

    Parameters:
        screen: where they are asked for and said.
    """

    def __init__(self, screen: Section) -> None:
        self._screen = screen

    def show_all(self, request: Request) -> None:
        """Everything that can be done with it, to choose from."""

        def chosen(what: str | None) -> None:
            if what:
                self.start(what, request.id)

        self._screen.app.push_screen(
            ActionMenu(request_wording.place(request), self._offered(request)), chosen
        )

    def _offered(self, request: Request) -> list[Tile]:
        pinned = "Back to its place" if request.pinned else "To the front"
        lane = "fix" if request.lane == "coaching" else "coaching"
        named = {"pin": pinned, "move": f"Move to {lane}"}
        return as_tiles(
            {act: told._replace(title=named.get(act, told.title)) for act, told in ACTS.items()}
        )

    def start(self, what: str, key: str) -> None:
        """Begin an act on a request, as it stands now."""
        request = self._screen.desk.requests.get(key)
        self._screen.run_worker(self.begin(what, request), exit_on_error=False)

    async def begin(self, what: str, request: Request) -> None:
        """Do it at once, or ask first for the words that the teacher will read."""
        screen = self._screen
        if not screen.on_top:
            return  # a second key, rolled over the first
        me, place = screen.person.id, request_wording.place(request)
        match what:
            case "more":
                self.show_all(request)
            case "claim" if request.owner not in ("", me):
                self._ask_claim(request, place)
            case "claim":
                await self._do(request, lambda r: rules.claim(r, me), f"You have it: {place}.")
            case "pin":
                said = "Back in its place" if request.pinned else "At the front"
                await self._do(request, lambda r: rules.pin(r, me), f"{said}: {place}.")
            case "person":
                screen.app.push_screen(PersonScreen(request.person))
            case "finish":
                screen.ask_finish(request, self._news(request))
            case "time":
                self._ask_time(request, place)
            case _:
                self._ask(request, what, place)

    def _ask_claim(self, request: Request, place: str) -> None:
        """A colleague has it: nobody takes it from them by a key that slipped."""
        screen, me = self._screen, self._screen.person.id
        timed = f", and a time is set: {times.until(request.until)}" if request.until else ""
        question = f"{screen.desk.people.full_name(request.owner)} has it{timed}. Take it over?"

        def sure(yes: bool | None) -> None:
            if yes:
                said = f"You have it: {place}."
                taken = self._do(request, lambda r: rules.claim(r, me), said)
                screen.run_worker(taken, exit_on_error=False)

        screen.app.push_screen(ConfirmDialog(question, "Leave it", "Take it over"), sure)

    def _ask(self, request: Request, what: str, place: str) -> None:
        questions = {
            "move": self._move,
            "note": self._note,
            "pause": self._pause,
            "hand": self._hand,
            "decline": self._decline,
        }
        screen = self._screen
        asker = screen.desk.people.name(request.person)
        panel, rule, done = questions[what](request, place, asker)
        screen.ask(
            Question(
                f"{what} {request.id}",
                partial(panel, news=self._news(request)),
                lambda said: screen.desk.requests.act(request.id, lambda now: rule(now, said)),
                done if callable(done) else lambda _: done,
            )
        )

    def _move(self, request: Request, place: str, asker: str) -> PromptParts:
        me = self._screen.person.id
        lane: Lane = "coaching" if request.lane == "fix" else "fix"
        question = f"{place}. Why? {asker} will read it."
        return (
            partial(Prompt, f"Move to {lane}", question, MOVE_REASONS[lane]),
            lambda now, said: rules.move(now, me, said.text),
            f"Moved to {lane}, with its age: {place}.",
        )

    def _note(self, _: Request, place: str, asker: str) -> PromptParts:
        me = self._screen.person.id
        question = f"{asker} will read it; it answers a nudge."
        return (
            partial(Prompt, f"A note: {place}", question, ("I come today", "I come tomorrow")),
            lambda now, said: rules.note(now, me, said.text),
            f"Noted. {asker} sees it at the next sign-in.",
        )

    def _pause(self, _: Request, place: str, asker: str) -> PromptParts:
        me = self._screen.person.id
        question = f"{place}. Until when, and what for? {asker} will read it."
        days = self._rests()
        return (
            partial(Prompt, "Let it rest", question, PAUSE_REASONS, choices=[*days]),
            lambda now, said: rules.pause(now, me, said.text, days[said.choice]),
            f"It rests, and comes back by itself: {place}.",
        )

    def _hand(self, request: Request, place: str, asker: str) -> PromptParts:
        others, me = self._others(request), self._screen.person.id
        question = f"{place}. To whom, and what have you learnt? They and {asker} read it."
        return (
            partial(
                Prompt, "Hand on", question, LEARNT[request.lane], choices=[*others], chosen=None
            ),
            lambda now, said: self._handed(now, said, others, me),
            lambda said: self._handed_words(request, said, others),
        )

    def _handed_words(self, request: Request, said: PromptAnswer, others: dict[str, str]) -> str:
        lane = self._screen.desk.people.lane_of(others.get(said.choice, ""))
        over = f", into {lane}" if lane not in (None, request.lane) else ""
        what = request_wording.place(request)
        return f"Handed on to {said.choice}{over}, with what you learnt: {what}."

    def _decline(self, _: Request, place: str, asker: str) -> PromptParts:
        me = self._screen.person.id
        return (
            partial(Prompt, "Decline", f"{place}. Why? {asker} will read it.", DECLINE_REASONS),
            lambda now, said: rules.decline(now, me, said.text),
            f"Declined. {asker} sees why.",
        )

    def _others(self, request: Request) -> dict[str, str]:
        """Who can be handed a request: the others of the team by name, then those outside it, who
        have no id.
        """
        desk, me = self._screen.desk, self._screen.person.id
        team = [each for each in desk.people.staff() if each.role in LANES]
        others = [each for each in team if each.id not in (me, request.owner)]
        others.sort(key=lambda each: desk.people.lane_of(each.id) != request.lane)
        firsts = Counter(each.first for each in others)
        found = {e.first if firsts[e.first] == 1 else e.name: e.id for e in others}
        return found | {name: "" for name in desk.settings.team.outside if name not in found}

    def _handed(
        self, request: Request, said: PromptAnswer, others: dict[str, str], me: str
    ) -> list[NewFact]:
        desk, to = self._screen.desk, others.get(said.choice, "")
        if to:
            lane = LANES[desk.people[to].role]
            return rules.hand(request, me, to, lane, said.text)
        until = desk.days.later(desk.now().date(), FOLLOWED_UP)
        return rules.refer(request, me, said.choice, said.text, until)

    def _rests(self) -> dict[str, date]:
        """Days on which something that rests may come back, as they are said."""
        desk = self._screen.desk
        ahead = [desk.days.later(desk.now().date(), count) for count in RESTS]
        return {f"{day:%a} {times.day(day)}": day for day in ahead}

    def _ask_time(self, request: Request, place: str) -> None:
        screen = self._screen
        me = screen.person.id

        async def book(slot: Slot) -> None:
            when = " ".join(visit_wording.slot(slot, screen.desk.now()))
            said = f"{place}: {when}. {screen.desk.people.name(request.person)} is told."
            if await screen.step(lambda: screen.desk.bookings.schedule(request, slot, me), said):
                screen.show_live()

        def chosen(slot: Slot | None) -> None:
            if slot is not None:
                screen.run_worker(book(slot), exit_on_error=False)

        screen.app.push_screen(
            SlotPickerScreen(place, request.person, request.category, me), chosen
        )

    def _news(self, request: Request) -> Callable[[], str]:
        """What a panel says when the request it is about is ended by somebody else meanwhile."""
        desk = self._screen.desk

        def news() -> str:
            now = desk.requests.get(request.id)
            if now.open:
                return ""
            return f"Meanwhile: {request_wording.story_line(now.story[-1], desk.people.full_name)}."

        return news

    async def _do(
        self, request: Request, rule: Callable[[Request], Sequence[NewFact]], done: str
    ) -> None:
        screen = self._screen
        if await screen.step(lambda: screen.desk.requests.act(request.id, rule), done):
            screen.show_live()
