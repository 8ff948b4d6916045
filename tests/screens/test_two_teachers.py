"""Two teachers in a row: whatever the first one wrote, copied or did, the second one and the
staffroom see nothing of it; what was half written waits for its writer alone, for a day.
"""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from kiosk.desk import Desk
from kiosk.people.drafts import LEAST
from screens.widgets.text_input import TextInput
from tests.support.badge_reader import badges, scan
from tests.support.pilot import Hands, SetClock, at_kiosk
from tests.support.teacher_screens import EACH, OF_OTHERS, WAYS, all_screens, fields, go_to, prepare

CANARY = "zwölf Kanarienvögel"
FIRST, SECOND = "Rivera", "Walsh"
TRACES = (CANARY, "Kanarien", "María", "Rivera")

Leave = Callable[[Hands, SetClock], Awaitable[None]]


async def by_idle(hands: Hands, clock: SetClock) -> None:
    """Nobody touches anything for a minute."""
    clock.forward(seconds=hands.app.desk.settings.idle.teacher + 1)
    hands.app.look_at_idle()
    await hands.settle()


async def by_escape(hands: Hands, clock: SetClock) -> None:  # noqa: ARG001  # no time goes by
    """Step by step, until nobody is there."""
    for _ in range(5):
        if hands.app.person is not None:
            await hands.press("escape")


async def by_badge(hands: Hands, _: SetClock) -> None:
    """Somebody else scans theirs."""
    hands.app.badge_keys.hold = 5
    await scan(hands, badges()[SECOND])
    hands.app.badge_keys.hold = 0


LEAVING: dict[str, Leave] = {"idle": by_idle, "escape": by_escape, "a badge": by_badge}
ways_to_leave = pytest.mark.parametrize("leave", LEAVING.values(), ids=LEAVING.keys())


def test_the_ways_of_the_test_lead_to_every_screen() -> None:
    """Add each new screen to the ways."""
    assert {screen for screen, _ in WAYS.values()} == all_screens() - OF_OTHERS


async def fill(hands: Hands, text: str) -> None:
    """Write into every field there is, cut it out and paste it in again."""
    for field in fields(hands):
        field.focus()
        await hands.settle()
        await hands.press("end", "ctrl+u")
        await hands.write(text)
        await hands.until(lambda field=field: field.value == text)  # type: ignore[misc]
        await hands.press("home", "shift+end", "ctrl+x")
        assert (field.value, hands.app.clipboard) == ("", text)
        await hands.press("ctrl+v")
        assert field.value == text


async def act(hands: Hands) -> None:
    """Ask for things, thank, open a door: each with the words."""
    for name, title in (
        ("when", "Today"),
        ("plan a lesson", "Find me"),
        ("a door", ("Today", "Period 4")),
    ):
        await go_to(hands, name)
        fields(hands)[0].focus()
        await hands.write(CANARY)
        await (hands.tap_time(*title) if isinstance(title, tuple) else hands.tap(title))
        await hands.shows("✓")
    await go_to(hands, "thanks")
    hands.app.screen.query_one("#line", TextInput).focus()
    await hands.write(CANARY)
    await hands.tap("Ben")
    await hands.shows("on its way to Ben")
    await go_to(hands, "put right")
    await hands.write(CANARY)
    await hands.press("enter")
    await hands.shows("Changed")


def check_clean(hands: Hands) -> None:
    """Check that nothing of the first one can be read, pasted or called back."""
    shown = hands.text()
    assert not [trace for trace in TRACES if trace in shown], shown
    assert hands.app.clipboard == ""
    assert not hands.app._notifications
    assert not [field.value for field in fields(hands) if "anarien" in field.value]


@ways_to_leave
async def test_the_second_teacher_finds_nothing_of_the_first(
    desk: Desk, clock: SetClock, leave: Leave
) -> None:
    """Look at every screen, every field, the clipboard, notices and what a key may bring back,
    whichever way the first one leaves.
    """
    been = EACH if leave is by_idle else EACH[::4]
    async with at_kiosk(desk) as hands:
        await hands.shows("Touch to sign in")
        check_clean(hands)
        for family in (FIRST, SECOND):
            prepare(desk, hands.person(family))
        hands.app.sign_in(hands.person(FIRST))
        await hands.shows("Good morning, María")
        await act(hands)
        for name in been:
            await go_to(hands, name)
            await fill(hands, CANARY)
        hands.app.notify(CANARY)
        await go_to(hands, "when")
        await fill(hands, CANARY)
        await leave(hands, clock)
        if leave is not by_badge:
            await hands.shows("Touch to sign in")
            assert hands.app.person is None
            check_clean(hands)
            await hands.sign_in_by_keys(SECOND)
        await hands.shows("Good morning, Peter")
        for name in been:
            await go_to(hands, name)
            check_clean(hands)
            for field in fields(hands):
                field.focus()
                await hands.press("ctrl+v", "ctrl+z", "ctrl+y")
                check_clean(hands)


PLACES = (
    "when",
    "plan a lesson",
    "watch my class",
    "a workshop wish",
    "a door",
    "thanks",
    "put right",
    "share an idea",
)
HALF_WAY = [(name, "idle") for name in PLACES] + [
    (name, way) for name in ("when", "thanks", "put right") for way in ("escape", "a badge")
]


@pytest.mark.parametrize(("name", "leave"), HALF_WAY)
async def test_a_half_written_text_waits_only_for_its_writer(
    desk: Desk, clock: SetClock, name: str, leave: str
) -> None:
    """Offer it once on the same day, and go on where it was written, with every word."""
    async with at_kiosk(desk) as hands:
        prepare(desk, hands.person(FIRST))
        hands.app.sign_in(hands.person(FIRST))
        await go_to(hands, name)
        screen = type(hands.app.screen)
        field = hands.app.screen.query(TextInput).exclude("PersonPicker TextInput").first(TextInput)
        field.focus()
        await hands.press("end", "ctrl+u")
        await hands.write(CANARY)
        await LEAVING[leave](hands, clock)
        hands.app.sign_in(hands.person(SECOND))
        await hands.shows("Good morning, Peter")
        check_clean(hands)
        assert not hands.has("Go on")
        hands.app.sign_in(hands.person(FIRST))
        await hands.shows("You were writing when you left")
        await hands.shows(CANARY)
        await hands.tap("Go on")
        await hands.until(lambda: type(hands.app.screen) is screen)
        await hands.until(lambda: CANARY in [each.value for each in fields(hands)])
        hands.app.go_home()
        await hands.shows("Good morning, María")
        assert not hands.has("Go on")


@pytest.mark.parametrize(
    ("text", "days", "offered"),
    [(CANARY, 0, True), ("x" * (LEAST - 1), 0, False), (CANARY, 1, False)],
    ids=["the same day", "too short", "the next day"],
)
async def test_a_draft_needs_several_letters_and_lasts_for_a_day(
    desk: Desk, clock: SetClock, text: str, days: int, offered: bool
) -> None:
    """Offer no draft of a few letters, and none on the next day."""
    async with at_kiosk(desk) as hands:
        hands.app.sign_in(hands.person(FIRST))
        await go_to(hands, "when")
        await fill(hands, text)
        await by_idle(hands, clock)
        clock.forward(days=days)
        hands.app.sign_in(hands.person(FIRST))
        await hands.shows("Good morning, María")
        assert hands.has("Go on") == offered
        assert (f"“{text}”" in hands.text()) == offered


async def test_a_draft_that_is_dropped_is_gone(desk: Desk, clock: SetClock) -> None:
    """Offer it no more after one touch."""
    async with at_kiosk(desk) as hands:
        hands.app.sign_in(hands.person(FIRST))
        await go_to(hands, "when")
        await fill(hands, CANARY)
        await by_idle(hands, clock)
        hands.app.sign_in(hands.person(FIRST))
        await hands.tap("Let it go")
        await hands.until(lambda: not hands.has("Go on"))
        await by_idle(hands, clock)
        hands.app.sign_in(hands.person(FIRST))
        await hands.shows("Good morning, María")
        assert not hands.has("Go on")


async def test_a_text_that_was_sent_is_no_draft(desk: Desk, clock: SetClock) -> None:
    """Ask nobody to write it again."""
    async with at_kiosk(desk) as hands:
        hands.app.sign_in(hands.person(FIRST))
        await go_to(hands, "when")
        await fill(hands, CANARY)
        await hands.tap("This week")
        await hands.shows("Written down")
        await by_idle(hands, clock)
        hands.app.sign_in(hands.person(FIRST))
        await hands.shows("Good morning, María")
        assert not hands.has("Go on")


async def test_a_text_that_was_not_sent_is_never_on_the_disk(desk: Desk, clock: SetClock) -> None:
    """Keep it for its writer and for today, and write it to no file of the data folder, neither
    while the kiosk runs nor afterwards.
    """
    canary = "zanzibar canary"

    def on_disk() -> list[str]:
        files = [path for path in desk.folder.rglob("*") if path.is_file()]
        return [path.name for path in files if b"zanzibar" in path.read_bytes()]

    today = clock.now().date()
    async with at_kiosk(desk) as hands:
        maria, kofi = hands.person("Rivera"), hands.person("Okafor")
        hands.app.sign_in(maria)
        await hands.shows("Something is broken")
        await hands.press("f", "1")
        await hands.shows("When do you need it?")
        await hands.pilot.click("Input")
        await hands.press(*canary)
        hands.app.leave_session()
        assert [each.text for each in hands.app.drafts.for_person(maria.id, today)] == [canary]
        assert hands.app.drafts.for_person(kofi.id, today) == []
        desk.thanks.hi(kofi.id)
        desk.store.write_snapshot()
        assert on_disk() == []
        assert hands.app.drafts.for_person(maria.id, today + timedelta(days=1)) == []
    desk.close()
    assert on_disk() == []
