"""Inbox items about times that were agreed on: visits and workshops that others changed."""

from collections.abc import Iterator
from datetime import datetime

from data.records import Request, Workshop
from data.records.visits import VisitTold
from kiosk.calendar import wording as visit_wording
from kiosk.calendar import workshops
from kiosk.inbox.items import SEEN_ANSWERS, InboxItem, InboxReply, InboxSession
from kiosk.inbox.request_items import mark_read
from kiosk.requests import wording as request_wording
from kiosk.wording import phrases, times


def ask_clashes(session: InboxSession) -> Iterator[InboxItem]:
    """Yield the visits whose time a kiosk that was apart has given to somebody else."""
    desk = session.desk
    for visit in desk.calendar.ahead(session.person):
        if not desk.calendar.holds(visit):
            when = visit_wording.visit_when(visit, desk.now())
            yield InboxItem(
                "clash",
                visit.id,
                f"{when} with {desk.people.name(visit.coach)} has gone to someone else",
                "Two kiosks gave it away at the same moment. Your request is kept.",
                (("Another time", "again"), ("Leave the time to us", "leave")),
                "coaching",
            )


def answer_clash(session: InboxSession, item: InboxItem, answer: str) -> InboxReply:
    """Lead to another time, or leave the time to the coach."""
    if answer == "again":
        return InboxReply("", "slots", item.id)
    calendar = session.desk.calendar
    calendar.leave_open(calendar.visit(item.id), session.person)
    return InboxReply("It stays with your coach, who finds a time and tells you here.")


def ask_visits(session: InboxSession) -> Iterator[InboxItem]:
    """Yield the visits to come that a coach has moved or called off."""
    desk = session.desk
    for visit in desk.calendar.untold(session.person):
        request = desk.store.find(Request, visit.request)
        last = request_wording.last_answer(request) if request else None
        unread = request is not None and session.person in request.unread
        if unread and last and last.kind != "request.scheduled":
            continue  # the unread answer says that it is off, and why
        coach, when = desk.people.name(visit.coach), visit_wording.visit_when(visit, desk.now())
        moved = visit.state == "booked"
        head = f"{coach} has moved your time: {when}" if moved else f"{when} with {coach} is off"
        yield InboxItem("visit", visit.id, head, visit.text, SEEN_ANSWERS, "coaching")


def answer_visit(session: InboxSession, item: InboxItem, _answer: str) -> InboxReply:
    """Mark the change as read, and with it the last answer to the visit's request."""
    desk, person = session.desk, session.person
    request = desk.store.find(Request, desk.calendar.visit(item.id).request)
    if request:
        mark_read(session, request)
    else:
        desk.act(lambda: [VisitTold(item.id, by=person, whom=person)])
    return InboxReply("Good.")


def ask_workshops(session: InboxSession) -> Iterator[InboxItem]:
    """Yield the workshops to come that somebody is invited to, or that were changed."""
    desk = session.desk
    now = desk.now()
    for workshop in desk.store.where(Workshop, "asks", session.person):
        if workshops.ends(workshop) > desk.wall_time():
            yield _workshop_item(session, workshop, now)


def _workshop_item(session: InboxSession, workshop: Workshop, now: datetime) -> InboxItem:
    when = times.coming_moment(workshops.starts(workshop), now)
    where = ", ".join(part for part in (when, workshop.room) if part)
    answers = SEEN_ANSWERS
    match workshop.untold[session.person]:
        case "invited":
            planner = session.desk.people.name(workshop.by)
            head = f"You asked for it: {workshop.title}"
            places = visit_wording.places_left(workshop) or "a place for everybody"
            body = f"{where}, with {planner}: {places}."
            answers = (("I'll come", "sign"), ("Not this time", "seen"))
        case "cancelled":
            head, body = f"Cancelled: {workshop.title}, {when}", workshop.text
        case "place":
            head, body = f"You have a place now: {workshop.title}", where
        case "waiting":
            position = phrases.ordinal(workshops.waiting_place(workshop, session.person))
            head = f"Someone was quicker: {workshop.title}"
            body = f"You are {position} on the waiting list, and told when there is a place."
        case _:
            waits = workshops.waiting_place(workshop, session.person)
            stands = f"You wait as {phrases.ordinal(waits)}." if waits else "You have a place."
            head = f"Changed: {workshop.title}"
            body = f"Now {where}. {stands} {workshop.text}".strip()
    return InboxItem("workshop", workshop.id, head, body, answers, "note")


def answer_workshop(session: InboxSession, item: InboxItem, answer: str) -> InboxReply:
    """Sign up for an invitation, or mark the change as read."""
    planned, person = session.desk.workshops, session.person
    if answer == "sign":
        seated = person in planned.sign(item.id, person).seated
        return InboxReply("You have a place." if seated else "You are on the waiting list.")
    planned.mark_told(item.id, person)
    return InboxReply("Good.")
