"""What a touch does not do: it presses nothing that is only to be read, nothing on which it did not
begin, and nothing that came under the finger a moment ago.
"""

from textual import events

from kiosk.desk import Desk
from screens.entry.pin_entry import PinEntryScreen
from screens.teacher.resources import ResourcesScreen
from screens.team.queue import QueueSection
from screens.widgets.inbox_panel import WORDS, InboxPanel
from screens.widgets.row_list import RowList
from screens.widgets.text_input import TextInput
from screens.widgets.tile_grid import TileGrid
from tests.support.pilot import LONG_AGO, Hands, at_kiosk


async def slide(hands: Hands, start: tuple[int, int], end: tuple[int, int]) -> None:
    """Press at one place, and let go at another."""
    for kind, (x, y) in ((events.MouseDown, start), (events.MouseUp, end)):
        event = kind(None, x, y, 0, 0, 1, False, False, False, screen_x=x, screen_y=y)
        hands.app.post_message(event)
    await hands.settle()


async def test_touching_the_words_of_a_note_does_not_answer_it(desk: Desk) -> None:
    """Keep the note, and say nothing."""
    async with at_kiosk(desk) as hands:
        hands.app.sign_in(hands.person("Rivera"))
        await hands.shows("A note from Ana")
        panel = hands.app.screen.query_one(InboxPanel)
        region = next(region for tile, region in panel.placed if tile.value == WORDS)
        place = panel.region.offset + region.offset
        before = len(desk.store.table("notes"))
        await hands.touch(place.x + 4, place.y + 1)
        await hands.press("home")
        await hands.settle()
        assert panel.item is not None
        assert panel.item.head == "A note from Ana"
        assert len(desk.store.table("notes")) == before
        assert "A note from Ana" in hands.text()


async def test_a_touch_that_slides_to_another_row_chooses_none(desk: Desk) -> None:
    async with at_kiosk(desk) as hands:
        hands.app.sign_in(hands.person("Osei"))
        await hands.shows("Why here")
        screen = hands.app.screen
        assert isinstance(screen, QueueSection)
        rows, chosen = screen.query_one(RowList), screen.chosen
        x, y = rows.region.x + 5, rows.region.y + 1
        await slide(hands, (x, y), (x, y + 3))
        assert screen.chosen == chosen
        await slide(hands, (x, y + 3), (x, y + 3))
        assert screen.chosen != chosen


async def test_the_second_tap_on_more_touches_nothing_that_moved_there(desk: Desk) -> None:
    """Do not open what the next page of the resources has in its place."""
    async with at_kiosk(desk, (80, 24), settle=30) as hands:
        hands.app.sign_in(hands.person("Rivera"))
        await hands.press("r")
        screen = hands.app.screen
        assert isinstance(screen, ResourcesScreen)
        grid = screen.query_one("#shelf", TileGrid)
        for _ in range(grid.pages + 1):
            hands.app.shown_at = LONG_AGO
            more = next(region for tile, region in grid.targets() if tile.title == "More")
            x, y = (int(part) for part in more.center)
            await hands.touch(x, y)
            await hands.touch(x, y)
            assert hands.app.screen is screen


async def test_enter_presses_no_focus_that_is_not_seen(desk: Desk) -> None:
    """Send no thanks to somebody whose tile was left by a touch elsewhere."""
    async with at_kiosk(desk) as hands:
        hands.app.sign_in(hands.person("Rivera"))
        before = len(desk.store.table("thanks"))
        await hands.press("t")
        await hands.until(lambda: hands.tile("Ben"))
        ben = hands.tile("Ben")
        ben.board.focus_tile(ben.tile.value, visible=True)
        await hands.tap("Well done")
        await hands.press("enter")
        await hands.settle()
        assert len(desk.store.table("thanks")) == before


async def test_enter_is_for_the_pin_that_is_typed(desk: Desk) -> None:
    """Press no digit of the pad, wherever the focus was."""
    async with at_kiosk(desk) as hands:
        hands.app.push_screen(PinEntryScreen(hands.person("Osei")))
        await hands.press("tab", *"270418", "enter")
        await hands.until(lambda: not isinstance(hands.app.screen, PinEntryScreen))


async def test_the_colours_change_above_a_dialog(desk: Desk) -> None:
    async with at_kiosk(desk) as hands:
        hands.app.sign_in(hands.person("Osei"))
        await hands.shows("Why here")
        await hands.press("n")
        await hands.until(lambda: isinstance(hands.app.focused, TextInput))
        before = hands.app.theme
        await hands.press("f2")
        assert hands.app.theme != before


async def test_the_wheel_scrolls_a_list(desk: Desk) -> None:
    """Show other rows at each step in the smallest window, where only a few are in sight."""
    async with at_kiosk(desk, (60, 22)) as hands:
        hands.app.sign_in(hands.person("Osei"))
        await hands.press("4")
        rows = hands.app.screen.query_one(RowList)
        await hands.until(lambda: rows.region.height > 0)
        x, y = rows.region.x + 5, rows.region.y + 2
        seen = {hands.text().splitlines()[y][: rows.region.right]}
        for _ in range(3):
            event = events.MouseScrollDown(None, x, y, 0, 0, 0, False, False, False, x, y)
            hands.app.post_message(event)
            await hands.settle()
            seen.add(hands.text().splitlines()[y][: rows.region.right])
        assert len(seen) == 4
