"""A badge is read on every screen, and no key of it is ever seen."""

import pytest

from kiosk.desk import Desk
from screens.people_picker import PeoplePicker
from tests.driving import Hands, SetClock, at_kiosk

WALSH, OSEI = "4400807", "4402061"
"""Badges of the sample school's staff.csv."""


async def scan(hands: Hands, clock: SetClock, badge: str, gap: float = 0.01) -> None:
    """What a reader does: a burst of keys, then Enter."""
    for sign in badge:
        clock.forward(seconds=gap)
        await hands.pilot.press(sign)
    clock.forward(seconds=gap)
    await hands.pilot.press("enter")


@pytest.fixture
def badges() -> dict[str, str]:
    """Family name -> badge, as the sample's roster has them."""
    from importlib import resources

    lines = resources.files("data.sample").joinpath("staff.csv").read_text("utf-8").splitlines()
    return {line.split(",")[0]: line.split(",")[-1] for line in lines[1:]}


async def test_a_badge_signs_in_from_the_waiting_screen(
    desk: Desk, clock: SetClock, badges: dict[str, str]
) -> None:
    """One scan and one is at home."""
    async with at_kiosk(desk, hold=5) as hands:
        await scan(hands, clock, badges["Walsh"])
        await hands.shows("Good morning, Peter")


@pytest.mark.parametrize("way", ["f", "c", "t", "m", "r"])
async def test_a_badge_on_any_screen_is_the_next_person(
    desk: Desk, clock: SetClock, badges: dict[str, str], way: str
) -> None:
    """Also while somebody else is signed in, also with a text half typed; its Enter presses
    nothing and none of its digits appear.
    """
    before = len(desk.store.table("requests"))
    async with at_kiosk(desk, hold=5) as hands:
        hands.app.sign_in(hands.person("Rivera"))
        await hands.shows("Good morning, María")
        hands.app._hold = 0
        await hands.press(way)
        hands.app._hold = 5
        await scan(hands, clock, badges["Walsh"])
        await hands.shows("Good morning, Peter")
        assert badges["Walsh"] not in hands.text()
    assert len(desk.store.table("requests")) == before


async def test_a_coachs_badge_still_asks_for_the_pin(
    desk: Desk, clock: SetClock, badges: dict[str, str]
) -> None:
    """A badge says who somebody is; it opens nothing."""
    async with at_kiosk(desk, hold=5) as hands:
        await scan(hands, clock, badges["Osei"])
        await hands.shows("Hello Ben")
        assert hands.app.person is None


async def test_an_unknown_badge_is_told_what_to_do(desk: Desk, clock: SetClock) -> None:
    """And nobody is signed in."""
    async with at_kiosk(desk, hold=5) as hands:
        await scan(hands, clock, "99998888")
        await hands.shows("This badge is not known. Sign in by name")
        assert hands.app.person is None
        assert "9999" not in hands.text()


async def test_half_a_scan_is_dropped(desk: Desk, clock: SetClock) -> None:
    """Keys that came too quickly for a person, without an Enter, type nothing."""
    async with at_kiosk(desk, hold=0.3) as hands:
        await hands.press("enter")
        await hands.shows("Who are you?")
        for sign in "44008":
            clock.forward(seconds=0.01)
            await hands.pilot.press(sign)
        await hands.until(lambda: not hands.app._held)
        assert hands.app.screen.query_one(PeoplePicker).field.value == ""


async def test_a_persons_typing_arrives_whole(desk: Desk, clock: SetClock) -> None:
    """Every key, in order, also when two fingers roll over each other."""
    async with at_kiosk(desk, hold=0.05) as hands:
        await hands.press("enter")
        await hands.shows("Who are you?")
        for sign, gap in zip("rivera", (0.2, 0.02, 0.3, 0.15, 0.02, 0.4), strict=True):
            clock.forward(seconds=gap)
            await hands.pilot.press(sign)
        clock.forward(seconds=0.3)
        await hands.pilot.press("enter")
        await hands.shows("Good morning, María")
