"""What must stand in the documents after an action among people, and what went before one."""

from data.records import Introduction, Note, Person, Visit, Walk
from kiosk.desk import Desk
from tests.journeys.coach_effects import peter_walsh
from tests.journeys.teacher_effects import LATER, Done
from tests.support.pilot import PIN, Hands


def ticked(how: str) -> Done:
    """A walk is under way, and its first stop is ticked off."""

    def done(hands: Hands, me: Person) -> bool:
        walks = hands.app.desk.store.where(Walk, "coach", me.id)
        return any(stop.how == how for walk in walks for stop in walk.stops)

    return done


def left_note(hands: Hands, me: Person) -> bool:
    """A note waits for them."""
    found = hands.app.desk.store.where(Note, "asks", peter_walsh(hands).id)
    return any((each.by, each.text) == (me.id, "Well done") for each in found)


def booked(hands: Hands, me: Person) -> bool:
    """A time with them is agreed on."""
    ahead = hands.app.desk.calendar.ahead(peter_walsh(hands).id)
    return any((each.coach, each.about) == (me.id, "Plan a lesson") for each in ahead)


def in_cycle(hands: Hands, me: Person) -> bool:
    """A coaching cycle is open with them."""
    cycle = hands.app.desk.cycles.cycle(peter_walsh(hands).id)
    return cycle is not None and cycle.coach == me.id


def sealed(hands: Hands, me: Person) -> bool:
    """One private note about them is kept."""
    return hands.app.desk.private_notes.count(me.id, peter_walsh(hands).id) == 1


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
    found = hands.app.desk.store.where(Introduction, "person", peter_walsh(hands).id)
    return any(each.via == me.id for each in found)


def somebody_reads(text: str) -> Done:
    """Such a note waits for somebody."""
    return lambda hands, me: any(
        (each.by, each.text) == (me.id, text) for each in hands.app.desk.store.records(Note)
    )


def in_hand(text: str) -> Done:
    """Such a request is in the hand of whoever works."""
    return lambda hands, me: any(
        (each.request.owner, each.request.text) == (me.id, text)
        for each in hands.app.desk.requests.standings()
    )


def everybody_was_greeted(desk: Desk, me: Person) -> None:
    """Nobody is due: a walk goes where something waits."""
    for person in desk.contacts.teachers():
        desk.thanks.hi(person.id, me.id)


def fixed_just_now(hands: Hands, me: Person) -> bool:
    """A fix is finished, and its time is kept."""
    spent = hands.app.desk.timesheet.entries_on(me.id, hands.app.desk.now().date())
    return any(each.kind == "fixing" and each.at[:16] >= LATER for each in spent)


def set_out(desk: Desk, me: Person) -> None:
    """A walk was begun."""
    desk.walks.begin(me.id, 20)


def no_walk(hands: Hands, me: Person) -> bool:
    """They are on no walk."""
    return hands.app.desk.walks.current(me.id) is None


def cycle_is(stage: str) -> Done:
    """Kofi Okafor's cycle has come to this stage."""

    def done(hands: Hands, _: Person) -> bool:
        cycle = hands.app.desk.cycles.cycle(hands.person("Okafor").id)
        return cycle is not None and cycle.stage == stage

    return done


def cycle_closed(last: str) -> Done:
    """Kofi Okafor's cycle is closed, and this was said last."""

    def done(hands: Hands, _: Person) -> bool:
        cycles = hands.app.desk.cycles.cycles(hands.person("Okafor").id)
        return any(each.closed and each.said[-1].text == last for each in cycles)

    return done


def cycle_taken(hands: Hands, me: Person) -> bool:
    """Kofi Okafor's cycle is theirs, and he will be told."""
    cycle = hands.app.desk.cycles.cycle(hands.person("Okafor").id)
    return cycle is not None and cycle.coach == me.id and cycle.person in cycle.untold


def wrote_privately(desk: Desk, me: Person) -> None:
    """A private note about Peter Walsh is kept."""
    walsh = next(each for each in desk.people.staff() if each.family == "Walsh")
    desk.private_notes.keep(desk.private_notes.make(me.id, PIN), walsh.id, "Old and true")


def no_private_note(hands: Hands, me: Person) -> bool:
    """None about Peter Walsh is kept."""
    return not hands.app.desk.private_notes.count(me.id, peter_walsh(hands).id)


def request_booked(hands: Hands, _: Person) -> bool:
    """What Kofi Okafor asked for has its time."""
    mine = hands.app.desk.requests.for_person(hands.person("Okafor").id)
    return any(each.state == "scheduled" and each.category == "Plan a lesson" for each in mine)


def closed_in(period: str) -> Done:
    """They cannot be booked in this period, and in all others they can."""

    def done(hands: Hands, me: Person) -> bool:
        free = hands.app.desk.calendar.free(me.id)
        return free is not None and period not in free and len(free) > 30

    return done
