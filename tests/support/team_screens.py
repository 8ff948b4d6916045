"""The coach's side, screen by screen: the keys that lead from the queue to each."""

from data.records import Person
from kiosk.desk import Desk
from kiosk.requests.rules import Need
from screens.team.team_screen import TeamScreen
from tests.support.pilot import Hands
from tests.support.screen_kinds import kinds_of

OPEN = ("f5", "“wals”", "enter")
"""To the page of the person that everything is about."""
WAYS: dict[str, tuple[str, tuple[str, ...]]] = {
    "queue": ("QueueSection", ()),
    "all of the queue": ("QueueSection", ("4",)),
    "more": ("ActionMenu", ("enter",)),
    "note": ("Prompt", ("n",)),
    "hand on": ("Prompt", ("a",)),
    "finish": ("MinutesPrompt", ("f",)),
    "a time": ("SlotPickerScreen", ("t",)),
    "where to": ("SectionMenu", ("g",)),
    "log": ("LogContactScreen", ("f12",)),
    "walk": ("WalkSection", ("f4",)),
    "a longer walk": ("WalkSection", ("f4", "3")),
    "map": ("WalkSection", ("f4", "m")),
    "route for the phone": ("RouteCodePage", ("f4", "q")),
    "people": ("PeopleSection", ("f5",)),
    "page": ("PersonScreen", OPEN),
    "cycle": ("Prompt", (*OPEN, "c")),
    "private": ("PrivateNotesScreen", (*OPEN, "j")),
    "bridge": ("IntroductionScreen", (*OPEN, "i")),
    "dates": ("AgendaSection", ("f6",)),
    "asks": ("DemandSection", ("f7",)),
    "plan": ("WorkshopForm", ("f7", "enter")),
    "shelf": ("ShelfSection", ("f8",)),
    "form": ("ResourceForm", ("f8", "e")),
    "its code": ("ResourceCodePage", ("f8", "q")),
    "wall": ("BoardSection", ("f9",)),
    "week": ("WeekSection", ("f10",)),
    "day": ("WeekSection", ("f10", "d")),
    "year": ("WeekSection", ("f10", "y")),
}
"""Name -> the screen, and the keys that lead there from the queue; “words” are written."""
PANELS = {
    *(
        "ActionMenu",
        "Prompt",
        "MinutesPrompt",
        "SlotPickerScreen",
        "SectionMenu",
        "LogContactScreen",
        "WorkshopForm",
        "ResourceForm",
    ),
    *("RouteCodePage", "ResourceCodePage", "VisitCodePage", "ResumePrompt"),
}
"""Screens of the coach's side that are over another one."""


def prepare(desk: Desk, person: Person, text: str) -> None:
    """What there has to be so that every screen speaks of this person, with these words."""
    coach = desk.people.team("coaching")[0].id
    desk.requests.flag(Need("coaching", person.id, "Plan a lesson", text=text or "podcast"))
    desk.requests.flag(Need("coaching", person.id, "One-to-one", text=text or "podcast"))
    slot = desk.calendar.slots(person, "Watch my class", coach)[0]
    desk.bookings.flag(Need("coaching", person.id, "Watch my class", by=coach, text=text), slot)
    desk.cycles.open_cycle(coach, person.id, text or "a goal")
    opened = desk.cycles.cycle(person.id)
    assert opened is not None
    desk.cycles.say(opened, coach, text or "a word")
    desk.whereabouts.say_where(coach, text or "here")
    desk.timesheet.log(coach, "admin", 20, about=text)


def all_screens() -> set[str]:
    """List the names of all sections and pages behind the PIN."""
    return kinds_of(TeamScreen)


async def go_to(hands: Hands, name: str) -> None:
    """From wherever the coach is, to the queue and from there to this screen."""
    screen, keys = WAYS[name]
    while type(hands.app.screen).__name__ != "QueueSection":
        await hands.press("escape")
    if not hands.tile("Coaching").tile.chosen:
        await hands.press("2")
    for key in keys:
        await (hands.write(key[1:-1]) if key.startswith("“") else hands.press(key))
    await hands.until(lambda: type(hands.app.screen).__name__ == screen)
    await hands.until(lambda: hands.app.screen.is_mounted)
    await hands.settle()
