"""Reading the staff lists that schools export: a CSV file, or a OneRoster folder or zip.

Nothing here knows who is already on the kiosk. A `RosterFile` says what a list holds, and which
rows were rejected and why; `kiosk.people.roster_import` decides what to do with it.

Begin with `reader.read_roster`, then `csv_list` and `oneroster` (what a row means in each
format), then `collect` (the rules that all formats share).
"""

from data.failures import RosterUnreadable
from data.roster.model import RejectedRow, RosterEntry, RosterFile
from data.roster.reader import read_roster

__all__ = ["RejectedRow", "RosterEntry", "RosterFile", "RosterUnreadable", "read_roster"]
