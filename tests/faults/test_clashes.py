"""Two coaches on two processes work the same queue: claim the same, move and finish at once."""

import os
from collections import Counter
from multiprocessing import get_context
from pathlib import Path

import pytest

from data.records import Request, Work
from kiosk.desk import Desk
from kiosk.requests.rules import Need
from tests.faults.claim_worker import work
from tests.support.fakes import SetClock, replayed
from tests.support.schools import ANA, BEN, JONAS, KOFI, MARIA, open_school

SECONDS = float(os.environ.get("CLASH_SECONDS", "6"))
"""How long they go on; a minute shows the same and more of it."""
REQUESTS = 60


Act = tuple[str, str, str]
"""A request, the kind of an act on it that was said to be saved, and its words."""
States = list[tuple[str, str, str, str]]
"""Each request as one process sees it: its id, state, lane and owner."""


def make_queue(folder: Path) -> None:
    """Fill the queue of a school with requests of both lanes."""
    desk = open_school(folder, SetClock())
    for number in range(REQUESTS):
        person = (MARIA, KOFI, JONAS)[number % 3]
        desk.requests.flag(Need("fix" if number % 2 else "coaching", person, "Printer", when="now"))
    desk.close()


def run_two_coaches(folder: Path) -> tuple[list[Act], list[States]]:
    """Let two processes work the queue; gives their acts, and what each sees at the end."""
    context = get_context("spawn")
    pipes, workers = [], []
    for me, other in ((ANA, BEN), (BEN, ANA)):
        mine, theirs = context.Pipe()
        worker = context.Process(target=work, args=(folder, me, other, SECONDS, theirs))
        worker.start()
        pipes.append(mine)
        workers.append(worker)
    acts: list[Act] = []
    for pipe in pipes:
        while (act := pipe.recv()) is not None:
            acts.append(act)
    for pipe in pipes:
        pipe.send("everybody is done")
    seen = [pipe.recv() for pipe in pipes]
    for worker in workers:
        worker.join(20)
        assert worker.exitcode == 0
    return acts, seen


def check_acts_are_told(found: Desk, acts: list[Act]) -> None:
    """Check that every act that was said to be saved stands in the story of its request."""
    told = Counter((r.id, step.kind) for r in found.store.records(Request) for step in r.story)
    said = Counter((key, f"request.{kind}") for key, kind, _ in acts if kind != "pinned")
    assert said <= told, "an act that was saved is in no story"
    for request in found.store.records(Request):
        texts = [step.text for step in request.story]
        for key, kind, words in acts:
            if key == request.id and kind not in ("claimed", "pinned", "undone"):
                assert words in texts


def check_nobody_is_left_out(found: Desk) -> None:
    """Check that each request has an owner, an answer or a place in the queue."""
    for request in found.store.records(Request):
        if request.state in {"claimed", "scheduled"}:
            assert request.owner, "somebody has it, and nobody knows who"
        if request.state in {"finished", "declined"}:
            asks = {r.id for r in found.store.where(Request, "asks", request.person)}
            assert request.id in asks, "it is over, and its teacher is not told"
        if request.open:
            assert request.id in {each.request.id for each in found.requests.standings()}


def check_time_is_kept_once(found: Desk) -> None:
    """Check that there are as many entries of time as finished requests."""
    finished = sum(
        step.kind == "request.finished" and not step.undone
        for request in found.store.records(Request)
        for step in request.story
    )
    entries = [each for each in found.store.records(Work) if not each.void]
    assert len(entries) == finished, "the time of a fix is kept once, or not at all"


@pytest.mark.xdist_group("real processes")
def test_two_coaches_on_two_processes_lose_nothing_and_see_the_same(tmp_path: Path) -> None:
    """Find every saved act in the story and the same states on both, and leave nobody without an
    owner or an answer.
    """
    make_queue(tmp_path)
    acts, seen = run_two_coaches(tmp_path)
    assert len(acts) > 50, "they hardly worked"
    assert seen[0] == seen[1], "the two see different states"
    found = Desk(tmp_path, SetClock())
    check_acts_are_told(found, acts)
    check_nobody_is_left_out(found)
    check_time_is_kept_once(found)
    found.close()
    again = replayed(tmp_path)
    states = {key: state for key, state, *_ in seen[0]}
    assert {r.id: r.state for r in again.records(Request)} == states
    again.close()
