"""The registry of all tables. The fold finds the table of a fact here, by the noun of its kind."""

from data.records import (
    board,
    coaching,
    people,
    request_fold,
    resources,
    thanks,
    timesheet,
    visits,
    workshops,
)
from data.records.table import Table

TABLES: dict[str, Table] = {
    "request": request_fold.REQUESTS,
    "person": people.PEOPLE,
    "preference": people.PREFERENCES,
    "hours": people.HOURS,
    "pin": people.PINS,
    "roster": people.IMPORTS,
    "thanks": thanks.THANKS,
    "checkin": thanks.CHECKINS,
    "note": thanks.NOTES,
    "resource": resources.RESOURCES,
    "take": resources.TAKES,
    "introduction": resources.INTRODUCTIONS,
    "visit": visits.VISITS,
    "door": visits.DOORS,
    "workshop": workshops.WORKSHOPS,
    "presence": board.PRESENCES,
    "problem": board.PROBLEMS,
    "announcement": board.ANNOUNCEMENTS,
    "work": timesheet.WORK,
    "walk": timesheet.WALKS,
    "goal": timesheet.GOALS,
    "cycle": coaching.CYCLES,
    "vault": coaching.VAULTS,
    "jotting": coaching.PRIVATE_NOTES,
}
"""Noun of a fact's kind (`noun.verb`) -> its table."""
