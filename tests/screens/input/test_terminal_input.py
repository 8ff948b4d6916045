"""What a terminal sends: no byte ends anything, and after whatever it was a key is a key."""

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual.message import Message

from data.text import MAX_LENGTH
from screens.input.terminal_input import MOST_KEYS, MOST_PASTE, Pasted, TerminalInput

PIECES = st.sampled_from(
    [
        *(b"a", b"\xe9", b"\xff", b"\x00", b"\x1b", b"\x1b[", b"\x1b[M", b"\x1b[<0;5;5M", b"\r"),
        *(
            b"\x1b[200~",
            b"\x1b[201~",
            b"\x1b[20",
            b"\x1b[M\xff\xff\xff",
            b"\x1b[M !",
            b"\x1b[32;300;9M",
        ),
        *(b"\x1b[99999999999999u", b"\x1b[55296;;55296u", b"\x1b[97;5u", b"\x1b[48;1;2;3;4t"),
        *(b"\x1b[;;;;;u", b"\x1b[<9999999999;0;0M", b"\x1b[?2048;9$y", b"\x1bO", b"\xc3", b"\xa9"),
    ]
)
BYTES = st.lists(st.one_of(PIECES, st.binary(max_size=6)), max_size=12)


def keys(found: list[Message]) -> list[str]:
    return [event.key for event in found if isinstance(event, events.Key)]


def mouse(found: list[Message]) -> list[tuple[str, int, int]]:
    return [
        (type(event).__name__, event.screen_x, event.screen_y)
        for event in found
        if isinstance(event, events.MouseEvent)
    ]


@given(BYTES)
def test_a_key_is_read_whatever_bytes_came_before(pieces: list[bytes]) -> None:
    """Send any bytes in any reads, then silence, then a letter."""
    terminal, now = TerminalInput(), 0.0
    for piece in pieces:
        list(terminal.feed(piece, now))
        list(terminal.tick(now + 0.01))
        now += 0.02
    for _ in range(4):
        now += 1.5
        list(terminal.tick(now))
    assert keys(list(terminal.feed(b"a", now)))[-1:] == ["a"]


def test_a_letter_of_an_older_character_set_is_that_letter() -> None:
    """Read Latin-1, alone or between others, and UTF-8 in two reads as one letter."""
    terminal = TerminalInput()
    found = list(terminal.feed(b"Ren\xe9e", 0.0))
    assert [event.character for event in found if isinstance(event, events.Key)] == [*"Renée"]
    assert keys(list(terminal.feed(b"\xc3", 1.0))) == []
    assert [e.character for e in terminal.feed(b"\xa9", 1.1) if isinstance(e, events.Key)] == ["é"]


@pytest.mark.parametrize("column", [1, 95, 96, 100, 180, 222])
def test_a_touch_in_the_oldest_encoding_is_a_touch(column: int) -> None:
    """Read it beyond column 95, where its bytes are no UTF-8; press and release name the same
    place.
    """
    terminal = TerminalInput()
    place = bytes([column + 32, 12 + 32])
    found = list(terminal.feed(b"\x1b[M " + place + b"\x1b[M#" + place, 0.0))
    assert mouse(found) == [("MouseDown", column - 1, 11), ("MouseUp", column - 1, 11)]
    assert [event.button for event in found if isinstance(event, events.MouseEvent)] == [1, 1]


def test_a_touch_in_the_second_encoding_is_a_touch() -> None:
    """Read it as urxvt sends it, also in two reads."""
    terminal = TerminalInput()
    found = list(terminal.feed(b"\x1b[32;300;9M\x1b[35;30", 0.0))
    found += terminal.feed(b"0;9M", 0.01)
    assert mouse(found) == [("MouseDown", 299, 8), ("MouseUp", 299, 8)]


def test_a_touch_in_the_current_encoding_is_not_changed() -> None:
    terminal = TerminalInput()
    found = list(terminal.feed(b"\x1b[<0;120;7M\x1b[<0;120;7m\x1b[<65;3;4M", 0.0))
    assert mouse(found) == [("MouseDown", 119, 6), ("MouseUp", 119, 6), ("MouseScrollDown", 2, 3)]


def test_escape_alone_is_a_key_and_an_escape_sequence_is_one_key() -> None:
    terminal = TerminalInput()
    assert keys(list(terminal.feed(b"\x1b", 0.0))) == []
    assert keys(list(terminal.tick(0.2))) == ["escape"]
    assert keys(list(terminal.feed(b"\x1b[A", 1.0))) == ["up"]


def pastes(found: list[Message]) -> list[tuple[str, bool]]:
    return [(event.text, event.cut) for event in found if isinstance(event, Pasted)]


def test_a_paste_is_one_event_however_it_comes() -> None:
    """Read it with its marks cut anywhere."""
    whole = b"\x1b[200~two\nlines \xc3\xa9\x1b[201~x"
    for cut in range(1, len(whole)):
        terminal = TerminalInput()
        found = [*terminal.feed(whole[:cut], 0.0), *terminal.feed(whole[cut:], 0.01)]
        assert pastes(found) == [("two\nlines é", False)], cut
        assert keys(found) == ["x"]


def test_a_paste_without_an_end_does_not_block_the_keyboard() -> None:
    """End it after a second without a byte."""
    terminal = TerminalInput()
    assert list(terminal.feed(b"\x1b[200~abc", 0.0)) == []
    assert list(terminal.tick(0.5)) == []
    assert pastes(list(terminal.tick(1.1))) == [("abc", False)]
    assert keys(list(terminal.feed(b"q", 1.2))) == ["q"]


def test_a_paste_of_five_megabytes_is_cut_quickly() -> None:
    """Make one event of a marked paste, and a few keys and then none of an unmarked one."""
    terminal = TerminalInput()
    began = perf_counter()
    reads = [b"\x1b[200~", *[b"x" * 65536] * 80, b"\x1b[201~"]
    found = [event for read in reads for event in terminal.feed(read, 0.0)]
    ((text, cut),) = pastes(found)
    assert cut
    assert MAX_LENGTH <= len(text) <= MOST_PASTE
    found = [event for read in reads[1:-1] for event in terminal.feed(read, 0.0)]
    assert len(keys(found)) == MOST_KEYS
    assert pastes(found) == [("", True)]
    assert keys(list(terminal.feed(b"a", 1.0))) == ["a"]
    assert perf_counter() - began < 20  # a paste of this size took a quarter of a minute to read


def test_half_a_character_is_no_key() -> None:
    """Drop a surrogate that a terminal names by its number."""
    terminal = TerminalInput()
    assert keys(list(terminal.feed(b"\x1b[55296;;55296u", 0.0))) == []


@given(
    st.lists(st.sampled_from([b"a", b"\x1b", b"\x1b[", b"\x1b[<0;5;5M", b"\xc3", b"\x1b[200~x"]))
)
def test_at_rest_time_brings_nothing_more(pieces: list[bytes]) -> None:
    """Be at rest only when nothing can follow without another byte, and be so after a while."""
    terminal_input, now = TerminalInput(), 0.0
    assert terminal_input.is_at_rest
    for piece in pieces:
        now += 0.02
        list(terminal_input.feed(piece, now))
    for _ in range(100):
        was_at_rest = terminal_input.is_at_rest
        now += 0.05
        found = list(terminal_input.tick(now))
        assert not (was_at_rest and found)
    assert terminal_input.is_at_rest
