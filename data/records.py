"""Records: the documents, typed. One class a table; what a screen shows is made from these."""

from data.nouns.board import Announcement, Presence, Problem
from data.nouns.calendar import SEEN_TEACHING, Door, Visit, Workshop
from data.nouns.coaching import STAGES, Cycle, Jotting, Said, SealedKey, Stage, Vault
from data.nouns.kindness import CheckIn, Note, Thanks
from data.nouns.person import Hours, Import, Listing, Person, Pin, Preference, Shown
from data.nouns.request import OPEN, OUTCOMES, Joined, Lane, Request, State, Step
from data.nouns.sharing import Introduction, Resource, Take
from data.nouns.table import START
from data.nouns.work import Goal, Measure, Stop, Walk, Work

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
