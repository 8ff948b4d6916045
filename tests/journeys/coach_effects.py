"""What must stand in the documents after an action of the coach's side."""

from data.ledger.facts import new_id, raw_fact
from data.records import Introduction, Note, Person, Request, Thanks, Visit, Walk, Work
from kiosk.desk import Desk
from kiosk.requests import rules
from tests.journeys.teacher_effects import LATER, Done
from tests.support.pilot import PIN, Hands


def nothing(desk: Desk, me: Person) -> None:
    """Nothing went before."""


def _first(hands: Hands, category: str = "Projector or screen") -> Request:
    """The request of the sample morning that these actions are about."""
    mine = hands.app.desk.requests.for_person(
        hands.person("Rivera" if category[0] == "P" else "Marsh").id
    )
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
        for each in hands.app.desk.requests.for_person(_walsh(hands).id)
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
    team = hands.app.desk.whereabouts.team()
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
        today = hands.app.desk.timesheet.entries_on(me.id, hands.app.desk.now().date())
        return any(each.kind == kind for each in today)

    return done


def in_cycle(hands: Hands, me: Person) -> bool:
    """A coaching cycle is open with them."""
    cycle = hands.app.desk.cycles.cycle(_walsh(hands).id)
    return cycle is not None and cycle.coach == me.id


def sealed(hands: Hands, me: Person) -> bool:
    """One private note about them is kept."""
    return hands.app.desk.private_notes.count(me.id, _walsh(hands).id) == 1


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
    today = hands.app.desk.timesheet.entries_on(me.id, hands.app.desk.now().date())
    return bool(today) and max(each.minutes for each in today) == 7


def goal(hands: Hands, me: Person) -> bool:
    """It is one of theirs."""
    return any(each.goal.measure == "workshops" for each in hands.app.desk.goals.progress(me.id))


def seen(words: str) -> Done:
    """It can be read on the screen."""
    return lambda hands, _: words in hands.text()


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
        for each in hands.app.desk.store.where(Note, "asks", _walsh(hands).id)
    )


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
    return not hands.app.desk.private_notes.count(me.id, _walsh(hands).id)


def has_begun(desk: Desk, me: Person) -> None:
    """A visit with Peter Walsh was booked for this morning."""
    walsh = next(each for each in desk.people.staff() if each.family == "Walsh")
    body = {
        "coach": me.id,
        "start": "2026-11-24T09:00+00:00",
        "minutes": 50,
        "period": "Period 2",
        "room": walsh.room,
        "about": "One-to-one",
    }
    draft = raw_fact("visit.booked", new_id(), by=me.id, whom=walsh.id, body=body)
    desk.act(lambda: [draft])


def visit_with_walsh(state: str) -> Done:
    """The visit with Peter Walsh is in this state."""
    return lambda hands, _: any(
        each.state == state
        for each in hands.app.desk.store.where(Visit, "person", _walsh(hands).id)
        if each.start[:10] == LATER[:10]
    )


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


def workshop_called(title: str) -> Done:
    """Such a workshop is planned."""
    return lambda hands, _: any(each.title == title for each in hands.app.desk.workshops.ahead())


def called_off(title: str) -> Done:
    """It is planned no more."""
    return lambda hands, _: all(each.title != title for each in hands.app.desk.workshops.ahead())


def known_problems(count: int) -> Done:
    """So many are known."""
    return lambda hands, _: len(hands.app.desk.board.problems()) == count


def expected(words: str) -> Done:
    """A problem says when it will be over."""
    return lambda hands, _: any(each.expected == words for each in hands.app.desk.board.problems())


def on_the_shelf(title: str) -> Done:
    """It can be taken along."""
    return lambda hands, _: any(each.title == title for each in hands.app.desk.shelf.all())


def not_said_where(hands: Hands, me: Person) -> bool:
    """The board says what the facts tell."""
    return any(
        w.person.id == me.id and "Library" not in w.where for w in hands.app.desk.whereabouts.team()
    )


def celebrated(hands: Hands, _: Person) -> bool:
    """It hangs, as something to celebrate."""
    return any(
        (each.kind, each.text) == ("celebration", "Our first podcast")
        for each in hands.app.desk.board.announcements()
    )


def not_hung(begins: str) -> Done:
    """No such line hangs."""
    return lambda hands, _: (
        not any(each.text.startswith(begins) for each in hands.app.desk.board.announcements())
    )


def entries_of_today(count: int) -> Done:
    """So many entries are known of today."""
    return lambda hands, me: (
        len(hands.app.desk.timesheet.entries_on(me.id, hands.app.desk.now().date())) == count
    )


def target(measure: str, number: int) -> Done:
    """A goal stands at this number; 0 is none."""

    def done(hands: Hands, me: Person) -> bool:
        goals = [each.goal for each in hands.app.desk.goals.progress(me.id)]
        return number == sum(each.target for each in goals if each.measure == measure)

    return done
