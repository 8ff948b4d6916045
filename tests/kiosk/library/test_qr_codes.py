"""What a phone reads from a code: an event it can keep, steps it can follow, whole and correctable
in the room there is.
"""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from data.records import Resource
from kiosk.library import qr_codes
from kiosk.library.qr_codes import QRMatrix, fit
from kiosk.school.errors import Refused

SEEN = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), min_size=1, max_size=40)
"""What people type, as it is kept: no control character, no end of a line."""
ZONES = st.sampled_from(["UTC", "America/Chicago", "Europe/Lisbon", "Asia/Kathmandu"]).map(ZoneInfo)
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=ZONES).map(
    lambda moment: moment.replace(second=0, microsecond=0)
)
SMALL, MIDDLE, LARGE = (80, 21), (100, 27), (120, 37)
"""Columns and rows of the three screens, three lines of text taken off."""
BYTES = {SMALL: (62, 78), MIDDLE: (122, 154), LARGE: (287, 367)}
"""Bytes that fit on each with correction M and L."""


def scanned(code: QRMatrix) -> zxingcpp.Barcode:
    """What a reader makes of a code's modules, painted four pixels wide each."""
    image = Image.new("L", (code.side, code.side), 255)
    for y, row in enumerate(code.modules):
        for x, dark in enumerate(row):
            if dark:
                image.putpixel((x, y), 0)
    side = 4 * code.side
    (found,) = zxingcpp.read_barcodes(image.resize((side, side), Image.Resampling.NEAREST))
    return found


def properties(event: str) -> dict[str, str]:
    """An event as RFC 5545 has it: a name, a colon and a value a line, between BEGIN and END."""
    lines = event.split("\n")
    assert (lines[0], lines[-1]) == ("BEGIN:VEVENT", "END:VEVENT")
    pairs = [line.split(":", 1) for line in lines[1:-1]]
    found = {name: value for name, value in pairs}  # noqa: C416  # each pair is checked
    assert len(found) == len(pairs), "none stands there twice"
    return found


def text_of(value: str) -> str:
    """A value of type TEXT, its escapes resolved (RFC 5545, 3.3.11)."""
    read, signs = "", iter(value)
    for sign in signs:
        assert sign not in ",;", "these must be escaped"
        if sign == "\\":
            sign = next(signs)
            assert sign in "\\,;nN", "nothing else may be escaped"
        read += sign
    return read


def moment_of(value: str) -> datetime:
    """A value of type DATE-TIME in UTC (RFC 5545, 3.3.5, form 2)."""
    assert len(value) == len("20261105T151500Z")
    return datetime.strptime(value, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)


@settings(deadline=None)
@given(SEEN, MOMENTS, st.integers(1, 480), st.one_of(st.just(""), SEEN))
def test_an_event_says_what_when_and_where(
    title: str, start: datetime, minutes: int, place: str
) -> None:
    """Read the same title, or its beginning in the shortest one, moment, length and place on a
    phone.
    """
    events = qr_codes.event(title, start, minutes, place)
    for event in events:
        found = properties(event)
        said = text_of(found["SUMMARY"])
        assert said == title or (event == events[-1] and title.startswith(said) and len(said) > 9)
        begin, end = moment_of(found["DTSTART"]), moment_of(found["DTEND"])
        assert begin == start.astimezone(UTC)
        assert end - begin == timedelta(minutes=minutes)
    fullest, shortest = properties(events[0]), properties(events[-1])
    assert text_of(fullest.get("LOCATION", "")) == place
    assert "LOCATION" not in shortest
    assert [len(each) for each in events] == sorted(map(len, events), reverse=True)


def test_a_workshop_fits_on_the_smallest_screen() -> None:
    """Draw the code beside the words in all 24 rows, and read it there."""
    start = datetime(2026, 11, 5, 15, 15, tzinfo=ZoneInfo("America/Chicago"))
    title = "Slides that move, and students who do not, part 2"
    event = qr_codes.event(title, start, 45, "Library")[-1]
    code = fit(event, 45, 24)
    assert code
    assert scanned(code).text == event


@settings(deadline=None)
@given(SEEN, st.lists(SEEN, min_size=1, max_size=6))
def test_a_how_to_is_read_as_its_title_and_its_steps_in_order(title: str, steps: list[str]) -> None:
    """Write a numbered line each, so that it can be followed without a network."""
    first, *lines = qr_codes.how_to(title, steps).split("\n")
    assert first == title
    assert lines == [f"{number} {step}" for number, step in enumerate(steps, 1)]


def test_a_phone_reads_the_address_of_a_resource_or_else_its_steps() -> None:
    """Give no code when there is neither."""
    resource = Resource(
        id="r", title="Measuring", url="https://x.example/a", steps=["Open", "Hold"]
    )
    assert qr_codes.payload(resource) == "https://x.example/a"
    resource.url = ""
    assert qr_codes.payload(resource) == "Measuring\n1 Open\n2 Hold"
    resource.steps = []
    assert qr_codes.payload(resource) == ""


@pytest.mark.parametrize("room", BYTES)
def test_a_code_fits_as_many_bytes_as_the_screen_can_hold(room: tuple[int, int]) -> None:
    """Hold so many bytes with correction M and so many with L, not one more, and clip nothing."""
    medium, low = BYTES[room]
    for size, level in ((medium, "M"), (medium + 1, "L"), (low, "L")):
        code = fit("x" * size, *room)
        assert code
        assert code.columns <= room[0]
        assert code.rows <= room[1]
        found = scanned(code)
        assert (found.ec_level, found.text) == (level, "x" * size)
    assert fit("x" * (low + 1), *room) is None


@pytest.mark.parametrize(
    ("size", "modules", "level"),
    [
        *((7, 21, "H"), (8, 21, "Q"), (11, 21, "Q"), (12, 21, "M"), (14, 21, "M")),
        *((15, 25, "Q"), (20, 25, "Q"), (21, 25, "M"), (26, 25, "M")),
        *((27, 29, "Q"), (33, 29, "M"), (42, 29, "M"), (43, 33, "Q"), (47, 33, "M")),
    ],
)
def test_error_correction_is_as_strong_as_the_size_of_the_code_allows(
    size: int, modules: int, level: str
) -> None:
    """Take the smallest code with M, by ISO/IEC 18004, then the strongest correction of
    that size.
    """
    code = fit("x" * size, *LARGE)
    assert code
    assert code.side == modules + 2 * qr_codes.QUIET
    assert scanned(code).ec_level == level


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(exclude_categories=["C"]), min_size=1, max_size=90), st.data())
def test_a_code_is_read_byte_for_byte_and_has_its_quiet_zone(
    text: str, data: st.DataObject
) -> None:
    """Draw it whole with four light modules all round, or not at all, and read each byte back."""
    room = data.draw(st.sampled_from([SMALL, MIDDLE, LARGE, (60, 60)]))
    code = fit(text, *room)
    if code is None:
        assert len(text.encode()) > BYTES.get(room, (0, 200))[0]
        return
    assert code.columns <= room[0]
    assert code.rows <= room[1]
    assert all(len(row) == code.side for row in code.modules)
    dark = [(x, y) for y, row in enumerate(code.modules) for x, on in enumerate(row) if on]
    first, last = 4, code.side - 5
    for ends in ([x for x, _ in dark], [y for _, y in dark]):
        assert (min(ends), max(ends)) == (first, last)
    assert scanned(code).bytes == text.encode()


def test_modules_are_whole_cells_where_there_is_room() -> None:
    """Draw two columns and one row a module, which every font shows; else half a row."""
    roomy, tight = fit("https://x.example", 80, 33), fit("https://x.example", 80, 32)
    assert roomy
    assert tight
    assert (roomy.full, roomy.columns, roomy.rows) == (True, 66, 33)
    assert (tight.full, tight.columns, tight.rows) == (False, 33, 17)
    assert roomy.modules == tight.modules


@settings(max_examples=30, deadline=None)
@given(st.text(st.characters(exclude_categories=["C"]), min_size=1, max_size=70))
def test_a_code_without_a_warning_fits_on_the_smallest_screen(text: str) -> None:
    """Count bytes as a code holds them, not letters."""
    if qr_codes.warning(text):
        assert len(text.encode()) > BYTES[SMALL][0]
    else:
        code = fit(text, *SMALL)
        assert code
        assert scanned(code).ec_level in {"M", "Q", "H"}


@pytest.mark.parametrize("address", ["https:foo", "https:///x", "https://", "mailto:", "tel:"])
def test_an_address_without_a_host_is_refused(address: str) -> None:
    """Refuse what leads nowhere."""
    with pytest.raises(Refused):
        qr_codes.check(address)


def test_a_line_break_in_a_title_is_escaped() -> None:
    """Write it as RFC 5545, 3.3.11, says."""
    start = datetime(2026, 11, 5, 15, 15, tzinfo=UTC)
    assert qr_codes.event("One\nTwo", start, 45)[0].split("\n")[1] == r"SUMMARY:One\nTwo"
