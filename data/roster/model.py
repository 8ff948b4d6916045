"""What reading a roster gives: the people, the rows turned away, and the refusal of a file."""

import msgspec


class RosterEntry(msgspec.Struct, frozen=True):
    """One member of staff as the file has them; text that the file does not give is ""."""

    key: str
    """ "sid:<id>" from sourcedId, Staff_id, employee number ...; else "mail:<lower-cased
    e-mail>"; else "": the importer matches by name, or asks."""
    name: str
    given: str
    family: str
    email: str
    role: str
    """One of teacher, coach, fixer, office, leader, aide, staff."""
    room: str
    subject: str
    badge: str
    line: int
    """Where the row begins, as an editor counts: the first line of the file is 1."""
    source: str


class RejectedRow(msgspec.Struct, frozen=True):
    """A row that was turned away. `shown` is the name in it, so that the keeper finds it."""

    line: int
    source: str
    reason: str
    shown: str


class RosterFile(msgspec.Struct, frozen=True):
    """All that one file, folder or zip says about the staff."""

    format: str
    """CSV, OneRoster 1.1, OneRoster 1.2, Clever, Google or PowerSchool."""
    mode: str
    """ "bulk": the whole staff. "delta": changes only, whoever is absent is untouched."""
    entries: tuple[RosterEntry, ...]
    gone: tuple[str, ...]
    """Keys of those the file marks as deleted, disabled, suspended or gone."""
    rejected: tuple[RejectedRow, ...]
    ignored: int
    """Students, guardians, parents and relatives: counted, never kept."""
    notes: tuple[str, ...]
    """What the keeper should know, in plain words."""


class RosterUnreadable(Exception):
    """No roster can be read from this; its words are meant for the keeper.

    Args:
        what: a sentence which says what the file is, or is not.
        remedy: a sentence which says what to do.
    """

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(f"{what} Nothing was changed. {remedy}")
