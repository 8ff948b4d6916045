"""What can be done with a request: at once, or after the words that its teacher will read."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import ClassVar

from data.ledger.facts import NewFact
from data.records import LANE_OF, LANES, Request
from kiosk.calendar import wording as visit_wording
from kiosk.calendar.slots import Slot
from kiosk.requests import rules
from kiosk.requests import wording as request_wording
from kiosk.wording import times
from screens.actions import Action
from screens.dialogs.confirm import ConfirmDialog
from screens.dialogs.prompt import Prompt, PromptAnswer
from screens.dialogs.prompt_base import Question
from screens.team.person import PersonScreen
from screens.team.section import Section
from screens.team.slot_picker import SlotPickerScreen

PAUSE_REASONS = ("Waiting for a part", "Waiting for you to choose a time")
DECLINE_REASONS = ("We do not have it", "It is fixed with another request", "Not ours to change")
RESTS = (1, 3, 5, 10)
"""School days for which something may rest."""
FOLLOWED_UP = 3
"""School days after which it is asked what became of something outside the team."""


Answered = Callable[[Request, PromptAnswer], Sequence[NewFact]]
"""What an answer does to a request as it then stands."""
PromptParts = tuple[Callable[..., Prompt], Answered, str | Callable[[PromptAnswer], str]]
"""What is asked, what the answer does, and what is said then."""


class QueueActions(Section):
    """What can be done with the request that is chosen."""

    NAME = "queue"
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("claim", "c", "Claim", "it is yours", "coaching"),
        Action("finish", "f", "Finish", "with its minutes", "coaching"),
        Action("note", "n", "Note", "the teacher reads it", "note"),
        Action("move", "m", "Move", "it keeps its age", "note", shown_from="roomy"),
        Action(
            "time",
            "t",
            "Time",
            "and they are told when",
            "note",
            shown_from="broad",
            full="Set a time",
        ),
        Action("pause", "p", "Rest", "until a day", "note", shown_from="broad", full="Let it rest"),
        Action("hand", "a", "Hand on", "with what you learnt", "note", "menu"),
        Action("pin", "i", "To the front", "or back to its place", "note", "menu"),
        Action("decline", "d", "Decline", "with a reason", "trouble", "menu"),
        Action("person", "v", "Their page", "the year so far", "thanks", "menu"),
        Action("leaf", ".", "Next page", "of the story", area="menu"),
        Action("more", "enter", "More", "all that can be done", "note"),
    )

    @property
    def request(self) -> Request | None:
        """The request that is chosen, as it stands now."""
        raise NotImplementedError

    def action_leaf(self) -> None:
        """Turn to the next page of its story."""
        raise NotImplementedError

    def can(self, name: str) -> bool | None:
        if name not in _MINE:
            return super().can(name)
        request = self.request
        if request is None:
            return None
        mine = request.state == "claimed" and request.owner == self.person.id
        return None if name == "claim" and mine else True

    @property
    def _request(self) -> Request:
        request = self.request
        assert request is not None  # else nothing can be done
        return request

    def action_more(self) -> None:
        """Show everything that can be done with it, to choose from."""
        request = self._request
        lane = LANES[request.lane].other
        titles = {
            "pin": "Back to its place" if request.pinned else "To the front",
            "move": f"Move to {lane}",
        }
        self.open_menu(request_wording.place(request), titles)

    async def action_claim(self) -> None:
        """Take it; from a colleague only when that is confirmed."""
        request, me = self._request, self.person.id
        place = request_wording.place(request)
        if request.owner not in ("", me):
            self._ask_claim(request, place)
        else:
            await self._do(request, lambda r: rules.claim(r, me), f"You have it: {place}.")

    async def action_pin(self) -> None:
        """Put it to the front, or back to where it stands by itself."""
        request, me = self._request, self.person.id
        done = "Back in its place" if request.pinned else "At the front"
        done = f"{done}: {request_wording.place(request)}."
        await self._do(request, lambda r: rules.pin(r, me), done)

    def action_person(self) -> None:
        """Open the page of whoever asked."""
        self.app.push_screen(PersonScreen(self._request.person))

    def action_finish(self) -> None:
        """Ask for the minutes it took."""
        self.ask_finish(self._request, self._news(self._request))

    def action_time(self) -> None:
        """Ask for a time."""
        self._ask_time(self._request, request_wording.place(self._request))

    def action_move(self) -> None:
        """Ask why it belongs to the other lane."""
        self._ask("move", self._move)

    def action_note(self) -> None:
        """Ask for a line that its teacher reads."""
        self._ask("note", self._note)

    def action_pause(self) -> None:
        """Ask until when it rests, and what for."""
        self._ask("pause", self._pause)

    def action_hand(self) -> None:
        """Ask to whom it goes."""
        self._ask("hand", self._hand)

    def action_decline(self) -> None:
        """Ask why it will not be done."""
        self._ask("decline", self._decline)

    def _ask_claim(self, request: Request, place: str) -> None:
        """A colleague has it: nobody takes it from them by a key that slipped."""
        me = self.person.id
        timed = f", and a time is set: {times.until(request.until)}" if request.until else ""
        question = f"{self.desk.people.full_name(request.owner)} has it{timed}. Take it over?"

        def sure(yes: bool | None) -> None:
            if yes:
                said = f"You have it: {place}."
                taken = self._do(request, lambda r: rules.claim(r, me), said)
                self.run_worker(taken, exit_on_error=False)

        self.app.push_screen(ConfirmDialog(question, "Leave it", "Take it over"), sure)

    def _ask(self, name: str, parts: Callable[[Request, str, str], PromptParts]) -> None:
        request = self._request
        asker = self.desk.people.name(request.person)
        panel, rule, done = parts(request, request_wording.place(request), asker)
        self.ask(
            Question(
                f"{name} {request.id}",
                partial(panel, news=self._news(request)),
                lambda said: self.desk.requests.act(request.id, lambda now: rule(now, said)),
                done if callable(done) else lambda _: done,
            )
        )

    def _move(self, request: Request, place: str, asker: str) -> PromptParts:
        me = self.person.id
        lane = LANES[request.lane].other
        question = f"{place}. Why? {asker} will read it."
        return (
            partial(Prompt, f"Move to {lane}", question, LANES[lane].move_here),
            lambda now, said: rules.move(now, me, said.text),
            f"Moved to {lane}, with its age: {place}.",
        )

    def _note(self, _: Request, place: str, asker: str) -> PromptParts:
        me = self.person.id
        question = f"{asker} will read it; it answers a nudge."
        return (
            partial(Prompt, f"A note: {place}", question, ("I come today", "I come tomorrow")),
            lambda now, said: rules.note(now, me, said.text),
            f"Noted. {asker} sees it at the next sign-in.",
        )

    def _pause(self, _: Request, place: str, asker: str) -> PromptParts:
        me = self.person.id
        question = f"{place}. Until when, and what for? {asker} will read it."
        days = self._rests()
        return (
            partial(Prompt, "Let it rest", question, PAUSE_REASONS, choices=[*days]),
            lambda now, said: rules.pause(now, me, said.text, days[said.choice]),
            f"It rests, and comes back by itself: {place}.",
        )

    def _hand(self, request: Request, place: str, asker: str) -> PromptParts:
        others, me = self._others(request), self.person.id
        learnt = LANES[request.lane].learnt
        question = f"{place}. To whom, and what have you learnt? They and {asker} read it."
        return (
            partial(
                Prompt,
                "Hand on",
                question,
                learnt,
                choices=[*others],
                chosen=None,
            ),
            lambda now, said: self._handed(now, said, others, me),
            lambda said: self._handed_words(request, said, others),
        )

    def _handed_words(self, request: Request, said: PromptAnswer, others: dict[str, str]) -> str:
        lane = self.desk.people.lane_of(others.get(said.choice, ""))
        over = f", into {lane}" if lane not in (None, request.lane) else ""
        what = request_wording.place(request)
        return f"Handed on to {said.choice}{over}, with what you learnt: {what}."

    def _decline(self, _: Request, place: str, asker: str) -> PromptParts:
        me = self.person.id
        return (
            partial(Prompt, "Decline", f"{place}. Why? {asker} will read it.", DECLINE_REASONS),
            lambda now, said: rules.decline(now, me, said.text),
            f"Declined. {asker} sees why.",
        )

    def _others(self, request: Request) -> dict[str, str]:
        """Who can be handed a request: the others of the team by name, then those outside it, who
        have no id.
        """
        desk, me = self.desk, self.person.id
        team = [each for each in desk.people.staff() if each.role in LANE_OF]
        others = [each for each in team if each.id not in (me, request.owner)]
        others.sort(key=lambda each: desk.people.lane_of(each.id) != request.lane)
        firsts = Counter(each.first for each in others)
        found = {e.first if firsts[e.first] == 1 else e.name: e.id for e in others}
        return found | {name: "" for name in desk.settings.team.outside if name not in found}

    def _handed(
        self, request: Request, said: PromptAnswer, others: dict[str, str], me: str
    ) -> list[NewFact]:
        desk, to = self.desk, others.get(said.choice, "")
        if to:
            lane = LANE_OF[desk.people[to].role]
            return rules.hand(request, me, to, lane, said.text)
        until = desk.days.later(desk.now().date(), FOLLOWED_UP)
        return rules.refer(request, me, said.choice, said.text, until)

    def _rests(self) -> dict[str, date]:
        """Days on which something that rests may come back, as they are said."""
        desk = self.desk
        ahead = [desk.days.later(desk.now().date(), count) for count in RESTS]
        return {f"{day:%a} {times.day(day)}": day for day in ahead}

    def _ask_time(self, request: Request, place: str) -> None:
        me = self.person.id

        async def book(slot: Slot) -> None:
            when = " ".join(visit_wording.slot(slot, self.desk.now()))
            said = f"{place}: {when}. {self.desk.people.name(request.person)} is told."
            if await self.step(lambda: self.desk.bookings.schedule(request, slot, me), said):
                self.show_live()

        def chosen(slot: Slot | None) -> None:
            if slot is not None:
                self.run_worker(book(slot), exit_on_error=False)

        self.app.push_screen(SlotPickerScreen(place, request.person, request.category, me), chosen)

    def _news(self, request: Request) -> Callable[[], str]:
        """What a panel says when the request it is about is ended by somebody else meanwhile."""
        desk = self.desk

        def news() -> str:
            now = desk.requests.get(request.id)
            if now.open:
                return ""
            return f"Meanwhile: {request_wording.story_line(now.story[-1], desk.people.full_name)}."

        return news

    async def _do(
        self, request: Request, rule: Callable[[Request], Sequence[NewFact]], done: str
    ) -> None:
        if await self.step(lambda: self.desk.requests.act(request.id, rule), done):
            self.show_live()


_MINE = frozenset(action.id for action in QueueActions.ACTIONS)
