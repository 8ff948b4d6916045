"""What holds for every list, whatever is in it."""

import csv
import random
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO, StringIO
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from data.roster import RosterUnreadable, read_roster
from data.roster.cell_text import is_visible
from data.text import clean

FEW = settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252")
HEADERS = ("First name", "Last name", "Email", "Role", "Room", "Notes")


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


def written(rows: list[list[str]], delimiter: str, encoding: str) -> bytes:
    text = StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(rows)
    bom = "\ufeff" if encoding.startswith("utf-16-") else ""
    return (bom + text.getvalue()).encode(encoding)


def words(encoding: str) -> st.SearchStrategy[str]:
    codec = "cp1252" if encoding == "cp1252" else "utf-8"
    letters = st.characters(codec=codec, exclude_characters="\0")
    return st.text(letters, max_size=12)


def _reads_as_utf8(raw: bytes) -> bool:
    """Whether nobody can tell these bytes from UTF-8: "ÂŒ" in one is a control sign there."""
    try:
        return not raw.decode("utf-8").isascii()
    except UnicodeDecodeError:
        return False


@st.composite
def tables(draw: st.DrawFn) -> tuple[str, str, list[tuple[str, str]]]:
    encoding = draw(st.sampled_from(ENCODINGS))
    names = st.tuples(words(encoding), words(encoding))
    rows = draw(st.lists(names, min_size=1, max_size=6))
    if encoding == "cp1252":
        assume(not _reads_as_utf8("".join(chain(*rows)).encode(encoding)))
    return encoding, draw(st.sampled_from(",;\t|")), rows


@FEW
@given(tables())
def test_names_read_back_in_every_encoding_and_delimiter(
    folder: Path, table: tuple[str, str, list[tuple[str, str]]]
) -> None:
    encoding, delimiter, names = table
    path = folder / "staff.csv"
    rows = [[given, family, "IT"] for given, family in names]
    path.write_bytes(written([["First name", "Last name", "Role"], *rows], delimiter, encoding))
    roster = read_roster(path)
    cleaned = [[clean(part) for part in name] for name in names]
    wanted = [" ".join(filter(is_visible, name)) for name in cleaned]
    assert [entry.name for entry in roster.entries] == [name for name in wanted if name]
    assert len(roster.rejected) == wanted.count("")


@FEW
@given(st.permutations(HEADERS), st.integers(), st.sampled_from(["", " ", "_", "-", "."]))
def test_the_order_and_case_of_headers_do_not_matter(
    folder: Path, order: list[str], seed: int, joint: str
) -> None:
    chance = random.Random(seed)
    row = dict(zip(HEADERS, ["Ana", "Lima", "a@x.org", "Coach", "12", "—"], strict=True))
    heads = [
        "".join(chance.choice([char.upper(), char.lower()]) for char in head.replace(" ", joint))
        for head in order
    ]
    path = folder / "staff.csv"
    path.write_bytes(written([heads, [row[head] for head in order]], ",", "utf-8"))
    (ana,) = read_roster(path).entries
    assert (ana.name, ana.email, ana.role, ana.room) == ("Ana Lima", "a@x.org", "coach", "12")


@FEW
@given(
    st.sampled_from(
        [b"", b"Name,Role\n", b"\xff\xfe", b"\xef\xbb\xbf", b"PK\x03\x04", b'"Name']
    ).flatmap(lambda start: st.binary(max_size=200).map(lambda rest: start + rest))
)
def test_arbitrary_bytes_raise_nothing_but_a_refusal(folder: Path, raw: bytes) -> None:
    path = folder / "staff.csv"
    path.write_bytes(raw)
    with suppress(RosterUnreadable):
        read_roster(path)


@FEW
@given(st.lists(st.tuples(st.integers(0, 400), st.integers(0, 255)), min_size=1, max_size=6))
def test_a_damaged_zip_raises_nothing_but_a_refusal(
    folder: Path, damage: list[tuple[int, int]]
) -> None:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("users.csv", "sourcedId,role,givenName\n1,teacher,Ana\n")
        file.writestr("manifest.csv", "propertyName,value\noneroster.version,1.1\n")
    raw = bytearray(buffer.getvalue())
    for at, byte in damage:
        raw[at % len(raw)] = byte
    path = folder / "export.zip"
    path.write_bytes(raw)
    with suppress(RosterUnreadable):
        read_roster(path)


@FEW
@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)
