"""What must stand in the documents after an action of the coach's side."""

from data.records import Introduction, Note, Person, Request, Thanks, Visit, Walk, Work
from kiosk.desk import Desk
from tests.driving import Hands
from tests.journeys.effects import LATER, Done


def nothing(desk: Desk, me: Person) -> None:
    """Nothing went before."""


def _first(hands: Hands, category: str = "Projector or screen") -> Request:
    """The request of the sample morning that these actions are about."""
    mine = hands.app.desk.requests_of(hands.person("Rivera" if category[0] == "P" else "Marsh").id)
    return next(each for each in mine if each.category == category)


def _walsh(hands: Hands) -> Person:
    return hands.person("Walsh")


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


def met(kind: str) -> Done:
    """There was contact of this kind just now, and the time of it is kept."""

    def done(hands: Hands, me: Person) -> bool:
        walsh = _walsh(hands).id
        contact = hands.app.desk.store.indexes.contact.get(walsh)
        now = hands.app.desk.now().timestamp()
        spent = hands.app.desk.store.where(Work, "person", walsh)
        fresh = contact is not None and now - getattr(contact, kind) < 3600
        return fresh and any(each.coach == me.id and each.at[:16] >= LATER for each in spent)

    return done


def asks(lane: str) -> Done:
    """They ask for this, as of just now, and whoever met them wrote it down."""
    return lambda hands, _: any(
        each.lane == lane and each.at[:16] >= LATER
        for each in hands.app.desk.requests_of(_walsh(hands).id)
    )


def thanked(hands: Hands, me: Person) -> bool:
    """They are thanked."""
    found = hands.app.desk.store.where(Thanks, "asks", _walsh(hands).id)
    return any(each.by == me.id for each in found)


def ticked(how: str) -> Done:
    """A walk is under way, and its first stop is ticked off."""

    def done(hands: Hands, me: Person) -> bool:
        walks = hands.app.desk.store.where(Walk, "coach", me.id)
        return any(stop.how == how for walk in walks for stop in walk.stops)

    return done


def left_note(hands: Hands, me: Person) -> bool:
    """A note waits for them."""
    found = hands.app.desk.store.where(Note, "asks", _walsh(hands).id)
    return any((each.by, each.text) == (me.id, "Well done") for each in found)


def booked(hands: Hands, me: Person) -> bool:
    """A time with them is agreed on."""
    ahead = hands.app.desk.calendar.ahead(_walsh(hands).id)
    return any((each.coach, each.about) == (me.id, "Plan a lesson") for each in ahead)


def workshop(hands: Hands, me: Person) -> bool:
    """A workshop is planned, and those who asked are invited."""
    found = hands.app.desk.workshops.ahead()
    return any(each.by == me.id and len(each.invited) > 1 for each in found)


def somewhere(hands: Hands, me: Person) -> bool:
    """The board says where they are."""
    team = hands.app.desk.board.team()
    return any(
        w.person.id == me.id
        and w.where.lower().startswith("in ")
        and "library until 10:55" not in w.where.lower()
        for w in team
    )


def ended(hands: Hands, _: Person) -> bool:
    """One known problem is over."""
    return len(hands.app.desk.board.problems()) == 1


def logged(kind: str) -> Done:
    """Time of this kind is known of today."""

    def done(hands: Hands, me: Person) -> bool:
        today = hands.app.desk.time.on(me.id, hands.app.desk.now().date())
        return any(each.kind == kind for each in today)

    return done


def in_cycle(hands: Hands, me: Person) -> bool:
    """A coaching cycle is open with them."""
    cycle = hands.app.desk.coaching.cycle(_walsh(hands).id)
    return cycle is not None and cycle.coach == me.id


def sealed(hands: Hands, me: Person) -> bool:
    """One private note about them is kept."""
    return hands.app.desk.vaults.count(me.id, _walsh(hands).id) == 1


def visit_is(state: str, changes: int) -> Done:
    """The visit agreed on with Nadia Petrova is in this state, and was changed so often."""

    def done(hands: Hands, _: Person) -> bool:
        found = hands.app.desk.store.where(Visit, "person", hands.person("Petrova").id)
        return any((each.state, each.changes) == (state, changes) for each in found)

    return done


def word_given(hands: Hands, me: Person) -> bool:
    """No word is owed any more."""
    return not hands.app.desk.calendar.owed(me.id)


def introduced(hands: Hands, me: Person) -> bool:
    """Somebody is asked whether they would like to be introduced."""
    found = hands.app.desk.store.where(Introduction, "person", _walsh(hands).id)
    return any(each.via == me.id for each in found)


def off_the_shelf(hands: Hands, _: Person) -> bool:
    """One is gone."""
    return len(hands.app.desk.shelf.all()) == 11


def sheet_written(hands: Hands, _: Person) -> bool:
    """There is a page to print."""
    return (hands.app.desk.folder / "resources.html").exists()


def announced(hands: Hands, _: Person) -> bool:
    """It hangs."""
    return any(each.text == "Cake at ten" for each in hands.app.desk.board.announcements())


def longer(hands: Hands, me: Person) -> bool:
    """The first hello of the day took seven minutes."""
    today = hands.app.desk.time.on(me.id, hands.app.desk.now().date())
    return bool(today) and max(each.minutes for each in today) == 7


def goal(hands: Hands, me: Person) -> bool:
    """It is one of theirs."""
    return any(each.goal.measure == "workshops" for each in hands.app.desk.goals.of(me.id))
