"""What waits for somebody at sign-in, one thing at a time: an answer, whether it works now, how it
went, a note, a change of plans, thanks. Asked once, never in the way, answered with one touch.
"""

from collections.abc import Iterator
from datetime import datetime

from data.ledger.facts import Fact
from data.records import COACHING, FIX, Cycle, Introduction, Note, Problem, Request, Take, Workshop
from data.records.resources import TakeAsked
from kiosk.calendar import wording as visit_wording
from kiosk.calendar import workshops
from kiosk.desk import Desk
from kiosk.inbox.answers import Answers as Answering
from kiosk.inbox.items import (
    DAY_ANSWERS,
    OUTCOME_ANSWERS,
    THANKS_ANSWERS,
    Answers,
    InboxItem,
    InboxReply,
)
from kiosk.library.resources import ASK_AFTER
from kiosk.requests import rules
from kiosk.requests import wording as request_wording
from kiosk.wording import phrases, times

__all__ = ["OUTCOME_ANSWERS", "Inbox", "InboxItem", "InboxReply"]


LONG_NOTE = 60
"""Characters from which on a note may not be seen whole on the smallest screen."""


class Inbox:
    """What waits for one person in one session.

    Parameters:
        desk: whose documents.
        person: the id of who is signed in.
    """

    def __init__(self, desk: Desk, person: str) -> None:
        self._desk = desk
        self._person = person
        self._answers = Answering(desk, person)
        self._asked: dict[tuple[str, str], None] = {}
        self._checkin = ""

    def ask_day(self, checkin: str) -> None:
        """After a hi: how the day is, for whoever likes to say."""
        self._checkin = checkin

    def items(self) -> list[InboxItem]:
        """What waits now, in the order in which it is shown."""
        return [
            *self._clashes(),
            *self._answered(),
            *self._working(),
            *self._offers(),
            *self._notes(),
            *self._changes(),
            *self._outcomes(),
            *self._cycles(),
            *self._introductions(),
            *self._thanks(),
            *self._day(),
        ]

    def shown(self, item: InboxItem) -> list[Fact]:
        """Keep in mind that this was asked: it is not asked in another session."""
        if not item.once or item.key in self._asked:
            return []
        self._asked[item.key] = None
        if item.kind == "take":
            return self._desk.act(lambda: [TakeAsked(item.id, by=self._person)])
        return self._desk.act(lambda: rules.ask(self._desk.requests.get(item.id), self._person))

    def done(self, item: InboxItem) -> None:
        """Put it away for this session, answered or not."""
        self._asked.pop(item.key, None)
        if item.kind == "day":
            self._checkin = ""

    def answer(self, item: InboxItem, said: str) -> InboxReply:
        """Do what somebody answered with one touch.

        Raises:
            Refused, NotSaved: nothing was changed.
        """
        return self._answers.answer(item, said)

    def tell(self, kind: str, key: str, outcome: str, text: str) -> list[Fact]:
        """How it went, with a line about it.

        Parameters:
            kind, key: of the item that asked.

        Raises:
            Refused, NotSaved: nothing was changed.
        """
        return self._answers.tell(kind, key, outcome, text)

    def _mine(self) -> list[Request]:
        """Requests that ask something of this person, and those that were asked about already."""
        desk = self._desk
        found = desk.store.where(Request, "asks", self._person)
        known = {each.id for each in found}
        again = [
            desk.requests.get(key)
            for kind, key in self._asked
            if kind in {"working", "outcome"} and key not in known
        ]
        return found + again

    def _clashes(self) -> Iterator[InboxItem]:
        for visit in self._desk.calendar.ahead(self._person):
            if not self._desk.calendar.holds(visit):
                when = visit_wording.visit_when(visit, self._desk.now())
                who = self._desk.people.name(visit.coach)
                yield InboxItem(
                    "clash",
                    visit.id,
                    f"{when} with {who} has gone to somebody else",
                    "Two kiosks gave it away at the same moment. Your request is kept.",
                    (("Another time", "again"), ("Leave the time to us", "leave")),
                    "coaching",
                )

    def _answered(self) -> Iterator[InboxItem]:
        for request in self._mine():
            last = request_wording.last_answer(request)
            timed = last is not None and last.kind == "request.scheduled"
            if self._person not in request.unread or (
                timed and self._desk.calendar.untold(self._person, request.id)
            ):
                continue
            body = request_wording.story_line(last, self._desk.people.name) if last else ""
            if timed and request.until:
                body = (
                    f"{self._desk.people.name(request.owner)} comes {times.until(request.until)}."
                )
            yield InboxItem(
                "answer",
                request.id,
                f"{request_wording.place(request)}: an answer for you",
                body,
                (("Good, seen", "seen"), ("Show me", "show")),
                request.lane,
            )

    def _working(self) -> Iterator[InboxItem]:
        now = self._desk.now()
        for request in self._mine():
            if request.state != "finished" or request.lane != FIX:
                continue
            if self._person in request.asked and ("working", request.id) not in self._asked:
                continue
            who = self._desk.people.name(request.owner)
            ended = [
                s for s in request_wording.standing_story(request) if s.kind == "request.finished"
            ]
            last = ended[-1].text if ended else ""
            said = f"{who} finished it {times.moment(request.since, now)}"
            yield InboxItem(
                "working",
                request.id,
                f"Does it work now? {request_wording.place(request)}",
                f"{said}{': ' + last if last else ''}.",
                (("It works", "works"), ("Not yet", "not_yet"), ("Later", "later")),
                "fix",
                once=True,
            )

    def _offers(self) -> Iterator[InboxItem]:
        for request in self._mine():
            mine = request.person == self._person and request.state in {"finished", "confirmed"}
            if mine and request.offered and not request.taken:
                who = self._desk.people.team_words(COACHING)
                yield InboxItem(
                    "offer",
                    request.id,
                    f"Ten minutes on using it well? {request_wording.place(request)}",
                    f"Now that it works: {who} would show what it can do in a lesson of yours.",
                    (("Yes, find me", "yes"), ("Not now", "no")),
                    "coaching",
                )

    def _outcomes(self) -> Iterator[InboxItem]:
        desk = self._desk
        for request in self._mine():
            if request.state != "finished" or request.lane != COACHING:
                continue
            if self._person in request.asked and ("outcome", request.id) not in self._asked:
                continue
            if desk.school_days_since(desk.date_of(request.since)) < ASK_AFTER:
                continue
            when = times.moment(request.since, desk.now())
            yield InboxItem(
                "outcome",
                request.id,
                f"How did it go? {request.category}, with {desk.people.name(request.owner)}",
                f"It was {when}. A word helps whoever plans the next one.",
                OUTCOME_ANSWERS,
                "coaching",
                once=True,
            )
        takes = desk.shelf.due(self._person)
        takes += [
            take
            for kind, key in self._asked
            if kind == "take" and (take := desk.store.find(Take, key)) and not take.outcome
        ]
        for take in {each.id: each for each in takes}.values():
            resource = desk.shelf.find(take.resource)
            if resource:
                yield InboxItem(
                    "take",
                    take.id,
                    f"How did it go? {resource.title}",
                    f"You took it along {times.moment(take.at, desk.now())}.",
                    OUTCOME_ANSWERS,
                    "note",
                    once=True,
                )

    def _notes(self) -> Iterator[InboxItem]:
        for note in self._desk.store.where(Note, "asks", self._person):
            name = self._desk.people.name(note.by)
            answers: Answers = ((f"Thank {name}", "thank"), ("Read", "read"))
            if len(note.text) > LONG_NOTE:
                answers = (*answers, ("All of it", "all"))
            yield InboxItem("note", note.id, f"A note from {name}", note.text, answers, "note")

    def _changes(self) -> Iterator[InboxItem]:
        desk, now = self._desk, self._desk.now()
        for visit in desk.calendar.untold(self._person):
            request = desk.store.find(Request, visit.request)
            last = request_wording.last_answer(request) if request else None
            unread = request is not None and self._person in request.unread
            if unread and last and last.kind != "request.scheduled":
                continue  # the answer says it, and why
            who, when = desk.people.name(visit.coach), visit_wording.visit_when(visit, now)
            moved = visit.state == "booked"
            head = f"{who} has moved your time: {when}" if moved else f"{when} with {who} is off"
            yield InboxItem(
                "visit", visit.id, head, visit.text, (("Good, seen", "seen"),), "coaching"
            )
        for found in desk.store.where(Workshop, "asks", self._person):
            if workshops.ends(found) > desk.wall():
                yield self._changed_workshop(found, now)
        for problem in desk.store.where(Problem, "asks", self._person):
            yield InboxItem(
                "problem",
                problem.id,
                f"It is over: {problem.title}",
                problem.text or "You said that you had it too.",
                (("Good", "seen"), ("Not for me yet", "still")),
                "fix",
            )

    def _changed_workshop(self, found: Workshop, now: datetime) -> InboxItem:
        when = times.coming_moment(workshops.starts(found), now)
        where = ", ".join(part for part in (when, found.room) if part)
        answers: Answers = (("Good, seen", "seen"),)
        match found.untold[self._person]:
            case "invited":
                who = self._desk.people.name(found.by)
                head = f"You asked for it: {found.title}"
                left = visit_wording.places_left(found) or "a place for everybody"
                body = f"{where}, with {who}: {left}."
                answers = (("I come", "sign"), ("Not this time", "seen"))
            case "cancelled":
                head, body = f"Cancelled: {found.title}, {when}", found.text
            case "place":
                head, body = f"You have a place now: {found.title}", where
            case "waiting":
                place = phrases.ordinal(workshops.waiting_place(found, self._person))
                head = f"Somebody was quicker: {found.title}"
                body = f"You are {place} on the waiting list, and told when there is a place."
            case _:
                waits = workshops.waiting_place(found, self._person)
                stands = f"You wait as {phrases.ordinal(waits)}." if waits else "You have a place."
                head = f"Changed: {found.title}"
                body = f"Now {where}. {stands} {found.text}".strip()
        return InboxItem("workshop", found.id, head, body, answers, "note")

    def _cycles(self) -> Iterator[InboxItem]:
        """A coaching cycle that another coach goes on with: its goal is not for a screen that
        others see.
        """
        for cycle in self._desk.store.where(Cycle, "asks", self._person):
            coach = self._desk.people.full_name(cycle.coach)
            mine = cycle.person == self._person
            whom = "you" if mine else self._desk.people.full_name(cycle.person)
            answers: Answers = (("Good, seen", "seen"),)
            if mine and not cycle.closed:
                answers += (("Talk to me first", "talk"),)
            yield InboxItem(
                "cycle",
                cycle.id,
                f"{coach} goes on with {whom} in your coaching cycle",
                "What was said so far stays private.",
                answers,
                "coaching",
            )

    def _introductions(self) -> Iterator[InboxItem]:
        desk = self._desk
        for each in desk.store.where(Introduction, "asks", self._person):
            resource = desk.shelf.find(each.resource)
            title = resource.title if resource else "what you shared"
            if each.via:
                yield self._introduced(each)
            elif not each.answer:
                yield InboxItem(
                    "introduction",
                    each.id,
                    f"{desk.people.full_name(each.by)} would like to see: {title}",
                    "You offered to show it. You find each other, nobody else is told.",
                    ((f"I'll find {desk.people.name(each.by)}", "yes"), ("Not now", "no")),
                    "thanks",
                )
            else:
                name = desk.people.name(each.to)
                yes = each.answer == "yes"
                yield InboxItem(
                    "introduced",
                    each.id,
                    f"{name} will find you" if yes else f"{name} cannot just now",
                    title if yes else f"{title}: ask your coach, who knows others who did it.",
                    (("Good, seen", "seen"),),
                    "thanks",
                )

    def _introduced(self, found: Introduction) -> InboxItem:
        """What a coach offered two colleagues: to find each other."""
        desk = self._desk
        learns = self._person == found.by
        other = found.to if learns else found.by
        name, coach = desk.people.full_name(other), desk.people.name(found.via)
        if not found.over:
            did = f"{name} has done it before" if learns else f"{name} would like to try it"
            return InboxItem(
                "introduction",
                found.id,
                f"{coach} would introduce you to {name}: {found.about}",
                f"{did}. Nobody else is told.",
                (("I'd like that", "yes"), ("Not now", "no")),
                "thanks",
            )
        both = found.wish == found.answer == "yes"
        return InboxItem(
            "introduced",
            found.id,
            f"{name} would like that too" if both else f"{name} cannot just now",
            f"{found.about}. Find each other." if both else f"{found.about}. {coach} knows.",
            (("Good, seen", "seen"),),
            "thanks",
        )

    def _thanks(self) -> Iterator[InboxItem]:
        chosen = self._desk.accounts.preference(self._person).thanks
        asked = {
            "": "Who may see it?",
            "private": "As you chose, it stays with you.",
            "initials": "As you chose, it hangs on the wall with initials.",
            "wall": "As you chose, it hangs on the wall.",
        }[chosen]
        for thanks in self._desk.thanks.waiting_for(self._person):
            giver = self._desk.people.full_name(thanks.by)
            yield InboxItem(
                "thanks",
                thanks.id,
                f"{giver} says thanks: “{thanks.text or thanks.reason}”",
                asked,
                THANKS_ANSWERS,
                "thanks",
            )

    def _day(self) -> Iterator[InboxItem]:
        if self._checkin:
            said = "How is the day? Only if you like."
            yield InboxItem("day", self._checkin, said, "Your coach reads it.", DAY_ANSWERS, "note")
