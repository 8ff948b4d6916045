"""Records: the documents, typed. One class a table; what a screen shows is made from these."""

from data.nouns.board import Announcement, Presence, Problem
from data.nouns.calendar import Door, Visit, Workshop
from data.nouns.kindness import CheckIn, Note, Thanks
from data.nouns.person import Hours, Import, Listing, Person, Pin, Preference, Shown
from data.nouns.request import OPEN, OUTCOMES, Joined, Lane, Request, State, Step
from data.nouns.sharing import Introduction, Resource, Take
from data.nouns.table import START

__all__ = [
    "OPEN",
    "OUTCOMES",
    "START",
    "Announcement",
    "CheckIn",
    "Door",
    "Hours",
    "Import",
    "Introduction",
    "Joined",
    "Lane",
    "Listing",
    "Note",
    "Person",
    "Pin",
    "Preference",
    "Presence",
    "Problem",
    "Request",
    "Resource",
    "Shown",
    "State",
    "Step",
    "Take",
    "Thanks",
    "Visit",
    "Workshop",
]
