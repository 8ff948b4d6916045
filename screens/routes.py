"""Where screens come from: a table of factories for each way to one. Each makes a new screen, so
that nothing of the last person is in it.

This module imports every screen. The app imports it once, through `screens.background`, when the
first screen has been painted; no screen imports it.
"""

from collections.abc import Callable, Mapping
from typing import Any

from data.records import Note, Person
from kiosk.desk import Desk
from kiosk.people.drafts import Written
from screens.base import KioskScreen
from screens.dialogs.text_view import Reading
from screens.entry.choose_pin import ChoosePin
from screens.entry.pin_entry import PinEntry
from screens.teacher.about_me import Me
from screens.teacher.coaching import Coaching
from screens.teacher.coaching_when import CoachingWhen, OtherTime
from screens.teacher.fix import Fix
from screens.teacher.fix_when import FixWhen
from screens.teacher.home import Home
from screens.teacher.my_requests import MyRequests
from screens.teacher.open_door import OpenDoor
from screens.teacher.resources import Resources
from screens.teacher.share_idea import ShareIdea
from screens.teacher.thanks import SayThanks
from screens.teacher.triage import NotSure
from screens.teacher.workshops import WorkshopList
from screens.team.agenda import Dates
from screens.team.board import Wall
from screens.team.demand import Asks
from screens.team.people import People
from screens.team.queue import Queue
from screens.team.shelf import ShelfScreen
from screens.team.walk import WalkScreen
from screens.team.week import WeekScreen


def _note(desk: Desk, key: str) -> Reading:
    note = desk.store.find(Note, key)
    assert note is not None
    return Reading(f"From {desk.people.full_name(note.by)}", note.text)


ROUTES: Mapping[str, Callable[[Desk, str], KioskScreen[Any]]] = {
    "home": lambda _, __: Home(),
    "fix": lambda _, category: FixWhen(category) if category else Fix(),
    "coaching": lambda _, __: Coaching(),
    "slots": lambda _, visit: OtherTime(visit),
    "note": _note,
    "thanks": lambda _, __: SayThanks(),
    "requests": lambda _, request: MyRequests(request),
    "request": lambda _, request: MyRequests(request),
    "resources": lambda _, __: Resources(),
    "not-sure": lambda _, __: NotSure(),
    "workshops": lambda _, __: WorkshopList(),
    "me": lambda _, __: Me(),
}
"""The id of a tile, or where an answer leads -> (desk, subject) -> a new screen."""

SECTIONS: Mapping[str, Callable[[], KioskScreen[Any]]] = {
    "queue": Queue,
    "walk": WalkScreen,
    "people": People,
    "dates": Dates,
    "asks": Asks,
    "shelf": ShelfScreen,
    "wall": Wall,
    "week": WeekScreen,
}
"""A section of the team's side -> a new screen."""

DRAFTS: Mapping[str, Callable[[Written], KioskScreen[Any]]] = {
    "fix": lambda draft: FixWhen(draft.about["category"], draft.about["room"], draft.text),
    "coaching": lambda draft: CoachingWhen(draft.about["kind"], draft.text, draft.about),
    "thanks": lambda draft: SayThanks(draft.text),
    "door": lambda draft: OpenDoor(draft.text),
    "idea": lambda draft: ShareIdea(
        draft.about.get("title", ""), draft.text, draft.about.get("url", "")
    ),
    "correct": lambda draft: MyRequests(draft.about.get("request", ""), draft.text),
}
"""Where a draft was being written -> a new screen with what was written."""


def first_section() -> Queue:
    """Make the section that the team's side begins with; above it stands what somebody was writing
    when they walked away.
    """
    queue = Queue()
    queue.offers_to_resume = True
    return queue


def pin_screen(person: Person, *, first: bool) -> KioskScreen[Any]:
    """Make the screen behind which somebody's side is.

    Parameters:
        first: whether they choose their first PIN, having none yet.
    """
    return ChoosePin(person, first=True) if first else PinEntry(person)
