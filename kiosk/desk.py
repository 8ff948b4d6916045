"""The desk: one school with all its services, put together for a screen or a command."""

from pathlib import Path

from data.system import Clock, Disk
from kiosk.calendar.bookings import Bookings
from kiosk.calendar.calendar import Calendar
from kiosk.calendar.open_doors import Doors
from kiosk.calendar.workshops import Workshops
from kiosk.community.board import Board
from kiosk.community.thanks import Kindness
from kiosk.library.resources import Shelf
from kiosk.outreach.capture import Capture
from kiosk.outreach.contact import Reach
from kiosk.outreach.cycles import Coaching
from kiosk.outreach.goals import Goals
from kiosk.outreach.walks import Walks
from kiosk.people.account import Own
from kiosk.people.private_notes import Vaults
from kiosk.requests.demand import Demand
from kiosk.requests.requests import Requests
from kiosk.school.school import School
from kiosk.timesheet.entries import Time


class Desk(School):
    """One school, opened, with all its services.

    Parameters:
        folder: where `kiosk.toml`, the ledger and the store stand.
        clock, disk: the seams; a test's own, or the machine's.

    Raises:
        SettingsError: the settings are missing or wrong.
    """

    def __init__(self, folder: Path, clock: Clock | None = None, disk: Disk | None = None) -> None:
        super().__init__(folder, clock, disk)
        self.demand = Demand(self)
        self.requests = Requests(self, self.demand)
        self.kindness = Kindness(self)
        self.shelf = Shelf(self)
        self.calendar = Calendar(self)
        self.workshops = Workshops(self, self.demand, self.shelf.tags)
        self.board = Board(self, self.calendar, self.workshops)
        self.own = Own(self)
        self.time = Time(self)
        self.doors = Doors(self, self.calendar)
        self.bookings = Bookings(self, self.requests, self.calendar, self.time)
        self.reach = Reach(self)
        self.walks = Walks(self, self.reach, self.calendar, self.time, self.requests.standings)
        self.capture = Capture(self, self.walks)
        self.goals = Goals(self, self.reach, self.time)
        self.coaching = Coaching(self, self.shelf)
        self.vaults = Vaults(self)
        self.requests.reactions = (
            self.bookings.hold_finished,
            self.bookings.log_finished,
            self.walks.tick_finished,
            self.bookings.cancel_left,
        )
