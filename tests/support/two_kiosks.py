"""Two kiosks of one school that are apart and meet again, more people, and one touch."""

from pathlib import Path

from data.ledger.facts import raw_fact
from kiosk.demo import UnsyncedDisk
from kiosk.desk import Desk
from kiosk.inbox.inbox import Inbox, InboxItem, InboxReply
from tests.support.fakes import SetClock, copies

RAFA = "rafa"
"""A second coach, where a test needs one."""


def hire(desk: Desk, person: str, name: str, role: str = "teacher", room: str = "") -> None:
    """The roster lists somebody more."""
    given, _, family = name.partition(" ")
    body = {
        "key": f"sid:{person}",
        "name": name,
        "given": given if family else "",
        "family": family,
        "role": role,
        "room": room,
    }
    desk.act(lambda: [raw_fact("person.listed", person, body=body)])


def second_kiosk(desk: Desk, folder: Path, clock: SetClock) -> Desk:
    """Another kiosk of the same school, which knows what this one knows until now."""
    folder.mkdir()
    settings = (desk.folder / "kiosk.toml").read_bytes()
    (folder / "kiosk.toml").write_bytes(settings)
    other = Desk(folder, clock, UnsyncedDisk())
    other.store.ingest(copies(desk.store.all_facts()))
    return other


def meet(one: Desk, other: Desk) -> None:
    """Each learns all that the other knows."""
    for giver, taker in ((one, other), (other, one)):
        taker.store.ingest(copies(giver.store.all_facts()))


def waiting(desk: Desk, person: str) -> list[InboxItem]:
    """What waits for somebody who signs in now."""
    return Inbox(desk, person).items()


def touch(inbox: Inbox, item: InboxItem, said: str) -> InboxReply:
    """One thing is shown, answered with one touch, and put away, as the home screen does."""
    inbox.shown(item)
    reply = inbox.answer(item, said)
    inbox.done(item)
    return reply
