"""The nouns: one file a family, each with its documents, what they are found by, and how its facts
become them. `data.fold` lays facts upon documents by this list.
"""

from data.nouns import board, calendar, coaching, kindness, person, request, sharing, work
from data.nouns.table import Table

TABLES: dict[str, Table] = {
    "request": request.REQUESTS,
    "person": person.PEOPLE,
    "preference": person.PREFERENCES,
    "hours": person.HOURS,
    "pin": person.PINS,
    "roster": person.IMPORTS,
    "thanks": kindness.THANKS,
    "checkin": kindness.CHECKINS,
    "note": kindness.NOTES,
    "resource": sharing.RESOURCES,
    "take": sharing.TAKES,
    "introduction": sharing.INTRODUCTIONS,
    "visit": calendar.VISITS,
    "door": calendar.DOORS,
    "workshop": calendar.WORKSHOPS,
    "presence": board.PRESENCES,
    "problem": board.PROBLEMS,
    "announcement": board.ANNOUNCEMENTS,
    "work": work.WORK,
    "walk": work.WALKS,
    "goal": work.GOALS,
    "cycle": coaching.CYCLES,
    "vault": coaching.VAULTS,
    "jotting": coaching.JOTTINGS,
}
"""Noun of a fact's kind -> table."""
