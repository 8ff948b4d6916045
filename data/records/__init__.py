"""Records: the documents, typed. One class a table; what a screen shows is made from these."""

from data.records.board import Announcement, Presence, Problem
from data.records.calendar import SEEN_TEACHING, Door, Visit, Workshop
from data.records.coaching import STAGES, Cycle, Jotting, Said, SealedKey, Stage, Vault
from data.records.people import Hours, Import, Listing, Person, Pin, Preference, Shown
from data.records.requests import OPEN, OUTCOMES, Joined, Lane, Request, State, Step
from data.records.resources import Introduction, Resource, Take
from data.records.table import START
from data.records.thanks import CheckIn, Note, Thanks
from data.records.timesheet import Goal, Measure, Stop, Walk, Work

__all__ = [
    "OPEN",
    "OUTCOMES",
    "SEEN_TEACHING",
    "STAGES",
    "START",
    "Announcement",
    "CheckIn",
    "Cycle",
    "Door",
    "Goal",
    "Hours",
    "Import",
    "Introduction",
    "Joined",
    "Jotting",
    "Lane",
    "Listing",
    "Measure",
    "Note",
    "Person",
    "Pin",
    "Preference",
    "Presence",
    "Problem",
    "Request",
    "Resource",
    "Said",
    "SealedKey",
    "Shown",
    "Stage",
    "State",
    "Step",
    "Stop",
    "Take",
    "Thanks",
    "Vault",
    "Visit",
    "Walk",
    "Work",
    "Workshop",
]
