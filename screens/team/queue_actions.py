"""What can be done with a request, at once or after a prompt for words that its teacher reads."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
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
from screens.dialogs.prompt import Prompt, PromptAnswer, PromptSpec
from screens.dialogs.prompt_base import Question
from screens.team.person import PersonScreen
from screens.team.section import Section
from screens.team.slot_picker import SlotPickerScreen

PAUSE_REASONS = ("Waiting for a part", "Waiting for you to choose a time")
DECLINE_REASONS = ("We do not have it", "It is fixed with another request", "Not ours to change")
RESTS = (1, 3, 5, 10)
"""School days for which a request may rest."""
FOLLOWED_UP = 3
"""School days after which one asks what became of a request that was handed outside the team."""


@dataclass(frozen=True)
class RequestPrompt:
    """A prompt about a request.

    Parameters:
        spec: what is asked.
        rule: returns the facts that follow from the answer, for the request as it then is.
        done: returns the sentence that is shown when it is done.
    """

    spec: PromptSpec
    rule: Callable[[Request, PromptAnswer], Sequence[NewFact]]
    done: Callable[[PromptAnswer], str]


class QueueActions(Section):
    """The base of the queue: a section in which one request is chosen, and what can be done with
    it.
    """

    NAME = "queue"
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("claim", "c", "Claim", "it is yours", "coaching", main=True),
        Action("finish", "f", "Finish", "with its minutes", "coaching", main=True),
        Action("note", "n", "Note", "the teacher reads it", "note"),
        Action("move", "m", "Move", "it keeps its age", "note", "menu"),
        Action("time", "t", "Set a time", "and they are told when", "note", "menu"),
        Action("pause", "p", "Let it rest", "until a day", "note", "menu"),
        Action("hand", "a", "Hand on", "with what you learnt", "note", "menu"),
        Action("pin", "i", "To the front", "or back to its place", "note", "menu"),
        Action("decline", "d", "Decline", "with a reason", "trouble", "menu"),
        Action("person", "v", "Their page", "the year so far", "thanks", "menu"),
        Action("next_page", ".", "Next page", "of the story", area="menu"),
        Action("more", "enter", "More", "all that can be done", "note"),
    )

    @property
    def request(self) -> Request | None:
        """The request that is chosen, as it is now; None for none."""
        raise NotImplementedError

    def action_next_page(self) -> None:
        """Turn to the next page of the story."""
        raise NotImplementedError

    def can(self, action_id: str) -> bool | None:
        if action_id not in _ABOUT_REQUEST:
            return super().can(action_id)
        request = self.request
        if request is None:
            return None if self.has_requests else False
        is_mine = request.state == "claimed" and request.owner == self.person.id
        return None if action_id == "claim" and is_mine else True

    @property
    def has_requests(self) -> bool:
        """Whether any request is listed."""
        raise NotImplementedError

    @property
    def _request(self) -> Request:
        """The request that is chosen; `can` has seen to it that there is one."""
        request = self.request
        assert request is not None
        return request

    def action_more(self) -> None:
        """Open the menu of everything that can be done with it."""
        request = self._request
        titles = {
            "pin": "Back to its place" if request.pinned else "To the front",
            "move": f"Move to {LANES[request.lane].other}",
        }
        self.open_menu(request_wording.place(request), titles)

    async def action_claim(self) -> None:
        """Claim it; if a colleague has it, ask first."""
        request, me = self._request, self.person.id
        name = request_wording.place(request)
        if request.owner not in ("", me):
            self._ask_claim(request, name)
        else:
            owner = request.owner
            await self._apply(
                request,
                lambda latest: rules.claim(latest, me, seen_owner=owner),
                f"You have it: {name}.",
            )

    async def action_pin(self) -> None:
        """Put it to the front, or back to where its score puts it."""
        request, me = self._request, self.person.id
        done = "Back in its place" if request.pinned else "At the front"
        done = f"{done}: {request_wording.place(request)}."
        await self._apply(request, lambda latest: rules.pin(latest, me), done)

    def action_person(self) -> None:
        """Open the page of the teacher who asked."""
        self.app.push_screen(PersonScreen(self._request.person))

    def action_finish(self) -> None:
        """Ask for the minutes it took."""
        self.ask_finish(self._request, self._news(self._request))

    def action_time(self) -> None:
        """Ask for a time."""
        self._ask_time(self._request, request_wording.place(self._request))

    def action_move(self) -> None:
        """Ask why it belongs to the other lane."""
        self._ask("move", self._move_prompt)

    def action_note(self) -> None:
        """Ask for a line that its teacher reads."""
        self._ask("note", self._note_prompt)

    def action_pause(self) -> None:
        """Ask until when it rests, and what for."""
        self._ask("pause", self._pause_prompt)

    def action_hand(self) -> None:
        """Ask whom to hand it to."""
        self._ask("hand", self._hand_prompt)

    def action_decline(self) -> None:
        """Ask why it will not be done."""
        self._ask("decline", self._decline_prompt)

    def _ask_claim(self, request: Request, name: str) -> None:
        """Ask whether to take a request over from the colleague who has it: a key may slip.

        Parameters:
            name: the request in a few words.
        """
        me = self.person.id
        timed = f", and a time is set: {times.until(request.until)}" if request.until else ""
        question = f"{self.desk.people.full_name(request.owner)} has it{timed}. Take it over?"

        def confirmed(yes: bool | None) -> None:
            if yes:
                done = f"You have it: {name}."
                owner = request.owner
                claim = self._apply(
                    request, lambda latest: rules.claim(latest, me, seen_owner=owner), done
                )
                self.run_worker(claim, exit_on_error=False)

        self.app.push_screen(ConfirmDialog(question, "Cancel", "Take it over"), confirmed)

    def _ask(self, key: str, make_prompt: Callable[[Request, str, str], RequestPrompt]) -> None:
        """Ask about the chosen request, and do what is answered.

        Parameters:
            key: what is asked.
            make_prompt: called with the request, the request in a few words, and the name of the
                teacher who asked.
        """
        request = self._request
        teacher = self.desk.people.name(request.person)
        prompt = make_prompt(request, request_wording.place(request), teacher)
        spec = replace(prompt.spec, news=self._news(request))
        self.ask(
            Question(
                f"{key} {request.id}",
                partial(Prompt, spec),
                lambda answer: self.desk.requests.act(
                    request.id, lambda latest: prompt.rule(latest, answer)
                ),
                prompt.done,
            )
        )

    def _move_prompt(self, request: Request, name: str, teacher: str) -> RequestPrompt:
        me = self.person.id
        lane = LANES[request.lane].other
        question = f"{name}. Why? {teacher} will read it."
        return RequestPrompt(
            PromptSpec(f"Move to {lane}", question, LANES[lane].move_here, confirm="Move it"),
            lambda latest, answer: rules.move(latest, me, answer.text),
            lambda _: f"Moved to {lane}; it keeps its place: {name}.",
        )

    def _note_prompt(self, _: Request, name: str, teacher: str) -> RequestPrompt:
        me = self.person.id
        question = f"{teacher} will read it; it answers a nudge."
        return RequestPrompt(
            PromptSpec(f"A note: {name}", question, ("I'll come today", "I'll come tomorrow")),
            lambda latest, answer: rules.note(latest, me, answer.text),
            lambda _: f"Noted. {teacher} sees it at the next sign-in.",
        )

    def _pause_prompt(self, _: Request, name: str, teacher: str) -> RequestPrompt:
        me = self.person.id
        question = f"{name}. Until when, and what for? {teacher} will read it."
        days = self._days_to_rest()
        return RequestPrompt(
            PromptSpec(
                "Let it rest", question, PAUSE_REASONS, choices=[*days], confirm="Let it rest"
            ),
            lambda latest, answer: rules.pause(latest, me, answer.text, days[answer.choice]),
            lambda _: f"It rests, and comes back by itself: {name}.",
        )

    def _decline_prompt(self, _: Request, name: str, teacher: str) -> RequestPrompt:
        me = self.person.id
        question = f"{name}. Why? {teacher} will read it."
        return RequestPrompt(
            PromptSpec("Decline", question, DECLINE_REASONS, confirm="Decline", grave=True),
            lambda latest, answer: rules.decline(latest, me, answer.text),
            lambda _: f"Declined. {teacher} sees why.",
        )

    def _hand_prompt(self, request: Request, name: str, teacher: str) -> RequestPrompt:
        receivers, me = self._receivers(request), self.person.id
        question = f"{name}. To whom, and what have you learnt? They and {teacher} read it."
        return RequestPrompt(
            PromptSpec(
                "Hand on",
                question,
                LANES[request.lane].learnt,
                choices=[*receivers],
                preselect=False,
                confirm="Hand it on",
            ),
            lambda latest, answer: self._hand_on(latest, answer, receivers, me),
            lambda answer: self._handed_on_words(request, answer, receivers),
        )

    def _receivers(self, request: Request) -> dict[str, str]:
        """Return whom a request can be handed to: name -> id. The others of the team come first,
        those of the same lane before all; then those outside the team, who have no id: "".
        """
        desk, me = self.desk, self.person.id
        team = [person for person in desk.people.staff() if person.role in LANE_OF]
        others = [person for person in team if person.id not in (me, request.owner)]
        others.sort(key=lambda person: desk.people.lane_of(person.id) != request.lane)
        first_names = Counter(person.first for person in others)
        ids = {
            person.first if first_names[person.first] == 1 else person.name: person.id
            for person in others
        }
        return ids | {name: "" for name in desk.settings.team.outside if name not in ids}

    def _hand_on(
        self, request: Request, answer: PromptAnswer, receivers: dict[str, str], me: str
    ) -> list[NewFact]:
        """Return the facts that hand a request on, within the team or outside it."""
        desk, receiver = self.desk, receivers.get(answer.choice, "")
        if receiver:
            lane = LANE_OF[desk.people[receiver].role]
            return rules.hand(request, me, receiver, lane, answer.text)
        until = desk.days.later(desk.now().date(), FOLLOWED_UP)
        return rules.refer(request, me, answer.choice, answer.text, until)

    def _handed_on_words(
        self, request: Request, answer: PromptAnswer, receivers: dict[str, str]
    ) -> str:
        lane = self.desk.people.lane_of(receivers.get(answer.choice, ""))
        into = f", into {lane}" if lane not in (None, request.lane) else ""
        name = request_wording.place(request)
        return f"Handed on to {answer.choice}{into}, with what you learnt: {name}."

    def _days_to_rest(self) -> dict[str, date]:
        """Return the days on which a request that rests may come back, by their names."""
        desk = self.desk
        days = [desk.days.later(desk.now().date(), count) for count in RESTS]
        return {f"{day:%a} {times.day(day)}": day for day in days}

    def _ask_time(self, request: Request, name: str) -> None:
        """Ask for a time for a request, and book it.

        Parameters:
            name: the request in a few words.
        """
        me = self.person.id

        async def book(slot: Slot) -> None:
            when = " ".join(visit_wording.slot(slot, self.desk.now()))
            done = f"{name}: {when}. {self.desk.people.name(request.person)} is told."
            if await self.do_step(lambda: self.desk.bookings.schedule(request, slot, me), done):
                self.show_live()

        def slot_chosen(slot: Slot | None) -> None:
            if slot is not None:
                self.run_worker(book(slot), exit_on_error=False)

        picker = SlotPickerScreen(name, request.person, request.category, me)
        self.app.push_screen(picker, slot_chosen)

    def _news(self, request: Request) -> Callable[[], str]:
        """Return a function that says when a request has been ended by somebody else, for the
        prompts about it.
        """
        desk = self.desk

        def news() -> str:
            latest = desk.requests.get(request.id)
            if latest.open:
                return ""
            step = request_wording.story_line(latest.story[-1], desk.people.full_name)
            return f"Meanwhile: {step}."

        return news

    async def _apply(
        self, request: Request, rule: Callable[[Request], Sequence[NewFact]], done: str
    ) -> None:
        """Apply a rule to a request as it is by then, and say that it is done."""
        if await self.do_step(lambda: self.desk.requests.act(request.id, rule), done):
            self.show_live()


_ABOUT_REQUEST = frozenset(action.id for action in QueueActions.ACTIONS)
"""Ids of the actions that need a request."""
