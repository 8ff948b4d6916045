"""What an answer does: one touch on what waited, and it is written down."""

from collections.abc import Callable, Sequence
from typing import Literal

from data.ledger.facts import Fact, NewFact
from data.records import COACHING, Introduction, Request
from data.records.board import ProblemTold
from data.records.calendar import VisitTold
from data.records.coaching_kinds import ONE_TO_ONE, TRY
from data.records.request_facts import RequestTaken
from data.records.resources import IntroductionAnswered, IntroductionSeen
from kiosk.desk import Desk
from kiosk.inbox.items import InboxItem, InboxReply
from kiosk.requests import rules
from kiosk.requests.rules import Need


class Answers:
    """One person's answers.

    Parameters:
        desk: where they are written down.
        person: the id of who answers.
    """

    def __init__(self, desk: Desk, person: str) -> None:
        self._desk = desk
        self._person = person

    def answer(self, item: InboxItem, said: str) -> InboxReply:
        """Do what somebody answered with one touch.

        Raises:
            Refused, NotSaved: nothing was changed.
        """
        return _ANSWERS[item.kind](self, item, said)

    def tell(self, kind: str, key: str, outcome: str, text: str) -> list[Fact]:
        """How it went, with a line about it.

        Parameters:
            kind, key: of the item that asked.

        Raises:
            Refused, NotSaved: nothing was changed.
        """
        desk, person = self._desk, self._person
        if kind == "take":
            return desk.shelf.tell(key, person, outcome, text)
        return desk.act(lambda: rules.tell(desk.requests.get(key), person, outcome, text))

    def _do(self, drafts: Sequence[NewFact]) -> None:
        self._desk.act(lambda: drafts)

    def _by_me(self, kind: type[NewFact], item: InboxItem) -> None:
        self._do([kind(item.id, by=self._person, whom=self._person)])

    def _on(self, item: InboxItem, rule: Callable[[Request, str], Sequence[NewFact]]) -> None:
        self._desk.requests.act(item.id, lambda found: rule(found, self._person))

    def _answer_clash(self, item: InboxItem, said: str) -> InboxReply:
        if said == "again":
            return InboxReply("", "slots", item.id)
        calendar = self._desk.calendar
        calendar.leave_open(calendar.visit(item.id), self._person)
        return InboxReply("It stays with your coach, who finds a time and tells you here.")

    def _answer_answer(self, item: InboxItem, said: str) -> InboxReply:
        self._read(self._desk.requests.get(item.id))
        return InboxReply("", "request", item.id) if said == "show" else InboxReply("Good.")

    def _answer_working(self, item: InboxItem, said: str) -> InboxReply:
        if said == "works":
            self._on(item, rules.confirm)
            return InboxReply("Good. It is closed, and whoever did it will see that it works.")
        if said == "not_yet":
            self._on(item, rules.reopen)
            return InboxReply("It is back at the front of the line, with its age.")
        return InboxReply("It stays under My requests.")

    def _answer_outcome(self, item: InboxItem, said: str) -> InboxReply:
        self.tell(item.kind, item.id, said, "")
        thanks = {"worked": "Good to hear.", "partly": "Thanks for telling."}
        return InboxReply(thanks.get(said, "Thanks for telling; that helps most."), "line", said)

    def _answer_note(self, item: InboxItem, said: str) -> InboxReply:
        if said == "all":
            return InboxReply("", "note", item.id)
        thanked = said == "thank"
        self._desk.thanks.read_note(item.id, self._person, thanked)
        return InboxReply("Thanks, it is on its way." if thanked else "Good.")

    def _read(self, request: Request) -> None:
        """Somebody has read the last word on a request, and so of its visits."""
        me = self._person
        told = [
            VisitTold(each.id, by=me, whom=me)
            for each in self._desk.calendar.untold(me, request.id)
        ]
        self._do([*rules.read(request, me), *told])

    def _answer_visit(self, item: InboxItem, _: str) -> InboxReply:
        visit = self._desk.calendar.visit(item.id)
        request = self._desk.store.find(Request, visit.request)
        if request:
            self._read(request)
        else:
            self._by_me(VisitTold, item)
        return InboxReply("Good.")

    def _answer_offer(self, item: InboxItem, said: str) -> InboxReply:
        request = self._desk.requests.get(item.id)
        answer: Literal["yes", "no"] = "yes" if said == "yes" else "no"
        drafts: list[NewFact] = [RequestTaken(item.id, by=self._person, answer=answer)]
        if said == "yes":
            drafts += rules.flag(
                Need(
                    lane=COACHING,
                    category=TRY,
                    person=self._person,
                    by=self._person,
                    room=request.room,
                    text=f"Using it well: {request.category}",
                    source=request.id,
                )
            )
        self._do(drafts)
        team = self._desk.people.team_words(COACHING)
        return InboxReply(
            f"Good. {team[:1].upper()}{team[1:]} finds you." if said == "yes" else "Good."
        )

    def _answer_workshop(self, item: InboxItem, said: str) -> InboxReply:
        if said == "sign":
            found = self._desk.workshops.sign(item.id, self._person)
            seated = self._person in found.seated
            return InboxReply("You have a place." if seated else "You are on the waiting list.")
        self._desk.workshops.told(item.id, self._person)
        return InboxReply("Good.")

    def _answer_problem(self, item: InboxItem, said: str) -> InboxReply:
        self._by_me(ProblemTold, item)
        if said == "still":
            return InboxReply("", "fix", self._desk.board.problem(item.id).category)
        return InboxReply("Good.")

    def _answer_cycle(self, item: InboxItem, said: str) -> InboxReply:
        coaching, me = self._desk.cycles, self._person
        coach = self._desk.people.name(coaching.find(item.id).coach)

        def rule() -> Sequence[NewFact]:
            drafts = [coaching.told(item.id, me)]
            if said == "talk":
                drafts += rules.flag(
                    Need(
                        lane=COACHING,
                        category=ONE_TO_ONE,
                        person=me,
                        by=me,
                        room=self._desk.people[me].room,
                        text=f"A word with {coach} first, before we go on",
                    )
                )
            return drafts

        self._desk.act(rule)
        return InboxReply(f"{coach} finds you first." if said == "talk" else "Good.")

    def _answer_introduction(self, item: InboxItem, said: str) -> InboxReply:
        answer: Literal["yes", "no"] = "yes" if said == "yes" else "no"
        self._do([IntroductionAnswered(item.id, by=self._person, answer=answer)])
        found = self._desk.store.find(Introduction, item.id)
        if found and found.via:
            if said == "no":
                return InboxReply("Good. Nobody is told why.")
            return InboxReply(
                "Good." if found.over else "Good. You are told when the other says yes too."
            )
        return InboxReply(
            "Good. They are told that you come." if said == "yes" else "They are told."
        )

    def _answer_introduced(self, item: InboxItem, _: str) -> InboxReply:
        self._by_me(IntroductionSeen, item)
        return InboxReply("Good.")

    def _answer_thanks(self, item: InboxItem, said: str) -> InboxReply:
        self._desk.thanks.allow(item.id, self._person, said)
        return InboxReply("It stays with you." if said == "private" else "It goes on the wall.")

    def _answer_day(self, item: InboxItem, said: str) -> InboxReply:
        self._desk.thanks.tell_day(item.id, self._person, said)
        return InboxReply("We hear you. Take care." if said == "Hard" else "Thanks for telling us.")


_ANSWERS: dict[str, Callable[[Answers, InboxItem, str], InboxReply]] = {
    "clash": Answers._answer_clash,
    "answer": Answers._answer_answer,
    "working": Answers._answer_working,
    "outcome": Answers._answer_outcome,
    "take": Answers._answer_outcome,
    "offer": Answers._answer_offer,
    "note": Answers._answer_note,
    "visit": Answers._answer_visit,
    "workshop": Answers._answer_workshop,
    "problem": Answers._answer_problem,
    "cycle": Answers._answer_cycle,
    "introduction": Answers._answer_introduction,
    "introduced": Answers._answer_introduced,
    "thanks": Answers._answer_thanks,
    "day": Answers._answer_day,
}
