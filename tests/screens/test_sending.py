"""What one touch has sent can be taken back for ten seconds, or get a line."""

import pytest

from data.records import Request, Thanks, Visit
from kiosk.desk import Desk
from kiosk.requests import rules
from kiosk.school.errors import Refused
from screens.sending import TAKE_BACK_SECONDS
from screens.teacher.home import HomeScreen
from tests.support.pilot import Hands, SetClock, at_kiosk

FIX = ("Something is broken", "Projector", "Today")
THANKS = ("Say thanks", "Ben")
FIND_ME = ("I'd like coaching", "One-to-one", "Find me")


async def send(hands: Hands, way: tuple[str, ...]) -> None:
    """Sign Peter Walsh in, and touch these."""
    hands.app.sign_in(hands.person("Walsh"))
    for title in way:
        await hands.tap(title)
    await hands.shows("You can still undo it")


def requests(desk: Desk, person: str) -> list[Request]:
    """The open requests of somebody."""
    return [each for each in desk.requests.for_person(person) if each.open]


@pytest.mark.parametrize("way", [FIX, FIND_ME])
async def test_a_request_is_taken_back_with_one_touch(desk: Desk, way: tuple[str, ...]) -> None:
    """Leave nothing open, and offer it no more."""
    async with at_kiosk(desk) as hands:
        await send(hands, way)
        walsh = hands.person("Walsh")
        assert len(requests(desk, walsh.id)) == 1
        await hands.tap("Undo")
        await hands.shows("Taken back: ")
        assert requests(desk, walsh.id) == []
        assert not hands.has("Undo")


async def test_a_booked_time_is_free_again(desk: Desk) -> None:
    """Take the visit back together with the request."""
    async with at_kiosk(desk) as hands:
        walsh = hands.person("Walsh")
        hands.app.sign_in(walsh)
        await hands.tap("I'd like coaching")
        await hands.tap("Plan a lesson")
        await hands.tap("soonest")
        await hands.shows("You can still undo it")
        (visit,) = desk.calendar.ahead(walsh.id)
        await hands.tap("Undo")
        await hands.shows("Taken back: Plan a lesson")
        assert desk.calendar.ahead(walsh.id) == []
        assert desk.store.find(Visit, visit.id) is not None, "the story is kept"


async def test_thanks_that_were_taken_back_reach_nobody(desk: Desk) -> None:
    """Show them neither at the sign-in nor among the thanks that one got."""
    async with at_kiosk(desk) as hands:
        await send(hands, THANKS)
        ben = hands.person("Osei")
        before = len(desk.thanks.received(ben.id))
        await hands.tap("Undo")
        await hands.shows("Taken back: Thanks to Ben")
        assert len(desk.thanks.received(ben.id)) == before - 1
        assert all(each.by != hands.person("Walsh").id for each in desk.thanks.waiting_for(ben.id))


@pytest.mark.parametrize("way", [FIX, THANKS])
async def test_a_line_can_be_added(desk: Desk, way: tuple[str, ...]) -> None:
    """Keep it with what was sent, and end the offer."""
    async with at_kiosk(desk) as hands:
        await send(hands, way)
        walsh = hands.person("Walsh")
        await hands.tap("Add a line")
        await hands.shows("It goes with what you sent")
        await hands.write("no picture at all")
        await hands.press("enter")
        await hands.shows("that is written down")
        if way == FIX:
            assert requests(desk, walsh.id)[0].text == "no picture at all"
        else:
            given = desk.store.where(Thanks, "person", walsh.id)
            assert any(each.text == "no picture at all" for each in given)
        assert not hands.has("Add a line")


async def test_after_ten_seconds_it_is_offered_no_more(desk: Desk, clock: SetClock) -> None:
    """Show what waits otherwise again."""
    async with at_kiosk(desk) as hands:
        await send(hands, FIX)
        clock.forward(seconds=TAKE_BACK_SECONDS)
        home = hands.app.screen
        assert isinstance(home, HomeScreen)
        home.tick()
        await hands.until(lambda: not hands.has("Undo"))


async def test_what_somebody_has_taken_up_stays_and_says_so(desk: Desk) -> None:
    """Refuse to undo a request that was claimed meanwhile."""
    async with at_kiosk(desk) as hands:
        await send(hands, FIX)
        walsh, ben = hands.person("Walsh"), hands.person("Osei")
        (request,) = requests(desk, walsh.id)
        desk.requests.act(request.id, lambda now: rules.claim(now, ben.id))
        await hands.tap("Undo")
        await hands.shows("It stays, since someone has gone on from there")
        assert len(requests(desk, walsh.id)) == 1


async def test_the_next_person_is_offered_nothing(desk: Desk) -> None:
    """Forget what was sent with the session."""
    async with at_kiosk(desk) as hands:
        await send(hands, FIX)
        hands.app.sign_in(hands.person("Chen"))
        await hands.shows("Good morning, Rui")
        assert not hands.has("Undo")
        assert hands.app.session.sent is None


async def test_undo_is_offered_before_what_waits(desk: Desk) -> None:
    """Show it although a note is shown already, and the note again after it."""
    async with at_kiosk(desk) as hands:
        walsh, ana = hands.person("Walsh"), hands.person("Duarte")
        desk.thanks.leave_note(ana.id, walsh.id, "See you on Friday")
        await send(hands, FIX)
        await hands.tap("Undo")
        await hands.shows("A note from Ana")


async def test_one_of_the_team_sends_from_their_own_home(desk: Desk) -> None:
    """Take the keys of the page for its tiles, and stay at home to be offered Undo."""
    async with at_kiosk(desk) as hands:
        ben = hands.person("Osei")
        hands.app.sign_in(ben)
        await hands.shows("Why here")
        hands.app.open_screen("home")
        await hands.shows("Just saying hi")
        await hands.press("f", "1")
        await hands.shows("When do you need it?")
        await hands.press("f3")
        await hands.shows("You can still undo it")
        assert len(requests(desk, ben.id)) == 1


async def test_thanks_that_were_taken_back_go_on_no_wall(desk: Desk) -> None:
    """Refuse an answer to them, by whoever had them open meanwhile."""
    async with at_kiosk(desk) as hands:
        await send(hands, THANKS)
        ben = hands.person("Osei")
        key = desk.thanks.received(ben.id)[0].id
        await hands.tap("Undo")
        await hands.shows("Taken back")
        with pytest.raises(Refused, match="taken back"):
            desk.thanks.allow(key, ben.id, "wall")
        with pytest.raises(Refused, match="taken back"):
            desk.thanks.add_line(key, hands.person("Walsh").id, "more")
        assert key not in [thanks.id for thanks, _ in desk.thanks.wall()]
