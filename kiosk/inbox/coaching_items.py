"""Inbox items about working together: who goes on with a coaching cycle, and introductions."""

from collections.abc import Iterator, Sequence
from typing import Literal

from data.ledger.facts import NewFact
from data.records import COACHING, Cycle, Introduction
from data.records.coaching_kinds import ONE_TO_ONE
from data.records.resources import IntroductionAnswered, IntroductionSeen
from kiosk.inbox.items import SEEN_ANSWERS, InboxItem, InboxReply, InboxSession
from kiosk.requests import rules
from kiosk.requests.rules import Need


def ask_cycles(session: InboxSession) -> Iterator[InboxItem]:
    """Yield the coaching cycles that another coach goes on with.

    The goal of a cycle is not shown: others may see this screen.
    """
    people = session.desk.people
    for cycle in session.desk.store.where(Cycle, "asks", session.person):
        is_own = cycle.person == session.person
        teacher = "you" if is_own else people.full_name(cycle.person)
        answers = SEEN_ANSWERS
        if is_own and not cycle.closed:
            answers += (("Talk to me first", "talk"),)
        yield InboxItem(
            "cycle",
            cycle.id,
            f"{people.full_name(cycle.coach)} goes on with {teacher} in your coaching cycle",
            "What was said so far stays private.",
            answers,
            "coaching",
        )


def answer_cycle(session: InboxSession, item: InboxItem, answer: str) -> InboxReply:
    """Mark it as read; "talk" asks the new coach for a word first."""
    desk, person = session.desk, session.person
    coach = desk.people.name(desk.cycles.find(item.id).coach)

    def rule() -> Sequence[NewFact]:
        facts = [desk.cycles.news_read(item.id, person)]
        if answer == "talk":
            facts += rules.flag(
                Need(
                    lane=COACHING,
                    category=ONE_TO_ONE,
                    person=person,
                    by=person,
                    room=desk.people[person].room,
                    text=f"A word with {coach} first, before we go on",
                )
            )
        return facts

    desk.act(rule)
    return InboxReply(f"{coach} finds you first." if answer == "talk" else "Good.")


def ask_introductions(session: InboxSession) -> Iterator[InboxItem]:
    """Yield the introductions that wait for an answer, and the answers of the others."""
    for introduction in session.desk.store.where(Introduction, "asks", session.person):
        if introduction.via:
            yield _offered_item(session, introduction)
        else:
            yield _asked_item(session, introduction)


def _asked_item(session: InboxSession, introduction: Introduction) -> InboxItem:
    """Return the item of a colleague's wish to see a shared idea, or of the answer to it."""
    people = session.desk.people
    resource = session.desk.shelf.find(introduction.resource)
    title = resource.title if resource else "what you shared"
    if not introduction.answer:
        return InboxItem(
            "introduction",
            introduction.id,
            f"{people.full_name(introduction.by)} would like to see: {title}",
            "You offered to show it. You find each other, nobody else is told.",
            ((f"I'll find {people.name(introduction.by)}", "yes"), ("Not now", "no")),
            "thanks",
        )
    name, comes = people.name(introduction.to), introduction.answer == "yes"
    return InboxItem(
        "introduced",
        introduction.id,
        f"{name} will find you" if comes else f"{name} cannot just now",
        title if comes else f"{title}: ask your coach, who knows others who did it.",
        SEEN_ANSWERS,
        "thanks",
    )


def _offered_item(session: InboxSession, introduction: Introduction) -> InboxItem:
    """Return the item of a coach's offer to introduce two colleagues, or of what came of it."""
    people = session.desk.people
    learns = session.person == introduction.by
    name = people.full_name(introduction.to if learns else introduction.by)
    coach = people.name(introduction.via)
    if not introduction.over:
        did = f"{name} has done it before" if learns else f"{name} would like to try it"
        return InboxItem(
            "introduction",
            introduction.id,
            f"{coach} would introduce you to {name}: {introduction.about}",
            f"{did}. Nobody else is told.",
            (("I'd like that", "yes"), ("Not now", "no")),
            "thanks",
        )
    both = introduction.wish == introduction.answer == "yes"
    ending = "Find each other." if both else f"{coach} knows."
    return InboxItem(
        "introduced",
        introduction.id,
        f"{name} would like that too" if both else f"{name} cannot just now",
        f"{introduction.about}. {ending}",
        SEEN_ANSWERS,
        "thanks",
    )


def answer_introduction(session: InboxSession, item: InboxItem, answer: str) -> InboxReply:
    """Write down yes or no."""
    desk = session.desk
    said: Literal["yes", "no"] = "yes" if answer == "yes" else "no"
    desk.act(lambda: [IntroductionAnswered(item.id, by=session.person, answer=said)])
    introduction = desk.store.find(Introduction, item.id)
    if introduction and introduction.via:
        if answer == "no":
            return InboxReply("Good. Nobody is told why.")
        over = introduction.over
        return InboxReply("Good." if over else "Good. We'll tell you when the other says yes too.")
    return InboxReply(
        "Good. They'll know that you're coming." if said == "yes" else "They are told."
    )


def answer_introduced(session: InboxSession, item: InboxItem, _answer: str) -> InboxReply:
    """Mark the other's answer as read."""
    person = session.person
    session.desk.act(lambda: [IntroductionSeen(item.id, by=person, whom=person)])
    return InboxReply("Good.")
