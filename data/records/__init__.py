"""Records: the documents of the store as typed classes, one for each table, and the facts that
change them. Begin with `table` and `requests`; `registry` lists all tables.
"""

from data.records.board import Announcement, Presence, Problem
from data.records.coaching import STAGES, Cycle, PrivateNote, SealedKey, Stage, StageNote, Vault
from data.records.contact_kinds import CONTACT_KINDS
from data.records.lanes import COACHING, FIX, LANE_OF, LANES, Lane
from data.records.outcomes import OUTCOMES
from data.records.people import Hours, Import, Listing, Person, Pin, Preference, Shown
from data.records.requests import OPEN, MeToo, Request, State, StoryLine, When
from data.records.resources import Introduction, Resource, Take
from data.records.table import START
from data.records.thanks import CheckIn, Note, Thanks
from data.records.timesheet import Goal, Measure, Stop, Walk, Work
from data.records.visits import OpenDoor, Visit
from data.records.workshops import Workshop

__all__ = [
    "COACHING",
    "CONTACT_KINDS",
    "FIX",
    "LANES",
    "LANE_OF",
    "OPEN",
    "OUTCOMES",
    "STAGES",
    "START",
    "Announcement",
    "CheckIn",
    "Cycle",
    "Goal",
    "Hours",
    "Import",
    "Introduction",
    "Lane",
    "Listing",
    "MeToo",
    "Measure",
    "Note",
    "OpenDoor",
    "Person",
    "Pin",
    "Preference",
    "Presence",
    "PrivateNote",
    "Problem",
    "Request",
    "Resource",
    "SealedKey",
    "Shown",
    "Stage",
    "StageNote",
    "State",
    "Stop",
    "StoryLine",
    "Take",
    "Thanks",
    "Vault",
    "Visit",
    "Walk",
    "When",
    "Work",
    "Workshop",
]
