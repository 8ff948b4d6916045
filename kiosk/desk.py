"""The composition root: one school with all its services, for a screen or a command."""

from pathlib import Path

from data.system import Clock, Disk
from kiosk.calendar.bookings import Bookings
from kiosk.calendar.calendar import Calendar
from kiosk.calendar.open_doors import OpenDoors
from kiosk.calendar.workshops import Workshops
from kiosk.community.board import Board
from kiosk.community.thanks import ThanksNotes
from kiosk.community.whereabouts import TeamWhereabouts
from kiosk.library.resources import Shelf
from kiosk.outreach.capture import Capture
from kiosk.outreach.contact import Contacts
from kiosk.outreach.cycles import Cycles
from kiosk.outreach.goals import Goals
from kiosk.outreach.introductions import Introductions
from kiosk.outreach.walks import Walks
from kiosk.people.account import Accounts
from kiosk.people.private_notes import PrivateNotes
from kiosk.requests.demand import Demand
from kiosk.requests.requests import Requests
from kiosk.school.school import School
from kiosk.timesheet.entries import Timesheet


class Desk(School):
    """One school, opened, with all its services.

    Parameters:
        folder: the data folder, with `kiosk.toml`, the ledger and the store.
        clock, disk: replaced in tests; the machine's own when left out.

    Raises:
        SettingsError: the settings are missing or wrong.
    """

    def __init__(self, folder: Path, clock: Clock | None = None, disk: Disk | None = None) -> None:
        super().__init__(folder, clock, disk)
        self.demand = Demand(self)
        self.requests = Requests(self, self.demand)
        self.thanks = ThanksNotes(self)
        self.shelf = Shelf(self)
        self.calendar = Calendar(self)
        self.workshops = Workshops(self, self.demand, self.shelf.tags)
        self.board = Board(self, self.workshops)
        self.whereabouts = TeamWhereabouts(self, self.calendar)
        self.accounts = Accounts(self)
        self.timesheet = Timesheet(self)
        self.open_doors = OpenDoors(self, self.calendar)
        self.bookings = Bookings(self, self.requests, self.calendar, self.timesheet)
        self.contacts = Contacts(self)
        self.walks = Walks(
            self, self.contacts, self.calendar, self.timesheet, self.requests.standings
        )
        self.capture = Capture(self, self.walks)
        self.goals = Goals(self, self.contacts, self.timesheet)
        self.cycles = Cycles(self)
        self.introductions = Introductions(self, self.shelf)
        self.private_notes = PrivateNotes(self)
        self.rules_for_all = (self.accounts.refuse_pins,)
        self.requests.reactions = (
            self.bookings.hold_finished,
            self.bookings.log_finished,
            self.walks.tick_finished,
            self.bookings.cancel_upcoming,
        )
