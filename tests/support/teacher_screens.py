"""The teacher's side, screen by screen: the way from home to each, and every field on it."""

from collections.abc import Callable
from typing import Any

from textual.screen import Screen
from textual.widgets import Input

from data.records import Person
from kiosk.desk import Desk
from kiosk.requests.rules import Need
from screens.base import KioskScreen
from screens.dialogs.comment_prompt import CommentPrompt
from screens.dialogs.idle_warning import IdleWarning
from screens.dialogs.text_view import TextView
from screens.teacher.coaching_when import OtherTimeScreen
from tests.support import team_screens
from tests.support.pilot import Hands
from tests.support.screen_kinds import kinds_of

WAYS: dict[str, tuple[str, tuple[str, ...]]] = {
    "home": ("HomeScreen", ()),
    "hi": ("HomeScreen", ("h",)),
    "help": ("HelpDialog", ("f1",)),
    "not sure": ("TriageScreen", ("n",)),
    "not sure, the second question": ("TriageScreen", ("n", "2")),
    "fix": ("FixScreen", ("f",)),
    "another room": ("RoomPickerScreen", ("f", "r")),
    "when": ("FixWhenScreen", ("f", "1")),
    "coaching": ("CoachingScreen", ("c",)),
    "plan a lesson": ("CoachingWhenScreen", ("c", "1")),
    "watch my class": ("CoachingWhenScreen", ("c", "3")),
    "a workshop wish": ("CoachingWhenScreen", ("c", "6")),
    "a door": ("OpenDoorScreen", ("c", "7")),
    "thanks": ("ThanksScreen", ("t",)),
    "my requests": ("MyRequestsScreen", ("m",)),
    "put right": ("EditRequestForm", ("m", "c")),
    "take back": ("ConfirmDialog", ("m", "w")),
    "resources": ("ResourcesScreen", ("r",)),
    "a resource": ("ResourcePage", ("r", "“podcast in”", "enter")),
    "a how-to": ("ResourcePage", ("r", "“speaker”", "enter")),
    "an idea": ("ResourcePage", ("r", "“podcast wall”", "enter")),
    "share an idea": ("ShareIdeaScreen", ("r", "shift+tab", "shift+tab", "enter")),
    "workshops": ("WorkshopsScreen", ("w",)),
    "a workshop's code": ("WorkshopCodePage", ("w", "1", "p")),
    "about me": ("AboutMeScreen", ("a",)),
    "thanks to me": ("ThanksGotScreen", ("a", "t")),
    "a PIN": ("ChoosePinScreen", ("a", "p")),
    "free periods": ("FreePeriodsScreen", ("a", "f")),
    "erasure": ("ConfirmDialog", ("a", "e")),
    "another time": ("OtherTimeScreen", ()),
    "how it went": ("CommentPrompt", ()),
    "the countdown": ("IdleWarning", ()),
    "a long note": ("TextView", ()),
}
"""Name -> the screen, and the keys that lead there from home; “words” are written."""
EACH = list({screen: name for name, (screen, _) in reversed(WAYS.items())}.values())
"""One way to each screen."""
LATER = (("Thank Ana", "thank"),)
OPENED: dict[str, Callable[[Hands], Screen[Any]]] = {
    "another time": lambda hands: OtherTimeScreen(_visit(hands)),
    "how it went": lambda _: CommentPrompt("A line about it, if you like", "What was it like?"),
    "the countdown": lambda _: IdleWarning(17),
    "a long note": lambda _: TextView("From Ana Duarte", "Loved it. " * 40, LATER),
}
"""What no key leads to: it comes by itself."""
OF_OTHERS = {"WaitingScreen", "SignInScreen", "PinEntryScreen"} | team_screens.PANELS
"""What no teacher sees who is signed in."""


def prepare(desk: Desk, person: Person) -> None:
    """What there has to be so that each of these screens can be opened."""
    desk.requests.flag(Need("fix", person.id, "Sound", when="today"))
    slot = desk.calendar.slots(person, "Plan a lesson")[0]
    desk.bookings.flag(Need("coaching", person.id, "Plan a lesson"), slot)
    workshop = desk.workshops.ahead()[0]
    if person.id not in workshop.signed:
        desk.workshops.sign(workshop.id, person.id)


def _visit(hands: Hands) -> str:
    person = hands.app.person
    assert person is not None
    return hands.app.desk.calendar.ahead(person.id)[0].id


async def go_to(hands: Hands, name: str) -> None:
    """From wherever somebody is, home and from there to this screen."""
    screen, keys = WAYS[name]
    hands.app.go_home()
    await hands.settle()
    if name in OPENED:
        hands.app.push_screen(OPENED[name](hands))
    for key in keys:
        await (hands.write(key[1:-1]) if key.startswith("“") else hands.press(key))
    await hands.until(lambda: type(hands.app.screen).__name__ == screen)
    await hands.until(lambda: hands.app.screen.is_mounted)
    await hands.settle()


def fields(hands: Hands) -> list[Input]:
    """What can be written into on the screen that is seen."""
    return list(hands.app.screen.query(Input).results(Input))


def all_screens() -> set[str]:
    """List the names of all screens but those behind the PIN."""
    return kinds_of(KioskScreen) - team_screens.all_screens()
