"""The result of reading a roster: its people, its rejected rows, or an error for the whole file."""

import msgspec


class RosterEntry(msgspec.Struct, frozen=True):
    """One member of staff as the file has them; a text that the file does not have is "".

    Parameters:
        key: "sid:<id>" from sourcedId, Staff_id, employee number ...; else "mail:<e-mail in lower
            case>"; else "": then the import matches by name, or asks.
        role: one of teacher, coach, fixer, office, leader, aide, staff.
        line: the 1-based line of the file that the row begins on.
        source: the name of the file.
    """

    key: str
    name: str
    given: str
    family: str
    email: str
    role: str
    room: str
    subject: str
    badge: str
    line: int
    source: str


class RejectedRow(msgspec.Struct, frozen=True):
    """A row that was rejected.

    Parameters:
        line: the 1-based line of the file that the row begins on.
        source: the name of the file.
        shown: the name in it, so that the keeper finds it.
    """

    line: int
    source: str
    reason: str
    shown: str


class RosterFile(msgspec.Struct, frozen=True):
    """All that a file, folder or zip says about the staff.

    Parameters:
        format: CSV, OneRoster 1.1, OneRoster 1.2, Clever, Google or PowerSchool.
        mode: "bulk" is the whole staff; "delta" is changes only, so that people who are not in it
            stay as they are.
        gone: keys of people whom the file marks as deleted, disabled, suspended or gone.
        ignored: how many students, guardians, parents and relatives there were; they are counted
            and never kept.
        notes: what the keeper should know, in plain words.
    """

    format: str
    mode: str
    entries: tuple[RosterEntry, ...]
    gone: tuple[str, ...]
    rejected: tuple[RejectedRow, ...]
    ignored: int
    notes: tuple[str, ...]
