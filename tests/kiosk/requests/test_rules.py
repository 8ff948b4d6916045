"""The life of a request: whatever anybody does, it has a state, an owner, its age and its story."""

import tempfile
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from data.ledger.facts import NewFact, raw_fact
from data.records import OPEN, Request
from kiosk.demo import UnsyncedDisk
from kiosk.desk import Desk
from kiosk.inbox.inbox import Inbox
from kiosk.requests import rules
from kiosk.requests import wording as request_wording
from kiosk.requests.rules import Need
from kiosk.school.errors import Refused
from tests.support.fakes import SetClock
from tests.support.schools import ANA, BEN, JONAS, KOFI, MARIA, ledger_bytes, open_school, request

TEACHERS = st.sampled_from([MARIA, KOFI, JONAS])
COACHES = st.sampled_from([ANA, BEN])
SAID = st.sampled_from(["", "  ", "the lamp is gone", "a second word"])
CLOSED = {"finished", "confirmed", "withdrawn", "declined"}
FINAL = {"confirmed", "withdrawn", "declined"}


def on_it(request: Request) -> set[str]:
    """Whoever asked or has the same trouble."""
    return {request.person, *(each.person for each in request.joined)}


class Life(RuleBasedStateMachine):
    """Teachers and coaches do anything, in any order, to one request."""

    desk: Desk

    @initialize()
    def flag(self) -> None:
        self._folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self.folder = Path(self._folder.name)
        self.clock = SetClock()
        self.desk = open_school(self.folder, self.clock)
        self.before = self.desk.requests.flag(Need("fix", MARIA, "Printer"))
        self.flagged_at = self.before.at
        self.nudged_on: list[str] = []
        self.said: list[str] = []

    def teardown(self) -> None:
        if hasattr(self, "desk"):
            self.desk.close()
            self._folder.cleanup()

    @property
    def now(self) -> Request:
        return self.desk.requests.get(self.before.id)

    def act(self, decide: Callable[[Request], Sequence[NewFact]]) -> bool:
        """Try it; either it is done and told, or it is refused in words and nothing is changed."""
        self.before = self.now
        saved = ledger_bytes(self.folder)
        try:
            after = self.desk.requests.act(self.before.id, decide)
        except Refused as refused:
            self.said.append(str(refused))
            assert ledger_bytes(self.folder) == saved
            assert self.now == self.before
            return False
        assert len(after.story) == len(self.before.story) + 1, "each act is told"
        line = request_wording.story_line(after.story[-1], self.desk.people.full_name)
        assert self.desk.people.full_name(after.story[-1].by) in line
        if after.story[-1].text:
            assert after.story[-1].text in line
        return True

    @rule(minutes=st.integers(1, 3000))
    def time_passes(self, minutes: int) -> None:
        self.clock.forward(minutes=minutes)

    @rule(coach=COACHES)
    def claim(self, coach: str) -> None:
        if self.act(lambda r: rules.claim(r, coach)):
            assert (self.now.state, self.now.owner) == ("claimed", coach)

    @rule(coach=COACHES, reason=SAID)
    def move(self, coach: str, reason: str) -> None:
        moved = self.act(lambda r: rules.move(r, coach, reason))
        assert moved == (self.before.open and bool(reason.strip()) and self.before.moves < 2)
        if moved:
            assert self.now.lane != self.before.lane
            reopened = self.before.state == "reopened"
            assert self.now.state == ("reopened" if reopened else "waiting")
            assert self.now.story[-1].text == reason

    @rule(coach=COACHES, reason=SAID, days=st.integers(0, 3))
    def pause(self, coach: str, reason: str, days: int) -> None:
        until = self.clock.now().date() + timedelta(days=days) if days else None
        if self.act(lambda r: rules.pause(r, coach, reason, until)):
            assert self.now.state == "paused"

    @rule(coach=COACHES)
    def schedule(self, coach: str) -> None:
        when = self.clock.now() + timedelta(days=1)
        if self.act(lambda r: rules.schedule(r, coach, when, "")):
            assert (self.now.state, self.now.owner) == ("scheduled", coach)

    @rule(coach=COACHES, text=SAID)
    def note(self, coach: str, text: str) -> None:
        if self.act(lambda r: rules.note(r, coach, text)):
            assert self.now.state == self.before.state
            assert not self.now.unanswered

    @rule(coach=COACHES, minutes=st.integers(-1, 1441), text=SAID)
    def finish(self, coach: str, minutes: int, text: str) -> None:
        if self.act(lambda r: rules.finish(r, coach, minutes, text)):
            assert (self.now.state, self.now.owner) == ("finished", coach)
            assert self.now.minutes == self.before.minutes + minutes

    @rule(coach=COACHES, reason=SAID)
    def decline(self, coach: str, reason: str) -> None:
        if self.act(lambda r: rules.decline(r, coach, reason)):
            assert self.now.state == "declined"
            assert reason.strip()

    @rule(person=TEACHERS)
    def join(self, person: str) -> None:
        joined = [each.person for each in self.now.joined]
        if self.act(lambda r: rules.join(r, person, "Room 7")):
            assert person != self.before.person
            assert [each.person for each in self.now.joined] == [*joined, person]

    @rule(person=TEACHERS)
    def nudge(self, person: str) -> None:
        day = f"{self.clock.now():%Y-%m-%d} {person}"
        mine = person in on_it(self.now)
        nudged = self.act(lambda r: rules.nudge(r, person, self.clock.now().date()))
        assert nudged == (self.before.open and mine and day not in self.nudged_on)
        if nudged:
            self.nudged_on.append(day)
            assert self.now.unanswered

    @rule(person=TEACHERS)
    def withdraw(self, person: str) -> None:
        mine = person in on_it(self.now)
        withdrawn = self.act(lambda r: rules.withdraw(r, person))
        assert withdrawn == (self.before.open and mine)
        if withdrawn:
            left = on_it(self.before) - {person}
            assert on_it(self.now) == (left or {person}), "whoever joined keeps it"
            assert self.now.state == (self.before.state if left else "withdrawn")

    @rule(person=st.one_of(TEACHERS, COACHES))
    def confirm(self, person: str) -> None:
        mine = person in on_it(self.now)
        confirmed = self.act(lambda r: rules.confirm(r, person))
        assert confirmed == (self.before.state == "finished" and mine)

    @rule(person=st.one_of(TEACHERS, COACHES), text=SAID)
    def reopen(self, person: str, text: str) -> None:
        mine = person in on_it(self.now)
        reopened = self.act(lambda r: rules.reopen(r, person, text))
        assert reopened == (self.before.state == "finished" and mine)

    @precondition(lambda self: self.now.state == "finished")
    @rule()
    def asked_whether_it_works(self) -> None:
        for person in on_it(self.now):
            inbox = Inbox(self.desk, person)
            asked = [item for item in inbox.items() if item.kind == "working"]
            again = person in self.now.asked or self.now.lane == "coaching"
            assert [item.id for item in asked] == ([] if again else [self.now.id])
            for item in asked:
                inbox.shown(item)
                assert item in inbox.items(), "it stays for as long as they are here"
            later = Inbox(self.desk, person).items()
            assert all(item.kind != "working" for item in later), "and is asked once"

    @invariant()
    def it_stands(self) -> None:
        if not hasattr(self, "desk"):
            return
        now = self.now
        assert now.state in OPEN | CLOSED
        assert now.at == self.flagged_at, "its age is never taken from it"
        if now.state in {"claimed", "scheduled", "finished"}:
            assert now.owner in {ANA, BEN}
        if self.before.state in FINAL:
            assert now.state == self.before.state, "what is closed stays closed"
        assert now.moves <= 2, "the third bounce asks for a conversation"
        assert len(now.nudges) == len(self.nudged_on)

    @invariant()
    def every_refusal_is_a_sentence(self) -> None:
        if hasattr(self, "desk"):
            assert all(said.endswith(".") and len(said.split()) >= 4 for said in self.said)

    @invariant()
    def somebody_can_be_told_where_it_stands(self) -> None:
        if not hasattr(self, "desk"):
            return
        now, standing = self.now, self.desk.requests.standing(self.now)
        if now.open:
            said = request_wording.standing(
                standing, self.desk.people.name, "Ben", self.desk.now().date()
            )
            assert standing.position == 1
        else:
            said = request_wording.ended(now, self.desk.people.name)
        assert said
        assert "Somebody" not in said


Life.TestCase.settings = settings(
    max_examples=60,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
TestLife = Life.TestCase


def test_the_third_move_asks_the_two_to_talk() -> None:
    """Allow there and back; then refuse it, with words that ask for a conversation."""
    with pytest.raises(Refused, match=r"Talk to each other.*It was not moved"):
        rules.move(request(moves=2), ANA, "cable")
    assert rules.move(request(moves=1), ANA, "cable")


@pytest.mark.parametrize(("state", "says"), [
    ("finished", "finished already"),
    ("confirmed", "finished and works"),
    ("withdrawn", "taken back"),
    ("declined", "declined"),
])  # fmt: skip
@pytest.mark.parametrize(
    "act",
    [
        lambda r: rules.claim(r, ANA),
        lambda r: rules.move(r, ANA, "why"),
        lambda r: rules.pause(r, ANA, "why", None),
        lambda r: rules.schedule(r, ANA, datetime(2026, 11, 4), ""),
        lambda r: rules.finish(r, ANA, 5),
        lambda r: rules.decline(r, ANA, "why"),
        lambda r: rules.join(r, KOFI, ""),
        lambda r: rules.nudge(r, MARIA, datetime(2026, 11, 4).date()),
        lambda r: rules.withdraw(r, MARIA),
    ],
)
def test_an_act_on_a_closed_request_says_how_it_was_closed(
    state: str, says: str, act: Callable[[Request], list[NewFact]]
) -> None:
    with pytest.raises(Refused, match=says):
        act(request(state=state))


def test_a_second_nudge_on_the_same_day_is_refused(desk: Desk, clock: SetClock) -> None:
    """Allow each of those who wait one a day, answered or not."""
    made = desk.requests.flag(Need("fix", MARIA, "Printer"))
    desk.requests.act(made.id, lambda r: rules.join(r, KOFI, ""))
    nudge = lambda r: rules.nudge(r, KOFI, clock.now().date())  # noqa: E731
    desk.requests.act(made.id, lambda r: rules.nudge(r, MARIA, clock.now().date()))
    desk.requests.act(made.id, lambda r: rules.note(r, BEN, "On my way"))
    desk.requests.act(made.id, nudge)
    with pytest.raises(Refused, match="nudged today"):
        desk.requests.act(made.id, nudge)
    clock.forward(days=1)
    assert desk.requests.act(made.id, nudge).unanswered


@pytest.mark.parametrize(
    "verb", ["claimed", "moved", "paused", "finished", "reopened", "confirmed"]
)
def test_an_act_that_comes_late_from_another_kiosk_is_told_and_changes_nothing(
    desk: Desk, verb: str
) -> None:
    """Keep it withdrawn, and put both into its story."""
    made = desk.requests.flag(Need("fix", MARIA, "Printer"))
    gone = desk.requests.act(made.id, lambda r: rules.withdraw(r, MARIA))
    late = raw_fact(f"request.{verb}", made.id, by=BEN, whom=MARIA, body={"lane": "coaching"})
    desk.act(lambda: [late])
    now = desk.requests.get(made.id)
    assert (now.state, now.lane, now.owner) == (gone.state, gone.lane, gone.owner)
    assert now.story[-1].kind == f"request.{verb}"
    assert desk.requests.standings() == []


def test_the_second_of_two_processes_is_told_the_current_state(
    desk: Desk, tmp_path: Path, clock: SetClock
) -> None:
    """Decide on the newest state when two processes share one folder."""
    made = desk.requests.flag(Need("fix", MARIA, "Printer"))
    other = Desk(tmp_path, clock, UnsyncedDisk())
    assert other.requests.get(made.id).open
    desk.requests.act(made.id, lambda r: rules.withdraw(r, MARIA))
    assert other.requests.get(made.id).open, "the other has not looked again yet"
    with pytest.raises(Refused, match="taken back"):
        other.requests.act(made.id, lambda r: rules.claim(r, BEN))
    other.close()


def test_minutes_offered_are_those_since_the_claim_and_never_a_night() -> None:
    claimed = "2026-11-03T08:00:00+00:00"
    now = datetime.fromisoformat(claimed)
    mine = request(state="claimed", owner=BEN, claimed_at=claimed)
    assert rules.minutes_spent(mine, BEN, now + timedelta(minutes=25)) == 25
    assert rules.minutes_spent(mine, BEN, now + timedelta(hours=20)) == 120
    assert rules.minutes_spent(mine, BEN, now - timedelta(hours=1)) == 0
    assert rules.minutes_spent(mine, ANA, now + timedelta(minutes=25)) == 0
    assert rules.minutes_spent(request(), BEN, now) == 0


def test_a_request_about_nothing_is_refused(desk: Desk, tmp_path: Path) -> None:
    before = ledger_bytes(tmp_path)
    with pytest.raises(Refused, match="Say what it is about"):
        desk.requests.flag(Need("fix", MARIA, " \u200e\x1b "))
    assert ledger_bytes(tmp_path) == before


def test_the_place_of_a_scheduled_request_is_kept_as_clean_text(
    desk: Desk, clock: SetClock
) -> None:
    made = desk.requests.flag(Need("coaching", MARIA, "Plan a lesson"))
    when = clock.now() + timedelta(days=1)
    after = desk.requests.act(made.id, lambda r: rules.schedule(r, ANA, when, "\x1b[31mRoom\r12 "))
    assert after.story[-1].text == "[31mRoom 12"


def test_a_pause_says_how_the_request_comes_back() -> None:
    """Say that it comes back by itself with a date, and without one only by a nudge."""
    said = request_wording.next_step(request(state="paused", until="2026-11-09"), str, "Ben")
    assert "by itself" in said
    said = request_wording.next_step(request(state="paused"), str, "Ben")
    assert "itself" not in said
    assert "Nudge" in said


def test_earlier_fixes_in_the_room_are_found_behind_withdrawn_requests(desk: Desk) -> None:
    done = desk.requests.flag(Need("fix", MARIA, "Printer"))
    desk.requests.act(done.id, lambda r: rules.finish(r, BEN, 5, "New toner"))
    for _ in range(5):
        dropped = desk.requests.flag(Need("fix", MARIA, "Printer"))
        desk.requests.act(dropped.id, lambda r: rules.withdraw(r, MARIA))
    now = desk.requests.flag(Need("fix", MARIA, "Printer"))
    assert [each.id for each in desk.requests.before_here(now)] == [done.id]
