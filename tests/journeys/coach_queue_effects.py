"""What must stand in the documents after an action at the queue, and what went before one."""

from data.records import Note, Person, Request, Thanks, Work
from kiosk.desk import Desk
from kiosk.requests import rules
from tests.journeys.coach_effects import peter_walsh
from tests.journeys.teacher_effects import LATER, Done
from tests.support.pilot import Hands


def _first(hands: Hands, category: str = "Projector or screen") -> Request:
    """The request of the sample morning that these actions are about."""
    mine = hands.app.desk.requests.for_person(
        hands.person("Rivera" if category[0] == "P" else "Marsh").id
    )
    return next(each for each in mine if each.category == category)


def stands(state: str, category: str = "Projector or screen") -> Done:
    """It is in this state now, by the hand of whoever works."""
    return lambda hands, me: (
        _first(hands, category).state == state
        and any(step.by == me.id for step in _first(hands, category).story)
    )


def told(kind: str, text: str) -> Done:
    """Its story says so."""
    return lambda hands, _: any(
        (step.kind, step.text) == (f"request.{kind}", text) for step in _first(hands).story
    )


def pinned(hands: Hands, me: Person) -> bool:
    """It is at the front because of them."""
    return _first(hands).pinned == me.id


def moved(hands: Hands, _: Person) -> bool:
    """It is in the other lane and as old as it was."""
    request = _first(hands)
    return request.lane == "coaching" and request.at[:16] < LATER


def spent(minutes: int) -> Done:
    """It took so long, and the time report says the same."""

    def done(hands: Hands, me: Person) -> bool:
        request = _first(hands)
        found = hands.app.desk.store.where(Work, "source", request.id)
        return request.minutes == minutes and [
            (each.coach, each.kind, each.minutes) for each in found
        ] == [(me.id, "fixing", minutes)]

    return done


def offered(hands: Hands, _: Person) -> bool:
    """It is finished, and its teacher is offered ten minutes on it."""
    request = _first(hands)
    return request.state == "finished" and bool(request.offered)


def handed(hands: Hands, _: Person) -> bool:
    """It is Ana's now, in her lane."""
    request = _first(hands)
    return (request.owner, request.lane) == (hands.person("Duarte").id, "coaching")


def referred(hands: Hands, me: Person) -> bool:
    """Somebody outside works on it, and whoever handed it on still owns it until a day."""
    request = _first(hands)
    return bool(request.outside and request.until) and request.owner == me.id


def asks(lane: str) -> Done:
    """They ask for this, as of just now, and whoever met them wrote it down."""
    return lambda hands, _: any(
        each.lane == lane and each.at[:16] >= LATER
        for each in hands.app.desk.requests.for_person(peter_walsh(hands).id)
    )


def thanked(hands: Hands, me: Person) -> bool:
    """They are thanked."""
    found = hands.app.desk.store.where(Thanks, "asks", peter_walsh(hands).id)
    return any(each.by == me.id for each in found)


def answered(hands: Hands, _: Person) -> bool:
    """Jonas Lindqvist's nudge has its answer."""
    mine = hands.app.desk.requests.for_person(hands.person("Lindqvist").id)
    return not any(each.open and each.unanswered for each in mine)


def rests_until(day: str) -> Done:
    """It rests until this day."""
    return lambda hands, _: (_first(hands).state, _first(hands).until) == ("paused", day)


def not_pinned(hands: Hands, _: Person) -> bool:
    """It stands where it stands by itself."""
    return not _first(hands).pinned


def put_to_the_front(desk: Desk, me: Person) -> None:
    """The first request was put to the front."""
    desk.requests.act(_of_rivera(desk), lambda now: rules.pin(now, me.id))


def bounced_twice(desk: Desk, me: Person) -> None:
    """The first request has gone to the other lane and back."""
    for _ in range(2):
        desk.requests.act(_of_rivera(desk), lambda now: rules.move(now, me.id, "Let us see"))


def _of_rivera(desk: Desk) -> str:
    rivera = next(each for each in desk.people.staff() if each.family == "Rivera")
    return next(each.id for each in desk.requests.for_person(rivera.id) if each.open)


def coached(hands: Hands, me: Person) -> bool:
    """Priya Adeyemi's class was watched, and the time of it is kept."""
    mine = hands.app.desk.requests.for_person(hands.person("Adeyemi").id)
    return any(each.state == "finished" and each.owner == me.id for each in mine)


def left_note_saying(text: str) -> Done:
    """Such a note waits for Peter Walsh."""
    return lambda hands, me: any(
        (each.by, each.text) == (me.id, text)
        for each in hands.app.desk.store.where(Note, "asks", peter_walsh(hands).id)
    )
