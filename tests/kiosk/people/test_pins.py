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
def test_an_easy_pin_is_refused(easy: str) -> None:
    with pytest.raises(Refused, match=r"Nothing was changed\."):
        pins.check_new(easy, 6)


@pytest.mark.parametrize("good", ["270418", "739152", "000001", "31129987411"])
def test_a_pin_that_is_not_easy_is_allowed(good: str) -> None:
    pins.check_new(good, 6)


def test_a_school_may_ask_for_longer_pins() -> None:
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
    """Forgive two slips, then wait 30 s, never less than before, up to 1 h; then lock."""
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


def test_a_try_that_is_refused_does_not_count(guarded: Desk) -> None:
    for _ in range(3):
        guarded.accounts.try_pin(ANA, WRONG)
    for _ in range(20):
        with pytest.raises(Refused, match="Too many wrong tries"):
            guarded.accounts.try_pin(ANA, WRONG)
    pin = guarded.accounts.pin(ANA)
    assert pin
    assert pins.tries_left(pin) == 7


def test_every_try_is_recorded_and_the_right_one_resets_the_count(
    guarded: Desk, clock: SetClock
) -> None:
    """Reset the count, and keep the record."""
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


def test_a_try_is_recorded_before_it_is_checked(
    guarded: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Give nobody a free try by pulling the plug."""

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
    """Give ten tries in all, not twenty, to who tries on both by turns."""
    other = Desk(tmp_path, clock, UnsyncedDisk())
    for turn in range(pins.LOCKED_AFTER):
        assert not (guarded, other)[turn % 2].accounts.try_pin(ANA, WRONG)
        clock.forward(hours=1)
    for desk in (guarded, other):
        with pytest.raises(Refused, match="locked"):
            desk.accounts.try_pin(ANA, RIGHT)
    other.close()


def test_a_new_pin_from_the_keeper_opens_a_locked_pin(guarded: Desk, clock: SetClock) -> None:
    lock(guarded, clock)
    with pytest.raises(Refused, match="locked"):
        guarded.accounts.try_pin(ANA, RIGHT)
    guarded.act(lambda: HASHED)
    assert guarded.accounts.try_pin(ANA, RIGHT)


def test_an_easy_new_pin_does_not_open_a_locked_pin(guarded: Desk, clock: SetClock) -> None:
    lock(guarded, clock)
    with pytest.raises(Refused, match="too easy to guess"):
        guarded.accounts.set_pin(ANA, "123456")
    with pytest.raises(Refused, match="locked"):
        guarded.accounts.try_pin(ANA, RIGHT)


@pytest.mark.parametrize("back", [timedelta(seconds=10), timedelta(days=1), timedelta(days=9000)])
def test_a_clock_set_back_shuts_nobody_out_for_longer_than_two_delays(
    guarded: Desk, clock: SetClock, back: timedelta
) -> None:
    """Do not lock a coach out until 2050 because of a try by a wrong clock."""
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
def test_changing_the_clock_gives_no_eleventh_try(
    guarded: Desk, clock: SetClock, leap: timedelta
) -> None:
    lock(guarded, clock)
    clock.moment += leap
    with pytest.raises(Refused, match="locked"):
        guarded.accounts.try_pin(ANA, RIGHT)


def test_a_person_without_a_pin_is_told_who_sets_one(guarded: Desk) -> None:
    with pytest.raises(Refused, match="kiosk person pin NAME"):
        guarded.accounts.try_pin(BEN, RIGHT)
    assert guarded.accounts.pin(BEN) is None
    assert tries(guarded) == 0


def test_a_pin_is_in_no_file_of_the_folder(guarded: Desk, tmp_path: Path) -> None:
    guarded.accounts.try_pin(ANA, RIGHT)
    guarded.close()
    for path in tmp_path.rglob("*"):
        if path.is_file():
            assert RIGHT.encode() not in path.read_bytes(), path.name


def test_a_fact_with_an_empty_hash_removes_the_pin(guarded: Desk) -> None:
    """Have no PIN after it."""
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
    """Open it on a full or read-only disk, and say that nothing can be saved."""
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
    """Give no free try to who fills the disk; open that lock with a new PIN as well."""
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
    """Make whoever can move the clock wait as long as anybody."""
    for _ in range(3):
        quick.accounts.try_pin(ANA, WRONG)
    clock.moment += timedelta(days=2)
    with pytest.raises(Refused, match="Wait 30 seconds"):
        quick.accounts.try_pin(ANA, RIGHT)
    clock.forward(seconds=31)
    assert quick.accounts.try_pin(ANA, RIGHT)


def test_a_coach_is_told_of_wrong_tries_before_the_right_one(quick: Desk, clock: SetClock) -> None:
    """Warn them, since it may have been somebody else."""
    assert quick.accounts.try_pin(ANA, RIGHT)
    assert quick.accounts.pop_notice(ANA) == ""
    for _ in range(4):
        quick.accounts.try_pin(ANA, WRONG)
        clock.forward(hours=1)
    assert quick.accounts.try_pin(ANA, RIGHT)
    assert "There were 4 wrong tries of your PIN" in quick.accounts.pop_notice(ANA)


def test_a_pin_with_a_cheap_hash_is_hashed_again_when_it_is_typed(
    quick: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Hash the right PIN with the new cost, and accept it afterwards."""
    before = quick.accounts.pin(ANA)
    assert before
    monkeypatch.setattr(key_stretching, "cost_here", lambda: StretchingCost(4, 4096, 1))
    assert quick.accounts.try_pin(ANA, RIGHT)
    after = quick.accounts.pin(ANA)
    assert after
    assert after.hash != before.hash
    assert "m=4096,t=4" in after.hash
    assert quick.accounts.try_pin(ANA, RIGHT)
