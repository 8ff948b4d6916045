"""Nobody is forgotten: whatever comes in later and whatever the weights, a request that waits is
first after some school hours; and each place is explained by reasons that add up.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from data.records import Request
from data.store.contact import Contact
from kiosk.desk import Desk
from kiosk.requests import queue, rules
from kiosk.requests.queue import patience, standings
from kiosk.requests.rules import Need
from kiosk.school.errors import Refused
from kiosk.settings.reader import SettingsError, read
from kiosk.settings.score_weights import ScoreWeights
from tests.support.fakes import SetClock
from tests.support.schools import (
    ANA,
    BEN,
    HOURS_A_DAY,
    JONAS,
    KOFI,
    MARIA,
    TOML,
    calendar,
    ledger_bytes,
    request,
)

MONDAY = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)
DAYS = calendar()
DAY = HOURS_A_DAY * 60
BUSY = st.one_of(st.integers(0, 3), st.integers(0, 40), st.just(1000))
"""How many have the same trouble, or how often it was nudged."""


def weights(most: int, slowest: int) -> st.SearchStrategy[ScoreWeights]:
    """Any weights a keeper may write down, up to so many points, and minutes a point."""
    points = [field for field in ScoreWeights.__struct_fields__ if field != "minutes_a_point"]
    some: dict[str, st.SearchStrategy[int]] = dict.fromkeys(points, st.integers(0, most))
    some |= {"minutes_a_point": st.integers(1, slowest), "unseen_days": st.integers(1, 365)}
    return st.builds(ScoreWeights, **some)


ANY_WEIGHTS = st.one_of(st.just(ScoreWeights()), weights(1000, 2), weights(60, 60))


def school_later(minutes: int, start: datetime = MONDAY) -> datetime:
    """So many minutes of school after a Monday's first bell."""
    weeks, rest = divmod(minutes, 5 * DAY)
    days, rest = divmod(rest, DAY)
    return start + timedelta(weeks=weeks, days=days, minutes=rest)


@st.composite
def rivals(draw: st.DrawFn) -> dict[str, Any]:
    """What may be said of any request to put it in front of others."""
    at = MONDAY.isoformat()
    return {
        "lane": draw(st.sampled_from(["fix", "coaching"])),
        "when": draw(st.sampled_from(["now", "today", "week"])),
        "person": draw(st.sampled_from([MARIA, KOFI, JONAS])),
        "state": draw(st.sampled_from(["waiting", "claimed", "scheduled", "reopened", "paused"])),
        "pinned": draw(st.sampled_from(["", ANA])),
        "joined": [{"person": f"p{n}", "room": "", "at": at} for n in range(draw(BUSY))],
        "nudges": [at] * draw(BUSY),
        "unanswered": draw(st.booleans()),
    }


SEEN = Contact(coaching=MONDAY.timestamp())
HEAVIEST: dict[str, Any] = {
    "when": "now",
    "person": KOFI,
    "state": "reopened",
    "pinned": ANA,
    "joined": [{"person": f"p{n}", "room": "", "at": MONDAY.isoformat()} for n in range(99)],
    "nudges": [MONDAY.isoformat()] * 99,
}
"""All that can be said for a request at once; Kofi is met for the first time."""


@settings(max_examples=150, deadline=None)
@given(
    ANY_WEIGHTS,
    st.sampled_from(["now", "today", "week"]),
    st.lists(st.tuples(rivals(), st.integers(0, 3000)), min_size=1, max_size=6),
    st.integers(0, 5000),
    st.integers(0, 9),
    st.booleans(),
)
@example(ScoreWeights(), "week", [(HEAVIEST, 0)], 0, 9, True)
@example(ScoreWeights(minutes_a_point=1), "week", [(HEAVIEST, 0)], 0, 9, True)
def test_a_request_that_waited_for_its_patience_comes_before_every_later_one(
    points: ScoreWeights,
    when: str,
    later: list[tuple[dict[str, Any], int]],
    gone: int,
    again: int,
    known: bool,
) -> None:
    """Put whatever is `patience` school minutes younger behind it, with any weights and any needs,
    me-toos, nudges and pins.
    """
    old = request(id="old", at=MONDAY.isoformat(), when=when)
    bound = patience(points)
    found = [old]
    for number, (said, after) in enumerate(later):
        at = school_later(bound + after)
        found.append(request(**(said | {"id": f"new{number}", "at": at.isoformat()})))
    now = school_later(bound + max(after for _, after in later) + gone)
    assert all(DAYS.minutes(MONDAY, datetime.fromisoformat(each.at)) >= bound for each in found[1:])
    contacts = {MARIA: SEEN} if known else {}
    placed = standings(found, now, DAYS, contacts, points, lambda r: again if r is not old else 0)
    assert placed[0].request.id == "old"


def test_two_points_of_age_less_than_the_patience_let_a_later_request_pass() -> None:
    """Show that the patience is not longer than it has to be."""
    points = ScoreWeights()
    at = school_later(patience(points) - 2 * points.minutes_a_point)
    old = request(id="old", at=MONDAY.isoformat(), when="week")
    new = request(**(HEAVIEST | {"id": "new", "at": at.isoformat()}))
    contacts = {MARIA: Contact(coaching=at.timestamp())}
    placed = standings([old, new], at, DAYS, contacts, points, lambda r: 5 if r is new else 0)
    assert placed[0].request.id == "new"


def rival_request(said: dict[str, Any], number: int, at: datetime) -> Request:
    """Make a request that comes in now and is not paused."""
    state = "reopened" if said["state"] == "paused" else said["state"]
    return request(**(said | {"id": f"r{number:03}", "at": at.isoformat(), "state": state}))


@settings(max_examples=40, deadline=None)
@given(
    weights(3, 4),
    st.lists(st.lists(rivals(), max_size=3), min_size=5, max_size=25),
    st.integers(5, 60),
)
@example(ScoreWeights(), [[HEAVIEST, HEAVIEST]] * 20, 60)
@example(ScoreWeights(week=0, minutes_a_point=1), [[HEAVIEST]] * 30, 15)
def test_every_request_is_served_after_a_bounded_number_of_steps(
    points: ScoreWeights, coming: list[list[dict[str, Any]]], step: int
) -> None:
    """Serve the first at each step while more come in: before a request only those that were there,
    or came within its patience.
    """
    bound, numbers = patience(points), count()
    waiting: list[Request] = []
    before: dict[str, int] = {}
    steps = count()
    coming = [[{"when": "week", "person": MARIA, "state": "waiting"}], *coming]
    while waiting or coming:
        now = school_later(next(steps) * step)
        for said in coming.pop(0) if coming else ():
            new = rival_request(said, next(numbers), now)
            for each in waiting:
                gone = DAYS.minutes(datetime.fromisoformat(each.at), now)
                before[each.id] += gone < bound
            before[new.id] = len(waiting)
            waiting.append(new)
        contacts = {MARIA: SEEN, JONAS: SEEN}
        placed = standings(waiting, now, DAYS, contacts, points)
        for served in placed[:1]:
            waiting.remove(served.request)
            for each in waiting:
                before[each.id] -= 1
                assert before[each.id] >= 0, "somebody was served who had to come after"


STATES: dict[str, Callable[[Desk, str], object]] = {
    "waiting": lambda desk, key: desk.requests.get(key),
    "claimed": lambda desk, key: desk.requests.act(key, lambda r: rules.claim(r, BEN)),
    "paused": lambda desk, key: desk.requests.act(
        key, lambda r: rules.pause(r, BEN, "A part", None)
    ),
    "pinned": lambda desk, key: desk.requests.act(key, lambda r: rules.pin(r, BEN)),
    "joined": lambda desk, key: desk.requests.act(key, lambda r: rules.join(r, KOFI, "Room 31")),
    "nudged": lambda desk, key: desk.requests.act(
        key, lambda r: rules.nudge(r, MARIA, desk.now().date())
    ),
}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("lane", ["fix", "coaching"])
def test_moving_to_the_other_lane_keeps_age_and_every_point(
    desk: Desk, clock: SetClock, lane: Any, state: str
) -> None:
    """Move it there and back, whatever was done with it before."""
    made = desk.requests.flag(Need(lane, MARIA, "Printer", when="today"))
    clock.forward(days=1, hours=2)
    STATES[state](desk, made.id)
    for mover in (BEN, ANA):
        before = desk.requests.standing(desk.requests.get(made.id))
        desk.requests.act(made.id, partial(rules.move, coach=mover, reason="yours, I think"))
        after = desk.requests.standing(desk.requests.get(made.id))
        assert after.request.lane != before.request.lane
        assert after.request.at == made.at
        assert set(before.why) <= set(after.why)
        assert after.score >= before.score
    ages = [
        each
        for each in desk.requests.standing(desk.requests.get(made.id)).why
        if "waiting" in each.words
    ]
    assert [each.points for each in ages] == [(DAY + 120) // 30]


def test_a_reopened_request_keeps_its_place_in_the_other_lane(desk: Desk, clock: SetClock) -> None:
    """Keep age and place when a finished request is moved and does not work."""
    made = desk.requests.flag(Need("fix", MARIA, "Printer"))
    desk.requests.act(made.id, lambda r: rules.finish(r, BEN, 5))
    clock.forward(hours=1)
    desk.requests.act(made.id, lambda r: rules.reopen(r, MARIA))
    before = desk.requests.standing(desk.requests.get(made.id))
    desk.requests.act(made.id, lambda r: rules.move(r, BEN, "a lesson, not a cable"))
    assert desk.requests.standing(desk.requests.get(made.id)).score >= before.score


@settings(max_examples=80, deadline=None)
@given(
    ANY_WEIGHTS,
    rivals(),
    st.integers(0, 20_000),
    st.none() | st.integers(0, 400),
    st.integers(0, 9),
)
def test_the_points_of_the_reasons_add_up_to_the_score(
    points: ScoreWeights, said: dict[str, Any], waited: int, seen: int | None, again: int
) -> None:
    """Give each reason words and no minus, with any weights, and none twice."""
    now = school_later(waited)
    asked = request(**(said | {"at": MONDAY.isoformat()}))
    ago = now - timedelta(days=seen or 0)
    contacts = {} if seen is None else {asked.person: Contact(fix=ago.timestamp())}
    (found,) = standings([asked], now, DAYS, contacts, points, lambda _: again)
    assert found.score == sum(each.points for each in found.why)
    assert all(each.words.strip() and each.points >= 0 for each in found.why)
    assert len({each.words for each in found.why}) == len(found.why)
    alone = queue.score_reasons(asked, now, DAYS, contacts.get(asked.person), points, again)
    assert alone == found.why


def test_a_pinned_request_is_at_the_front_until_it_is_unpinned(desk: Desk, clock: SetClock) -> None:
    """Pin it with one touch and say so, unpin it with another; pin nothing that is over."""
    urgent = desk.requests.flag(Need("fix", KOFI, "Projector", when="now"))
    clock.forward(minutes=5)
    small = desk.requests.flag(Need("fix", MARIA, "Cable", when="week"))
    before = desk.requests.standings()
    desk.requests.act(small.id, lambda r: rules.pin(r, BEN))
    first = desk.requests.standings()[0]
    assert (first.request.id, first.why[0].words) == (small.id, "put to the front")
    assert first.request.pinned == BEN
    desk.requests.act(small.id, lambda r: rules.pin(r, ANA))
    assert [(each.request.id, each.why) for each in desk.requests.standings()] == [
        (each.request.id, each.why) for each in before
    ]
    desk.requests.act(urgent.id, lambda r: rules.decline(r, BEN, "It is gone"))
    kept = ledger_bytes(desk.folder)
    with pytest.raises(Refused, match="declined"):
        desk.requests.act(urgent.id, lambda r: rules.pin(r, BEN))
    assert ledger_bytes(desk.folder) == kept


def repeat_words(desk: Desk, asked: Request) -> list[str]:
    """List the words that say that a request was fixed here before."""
    return [
        each.words
        for each in desk.requests.standing(asked).why
        if each.words.startswith("fixed here")
    ]


def test_a_repeated_fix_says_so_among_its_reasons(desk: Desk, clock: SetClock) -> None:
    """Say it from the second time in room and category within some weeks, never for coaching."""
    for times in range(4):
        found = desk.requests.flag(Need("fix", MARIA, "Printer"))
        assert repeat_words(desk, found) == ([f"fixed here {times} times"] if times > 1 else [])
        elsewhere = desk.requests.flag(Need("fix", KOFI, "Printer"))
        lesson = desk.requests.flag(Need("coaching", MARIA, "Printer"))
        assert repeat_words(desk, elsewhere) == repeat_words(desk, lesson) == []
        for each in (elsewhere, lesson):
            desk.requests.act(each.id, lambda r: rules.decline(r, BEN, "no"))
        desk.requests.act(found.id, lambda r: rules.finish(r, BEN, 5))
        clock.forward(days=1)
    clock.forward(days=60)
    assert repeat_words(desk, desk.requests.flag(Need("fix", MARIA, "Printer"))) == []


SCORE, REACH, TEAM = (f"{TOML}[{table}]\n" for table in ("score", "reach", "team"))
LAST = TOML.count("\n") + 1
WRONG = {
    "fewer than no points": (f"{SCORE}now = -1\n", 1, "a whole number >= 0"),
    "points without end": (f"{SCORE}now = 1\npinned = 1001\n", 2, "a whole number <= 1000"),
    "half a point": (f"{SCORE}joined = 2.5\n", 1, "a whole number, got a number"),
    "no minutes a point": (f"{SCORE}minutes_a_point = 0\n", 1, "a whole number >= 1"),
    "a weight nobody knows": (f"{SCORE}now = 1\nage = 5\n", 2, "no setting named 'age'"),
    "a hello for ever": (f"{REACH}hello = 61\n", 1, "a whole number <= 60"),
    "a visit of less than none": (f"{REACH}visit = -1\n", 1, "a whole number >= 0"),
    "a hello like a fix": (
        f"{REACH}hello = 6\nfix = 6\n",
        0,
        "must last longer than the one before it",
    ),
    "coaching like a visit": (
        f"{REACH}coaching = 15\n",
        0,
        "must last longer than the one before it",
    ),
    "a fix above coaching": (f"{REACH}fix = 13\n", 0, "must last longer than the one before it"),
    "no drift at all": (f"{TEAM}drift = 0\n", 1, "a whole number >= 1"),
    "all is drift": (f"{TEAM}drift = 100\n", 1, "a whole number <= 99"),
    "one ask is a topic": (f"{TEAM}asks = 1\n", 1, "a whole number >= 2"),
    "once is again": (f"{TEAM}drift = 40\nrepeats = 1\n", 2, "a whole number >= 2"),
    "no day at all": (f"{TEAM}repeat_days = 0\n", 1, "a whole number >= 1"),
    "seven outside": (f"{TEAM}outside = {[f'{n}' for n in range(7)]}\n", 1, "length <= 6"),
    "nobody outside": (f'{TEAM}outside = ["District", ""]\n', 1, "length >= 1"),
}


@pytest.mark.parametrize("case", WRONG)
def test_nonsense_about_score_reach_and_team_is_refused_with_its_line(
    tmp_path: Path, case: str
) -> None:
    """Say which line it is, why, and that nothing was changed."""
    text, below, reason = WRONG[case]
    path = tmp_path / "kiosk.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        read(path)
    words = str(caught.value)
    assert words.startswith(f"{path}, line {LAST + below}: ")
    assert reason in words
    assert words.endswith("Nothing was changed.")


@pytest.mark.parametrize("table", ["score", "reach", "team"])
def test_an_empty_table_of_settings_means_the_defaults(tmp_path: Path, table: str) -> None:
    """Give every setting a value of its own."""
    path = tmp_path / "kiosk.toml"
    path.write_text(TOML, encoding="utf-8")
    silent = read(path)
    path.write_text(f"{TOML}[{table}]\n", encoding="utf-8")
    assert msgspec.structs.asdict(read(path)) == msgspec.structs.asdict(silent)
