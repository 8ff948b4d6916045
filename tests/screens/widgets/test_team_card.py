"""Who comes: told below what somebody is about to ask of them, where there is room."""

from functools import partial

import pytest

from data.records import COACHING, FIX
from kiosk.desk import Desk
from kiosk.people import roster_import
from kiosk.requests import rules
from screens.widgets.team_card import TeamCard
from screens.widgets.tile_grid import TileGrid
from tests.support.pilot import Hands, at_kiosk

HIGH = (120, 40)


async def ask_when(hands: Hands, name: str = "Walsh") -> None:
    """Go to the question when a fix is needed."""
    hands.app.sign_in(hands.person(name))
    await hands.press("f", "1")
    await hands.shows("When do you need it?")


async def test_who_comes_is_said_with_where_they_are_and_how_many_wait(desk: Desk) -> None:
    """Name the fixer alone, and follow them when they go."""
    waiting = sum(standing.request.lane == FIX for standing in desk.requests.standings())
    async with at_kiosk(desk, HIGH) as hands:
        await ask_when(hands)
        await hands.shows("Ben Osei  ● around, come and ask")
        await hands.shows(f"{waiting} other fixes wait.")
        assert "Esi Mensah" not in hands.text()
        ben = desk.people.team(FIX)[0]
        desk.whereabouts.say_where(ben.id, "in Room 3")
        hands.app.store_changed()
        await hands.shows("○ in Room 3")


async def test_it_is_said_when_nobody_waits(desk: Desk) -> None:
    ben = desk.people.team(FIX)[0].id
    for standing in desk.requests.standings():
        desk.requests.act(standing.request.id, lambda latest: rules.finish(latest, ben, 5))
    async with at_kiosk(desk, HIGH) as hands:
        await ask_when(hands)
        await hands.shows("Nobody else waits for a fix right now.")


@pytest.mark.parametrize("size", [(60, 22), (80, 24)])
async def test_a_screen_without_room_leaves_it_out(desk: Desk, size: tuple[int, int]) -> None:
    """Show the three answers in their full height."""
    async with at_kiosk(desk, size) as hands:
        await ask_when(hands)
        assert not hands.app.screen.query_one(TeamCard).display
        assert "Who comes" not in hands.text()


@pytest.mark.parametrize("size", [(100, 30), HIGH])
async def test_a_large_team_takes_no_room_from_the_answers(
    desk: Desk, size: tuple[int, int]
) -> None:
    """Put those for whom there is no room on further pages."""
    for person in desk.people.staff()[:20]:
        desk.act(partial(roster_import.listed, person, role="fixer"))
    async with at_kiosk(desk, size) as hands:
        await ask_when(hands)
        await hands.shows("touch for more")
        assert hands.app.screen.query_one(TeamCard).size.height <= 9
        answers = hands.app.screen.query_one(TileGrid).targets()
        assert len(answers) == 3
        assert all(region.height >= 7 for _, region in answers)


async def test_workshops_name_nobody_where_there_is_no_coach(desk: Desk) -> None:
    """Leave it out: a fixer runs no workshop."""
    for person in desk.people.team(COACHING):
        desk.act(partial(roster_import.listed, person, role="teacher"))
    assert not desk.people.team(COACHING)
    async with at_kiosk(desk, HIGH) as hands:
        hands.app.sign_in(hands.person("Marsh"))
        await hands.press("w")
        await hands.shows("Workshops")
        await hands.settle()
        assert "Who runs them" not in hands.text()
