"""Small things that people who used it for the first time stumbled over."""

from datetime import timedelta

import pytest
from textual import events

from kiosk.demo import PIN
from kiosk.desk import Desk
from kiosk.inbox.sent_line import add_line
from kiosk.people.pins import fits
from kiosk.requests import rules
from kiosk.requests.rules import Need
from kiosk.school.errors import Refused
from screens.entry.sign_in import SignInScreen
from screens.teacher.about_me import AboutMeScreen
from screens.team.queue import QueueSection
from screens.widgets.person_picker import PersonPicker
from screens.widgets.text_input import TextInput
from tests.support.pilot import SIZES, SetClock, at_kiosk


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_a_touch_anywhere_on_the_waiting_screen_begins_to_sign_in(
    desk: Desk, size: tuple[int, int]
) -> None:
    """Take it on the clock, on each card and between them."""
    async with at_kiosk(desk, size) as hands:
        await hands.shows("Where to find us")
        for x, y in ((3, 1), (6, size[1] // 2), (size[0] - 6, size[1] // 2), (size[0] // 2, 6)):
            await hands.touch(x, y)
            await hands.until(lambda: isinstance(hands.app.screen, SignInScreen))
            await hands.press("escape")
            await hands.until(lambda: not isinstance(hands.app.screen, SignInScreen))


async def test_something_else_asks_for_a_word(desk: Desk) -> None:
    """Send nothing that says nothing; send it once there is a word."""
    async with at_kiosk(desk) as hands:
        walsh = hands.person("Walsh")
        hands.app.sign_in(walsh)
        await hands.tap("Something is broken")
        await hands.tap("Something else")
        before = desk.store.changes
        await hands.tap("Today")
        await hands.shows("What is it? Write a word or two")
        assert desk.store.changes == before
        await hands.write("the blinds")
        await hands.tap("Today")
        await hands.shows("Written down: Something else")
        assert desk.requests.for_person(walsh.id)[0].text == "the blinds"


async def test_who_joined_is_not_told_that_they_nudged(desk: Desk) -> None:
    """Say that a colleague did, and let them nudge as well, each once a day."""
    walsh, chen = (
        next(each for each in desk.people.staff() if each.family == name)
        for name in ("Walsh", "Chen")
    )
    request = desk.requests.flag(Need("fix", walsh.id, "Sound", room="Room 9"))
    desk.requests.act(request.id, lambda now: rules.join(now, chen.id, "Room 13"))
    today = desk.now().date()
    desk.requests.act(request.id, lambda now: rules.nudge(now, walsh.id, today))
    async with at_kiosk(desk) as hands:
        hands.app.sign_in(chen)
        await hands.shows("Good morning")
        hands.app.open_screen("request", request.id)
        await hands.shows("A colleague asked for an answer")
        await hands.tap("Nudge")
        await hands.shows("You asked for an answer")
    with pytest.raises(Refused, match="today already"):
        desk.requests.act(request.id, lambda now: rules.nudge(now, chen.id, today))


async def test_a_time_that_has_passed_is_no_news(desk: Desk, clock: SetClock) -> None:
    """Say nothing of a visit that was, though its teacher had not read of it."""
    walsh = next(each for each in desk.people.staff() if each.family == "Walsh")
    ben = desk.people.team("fix")[0]
    request = desk.requests.flag(Need("fix", walsh.id, "Sound"))
    at = desk.now() + timedelta(hours=1)
    desk.requests.act(request.id, lambda now: rules.schedule(now, ben.id, at, "Period 4"))
    async with at_kiosk(desk) as hands:
        hands.app.sign_in(walsh)
        await hands.shows("Sound, Room 18: an answer for you")
        hands.app.leave_session()
        clock.forward(hours=2)
        hands.app.sign_in(walsh)
        await hands.shows("Peter")
        assert "an answer for you" not in hands.text()


async def test_a_time_with_a_slot_is_news_until_it_has_passed(desk: Desk, clock: SetClock) -> None:
    """Sign its teacher in before and after it, with a time as a booking has it."""
    walsh = next(each for each in desk.people.staff() if each.family == "Walsh")
    ben = desk.people.team("fix")[0]
    request = desk.requests.flag(Need("fix", walsh.id, "Sound"))
    slot = desk.calendar.slots()[0]
    desk.bookings.schedule(request, slot, ben.id)
    async with at_kiosk(desk) as hands:
        hands.app.sign_in(walsh)
        await hands.shows("Good morning, Peter")
        hands.app.leave_session()
        clock.forward(days=1)
        hands.app.sign_in(walsh)
        await hands.shows("Peter")
        assert "an answer for you" not in hands.text()
        assert hands.app.faults == []


async def test_a_room_that_is_a_number_is_no_pin(desk: Desk) -> None:
    """Look for a PIN in words alone."""
    walsh = next(each for each in desk.people.staff() if each.family == "Walsh")
    desk.accounts.set_pin(walsh.id, "4713", walsh.id)
    assert desk.requests.flag(Need("fix", walsh.id, "Sound", room="4713")).room == "4713"
    with pytest.raises(Refused, match="looks like a PIN"):
        desk.requests.flag(Need("fix", walsh.id, "Sound", text=" 4713 "))
    request = desk.requests.flag(Need("fix", walsh.id, "Wi-Fi", text="dark"))
    with pytest.raises(Refused, match="looks like a PIN"):
        add_line(desk, f"request {request.id}", walsh.id, "4713")


async def test_a_number_is_typed_in_place_of_another(desk: Desk) -> None:
    """Type the minutes of a fix; take no other sign for a digit."""
    async with at_kiosk(desk) as hands:
        hands.app.sign_in(hands.person("Osei"))
        await hands.shows("Why here")
        await hands.press("f")
        await hands.shows("5 minutes")
        await hands.press("1", "7")
        await hands.shows("17 minutes")
        hands.app.screen.query_one(TextInput).display = False
        hands.app.post_message(events.Key("superscript_two", "²"))
        await hands.settle()
        await hands.shows("17 minutes")
        await hands.press("backspace")
        await hands.shows("1 minutes")
        assert hands.app.faults == []


async def test_a_pin_is_changed_by_whoever_knows_it_and_leads_back(desk: Desk) -> None:
    """Ask for the present one first, remove none without it, and go back to About me."""
    async with at_kiosk(desk) as hands:
        walsh = hands.person("Walsh")
        desk.accounts.set_pin(walsh.id, "4071", walsh.id)
        hands.app.sign_in(walsh)
        await hands.press("a", "p")
        await hands.shows("First your present PIN")
        await hands.tap("Go without a PIN")
        await hands.shows("Type your present PIN first")
        await hands.press(*"4071", "enter")
        await hands.shows("Type a new PIN")
        await hands.press(*"8052", "enter")
        await hands.shows("Once more")
        await hands.press(*"8052", "enter")
        await hands.until(lambda: isinstance(hands.app.screen, AboutMeScreen))
        await hands.shows("Your PIN is set")
        pin = desk.accounts.pin(walsh.id)
        assert pin is not None
        assert fits(pin, "8052")


@pytest.mark.parametrize("way", [("n",), ("f",), ("p",)])
async def test_a_pin_is_never_sent_as_words(desk: Desk, way: tuple[str, ...]) -> None:
    """Refuse it in a note, in the line of a finished fix, and wherever else words are kept."""
    async with at_kiosk(desk) as hands:
        hands.app.sign_in(hands.person("Osei"))
        await hands.shows("Why here")
        await hands.press(*way, "tab") if way == ("f",) else await hands.press(*way)
        line = next(iter(hands.app.screen.query("TextInput")))
        line.focus()
        changes = desk.store.changes
        await hands.write(PIN)
        await hands.press("enter")
        await hands.shows("That looks like a PIN")
        assert desk.store.changes == changes


async def test_the_queue_opens_on_what_waits(desk: Desk) -> None:
    """Show all requests to a coach who has none in her own lane."""
    async with at_kiosk(desk) as hands:
        for standing in desk.requests.standings():
            request = standing.request
            if request.lane == "coaching":
                desk.requests.act(request.id, lambda now: rules.withdraw(now, now.person))
        hands.app.sign_in(hands.person("Mensah"))
        await hands.until(lambda: isinstance(hands.app.screen, QueueSection))
        await hands.shows("Why here")
        assert desk.requests.standings()


async def test_the_first_of_two_claims_has_it(desk: Desk) -> None:
    """Tell the second one, who had seen it free, and change nothing."""
    ben, esi = hands_of(desk, "Osei"), hands_of(desk, "Mensah")
    request = next(each.request for each in desk.requests.standings() if not each.request.owner)
    desk.requests.act(request.id, lambda now: rules.claim(now, ben, seen_owner=""))
    with pytest.raises(Refused, match="a moment before you"):
        desk.requests.act(request.id, lambda now: rules.claim(now, esi, seen_owner=""))
    assert desk.requests.get(request.id).owner == ben


def hands_of(desk: Desk, family: str) -> str:
    """The id of one of the team."""
    return next(each.id for each in desk.people.staff() if each.family == family)


async def test_people_forgets_the_last_name(desk: Desk) -> None:
    """Begin anew after a page was opened."""
    async with at_kiosk(desk) as hands:
        hands.app.sign_in(hands.person("Duarte"))
        await hands.press("f5")
        await hands.write("marsh")
        await hands.shows("Sarah Marsh")
        await hands.press("enter")
        await hands.shows("Sarah Marsh")
        await hands.press("escape")
        await hands.until(lambda: hands.app.screen.query(PersonPicker))
        assert hands.app.screen.query_one(PersonPicker).field.value == ""
