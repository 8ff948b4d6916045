"""Opening the screens a teacher goes to, each a new one: nothing of the last person is in it.

They are imported when they are first opened; the first screen does not wait for them.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from data.records import Note
from kiosk.drafts import Written

LATER = (
    *("choose_pin", "coaching", "coaching_when", "door", "fix", "fix_when", "free_periods", "help"),
    *("home", "idea", "me", "my_requests", "not_sure", "pin", "resources", "room", "take"),
    *("thanks", "workshops", "queue", "walk", "people", "person", "dates", "asks", "shelf"),
    *("wall", "week", "log", "go", "more", "reading", "slot", "private", "bridge"),
)
"""The screens that are not there at the start."""

if TYPE_CHECKING:
    from screens.app import KioskApp
    from screens.base import KioskScreen


def open_screen(app: "KioskApp", name: str, subject: str = "") -> None:
    """Push a screen.

    Parameters:
        name: the id of the tile that leads to it, or where an answer leads.
        subject: what it is to begin with: a request, a visit, a category.
    """
    app.push_screen(_made(app, name, subject))


def _made(app: "KioskApp", name: str, subject: str) -> "KioskScreen[None]":
    match name:
        case "fix" if subject:
            from screens.fix_when import FixWhen

            return FixWhen(subject)
        case "fix":
            from screens.fix import Fix

            return Fix()
        case "coaching":
            from screens.coaching import Coaching

            return Coaching()
        case "slots":
            from screens.coaching_when import OtherTime

            return OtherTime(subject)
        case "note":
            from screens.reading import Reading

            note = app.desk.store.find(Note, subject)
            assert note is not None
            return Reading(f"From {app.desk.full_name(note.by)}", note.text)
        case "thanks":
            from screens.thanks import SayThanks

            return SayThanks()
        case "requests" | "request":
            from screens.my_requests import MyRequests

            return MyRequests(subject)
        case "resources":
            from screens.resources import Resources

            return Resources()
        case "not-sure":
            from screens.not_sure import NotSure

            return NotSure()
        case "workshops":
            from screens.workshops import WorkshopList

            return WorkshopList()
        case _:
            from screens.me import Me

            return Me()


def preload() -> None:
    """Read the code of the screens that are opened later, so that nobody waits for it, and so that
    an update of the files below a running kiosk does not end it.
    """
    for name in LATER:
        import_module(f"screens.{name}")


def resume(app: "KioskApp", draft: Written) -> None:
    """Go on where somebody was writing."""
    about = draft.about
    match draft.place:
        case "fix":
            from screens.fix_when import FixWhen

            app.push_screen(FixWhen(about["category"], about["room"], draft.text))
        case "coaching":
            from screens.coaching_when import CoachingWhen

            app.push_screen(CoachingWhen(about["kind"], draft.text, about))
        case "thanks":
            from screens.thanks import SayThanks

            app.push_screen(SayThanks(draft.text))
        case "line":
            from screens.home import Home

            assert isinstance(app.screen, Home)
            app.screen.ask_line(about, draft.text)
        case "door":
            from screens.door import OpenDoor

            app.push_screen(OpenDoor(draft.text))
        case "idea":
            from screens.idea import ShareIdea

            app.push_screen(ShareIdea(about.get("title", ""), draft.text, about.get("url", "")))
        case _:
            from screens.my_requests import MyRequests

            app.push_screen(MyRequests(about.get("request", ""), draft.text))
