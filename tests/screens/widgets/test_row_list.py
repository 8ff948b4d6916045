"""A list of rows: the row is chosen at once, and what is shown of it follows."""

from unittest import mock

from textual import events

from kiosk.desk import Desk
from screens.team.queue import QueueSection
from screens.widgets.row_list import RowList
from tests.support.pilot import at_kiosk


async def test_several_steps_at_once_show_one_story(desk: Desk) -> None:
    """Choose the row that the last key leads to, and tell only of that one."""
    async with at_kiosk(desk) as hands:
        hands.app.sign_in(hands.person("Osei"))
        await hands.press("4")
        screen = hands.app.screen
        assert isinstance(screen, QueueSection)
        await hands.press("home")
        await hands.settle()
        keys = [standing.request.id for standing in desk.requests.standings()]
        told: list[str] = []

        def tell(_: QueueSection, message: RowList.Chosen) -> None:
            told.append(message.key)

        with mock.patch.object(QueueSection, "on_row_list_chosen", tell):
            for _ in range(3):
                hands.app.post_message(events.Key("down", None))
            await hands.settle()
            await hands.settle()
        assert screen.chosen == keys[3]
        assert told == [keys[3]]


async def test_a_key_acts_for_the_row_that_is_chosen_and_not_for_the_story_that_is_shown(
    desk: Desk,
) -> None:
    """Claim the second request, although the story of the first is still there."""
    async with at_kiosk(desk) as hands:
        ben = hands.person("Osei")
        hands.app.sign_in(ben)
        await hands.press("4", "home")
        await hands.settle()
        requests = [standing.request for standing in desk.requests.standings()]
        keys = [request.id for request in requests]
        waiting = [request.id for request in requests if request.state == "waiting"]
        screen = hands.app.screen
        assert isinstance(screen, QueueSection)
        screen.row_list.choose(keys.index(waiting[1]))
        hands.app.post_message(events.Key("c", "c"))
        await hands.until(lambda: desk.requests.get(waiting[1]).owner == ben.id)
        assert not desk.requests.get(waiting[0]).owner
