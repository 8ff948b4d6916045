"""The main job, end to end: a need is flagged, answered, and confirmed, and nobody needs more taps
or keys than are promised.
"""

import pytest

from kiosk.desk import Desk
from tests.support.pilot import SIZES, at_kiosk

sizes = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")


@sizes
async def test_a_fix_is_flagged_claimed_and_finished_by_touch_alone(
    desk: Desk, size: tuple[int, int]
) -> None:
    """Flag with 3 taps after sign-in, claim, finish, and ask the teacher whether it works."""
    async with at_kiosk(desk, size) as hands:
        await hands.sign_in_by_touch("Walsh")
        assert hands.taps <= 3, "one to wake it, then two: letter and name"
        await hands.shows("Good morning, Peter")
        hands.forget_count()
        await hands.tap("Something is broken")
        await hands.tap("Printer")
        await hands.tap("Before next period")
        await hands.shows("Written down: Printer")
        assert hands.taps <= 3
        assert hands.keys == 0
        await hands.tap("Sign out")

        await hands.sign_in_by_touch("Osei")
        await hands.pin_by_touch()
        await hands.shows("Why here")
        request = desk.requests.for_person(hands.person("Walsh").id)[0]
        await hands.tap_row("Printer", "Room 18")
        await hands.shows("Printer, Room 18")
        hands.forget_count()
        await hands.tap("Claim")
        await hands.shows("You have it: Printer")
        assert hands.taps == 1
        hands.forget_count()
        await hands.tap("Finish")
        await hands.tap("Finished")
        await hands.shows("is asked whether it works")
        assert hands.taps == 2
        await hands.tap("Out")

        await hands.sign_in_by_touch("Walsh")
        await hands.shows("Does it work now?")
        hands.forget_count()
        await hands.tap("It works")
        await hands.shows("Good. It is closed")
        assert hands.taps == 1
        assert desk.requests.get(request.id).state == "confirmed"


@sizes
async def test_a_fix_is_flagged_claimed_and_finished_by_keys_alone(
    desk: Desk, size: tuple[int, int]
) -> None:
    """Sign in with four keys, flag with three, claim with one."""
    async with at_kiosk(desk, size) as hands:
        await hands.sign_in_by_keys("Walsh")
        assert hands.keys <= 4
        await hands.shows("Good morning, Peter")
        hands.forget_count()
        await hands.press("f", "2", "f3")
        await hands.shows("Written down: Printer")
        assert hands.keys <= 3
        await hands.press("escape")

        await hands.sign_in_by_keys("Osei")
        await hands.pin_by_keys()
        await hands.shows("Why here")
        request = desk.requests.for_person(hands.person("Walsh").id)[0]
        await hands.down_to(request)
        hands.forget_count()
        await hands.press("c")
        await hands.shows("You have it: Printer")
        assert hands.keys == 1
        hands.forget_count()
        await hands.press("f")
        await hands.shows("How long")
        await hands.press("enter")
        await hands.shows("is asked whether it works")
        assert hands.keys == 2
        await hands.press("escape", "escape")

        await hands.sign_in_by_keys("Walsh")
        await hands.shows("Does it work now?")
        await hands.press("2")
        await hands.shows("back at the front of the line")
        assert hands.taps == 0
        after = desk.requests.get(request.id)
        assert (after.state, after.at) == ("reopened", request.at)
        assert desk.requests.standing(after).position == 1
