"""QR codes: which addresses may be in one, and the best code that fits on a screen.

The quiet zone is 4 modules and the error correction M (ISO/IEC 18004). Correction is raised where
that costs no room, lowered to L where the code must fit, and a code is never drawn clipped.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import msgspec

from data.records import Resource
from kiosk.school.errors import Refused

SCHEMES = frozenset({"https", "mailto", "tel"})
"""Schemes of the addresses that may be handed on."""
QUIET = 4
"""Modules of the quiet zone on each side."""
SHORT_TITLE = 20
"""Letters of an event's title that fit on the smallest screen."""
ROOMY_BYTES = 62
"""Bytes that fit on the smallest screen with correction M; a longer text gets a warning."""


class QRMatrix(msgspec.Struct, frozen=True):
    """The modules of a code with its quiet zone; the screens draw it.

    Parameters:
        modules: a square, row by row; True is dark.
        full: whether a module is a whole cell of two columns by one row; else it is half a cell of
            one column by half a row.
    """

    modules: tuple[tuple[bool, ...], ...]
    full: bool

    @property
    def side(self) -> int:
        """Return the modules of one side, quiet zone included."""
        return len(self.modules)

    @property
    def columns(self) -> int:
        """Return how many columns it takes on a screen."""
        return self.side * 2 if self.full else self.side

    @property
    def rows(self) -> int:
        """Return how many rows it takes on a screen; a half row left over is on top."""
        return self.side if self.full else (self.side + 1) // 2


def check(address: str) -> None:
    """Check that an address may be handed on.

    Raises:
        Refused: its scheme is not https, mailto or tel.
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        parts = urlsplit("")
    whole = parts.netloc if parts.scheme == "https" else parts.path
    if parts.scheme not in SCHEMES or not whole:
        raise Refused(f"{address!r} is not an https, mailto or tel address. Nothing was kept.")


def payload(resource: Resource) -> str:
    """Return what a phone reads from a resource's code: its address or its steps; "" without
    either.
    """
    if resource.url:
        try:
            check(resource.url)
        except Refused:
            return ""  # an older kiosk may have let it in
    return resource.url or how_to(resource.title, resource.steps)


def warning(text: str) -> str:
    """Return a warning for a text that does not fit on the smallest screen; "" when it fits."""
    size = len(text.encode())
    if size <= ROOMY_BYTES:
        return ""
    return (
        f"Its code holds {size} bytes. On a screen of 80 by 24 a code of more than {ROOMY_BYTES} "
        "may not fit, and the text is shown in its place. A shorter address helps."
    )


def how_to(title: str, steps: Sequence[str]) -> str:
    """Return the text of a how-to that its code carries whole; no network is needed to read it."""
    if not steps:
        return ""
    return "\n".join([title, *(f"{number} {step}" for number, step in enumerate(steps, 1))])


def event(title: str, start: datetime, minutes: int, place: str = "") -> tuple[str, ...]:
    """Return the texts of an event for a phone's calendar (RFC 5545), the fullest first.

    A whole VCALENDAR does not fit on a small screen. Phones read a lone VEVENT too, with its time
    in UTC.

    Parameters:
        start: with its offset.
        place: where it is; "" when that is not known.
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
    """Escape text for a calendar's property (RFC 5545, 3.3.11)."""
    for sign in "\\;,":
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\n", "\\n")


def fit(text: str, columns: int, rows: int) -> QRMatrix | None:
    """Return the best code for a text in a space; None when none fits.

    Whole cells are preferred, since every font draws them well; then the strongest correction that
    does not make the code larger.

    Parameters:
        columns, rows: the space on the screen.
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
    """Return the modules of a code for print, with its quiet zone; empty when no code can
    hold it.
    """
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
