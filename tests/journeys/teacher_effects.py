"""What must stand in the documents, or be seen, after a journey; and what went before one."""

from collections.abc import Callable
from typing import Any

from data.records import CheckIn, Introduction, Note, Person, Request, Take, Thanks
from kiosk.desk import Desk
from kiosk.requests import rules
from kiosk.requests.rules import Need
from screens.widgets.qr_code import QRCode
from tests.support.pilot import NOW, Hands

Done = Callable[[Hands, Person], object]
"""Whether it is so, for whoever is signed in."""
First = Callable[[Desk, Person], object]
"""What has happened before."""
LATER = NOW.isoformat()[:16]
"""When the school's story stops: what is done in a test is done from here on."""


def mine(hands: Hands, me: Person) -> list[Request]:
    """What somebody asked for themselves."""
    return [each for each in hands.app.desk.requests.for_person(me.id) if each.person == me.id]


def asked(lane: str, category: str, **more: str) -> Done:
    """A need was flagged just now, and this is what it says."""
    wanted = {"lane": lane, "category": category, **more}

    def done(hands: Hands, me: Person) -> bool:
        fresh = [each for each in mine(hands, me) if each.at[:16] >= LATER]
        return any(all(getattr(each, k) == v for k, v in wanted.items()) for each in fresh)

    return done


def visited(about: str, **more: str) -> Done:
    """A time is booked for it, and its request says so and says this."""
    scheduled = asked("coaching", about, state="scheduled", **more)

    def done(hands: Hands, me: Person) -> bool:
        booked = hands.app.desk.calendar.ahead(me.id)
        return any(each.about == about for each in booked) and bool(scheduled(hands, me))

    return done


def stands(state: str) -> Done:
    """Something of theirs that was flagged or done today is in this state."""
    return lambda hands, me: any(
        each.state == state for each in mine(hands, me) if each.since[:10] == LATER[:10]
    )


def story(kind: str) -> Done:
    """One of their requests has such a line in its story."""
    return lambda hands, me: any(
        step.kind == f"request.{kind}" for each in mine(hands, me) for step in each.story
    )


def corrected(hands: Hands, me: Person) -> bool:
    """The request matters later, and is as old as it was."""
    return any(
        (each.category, each.when) == ("Sound", "week") and each.open for each in mine(hands, me)
    )


def joined(hands: Hands, me: Person) -> bool:
    """They are on somebody else's request, and have no twin of it."""
    found = hands.app.desk.requests.for_person(me.id)
    on = [each for each in found if any(other.person == me.id for other in each.joined)]
    return bool(on) and not asked("fix", "Sound")(hands, me)


def on_problem(hands: Hands, me: Person) -> bool:
    """They are on a known problem."""
    known = hands.app.desk.board.problems()
    return any(each.person == me.id for problem in known for each in problem.joined)


def thanked(family: str, reason: str = "Thank you") -> Done:
    """Somebody has been thanked for this."""

    def done(hands: Hands, me: Person) -> bool:
        to = hands.person(family).id
        given = hands.app.desk.store.where(Thanks, "person", me.id)
        return any((each.by, each.to, each.reason) == (me.id, to, reason) for each in given)

    return done


def allowed(shown: str) -> Done:
    """What was said to them may be seen by these."""

    def done(hands: Hands, me: Person) -> bool:
        found = hands.app.desk.store.where(Thanks, "person", me.id)
        return any(e.to == me.id and e.seen and e.shown == shown for e in found if e.at >= LATER)

    return done


def said_hi(day: str = "") -> Done:
    """They said hi just now, and how the day is."""

    def done(hands: Hands, me: Person) -> bool:
        found = hands.app.desk.store.where(CheckIn, "person", me.id)
        return any(each.at[:16] >= LATER and each.day == day for each in found)

    return done


def took(wished: bool = False) -> Done:
    """A code is drawn, that it was taken is written down, and whether they want to be asked."""

    def done(hands: Hands, me: Person) -> bool:
        taken = hands.app.desk.store.where(Take, "person", me.id)
        fresh = any(each.at[:16] >= LATER and each.wished == wished for each in taken)
        return fresh and code_drawn(hands, me)

    return done


def code_drawn(hands: Hands, _: Person) -> bool:
    """A code is drawn."""
    return any(each.code for each in hands.app.screen.query(QRCode))


def told(hands: Hands, me: Person) -> bool:
    """They have said how it went."""
    taken = hands.app.desk.store.where(Take, "person", me.id)
    return any(each.outcome == "worked" for each in taken)


def asked_to_show(hands: Hands, me: Person) -> bool:
    """A colleague is asked to show what they shared."""
    found = hands.app.desk.store.where(Introduction, "person", me.id)
    return any(each.by == me.id for each in found)


def shared(title: str) -> Done:
    """An idea hangs among the resources, with their name."""
    return lambda hands, me: any(
        (each.by, each.title) == (me.id, title) for each in hands.app.desk.shelf.ideas()
    )


def door_open(hands: Hands, me: Person) -> object:
    """A door of theirs is open."""
    return hands.app.desk.open_doors.ahead(me.id)


def place_in(title: str, taken: bool = True) -> Done:
    """They have a place, or have none any more."""

    def done(hands: Hands, me: Person) -> bool:
        found = [each for each in hands.app.desk.workshops.ahead() if each.title == title]
        return all((me.id in each.seated) == taken for each in found)

    return done


def chose(**wanted: str) -> Done:
    """They chose this for themselves."""

    def done(hands: Hands, me: Person) -> bool:
        chosen = hands.app.desk.accounts.preference(me.id)
        return all(getattr(chosen, key) == value for key, value in wanted.items())

    return done


def erasure(hands: Hands, me: Person) -> bool:
    """The keeper sees that they asked for erasure."""
    return me.id in {each.id for each in hands.app.desk.accounts.erasures()}


def pin_set(hands: Hands, me: Person) -> bool:
    """Their PIN is kept, and is the one they typed."""
    return hands.app.desk.accounts.pin(me.id) is not None and hands.app.desk.accounts.try_pin(
        me.id, "4718"
    )


def free_in(*periods: str) -> Done:
    """They are free in these periods."""
    return lambda hands, me: hands.app.desk.calendar.free(me.id) == frozenset(periods)


def sees(screen: type[Any]) -> Done:
    """They see this screen."""
    return lambda hands, _: isinstance(hands.app.screen, screen)


def signed_in(hands: Hands, _: Person) -> bool:
    """Peter is."""
    return hands.app.person == hands.person("Walsh")


def nothing(desk: Desk, me: Person) -> None:
    """Nothing."""


def flagged(desk: Desk, me: Person) -> None:
    """They flagged a fix."""
    desk.requests.flag(Need("fix", me.id, "Sound", when="today"))


def neighbour(desk: Desk, me: Person) -> None:
    """A colleague flagged a fix in the same room."""
    other = next(each for each in desk.people.staff() if each.family == "Marsh")
    desk.requests.flag(Need("fix", other.id, "Sound", room=me.room))


def finished(desk: Desk, me: Person) -> None:
    """What they flagged is finished."""
    request = desk.requests.flag(Need("fix", me.id, "Sound"))
    desk.requests.act(request.id, lambda r: rules.finish(r, desk.people.team("fix")[0].id, 5))


def thanks_came(desk: Desk, me: Person) -> None:
    """Somebody thanked them."""
    desk.thanks.thank(desk.people.team("fix")[0].id, me.id, text="For the coffee")


def signed_up(desk: Desk, me: Person) -> None:
    """They have a place in the first workshop."""
    desk.workshops.sign(desk.workshops.ahead()[0].id, me.id)


def note_read(desk: Desk, me: Person) -> None:
    """What waited for them before is answered, but not how a resource went."""
    for note in desk.store.where(Note, "asks", me.id):
        desk.thanks.read_note(note.id, me.id)
