"""Who comes first: an explained score, an order that is the same every time, nobody forgotten."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.records import Request
from data.store.contact import Contact
from kiosk.desk import Desk
from kiosk.requests import queue, rules
from kiosk.requests.queue import Standing, standings
from kiosk.requests.rules import Need
from tests.support.fakes import SetClock
from tests.support.schools import ANA, BEN, HOURS_A_DAY, JONAS, KOFI, MARIA, calendar, request

MONDAY = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)
DAYS = calendar()
SEEN = Contact(hello=MONDAY.timestamp())
BOUND_HOURS = 17
"""School hours after which no plain request that comes in later can stand before an older one: the
widest gap of need (30 - 2) and of first contact (4) at a point for half an hour, and one for
rounding."""


def moments(school_hours: float = 70.0) -> st.SearchStrategy[datetime]:
    """Moments within some days from Monday on."""
    days = int(school_hours // HOURS_A_DAY * 7 / 5) + 1
    return st.integers(0, days * 24 * 60).map(lambda ahead: MONDAY + timedelta(minutes=ahead))


@st.composite
def some_requests(draw: st.DrawFn) -> list[Request]:
    """Open requests of every kind."""
    found = []
    for number in range(draw(st.integers(0, 12))):
        at = draw(moments())
        joined = draw(st.integers(0, 3))
        state = draw(st.sampled_from(["waiting", "claimed", "scheduled", "paused", "reopened"]))
        said: dict[str, Any] = {
            "id": f"r{number:02}",
            "lane": draw(st.sampled_from(["fix", "coaching"])),
            "person": draw(st.sampled_from([MARIA, KOFI, JONAS])),
            "when": draw(st.sampled_from(["now", "today", "week"])),
            "at": at.isoformat(),
            "state": state,
            "until": draw(st.sampled_from(["", "2026-11-04", "2026-12-04"])),
            "joined": [
                {"person": f"p{n}", "room": "", "at": at.isoformat()} for n in range(joined)
            ],
            "nudges": [at.isoformat()] * draw(st.integers(0, 2)),
            "unanswered": draw(st.booleans()),
        }
        found.append(request(**said))
    return found


CONTACTS = st.dictionaries(
    st.sampled_from([MARIA, KOFI, JONAS]),
    st.integers(0, 60).map(lambda ago: Contact(fix=MONDAY.timestamp() - ago * 86400)),
)


@given(some_requests(), moments(), CONTACTS, st.randoms())
def test_the_order_is_total_and_does_not_depend_on_the_order_of_arrival(
    found: list[Request], now: datetime, contacts: dict[str, Contact], dice: Any
) -> None:
    once = standings(found, now, DAYS, contacts)
    dice.shuffle(found)
    assert standings(found, now, DAYS, contacts) == once


def test_equal_requests_are_ordered_by_their_id() -> None:
    """Order two of the same second alike on every kiosk."""
    one, two = request(id="r1"), request(id="r2")
    for found in ([one, two], [two, one]):
        assert [each.request.id for each in standings(found, MONDAY, DAYS, {})] == ["r1", "r2"]


@given(some_requests(), moments(), CONTACTS)
def test_positions_count_from_one_in_each_lane_without_a_gap(
    found: list[Request], now: datetime, contacts: dict[str, Contact]
) -> None:
    placed = standings(found, now, DAYS, contacts)
    for lane in ("fix", "coaching"):
        mine = [each.position for each in placed if each.request.lane == lane]
        assert mine == list(range(1, len(mine) + 1))
    assert sorted(each.request.id for each in placed) == sorted(each.id for each in found)


@given(some_requests(), moments(), CONTACTS)
def test_heavier_reasons_come_before_lighter_ones_and_paused_requests_last(
    found: list[Request], now: datetime, contacts: dict[str, Contact]
) -> None:
    """Give every reason words and points; put paused requests behind all others."""
    placed = standings(found, now, DAYS, contacts)
    rests = [queue.is_resting(each.request, now.date()) for each in placed]
    assert rests == sorted(rests)
    for before, after in pairwise(placed):
        if queue.is_resting(before.request, now.date()) == queue.is_resting(
            after.request, now.date()
        ):
            assert before.score >= after.score
    for each in placed:
        assert each.score == sum(reason.points for reason in each.why)
        assert all(reason.words and reason.points >= 0 for reason in each.why)


def test_each_reason_has_its_weight_and_words() -> None:
    """Explain need, age in school hours, me-too, nudges and days unseen in full."""
    at = MONDAY.isoformat()
    asked = request(
        at=at,
        when="today",
        state="reopened",
        joined=[{"person": KOFI, "room": "", "at": at}],
        nudges=[at, at],
    )
    now = MONDAY + timedelta(days=1, hours=2, minutes=5)
    seen = Contact(coaching=(now - timedelta(days=20)).timestamp())
    found = queue.score_reasons(asked, now, DAYS, seen)
    assert [(reason.words, reason.points) for reason in found] == [
        ("not working yet", 40),
        ("today", 12),
        ("9 school hours waiting", 18),
        ("1 other too", 2),
        ("nudged 2 times", 6),
        ("not seen for 20 days", 3),
    ]
    assert (
        queue.score_reasons(request(at=at), MONDAY, DAYS, None)[-1].words
        == "first contact this year"
    )


@given(
    moments(),
    st.sampled_from(["now", "today", "week"]),
    st.sampled_from(["now", "today", "week"]),
    st.booleans(),
    moments(140),
)
def test_after_17_school_hours_no_newer_request_passes_one_that_waits(
    newer_at: datetime, when: str, newer_when: str, is_new_here: bool, now: datetime
) -> None:
    """Let it be passed only by what came within 17 school hours of it, whatever comes in; then put
    it first.
    """
    old = request(id="old", at=MONDAY.isoformat(), when=when)
    newer = request(id="new", at=newer_at.isoformat(), when=newer_when, person=KOFI)
    if DAYS.minutes(MONDAY, newer_at) < BOUND_HOURS * 60 or now < newer_at:
        return
    contacts = {MARIA: SEEN} | ({} if is_new_here else {KOFI: SEEN})
    assert standings([newer, old], now, DAYS, contacts)[0].request.id == "old"


def test_one_hour_less_than_the_bound_lets_a_newer_request_pass() -> None:
    """Show that the bound is not longer than it has to be."""
    at = MONDAY + timedelta(days=2)  # 14 school hours later
    old = request(id="old", at=MONDAY.isoformat())
    newer = request(id="new", at=at.isoformat(), when="now", person=KOFI)
    assert standings([newer, old], at, DAYS, {MARIA: SEEN})[0].request.id == "new"


def test_a_stream_of_urgent_fixes_does_not_keep_a_small_wish_waiting(
    desk: Desk, clock: SetClock
) -> None:
    """Bring an urgent one each quarter of an hour and answer one for each: answer the small wish
    within the bound.
    """
    desk.thanks.hi(MARIA)
    wish = desk.requests.flag(Need("fix", MARIA, "Cable", when="week"))
    while desk.requests.get(wish.id).open:
        clock.forward(minutes=15)
        if not desk.today().period:
            continue
        waited = desk.days.minutes(datetime.fromisoformat(wish.at), clock.now())
        assert waited <= BOUND_HOURS * 60
        desk.requests.flag(Need("fix", KOFI, "Projector", when="now"))
        first = desk.requests.standings()[0].request
        desk.requests.act(first.id, lambda r: rules.finish(r, BEN, 5))


def test_a_reopened_request_goes_to_the_front_with_its_age(desk: Desk, clock: SetClock) -> None:
    """Put it before every other request of a whole day, urgent ones too."""
    mine = desk.requests.flag(Need("fix", MARIA, "Printer", when="week"))
    desk.requests.act(mine.id, lambda r: rules.finish(r, BEN, 5))
    clock.forward(hours=1)
    for person in (KOFI, JONAS, KOFI):
        desk.requests.flag(Need("fix", person, "Projector", when="now"))
    desk.requests.act(mine.id, lambda r: rules.reopen(r, MARIA))
    first = desk.requests.standings()[0]
    assert (first.request.id, first.position) == (mine.id, 1)
    assert desk.requests.get(mine.id).at == mine.at


def test_moving_to_the_other_lane_keeps_the_points_for_age(desk: Desk, clock: SetClock) -> None:
    made = desk.requests.flag(Need("fix", MARIA, "Printer"))
    clock.forward(days=1)
    before = desk.requests.standing(made)
    desk.requests.act(made.id, lambda r: rules.move(r, BEN, "a lesson, not a cable"))
    after = desk.requests.standing(made)
    assert (after.request.lane, after.score, after.why) == ("coaching", before.score, before.why)


@pytest.mark.parametrize(
    ("until", "today", "rests"),
    [
        ("2026-11-05", "2026-11-04", True),
        ("2026-11-05", "2026-11-05", False),
        ("2026-11-05", "2026-11-06", False),
        ("", "2027-06-01", True),
    ],
)
def test_a_paused_request_comes_back_on_the_morning_of_its_date(
    until: str, today: str, rests: bool
) -> None:
    paused = request(state="paused", until=until)
    assert queue.is_resting(paused, datetime.fromisoformat(today).date()) == rests


def test_a_nudge_brings_a_paused_request_back(desk: Desk, clock: SetClock) -> None:
    """Put it back in line until somebody answers."""
    resting = desk.requests.flag(Need("fix", MARIA, "Printer", when="now"))
    desk.requests.act(resting.id, lambda r: rules.pause(r, BEN, "A part is ordered", None))
    other = desk.requests.flag(Need("fix", KOFI, "Cable", when="week"))
    assert [each.request.id for each in desk.requests.standings()] == [other.id, resting.id]
    desk.requests.act(resting.id, lambda r: rules.nudge(r, MARIA, clock.now().date()))
    assert [each.request.id for each in desk.requests.standings()] == [resting.id, other.id]
    desk.requests.act(resting.id, lambda r: rules.note(r, BEN, "It comes on Friday"))
    assert [each.request.id for each in desk.requests.standings()] == [other.id, resting.id]


def test_a_clock_set_back_gives_no_negative_age() -> None:
    asked = request(at=(MONDAY + timedelta(days=3)).isoformat())
    placed: list[Standing] = standings([asked], MONDAY, DAYS, {})
    assert all(reason.points >= 0 for reason in placed[0].why)


def test_the_queue_follows_the_minute_and_every_act(desk: Desk, clock: SetClock) -> None:
    """Drop what is cached as soon as time or an act makes it untrue."""
    made = desk.requests.flag(Need("fix", MARIA, "Printer"))
    before = desk.requests.standing(made).score
    clock.forward(hours=2)
    assert desk.requests.standing(made).score > before
    desk.requests.act(made.id, lambda r: rules.claim(r, BEN))
    assert desk.requests.standing(made).request.owner == BEN
    desk.requests.act(made.id, lambda r: rules.decline(r, ANA, "It is being replaced"))
    assert desk.requests.standings() == []
    assert desk.requests.standing(desk.requests.get(made.id)).position == 0
