"""Reads the staff lists that schools export: bytes on disk in, typed rows out.

One CSV, or a OneRoster folder or zip. Nothing here knows who is already on the kiosk: a
`RosterFile` says what the file holds, what was turned away and why, and the importer decides.

Begin with `reader.read_roster`, then `csv_list` and `oneroster` (what a row means in each
format), then `collect` (what every format asks of a row).
"""

from data.roster.model import RejectedRow, RosterEntry, RosterFile, RosterUnreadable
from data.roster.reader import read_roster

__all__ = ["RejectedRow", "RosterEntry", "RosterFile", "RosterUnreadable", "read_roster"]
