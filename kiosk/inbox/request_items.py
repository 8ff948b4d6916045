"""Inbox items about requests: an answer to read, whether a fix works now, an offer of coaching."""

from collections.abc import Iterator
from typing import Literal

from data.ledger.facts import NewFact
from data.records import COACHING, FIX, Request
from data.records.coaching_kinds import TRY
from data.records.request_facts import RequestTaken
from data.records.visits import VisitTold
from kiosk.inbox.items import InboxItem, InboxReply, InboxSession
from kiosk.requests import rules, wording
from kiosk.requests.rules import Need
from kiosk.wording import times


def ask_unread(session: InboxSession) -> Iterator[InboxItem]:
    """Yield the requests with an answer that has not been read."""
    desk, person = session.desk, session.person
    for request in session.requests():
        last = wording.last_answer(request)
        timed = last is not None and last.kind == "request.scheduled"
        is_over = timed and (
            request.state != "scheduled"
            or (bool(request.until) and times.wall_time(request.until) <= desk.wall_time())
        )
        if is_over:  # a time that has passed is no news; how it went is asked
            continue
        if person not in request.unread or (timed and desk.calendar.untold(person, request.id)):
            continue
        body = wording.story_line(last, desk.people.name) if last else ""
        if timed and request.until:
            body = f"{desk.people.name(request.owner)} comes {times.until(request.until)}."
        yield InboxItem(
            "answer",
            request.id,
            f"{wording.place(request)}: an answer for you",
            body,
            (("Good, seen", "seen"), ("Show me", "show")),
            request.lane,
        )


def answer_unread(session: InboxSession, item: InboxItem, answer: str) -> InboxReply:
    """Mark the answer as read, and show the request when asked to."""
    mark_read(session, session.desk.requests.get(item.id))
    return InboxReply("", "request", item.id) if answer == "show" else InboxReply("Good.")


def mark_read(session: InboxSession, request: Request) -> None:
    """Mark the last answer to a request as read, and the changes of its visits with it."""
    desk, person = session.desk, session.person
    told = [
        VisitTold(visit.id, by=person, whom=person)
        for visit in desk.calendar.untold(person, request.id)
    ]
    facts = [*rules.read(request, person), *told]
    desk.act(lambda: facts)


def ask_working(session: InboxSession) -> Iterator[InboxItem]:
    """Yield the fixes that were finished, to ask whether they work now."""
    desk = session.desk
    for request in session.requests():
        if request.state != "finished" or request.lane != FIX:
            continue
        if session.is_asked_elsewhere("working", request):
            continue
        steps = [
            line for line in wording.standing_story(request) if line.kind == "request.finished"
        ]
        text = steps[-1].text if steps else ""
        fixer, when = desk.people.name(request.owner), times.moment(request.since, desk.now())
        yield InboxItem(
            "working",
            request.id,
            "Does it work now?",
            f"{wording.place(request)}{': ' + text if text else ''} · {fixer}, {when}",
            (("It works", "works"), ("Not yet", "not_yet"), ("Later", "later")),
            "fix",
            once=True,
        )


def answer_working(session: InboxSession, item: InboxItem, answer: str) -> InboxReply:
    """Close the request or reopen it; "later" leaves it under My requests."""
    requests, person = session.desk.requests, session.person
    if answer == "works":
        requests.act(item.id, lambda request: rules.confirm(request, person))
        return InboxReply("Good. It is closed, and whoever did it will see that it works.")
    if answer == "not_yet":
        requests.act(item.id, lambda request: rules.reopen(request, person))
        return InboxReply("It's back at the front of the line.")
    return InboxReply("It stays under My requests.")


def ask_offers(session: InboxSession) -> Iterator[InboxItem]:
    """Yield the offers of ten minutes on using well what was fixed."""
    desk = session.desk
    for request in session.requests():
        is_own = request.person == session.person
        works = request.state in {"finished", "confirmed"}
        if is_own and works and request.offered and not request.taken:
            team = desk.people.team_words(COACHING)
            yield InboxItem(
                "offer",
                request.id,
                f"Ten minutes on using it well? {wording.place(request)}",
                f"Now that it works: {team} would show what it can do in a lesson of yours.",
                (("Yes, find me", "yes"), ("Not now", "no")),
                "coaching",
            )


def answer_offer(session: InboxSession, item: InboxItem, answer: str) -> InboxReply:
    """Take the offer, which makes a request for coaching, or let it go."""
    desk, person = session.desk, session.person
    request = desk.requests.get(item.id)
    taken: Literal["yes", "no"] = "yes" if answer == "yes" else "no"
    facts: list[NewFact] = [RequestTaken(item.id, by=person, answer=taken)]
    if taken == "yes":
        facts += rules.flag(
            Need(
                lane=COACHING,
                category=TRY,
                person=person,
                by=person,
                room=request.room,
                text=f"Using it well: {request.category}",
                source=request.id,
            )
        )
    desk.act(lambda: facts)
    team = desk.people.team_words(COACHING)
    return InboxReply(
        f"Good. {team[:1].upper()}{team[1:]} finds you." if taken == "yes" else "Good."
    )
