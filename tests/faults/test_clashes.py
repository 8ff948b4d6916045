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


@pytest.mark.xdist_group("real processes")
def test_two_coaches_at_the_same_queue(tmp_path: Path) -> None:
    """Every act that was said to be saved stands in the story, both see the same states, and nobody
    is left without an owner or an answer.
    """
    desk = open_school(tmp_path, SetClock())
    for number in range(REQUESTS):
        person = (MARIA, KOFI, JONAS)[number % 3]
        desk.requests.flag(Need("fix" if number % 2 else "coaching", person, "Printer", when="now"))
    desk.close()

    context = get_context("spawn")
    pipes, workers = [], []
    for me, other in ((ANA, BEN), (BEN, ANA)):
        mine, theirs = context.Pipe()
        worker = context.Process(target=work, args=(tmp_path, me, other, SECONDS, theirs))
        worker.start()
        pipes.append(mine)
        workers.append(worker)
    acts: list[tuple[str, str, str]] = []
    for pipe in pipes:
        while (act := pipe.recv()) is not None:
            acts.append(act)
    for pipe in pipes:
        pipe.send("everybody is done")
    seen = [pipe.recv() for pipe in pipes]
    for worker in workers:
        worker.join(20)
        assert worker.exitcode == 0

    assert len(acts) > 50, "they hardly worked"
    assert seen[0] == seen[1], "the two see different states"
    found = Desk(tmp_path, SetClock())
    told = Counter((r.id, step.kind) for r in found.store.records(Request) for step in r.story)
    said = Counter((key, f"request.{kind}") for key, kind, _ in acts if kind != "pinned")
    assert said <= told, "an act that was saved is in no story"
    for request in found.store.records(Request):
        texts = [step.text for step in request.story]
        for key, kind, words in acts:
            if key == request.id and kind not in ("claimed", "pinned", "undone"):
                assert words in texts
        if request.state in {"claimed", "scheduled"}:
            assert request.owner, "somebody has it, and nobody knows who"
        if request.state in {"finished", "declined"}:
            asks = {r.id for r in found.store.where(Request, "asks", request.person)}
            assert request.id in asks, "it is over, and its teacher is not told"
        if request.open:
            assert request.id in {each.request.id for each in found.requests.standings()}
    finished = sum(
        step.kind == "request.finished" and not step.undone
        for request in found.store.records(Request)
        for step in request.story
    )
    entries = [each for each in found.store.records(Work) if not each.void]
    assert len(entries) == finished, "the time of a fix is kept once, or not at all"
    found.close()
    again = replayed(tmp_path)
    assert {r.id: r.state for r in again.records(Request)} == {
        key: state for key, state, *_ in seen[0]
    }
    again.close()
