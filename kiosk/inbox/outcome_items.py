"""Inbox items that ask how it went: coaching that took place, and resources that were taken."""

from collections.abc import Iterator

from data.ledger.facts import Fact
from data.records import COACHING, Take
from kiosk.inbox.items import OUTCOME_ANSWERS, InboxItem, InboxReply, InboxSession
from kiosk.library.resources import ASK_AFTER
from kiosk.requests import rules
from kiosk.wording import times


def ask_outcomes(session: InboxSession) -> Iterator[InboxItem]:
    """Yield the coaching that took place some days of school ago."""
    desk = session.desk
    for request in session.requests():
        if request.state != "finished" or request.lane != COACHING:
            continue
        if session.is_asked_elsewhere("outcome", request):
            continue
        if desk.school_days_since(desk.date_of(request.since)) < ASK_AFTER:
            continue
        yield InboxItem(
            "outcome",
            request.id,
            f"How did it go? {request.category}, with {desk.people.name(request.owner)}",
            f"It was {times.moment(request.since, desk.now())}. "
            "A word helps whoever plans the next one.",
            OUTCOME_ANSWERS,
            "coaching",
            once=True,
        )


def ask_takes(session: InboxSession) -> Iterator[InboxItem]:
    """Yield the resources that somebody took along and wants to be asked about."""
    desk = session.desk
    takes = desk.shelf.due(session.person)
    takes += [
        take
        for kind, key in session.asked.copy()
        if kind == "take" and (take := desk.store.find(Take, key)) and not take.outcome
    ]
    for take in {take.id: take for take in takes}.values():
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


def answer_outcome(session: InboxSession, item: InboxItem, answer: str) -> InboxReply:
    """Write down the outcome, and lead to a line about it."""
    tell_outcome(session, item.kind, item.id, answer, "")
    thanks = {"worked": "Good to hear.", "partly": "Thanks for letting us know."}
    return InboxReply(
        thanks.get(answer, "Thanks for letting us know; that helps most."), "line", answer
    )


def tell_outcome(session: InboxSession, kind: str, key: str, outcome: str, text: str) -> list[Fact]:
    """Write down how it went, with a line about it.

    Parameters:
        kind, key: kind and id of the item that asked.
        outcome: one of OUTCOMES.

    Raises:
        Refused, NotSaved: nothing was changed.
    """
    desk, person = session.desk, session.person
    if kind == "take":
        return desk.shelf.tell(key, person, outcome, text)
    return desk.act(lambda: rules.tell(desk.requests.get(key), person, outcome, text))
