"""An act is saved in a thread while the screen asks: neither harms the other."""

import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kiosk.demo import UnsyncedDisk
from kiosk.desk import Desk
from kiosk.inbox.inbox import Inbox
from kiosk.requests import rules
from kiosk.requests.rules import Need
from tests.support.fakes import SetClock
from tests.support.schools import BEN, KOFI, MARIA, open_school
from tests.support.two_kiosks import hire

TURNS = 150
"""Enough for the threads to meet everywhere."""

Ask = Callable[[Desk], object]

QUESTIONS: dict[str, Ask] = {
    "names": lambda desk: [person.id for person in desk.people.search("so")],
    "typing errors": lambda desk: [person.id for person in desk.people.search("rivrea")],
    "staff": lambda desk: desk.people.staff(),
    "contacts": lambda desk: desk.contacts.all(),
    "queue": lambda desk: desk.requests.standings(),
    "topics": lambda desk: desk.demand.topics(["Plan a lesson"]),
    "repeats": lambda desk: desk.demand.repeats(),
    "shelf": lambda desk: desk.shelf.search("lesson"),
    "documents": lambda desk: sorted(document["id"] for document in desk.store.table("people")),
    "ids": lambda desk: len(desk.store.table("requests")),
}


@pytest.fixture
def _threads_take_turns_often() -> Iterator[None]:
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def change_everything(desk: Desk, turns: int) -> None:
    """What a busy day does, without a pause."""
    for turn in range(turns):
        hire(desk, f"p{turn}", f"Kim Song-{turn}", room=f"Room {turn}")
        fix = desk.requests.flag(Need("fix", f"p{turn}", "Printer"))
        desk.requests.flag(Need("coaching", KOFI, "Plan a lesson"))
        desk.requests.act(fix.id, lambda r: rules.finish(r, BEN, 5, "New lamp"))


@pytest.mark.usefixtures("_threads_take_turns_often")
def test_the_screen_may_ask_while_an_act_is_saved(tmp_path: Path) -> None:
    """Every answer comes, and the last one is what a kiosk that starts now would say."""
    desk = open_school(tmp_path, SetClock())
    with ThreadPoolExecutor(1) as pool:
        saving = pool.submit(change_everything, desk, TURNS)
        while not saving.done():
            for ask in QUESTIONS.values():
                ask(desk)
        saving.result()
    fresh = Desk(tmp_path, SetClock(), UnsyncedDisk())
    for name, ask in QUESTIONS.items():
        assert ask(desk) == ask(fresh), name
    fresh.close()
    desk.close()


@pytest.mark.usefixtures("_threads_take_turns_often")
def test_the_inbox_may_be_read_while_it_is_saved_what_was_shown(tmp_path: Path) -> None:
    """Home draws itself anew at every news, while it writes down what it has asked."""
    desk = open_school(tmp_path, SetClock())
    for _ in range(TURNS):
        made = desk.requests.flag(Need("fix", MARIA, "Projector"))
        desk.requests.act(made.id, lambda r: rules.finish(r, BEN, 5, "New lamp"))
    inbox = Inbox(desk, MARIA)
    waiting = inbox.items()
    with ThreadPoolExecutor(1) as pool:
        saving = pool.submit(lambda: [inbox.shown(item) for item in waiting])
        while not saving.done():
            assert {item.id for item in inbox.items()} == {item.id for item in waiting}
        assert all(saving.result())
    desk.close()
