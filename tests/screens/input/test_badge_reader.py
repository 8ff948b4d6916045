"""The badge reader: a reader's burst of keys is told from a person's fingers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screens.input.badge_reader import LONGEST_GAP, MEAN_GAP, SHORTEST, BadgeScan

CANARY = "QX7719042"
TEXT = st.text(st.characters(codec="ascii", categories=["Lu", "Nd"]), min_size=1, max_size=30)
QUICK = st.floats(0.0, MEAN_GAP)
SLOW = st.floats(LONGEST_GAP + 0.001, 2.0)


def typed(scanner: BadgeScan, text: str, gaps: list[float], at: float = 100.0) -> float:
    """Keys go by, dropped and begun anew as the app does; gives the last one's time."""
    for letter, gap in zip(text, [0.0, *gaps], strict=False):
        at += gap
        if not scanner.key(letter, at):
            scanner.drop()
            assert scanner.key(letter, at)
    return at


@given(TEXT.filter(lambda text: len(text) >= SHORTEST), st.data())
def test_a_burst_of_keys_and_enter_is_a_badge(text: str, data: st.DataObject) -> None:
    """Accept any gaps that a reader makes."""
    gaps = data.draw(st.lists(QUICK, min_size=len(text) - 1, max_size=len(text) - 1))
    scanner = BadgeScan()
    end = typed(scanner, text, gaps)
    assert scanner.enter(end + data.draw(QUICK)) == text


@given(TEXT, st.data())
def test_slow_typing_is_no_badge(text: str, data: st.DataObject) -> None:
    """Take an average of more than 35 ms between keys as a person, at any length."""
    person = st.floats(MEAN_GAP + 0.001, 1.0)
    gaps = data.draw(st.lists(person, min_size=len(text) - 1, max_size=len(text) - 1))
    scanner = BadgeScan()
    end = typed(scanner, text, gaps)
    assert scanner.enter(end + 0.01) is None


@given(TEXT.filter(lambda text: len(text) < SHORTEST))
def test_a_short_burst_is_no_badge(text: str) -> None:
    scanner = BadgeScan()
    end = typed(scanner, text, [0.005] * len(text))
    assert scanner.enter(end) is None


@given(SLOW)
def test_an_enter_that_comes_late_ends_no_badge(gap: float) -> None:
    scanner = BadgeScan()
    end = typed(scanner, CANARY, [0.005] * 20)
    assert scanner.enter(end + gap) is None


@given(st.integers(1, len(CANARY) - 1), SLOW)
def test_a_burst_with_one_long_gap_is_not_read_as_one_badge(cut: int, gap: float) -> None:
    """Do not take along what came before the gap."""
    gaps = [0.005] * (len(CANARY) - 1)
    gaps[cut - 1] = gap
    scanner = BadgeScan()
    end = typed(scanner, CANARY, gaps)
    rest = CANARY[cut:]
    assert scanner.enter(end + 0.005) == (rest if len(rest) >= SHORTEST else None)


def test_a_key_that_types_nothing_belongs_to_no_badge() -> None:
    scanner = BadgeScan()
    for key in (None, "\t", "\x1b", "\r"):
        assert not scanner.key(key, 1.0)
    assert scanner.held == ""


def test_keys_that_were_held_back_are_forgotten() -> None:
    scanner = BadgeScan()
    end = typed(scanner, CANARY, [0.005] * 20)
    scanner.drop()
    assert scanner.held == ""
    assert scanner.enter(end) is None


@pytest.mark.parametrize(
    ("keys", "badge"),
    [
        ("%" + CANARY, CANARY),
        (CANARY, None),
        ("%", None),
        ("%%" + CANARY, "%" + CANARY),
        ("x%" + CANARY, None),
    ],
)
def test_with_a_prefix_only_what_begins_with_it_is_a_badge(keys: str, badge: str | None) -> None:
    scanner = BadgeScan("%")
    end = typed(scanner, keys, [0.005] * 20)
    assert scanner.enter(end) == badge


def test_a_badge_that_was_scanned_twice_in_one_burst_is_unknown() -> None:
    """Take it as another text, and do not guess whose it is."""
    scanner = BadgeScan()
    end = typed(scanner, CANARY * 2, [0.005] * 40)
    assert scanner.enter(end) == CANARY * 2
