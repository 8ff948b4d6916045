"""What must stand in the documents, or be seen, after the actions of several coach tables."""

from data.ledger.facts import new_id, raw_fact
from data.records import Person, Visit, Work
from kiosk.desk import Desk
from tests.journeys.teacher_effects import LATER, Done
from tests.support.pilot import Hands


def peter_walsh(hands: Hands) -> Person:
    """The teacher whom most of these actions are about."""
    return hands.person("Walsh")


def met(kind: str) -> Done:
    """There was contact of this kind just now, and the time of it is kept."""

    def done(hands: Hands, me: Person) -> bool:
        walsh = peter_walsh(hands).id
        contact = hands.app.desk.store.indexes.contact.get(walsh)
        now = hands.app.desk.now().timestamp()
        spent = hands.app.desk.store.where(Work, "person", walsh)
        fresh = contact is not None and now - getattr(contact, kind) < 3600
        return fresh and any(each.coach == me.id and each.at[:16] >= LATER for each in spent)

    return done


def seen(words: str) -> Done:
    """It can be read on the screen."""
    return lambda hands, _: words in hands.text()


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
        for each in hands.app.desk.store.where(Visit, "person", peter_walsh(hands).id)
        if each.start[:10] == LATER[:10]
    )
