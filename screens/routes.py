"""Tables of factories that make screens by name. Each makes a new screen, so that nothing of the
last person is in it.

This module imports every screen. The app imports it once, through `screens.background`, when the
first screen has been painted; no screen imports it.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from data.records import Person
from kiosk.desk import Desk
from kiosk.people.drafts import TextDraft
from screens.base import KioskScreen
from screens.dialogs.help import HelpDialog, HelpRow
from screens.entry.choose_pin import ChoosePinScreen
from screens.entry.pin_entry import PinEntryScreen
from screens.teacher.about_me import AboutMeScreen
from screens.teacher.coaching import CoachingScreen
from screens.teacher.coaching_when import CoachingWhenScreen, OtherTimeScreen
from screens.teacher.fix import FixScreen
from screens.teacher.fix_when import FixWhenScreen
from screens.teacher.home import HomeScreen
from screens.teacher.my_requests import MyRequestsScreen
from screens.teacher.open_door import OpenDoorScreen
from screens.teacher.resources import ResourcesScreen
from screens.teacher.share_idea import ShareIdeaScreen
from screens.teacher.thanks import ThanksScreen
from screens.teacher.thanks_got import ThanksGotScreen
from screens.teacher.triage import TriageScreen
from screens.teacher.workshops import WorkshopsScreen
from screens.team.agenda import AgendaSection
from screens.team.board import BoardSection
from screens.team.demand import DemandSection
from screens.team.people import PeopleSection
from screens.team.queue import QueueSection
from screens.team.shelf import ShelfSection
from screens.team.walk import WalkSection
from screens.team.week import WeekSection

ROUTES: Mapping[str, Callable[[Desk, str], KioskScreen[Any]]] = {
    "home": lambda _, __: HomeScreen(),
    "fix": lambda _, category: FixWhenScreen(category) if category else FixScreen(),
    "coaching": lambda _, __: CoachingScreen(),
    "slots": lambda _, visit: OtherTimeScreen(visit),
    "thanks": lambda _, __: ThanksScreen(),
    "thanks-got": lambda _, __: ThanksGotScreen(),
    "requests": lambda _, request: MyRequestsScreen(request),
    "request": lambda _, request: MyRequestsScreen(request),
    "resources": lambda _, __: ResourcesScreen(),
    "not-sure": lambda _, __: TriageScreen(),
    "workshops": lambda _, __: WorkshopsScreen(),
    "me": lambda _, __: AboutMeScreen(),
}
"""Name of a route, as in `Action.opens` and in the replies of the inbox -> function (desk, subject)
-> a new screen.
"""

SECTIONS: Mapping[str, Callable[[], KioskScreen[Any]]] = {
    "queue": QueueSection,
    "walk": WalkSection,
    "people": PeopleSection,
    "dates": AgendaSection,
    "asks": DemandSection,
    "shelf": ShelfSection,
    "wall": BoardSection,
    "week": WeekSection,
}
"""Name of a section of the team's side -> its screen class."""

DRAFTS: Mapping[str, Callable[[TextDraft], KioskScreen[Any]]] = {
    "fix": lambda draft: FixWhenScreen(draft.about["category"], draft.about["room"], draft.text),
    "coaching": lambda draft: CoachingWhenScreen(draft.about["kind"], draft.text, draft.about),
    "thanks": lambda draft: ThanksScreen(draft.text),
    "door": lambda draft: OpenDoorScreen(draft.text),
    "idea": lambda draft: ShareIdeaScreen(
        draft.about.get("title", ""), draft.text, draft.about.get("url", "")
    ),
    "correct": lambda draft: MyRequestsScreen(draft.about.get("request", ""), draft.text),
}
"""`TextDraft.place` -> function (draft) -> a new screen with the text of the draft."""


def help_dialog(
    about: str, actions: Sequence[HelpRow], keys: Sequence[tuple[str, str]]
) -> HelpDialog:
    """Make the help about a screen; the parameters are those of `HelpDialog`."""
    return HelpDialog(about, actions, keys)


def first_section() -> QueueSection:
    """Make the section that opens after the PIN. It offers to go on with a text that its writer had
    walked away from.
    """
    queue = QueueSection()
    queue.offers_to_resume = True
    return queue


def pin_screen(person: Person, *, first: bool) -> KioskScreen[Any]:
    """Make the screen that asks for a PIN.

    Parameters:
        first: whether the person has no PIN yet, and chooses one.
    """
    return ChoosePinScreen(person, first=True) if first else PinEntryScreen(person)
