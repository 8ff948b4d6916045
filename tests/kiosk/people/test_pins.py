"""PINs: what may be one, how wrong tries slow down and lock, and who opens the lock."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from data.ledger.facts import raw_fact
from data.records import Pin
from data.system import Disk
from kiosk.demo import UnsyncedDisk
from kiosk.desk import Desk
from kiosk.people import key_stretching, pins
from kiosk.people.key_stretching import StretchingCost
from kiosk.school.errors import Refused
from tests.support.fakes import SetClock
from tests.support.schools import ANA, BEN, open_school

RIGHT, WRONG = "270418", "270419"
HASHED = pins.set_pin(ANA, RIGHT, 6)
"""Hashed once for all tests: it costs time on purpose."""


@pytest.fixture
def guarded(tmp_path: Path, clock: SetClock, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """A desk where Ana has a PIN, and where a try costs no time."""
    monkeypatch.setattr(pins, "fits", lambda pin, typed: bool(pin.hash) and typed == RIGHT)
    desk = open_school(tmp_path, clock)
    desk.act(lambda: HASHED)
    yield desk
    desk.close()


def tries(desk: Desk) -> int:
    """How many tries the ledger tells of."""
    return sum(fact.kind == "pin.tried" for fact in desk.store.all_facts())


def lock(desk: Desk, clock: SetClock) -> None:
    """Try wrongly until it locks, waiting as long as one must."""
    for _ in range(pins.LOCKED_AFTER):
        assert not desk.accounts.try_pin(ANA, WRONG)
        clock.forward(hours=1)


@pytest.mark.parametrize(
    "easy",
    [
        *("123456", "234567", "987654", "890123", "210987", "1234567890"),
        *("000000", "111111", "7777777", "121212", "123123", "90909090", "456456"),
        *("200512", "121999", "051987", "19841984", "202601"),
        *("", "12345", "12 345", "abcdef", "27041a", "-270418", "２７０４１８", "٢٧٠٤١٨"),
    ],
)
def test_what_anybody_would_try_first_is_no_pin(easy: str) -> None:
    with pytest.raises(Refused, match=r"Nothing was changed\."):
        pins.check_new(easy, 6)


@pytest.mark.parametrize("good", ["270418", "739152", "000001", "31129987411"])
def test_what_is_not_among_the_first_tries_may_be_a_pin(good: str) -> None:
    pins.check_new(good, 6)


def test_the_school_may_ask_for_longer_ones() -> None:
    with pytest.raises(Refused, match="at least 8 digits"):
        pins.check_new(RIGHT, 8)


def test_the_hash_fits_its_pin_alone_and_does_not_hold_it() -> None:
    hashed = HASHED[0].body["hash"]
    pin = Pin(id=ANA, hash=hashed)
    assert hashed.startswith("$argon2id$")
    assert RIGHT not in hashed
    assert pins.fits(pin, RIGHT)
    assert not pins.fits(pin, WRONG)
    assert not pins.fits(Pin(id=ANA, hash="not a hash"), RIGHT)


def test_waiting_grows_with_every_wrong_try_up_to_an_hour(guarded: Desk, clock: SetClock) -> None:
    """Two slips cost nothing; then 30 s, and never less than before, up to 1 h; then it locks."""
    waits = []
    for _ in range(pins.LOCKED_AFTER - 1):
        assert not guarded.accounts.try_pin(ANA, WRONG)
        pin = guarded.accounts.pin(ANA)
        assert pin
        wait = pins.seconds_left(pin, clock.now())
        waits.append(wait)
        if wait:
            clock.forward(seconds=wait - 1)
            with pytest.raises(Refused, match=r"Wait 1 seconds, then try again"):
                guarded.accounts.try_pin(ANA, RIGHT)
            clock.forward(seconds=1)
    assert waits[:3] == [0, 0, 30]
    assert waits == sorted(waits)
    assert waits[-1] == 3600
    assert not guarded.accounts.try_pin(ANA, WRONG)
    clock.forward(days=30)
    with pytest.raises(Refused, match=r"locked after ten wrong tries.*kiosk person pin NAME"):
        guarded.accounts.try_pin(ANA, RIGHT)


def test_a_refused_try_costs_none_of_the_ten(guarded: Desk) -> None:
    for _ in range(3):
        guarded.accounts.try_pin(ANA, WRONG)
    for _ in range(20):
        with pytest.raises(Refused, match="Too many wrong tries"):
            guarded.accounts.try_pin(ANA, WRONG)
    pin = guarded.accounts.pin(ANA)
    assert pin
    assert pins.tries_left(pin) == 7


def test_every_try_is_on_record_and_the_right_one_begins_anew(
    guarded: Desk, clock: SetClock
) -> None:
    """What is forgotten is the count, never the record."""
    for _ in range(4):
        assert not guarded.accounts.try_pin(ANA, WRONG)
        clock.forward(hours=1)
    assert guarded.accounts.try_pin(ANA, RIGHT)
    pin = guarded.accounts.pin(ANA)
    assert pin
    assert pins.tries_left(pin) == pins.LOCKED_AFTER
    assert tries(guarded) == 5
    assert not guarded.accounts.try_pin(ANA, WRONG)
    assert guarded.accounts.try_pin(ANA, RIGHT)


def test_a_try_is_on_record_before_it_is_checked(
    guarded: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pulling the plug while it is checked gives nobody a free one."""

    def plug_is_pulled(*_: object) -> bool:
        raise KeyboardInterrupt

    monkeypatch.setattr(pins, "fits", plug_is_pulled)
    with pytest.raises(KeyboardInterrupt):
        guarded.accounts.try_pin(ANA, WRONG)
    assert tries(guarded) == 1


def test_wrong_tries_outlive_a_restart(guarded: Desk, tmp_path: Path, clock: SetClock) -> None:
    for _ in range(3):
        guarded.accounts.try_pin(ANA, WRONG)
    guarded.close()
    again = Desk(tmp_path, clock, UnsyncedDisk())
    with pytest.raises(Refused, match="Wait 30 seconds"):
        again.accounts.try_pin(ANA, RIGHT)
    again.close()


def test_two_kiosks_on_one_folder_count_together(
    guarded: Desk, tmp_path: Path, clock: SetClock
) -> None:
    """Trying here and there by turns gives ten tries, not twenty."""
    other = Desk(tmp_path, clock, UnsyncedDisk())
    for turn in range(pins.LOCKED_AFTER):
        assert not (guarded, other)[turn % 2].accounts.try_pin(ANA, WRONG)
        clock.forward(hours=1)
    for desk in (guarded, other):
        with pytest.raises(Refused, match="locked"):
            desk.accounts.try_pin(ANA, RIGHT)
    other.close()


def test_the_keeper_opens_a_lock_with_a_new_pin(guarded: Desk, clock: SetClock) -> None:
    lock(guarded, clock)
    with pytest.raises(Refused, match="locked"):
        guarded.accounts.try_pin(ANA, RIGHT)
    guarded.act(lambda: HASHED)
    assert guarded.accounts.try_pin(ANA, RIGHT)


def test_setting_an_easy_pin_does_not_open_a_lock(guarded: Desk, clock: SetClock) -> None:
    lock(guarded, clock)
    with pytest.raises(Refused, match="one of the first"):
        guarded.accounts.set_pin(ANA, "123456")
    with pytest.raises(Refused, match="locked"):
        guarded.accounts.try_pin(ANA, RIGHT)


@pytest.mark.parametrize("back", [timedelta(seconds=10), timedelta(days=1), timedelta(days=9000)])
def test_a_clock_set_back_shuts_nobody_out_for_longer_than_two_delays(
    guarded: Desk, clock: SetClock, back: timedelta
) -> None:
    """A wrong try made in 2050 by a wrong clock does not lock the coach out until then."""
    for _ in range(3):
        guarded.accounts.try_pin(ANA, WRONG)
    clock.moment -= back
    waited = 0
    while waited <= 61:
        try:
            assert guarded.accounts.try_pin(ANA, RIGHT)
            return
        except Refused:
            clock.forward(seconds=1)
            waited += 1
    pytest.fail("shut out by a clock that was set back")


@pytest.mark.parametrize("leap", [timedelta(days=-400), timedelta(days=400)])
def test_no_clock_gives_an_eleventh_try(guarded: Desk, clock: SetClock, leap: timedelta) -> None:
    lock(guarded, clock)
    clock.moment += leap
    with pytest.raises(Refused, match="locked"):
        guarded.accounts.try_pin(ANA, RIGHT)


def test_who_has_no_pin_is_told_who_sets_one(guarded: Desk) -> None:
    with pytest.raises(Refused, match="kiosk person pin NAME"):
        guarded.accounts.try_pin(BEN, RIGHT)
    assert guarded.accounts.pin(BEN) is None
    assert tries(guarded) == 0


def test_a_pin_is_nowhere_in_the_folder(guarded: Desk, tmp_path: Path) -> None:
    guarded.accounts.try_pin(ANA, RIGHT)
    guarded.close()
    for path in tmp_path.rglob("*"):
        if path.is_file():
            assert RIGHT.encode() not in path.read_bytes(), path.name


def test_a_hash_that_came_with_a_fact_is_the_one_that_counts(guarded: Desk) -> None:
    """The newest PIN alone opens; the count begins anew with it."""
    guarded.act(lambda: [raw_fact("pin.set", ANA, whom=ANA, body={"hash": ""})])
    assert guarded.accounts.pin(ANA) is None


@pytest.fixture
def quick(tmp_path: Path, clock: SetClock) -> Iterator[Desk]:
    """A desk where Ana has a real PIN that costs next to nothing to try."""
    desk = open_school(tmp_path, clock)
    desk.act(lambda: pins.set_pin(ANA, RIGHT, 6, cost=StretchingCost(1, 64, 1)))
    yield desk
    desk.close()


def test_the_right_pin_opens_when_nothing_can_be_written(
    quick: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full or read-only disk shuts nobody out: everything can be read, and that is said."""
    with monkeypatch.context() as broken:
        broken.setattr(Disk, "write", _full)
        assert quick.accounts.try_pin(ANA, RIGHT)
        assert "You can read everything" in quick.accounts.pop_notice(ANA)
        assert quick.accounts.pop_notice(ANA) == ""
        assert not quick.accounts.try_pin(ANA, WRONG)
    assert quick.accounts.try_pin(ANA, RIGHT)


def test_tries_that_cannot_be_recorded_count_all_the_same(
    quick: Desk, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Filling the disk gives nobody a free try; the keeper's new PIN opens that lock too."""
    with monkeypatch.context() as broken:
        broken.setattr(Disk, "write", _full)
        for _ in range(pins.LOCKED_AFTER):
            assert not quick.accounts.try_pin(ANA, WRONG)
            clock.forward(hours=2)
        with pytest.raises(Refused, match="locked"):
            quick.accounts.try_pin(ANA, RIGHT)
    with pytest.raises(Refused, match="locked"):
        quick.accounts.try_pin(ANA, RIGHT)
    quick.accounts.set_pin(ANA, "730419")
    assert quick.accounts.try_pin(ANA, "730419")


def _full(*_: object) -> None:
    raise OSError(28, "No space left on device")


def test_a_clock_that_jumps_ahead_ends_no_delay(quick: Desk, clock: SetClock) -> None:
    """Whoever can move the clock must wait as long as anybody."""
    for _ in range(3):
        quick.accounts.try_pin(ANA, WRONG)
    clock.moment += timedelta(days=2)
    with pytest.raises(Refused, match="Wait 30 seconds"):
        quick.accounts.try_pin(ANA, RIGHT)
    clock.forward(seconds=31)
    assert quick.accounts.try_pin(ANA, RIGHT)


def test_a_coach_is_told_of_wrong_tries_before_the_right_one(quick: Desk, clock: SetClock) -> None:
    """It may have been somebody else, and they were held off by it."""
    assert quick.accounts.try_pin(ANA, RIGHT)
    assert quick.accounts.pop_notice(ANA) == ""
    for _ in range(4):
        quick.accounts.try_pin(ANA, WRONG)
        clock.forward(hours=1)
    assert quick.accounts.try_pin(ANA, RIGHT)
    assert "There were 4 wrong tries of your PIN" in quick.accounts.pop_notice(ANA)


def test_a_pin_that_has_become_cheap_to_try_is_kept_anew(
    quick: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the next right one, and it is still the same PIN."""
    before = quick.accounts.pin(ANA)
    assert before
    monkeypatch.setattr(key_stretching, "cost_here", lambda: StretchingCost(4, 4096, 1))
    assert quick.accounts.try_pin(ANA, RIGHT)
    after = quick.accounts.pin(ANA)
    assert after
    assert after.hash != before.hash
    assert "m=4096,t=4" in after.hash
    assert quick.accounts.try_pin(ANA, RIGHT)
