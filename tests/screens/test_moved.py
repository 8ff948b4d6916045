"""What comes in from elsewhere never turns a touch that is on its way into another act, and what is
being written outlives a step back.
"""

from pathlib import Path

from data.records import Visit
from kiosk.demo import UnsyncedDisk
from kiosk.desk import Desk
from kiosk.requests.rules import Need
from screens.teacher.coaching_when import CoachingWhenScreen
from screens.teacher.fix_when import FixWhenScreen
from screens.teacher.home import HomeScreen
from screens.team.queue import QueueSection
from screens.widgets.text_input import TextInput
from tests.support.pilot import LONG_AGO, NOW, SetClock, at_kiosk


def opened(folder: Path) -> Desk:
    """Another process on the same folder."""
    other = Desk(folder / "school", SetClock(NOW), UnsyncedDisk())
    other.open()
    return other


async def test_an_offer_that_appears_takes_no_touch_at_first(desk: Desk, tmp_path: Path) -> None:
    """Join nothing by a finger that was on its way to "Before next period"."""
    other = opened(tmp_path)
    async with at_kiosk(desk, settle=3600.0) as hands:
        walsh, chen = hands.person("Walsh"), hands.person("Chen")
        hands.app.sign_in(walsh)
        await hands.press("f", "6")
        await hands.until(lambda: isinstance(hands.app.screen, FixWhenScreen))
        await hands.shows("Before next period")
        other.requests.flag(Need("fix", chen.id, "Computer", room=walsh.room))
        await hands.shows("Also in your room")
        hands.app.shown_at, late = LONG_AGO, hands.app.shown_at
        assert late > 0, "its coming was noted"
        hands.app.shown_at = late
        place = hands.tile("Also in your room").region
        before = len(list(desk.store.all_facts()))
        await hands.touch(place.x + 4, place.y + 1)
        assert len(list(desk.store.all_facts())) == before
        hands.app.shown_at = LONG_AGO
        await hands.touch(place.x + 4, place.y + 1)
        await hands.shows("You are on it too")
    other.close()


async def test_a_tile_that_does_not_move_can_be_touched_at_once(desk: Desk, tmp_path: Path) -> None:
    """Lose no touch to news that move nothing."""
    other = opened(tmp_path)
    async with at_kiosk(desk, settle=3600.0) as hands:
        hands.app.sign_in(hands.person("Walsh"))
        await hands.shows("Nothing open just now")
        hands.app.shown_at = LONG_AGO
        changes = desk.store.changes
        other.thanks.hi(hands.person("Chen").id)
        await hands.until(lambda: desk.store.changes != changes)
        await hands.pilot.pause()
        await hands.tap("Say thanks")
        await hands.shows("One touch on a name sends it.")
    other.close()


async def test_a_step_back_keeps_words_and_choices(desk: Desk) -> None:
    """Offer them at home, and drop them once they have been sent."""
    async with at_kiosk(desk) as hands:
        walsh = hands.person("Walsh")
        hands.app.sign_in(walsh)
        await hands.press("c", "3")
        await hands.tap("Who talks")
        await hands.shows("✓ Who talks")
        hands.app.screen.query_one(TextInput).focus()
        await hands.press(*"pairs", "escape", "escape")
        await hands.shows("You were writing when you left")
        await hands.press("1")
        await hands.until(lambda: isinstance(hands.app.screen, CoachingWhenScreen))
        await hands.shows("  pairs  ")
        await hands.shows("✓ Who talks")
        await hands.tap("Find me")
        await hands.shows("Written down: Watch my class")
        request = desk.requests.for_person(walsh.id)[0]
        assert (request.text, request.look_at) == ("pairs", "Who talks")
        assert "You were writing" not in hands.text()


async def test_a_booked_time_can_be_changed_from_my_requests(desk: Desk) -> None:
    """Keep the place of the request, move the visit, and open the first slot again."""
    async with at_kiosk(desk) as hands:
        walsh = hands.person("Walsh")
        slot, other = desk.calendar.slots(walsh, "One-to-one")[:5:4]
        request = desk.bookings.flag(Need("coaching", walsh.id, "One-to-one"), slot)
        hands.app.sign_in(walsh)
        await hands.press("m", "o")
        await hands.shows("Another time")
        day = "Today" if other.date == NOW.date() else f"{other.date:%a}"
        await hands.tap_time(day, other.period)
        await hands.until(lambda: isinstance(hands.app.screen, HomeScreen))
        (visit,) = desk.store.where(Visit, "request", request.id)
        assert visit.changes == 1
        assert desk.requests.get(request.id).state == "scheduled"


async def test_touching_the_same_lane_again_keeps_the_selection(desk: Desk) -> None:
    """Choose no other request."""
    async with at_kiosk(desk) as hands:
        hands.app.sign_in(hands.person("Osei"))
        await hands.shows("Why here")
        screen = hands.app.screen
        assert isinstance(screen, QueueSection)
        await hands.press("down")
        chosen = screen.chosen
        await hands.press("1")
        assert screen.chosen == chosen
        await hands.press("2")
        await hands.until(lambda: screen.chosen not in ("", chosen))


async def test_a_double_tap_does_not_answer_the_second_question(desk: Desk) -> None:
    """Wait until it was read; a step back leads to the first."""
    async with at_kiosk(desk, settle=3600.0) as hands:
        hands.app.sign_in(hands.person("Walsh"))
        await hands.press("n")
        await hands.shows("Did it work before")
        hands.app.shown_at = LONG_AGO
        await hands.tap("No, it is new to me")
        await hands.shows("What would help you most?")
        await hands.tap("Someone looks at it with me")
        await hands.shows("What would help you most?")
        hands.app.shown_at = LONG_AGO
        await hands.press("escape")
        await hands.shows("Did it work before")
