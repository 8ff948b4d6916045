"""Refusing files of another type, which their first bytes give away."""

import re

from data.failures import RosterUnreadable
from data.text import clean

_SAVE_AS_CSV = 'Open it, choose "Save as" and then "CSV", and choose the file that makes.'
_EXPORT = "Export the staff list as CSV from where it is kept, and choose that file."

_SIGNATURES = (
    (rb"%PDF", "a PDF", _EXPORT),
    (rb"\xd0\xcf\x11\xe0", "an old or locked Excel workbook, not a CSV", _SAVE_AS_CSV),
    (rb"\x89PNG|\xff\xd8\xff|GIF8[79]a|II\*\x00|MM\x00\*|RIFF....WEBP", "a picture", _EXPORT),
    (
        rb"\x1f\x8b|7z\xbc\xaf|Rar!",
        "an archive of another kind than zip",
        "Unpack it, and choose the CSV.",
    ),
    (rb"\{\\rtf", "a text document, not a CSV", _EXPORT),
    (rb"(?i)<(!doctype|html|\?xml|table)", "a web page or XML, not a CSV", _EXPORT),
    (rb"\{|\[\s*\{", "JSON, not a CSV", _EXPORT),
)

# Spreadsheets and documents are zips inside; these members give them away.
_OFFICE = (
    ("xl/", "an Excel workbook, not a CSV"),
    ("word/", "a Word document, not a CSV"),
    ("content.xml", "a LibreOffice document, not a CSV"),
    ("Index/Document.iwa", "a Numbers document, not a CSV"),
)


def refuse_other_types(raw: bytes, source: str) -> None:
    """Refuse a file that cannot be CSV.

    Parameters:
        raw: its bytes.
        source: its name, for messages.

    Raises:
        RosterUnreadable: it is empty or of another type; the message says how to make a CSV of it.
    """
    if not raw.strip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"):
        raise RosterUnreadable(f"{clean(source)} is empty.", _EXPORT)
    beginning = raw[:64].removeprefix(b"\xef\xbb\xbf").lstrip()
    for pattern, kind, remedy in _SIGNATURES:
        if re.match(pattern, beginning, re.DOTALL):
            raise RosterUnreadable(f"{clean(source)} is {kind}.", remedy)


def refuse_office_zip(members: list[str], source: str) -> None:
    """Refuse a zip that is really a spreadsheet or a document.

    Parameters:
        members: the paths in the zip.
        source: its name, for messages.

    Raises:
        RosterUnreadable: it is one; the message says how to make a CSV of it.
    """
    for sign, kind in _OFFICE:
        if any(member.startswith(sign) for member in members):
            raise RosterUnreadable(f"{clean(source)} is {kind}.", _SAVE_AS_CSV)
