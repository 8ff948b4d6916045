"""QR codes: what may stand in one, and how large a one fits on a screen.

Quiet zone 4 modules and error correction M (ISO/IEC 18004); raised when it costs nothing, lowered
to L when it must fit; never drawn clipped.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import msgspec

from data.records import Resource
from kiosk.school.errors import Refused

SCHEMES = frozenset({"https", "mailto", "tel"})
QUIET = 4
SHORT_TITLE = 20
"""Letters of an event's title that fit on the smallest screen."""
ROOMY_BYTES = 62
"""Bytes that fit on the smallest screen with correction M; more than that is warned of."""


class QRMatrix(msgspec.Struct, frozen=True):
    """The modules of a code with its quiet zone, row by row; True is dark.

    Parameters:
        modules: a square.
        full: whether a module is drawn as a whole cell, two columns by one row; else as half a
            cell, one column by half a row.
    """

    modules: tuple[tuple[bool, ...], ...]
    full: bool

    @property
    def side(self) -> int:
        """Modules of one side, quiet zone and all."""
        return len(self.modules)

    @property
    def columns(self) -> int:
        """Columns it takes on a screen."""
        return self.side * 2 if self.full else self.side

    @property
    def rows(self) -> int:
        """Rows it takes on a screen; a half row left over stands on top."""
        return self.side if self.full else (self.side + 1) // 2


def check(address: str) -> None:
    """Whether this address may be handed on.

    Raises:
        Refused: another scheme than https, mailto or tel.
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        parts = urlsplit("")
    whole = parts.netloc if parts.scheme == "https" else parts.path
    if parts.scheme not in SCHEMES or not whole:
        raise Refused(f"{address!r} is not an https, mailto or tel address. Nothing was kept.")


def payload(resource: Resource) -> str:
    """What a phone reads of a resource: its address, or its steps; "" when it has neither."""
    if resource.url:
        try:
            check(resource.url)
        except Refused:
            return ""  # whoever let it in, it is not handed on
    return resource.url or how_to(resource.title, resource.steps)


def warning(text: str) -> str:
    """What is said of a text that does not fit on the smallest screen; "" when it does."""
    size = len(text.encode())
    if size <= ROOMY_BYTES:
        return ""
    return (
        f"Its code holds {size} bytes. On a screen of 80 by 24 a code of more than {ROOMY_BYTES} "
        "may not fit, and the text is shown in its place. A shorter address helps."
    )


def how_to(title: str, steps: Sequence[str]) -> str:
    """A short how-to that is carried whole in its code, without a network."""
    if not steps:
        return ""
    return "\n".join([title, *(f"{number} {step}" for number, step in enumerate(steps, 1))])


def event(title: str, start: datetime, minutes: int, place: str = "") -> tuple[str, ...]:
    """An event for a phone's calendar (RFC 5545), the fullest first.

    A whole VCALENDAR does not fit on a small screen; phones read a VEVENT alone as well, with its
    time in UTC.

    Parameters:
        start: with its offset.
    """
    begin = start.astimezone(UTC)
    end = begin + timedelta(minutes=minutes)
    stamp = "%Y%m%dT%H%M%SZ"
    lines = ["BEGIN:VEVENT", f"SUMMARY:{_escaped(title)}", f"DTSTART:{begin:{stamp}}"]
    lines += [f"DTEND:{end:{stamp}}", "END:VEVENT"]
    short = "\n".join(lines)
    cut = "\n".join([lines[0], f"SUMMARY:{_escaped(title[:SHORT_TITLE])}", *lines[2:]])
    events = [short] if len(title) <= SHORT_TITLE else [short, cut]
    if place:
        events.insert(0, "\n".join([*lines[:-1], f"LOCATION:{_escaped(place)}", lines[-1]]))
    return tuple(events)


def _escaped(text: str) -> str:
    """Text in a calendar's property (RFC 5545, 3.3.11)."""
    for sign in "\\;,":
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\n", "\\n")


def fit(text: str, columns: int, rows: int) -> QRMatrix | None:
    """The best code for a text in so much room, or None when none fits.

    Whole cells are preferred, since they are read in every font; then the strongest correction
    that does not make it larger.
    """
    import qrcode
    from qrcode.exceptions import DataOverflowError

    levels = (
        qrcode.constants.ERROR_CORRECT_M,
        qrcode.constants.ERROR_CORRECT_L,
    )
    for level in levels:
        try:
            smallest = _matrix(qrcode, text, level)
        except (ValueError, DataOverflowError):
            continue
        fitting = _in_room(smallest, columns, rows)
        if fitting is None:
            continue
        for stronger in (qrcode.constants.ERROR_CORRECT_H, qrcode.constants.ERROR_CORRECT_Q):
            try:
                raised = _matrix(qrcode, text, stronger)
            except (ValueError, DataOverflowError):
                continue
            if len(raised) == len(smallest):
                return _in_room(raised, columns, rows)
        return fitting
    return None


def modules(text: str) -> tuple[tuple[bool, ...], ...]:
    """The modules of a code for print, with its quiet zone; empty for what no code can hold."""
    import qrcode
    from qrcode.exceptions import DataOverflowError

    try:
        matrix = _matrix(qrcode, text, qrcode.constants.ERROR_CORRECT_M)
    except (ValueError, DataOverflowError):
        return ()
    return _quiet(matrix)


def _matrix(qrcode: Any, text: str, level: int) -> list[list[bool]]:
    code = qrcode.QRCode(error_correction=level, border=0)
    code.add_data(text)
    code.make(fit=True)
    matrix: list[list[bool]] = code.get_matrix()
    return matrix


def _quiet(matrix: list[list[bool]]) -> tuple[tuple[bool, ...], ...]:
    edge = (False,) * (len(matrix) + 2 * QUIET)
    quiet = (False,) * QUIET
    return (
        *(edge,) * QUIET,
        *((*quiet, *map(bool, row), *quiet) for row in matrix),
        *(edge,) * QUIET,
    )


def _in_room(matrix: list[list[bool]], columns: int, rows: int) -> QRMatrix | None:
    modules = _quiet(matrix)
    for full in (True, False):
        code = QRMatrix(modules, full)
        if code.columns <= columns and code.rows <= rows:
            return code
    return None
