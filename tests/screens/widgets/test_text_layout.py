"""How text is divided among lines, and lines among pages."""

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.content import Content

from screens.widgets.card import pages_of
from screens.widgets.text_layout import (
    LEAST_BESIDE,
    NO_LIMIT,
    balanced,
    dated,
    named,
    whole_clauses,
    wrapped,
)

SENTENCES = st.lists(st.text("abcdefgh", min_size=1, max_size=9), max_size=30).map(" ".join)
LINES = st.lists(st.sampled_from(["", "Heading", "words", "more words"]), max_size=60)


@given(text=SENTENCES, width=st.integers(9, 60))
def test_balanced_lines_are_no_more_than_wrapped_ones_and_lose_no_word(
    text: str, width: int
) -> None:
    lines = balanced(text, width, NO_LIMIT)
    assert len(lines) == len(wrapped(text, width, NO_LIMIT))
    assert max(map(len, lines), default=0) <= width
    assert " ".join(lines).split() == text.split()


def test_no_word_stands_alone_in_the_last_line() -> None:
    words = "Nobody is on the roster. The keeper of this kiosk reads one in."
    assert wrapped(words, 60, 6)[-1] == "in."
    assert len(balanced(words, 60, 6)[-1].split()) > 3


@given(lines=LINES, rows=st.integers(1, 12))
def test_pages_lose_no_line_and_fit(lines: list[str], rows: int) -> None:
    """Drop only empty lines, and those at the beginning of a page."""
    pages = pages_of([Content(line) for line in lines], rows)
    assert all(0 < len(page) <= rows for page in pages)
    assert not any(page[0].plain == "" for page in pages)
    kept = [line.plain for page in pages for line in page if line.plain]
    assert kept == [line for line in lines if line]


@given(rows=st.integers(3, 12), before=st.integers(1, 30))
def test_a_page_does_not_end_with_a_heading(rows: int, before: int) -> None:
    """Turn the page before it: a heading is a line after an empty one."""
    lines = [*["words"] * before, "", "Heading", *["words"] * 20]
    pages = pages_of([Content(line) for line in lines], rows)
    assert not any(page[-1].plain == "Heading" for page in pages)


@given(words=SENTENCES, width=st.integers(30, 60))
def test_words_stand_in_a_column_beside_their_name(words: str, width: int) -> None:
    lines = [line.plain for line in named("Free periods", words, width)]
    assert lines[0].startswith("Free periods    ")
    assert all(line[:16].strip() == "" for line in lines[1:])
    assert " ".join(line[16:] for line in lines).split() == words.split()


DATES = st.sampled_from(["10:31", "Fri 08:01", "30 Oct", "yesterday 10:37"])


@given(st.lists(st.tuples(DATES, st.text("ab c", max_size=80)), max_size=6), st.integers(20, 80))
def test_dates_stand_in_a_column_and_every_word_is_there(
    rows: list[tuple[str, str]], width: int
) -> None:
    """Begin all texts in one column, as long as that leaves them room, and cut none."""
    lines = [line.plain for line in dated(rows, width)]
    assert all(cell_len(line) <= width for line in lines)
    said = [text.split() for pair in rows for text in pair]
    assert "".join("".join(lines).split()) == "".join(word for words in said for word in words)
    column = max((len(date) for date, _ in rows), default=0) + 2
    if width - column >= LEAST_BESIDE:
        begun = [line for line in lines if not line.startswith(" ")]
        assert all(line[column - 2 : column].isspace() or not line[column - 2 :] for line in begun)


def test_of_what_does_not_fit_whole_clauses_are_left() -> None:
    """Leave the last clause away before a word is cut, and cut only where the first is too long."""
    state = "2nd in line, for Ana or Esi"
    assert whole_clauses(state, 30, 1) == [state]
    assert whole_clauses(state, 23, 1) == ["2nd in line"]
    assert whole_clauses(state, 23, 2) == ["2nd in line, for Ana or", "Esi"]
    assert whole_clauses(state, 8, 1) == ["2nd in…"]


@given(words=SENTENCES, width=st.integers(12, 60), rows=st.integers(2, 4))
def test_what_is_too_long_ends_with_a_whole_word(words: str, width: int, rows: int) -> None:
    """Cut between two words, unless one is longer than the line."""
    lines = wrapped(words, width, rows)
    if lines and lines[-1].endswith("…") and not words.endswith("…"):
        last = lines[-1].removesuffix("…")
        is_alone = " " not in last
        assert is_alone or last.split()[-1] in words.split()


def test_a_long_address_is_broken_after_a_slash() -> None:
    """Keep each part of it whole, and all of it there; leave a slash in a short word alone."""
    assert wrapped("60 min\nLibrary/Room 3", 13, 3) == ["60 min", "Library/Room", "3"]
    assert wrapped("https://hallway.example/motion", 26, 3) == [
        "https://hallway.example/",
        "motion",
    ]
    address = "https://hallway.example/a/very/long/path/to/one/page"
    lines = wrapped(f"See {address}", 20, NO_LIMIT)
    assert "".join(lines).replace("See", "").strip() == address
    assert all(line.endswith("/") for line in lines[1:-1])


def test_an_ellipsis_stands_for_what_is_left_out_and_follows_no_stop() -> None:
    assert wrapped("Ben finished it 10:02: Freed.", 24, 1) == ["Ben finished it 10:02…"]
    assert wrapped("Room 14 · full until Monday", 10, 1) == ["Room 14…"]
