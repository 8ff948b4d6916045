"""QR codes: what may stand in one, and how large a one fits on a screen.

Quiet zone 4 modules and error correction M (ISO/IEC 18004); raised when it costs nothing, lowered
to L when it must fit; never drawn clipped.
"""

from typing import Any
from urllib.parse import urlsplit

import msgspec

from kiosk.refused import Refused

SCHEMES = frozenset({"https", "mailto", "tel"})
QUIET = 4


class Code(msgspec.Struct, frozen=True):
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
    parts = urlsplit(address)
    if parts.scheme not in SCHEMES or not (parts.netloc or parts.path):
        raise Refused(f"{address!r} is not an https, mailto or tel address. Nothing was kept.")


def fit(text: str, columns: int, rows: int) -> Code | None:
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
        found = _in_room(smallest, columns, rows)
        if found is None:
            continue
        for stronger in (qrcode.constants.ERROR_CORRECT_H, qrcode.constants.ERROR_CORRECT_Q):
            try:
                raised = _matrix(qrcode, text, stronger)
            except (ValueError, DataOverflowError):
                continue
            if len(raised) == len(smallest):
                return _in_room(raised, columns, rows)
        return found
    return None


def _matrix(qrcode: Any, text: str, level: int) -> list[list[bool]]:
    code = qrcode.QRCode(error_correction=level, border=0)
    code.add_data(text)
    code.make(fit=True)
    matrix: list[list[bool]] = code.get_matrix()
    return matrix


def _in_room(matrix: list[list[bool]], columns: int, rows: int) -> Code | None:
    side = len(matrix) + 2 * QUIET
    edge = (False,) * side
    quiet = (False,) * QUIET
    modules = (
        *(edge,) * QUIET,
        *((*quiet, *map(bool, row), *quiet) for row in matrix),
        *(edge,) * QUIET,
    )
    for full in (True, False):
        code = Code(modules, full)
        if code.columns <= columns and code.rows <= rows:
            return code
    return None
