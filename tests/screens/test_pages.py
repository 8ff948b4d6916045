"""Many of everything: whatever there is can be reached by touch alone and by Page up and down, and
nothing is cut without a sign.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import pytest
from textual.geometry import Region

from kiosk.desk import Desk
from screens.teacher.resources import ResourcesScreen
from screens.teacher.room_picker import RoomPickerScreen
from screens.widgets.card import Card
from screens.widgets.person_picker import PersonPicker
from screens.widgets.rotating_cards import RotatingCard
from screens.widgets.row_list import RowList
from screens.widgets.tile import shown_key
from screens.widgets.tile_grid import TileGrid
from tests.screens.crowded_school import crowd
from tests.support.look import text_in
from tests.support.pilot import NOW, Hands, SetClock, Target, at_kiosk, open_copy, targets_on

SMALL, MIDDLE, LARGE = (80, 24), (100, 30), (120, 40)
at_each_size = pytest.mark.parametrize(
    "size", [SMALL, MIDDLE, LARGE], ids=lambda size: f"{size[0]}x{size[1]}"
)
at_two_sizes = pytest.mark.parametrize(
    "size", [SMALL, LARGE], ids=lambda size: f"{size[0]}x{size[1]}"
)


@pytest.fixture(scope="module")
def wide_school(sample_school: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A school in which there is much of everything."""
    folder = tmp_path_factory.mktemp("wide") / "school"
    desk = open_copy(sample_school, folder, SetClock(NOW))
    crowd(desk)
    desk.close()
    return folder


@pytest.fixture
async def wide(wide_school: Path, tmp_path: Path) -> AsyncIterator[Desk]:
    """A copy of it."""
    desk = open_copy(wide_school, tmp_path / "school", SetClock(NOW))
    yield desk
    desk.close()


def rows_of(hands: Hands, region: Region) -> list[str]:
    """What can be read in a part of the screen, without its edges and pictures."""
    screen = hands.app.screen
    rows = screen._compositor.render_strips(screen.app.size)[region.y : region.bottom]
    return [row.crop(region.x + 1, region.right).text.strip(" ▄▀█") for row in rows]


def packed(text: str) -> str:
    """Without what parts words and lines."""
    return "".join(text.split())


def drawn_text(hands: Hands, region: Region) -> str:
    """What can be read in a part of the screen, packed."""
    return packed("".join(rows_of(hands, region)))


def is_whole(text: str, shown: str) -> bool:
    """Whether a packed text is read whole from its beginning, or up to an ellipsis."""
    wanted = packed(text)
    pairs = enumerate(zip(wanted, shown, strict=False))
    same = next((n for n, (one, other) in pairs if one != other), min(len(wanted), len(shown)))
    return same == len(wanted) or shown[same : same + 1] == "…"


def title_of(hands: Hands, target: Target) -> str:
    """What can be read of a tile, packed, without the key beside its title."""
    first, *rest = [row for row in rows_of(hands, target.region) if row] or [""]
    first = first.removesuffix(shown_key(target.key)).rstrip() if target.key else first
    return packed("".join([first, *rest]))


def check_tiles(hands: Hands, grid: TileGrid) -> None:
    """Each tile lies whole within its grid, is large enough for a finger, and says its title whole
    or with a sign that something is missing.
    """
    tiles = [target for target in targets_on(hands.app.screen) if target.board is grid]
    for tile in tiles:
        assert grid.region.contains_region(tile.region), f"{tile.title} leaves the grid"
        assert tile.region.height >= 3, tile.title
        assert tile.region.width >= 10, tile.title
        shown = title_of(hands, tile)
        if tile.tile.picture == tile.title:
            assert set("".join(text_in(hands.app.screen, tile.region))) & set("▀▄█"), tile.title
            continue
        assert is_whole(tile.title, shown), f"{tile.title!r} is cut: {shown!r}"
    taken = [tile.region for tile in tiles]
    assert not [a for n, a in enumerate(taken) for b in taken[n + 1 :] if a.overlaps(b)]


async def by_touch(hands: Hands) -> None:
    """On to the next page."""
    await hands.tap("More")


async def by_topics(hands: Hands) -> None:
    """On to more topics."""
    await hands.tap("Other")


async def by_key(hands: Hands) -> None:
    """On to the next page."""
    await hands.press("pagedown")


async def back_by_key(hands: Hands) -> None:
    """Back to the page before."""
    await hands.press("pageup")


Turn = Callable[[Hands], Awaitable[None]]


async def page_through(hands: Hands, grid: TileGrid, turn: Turn) -> list[str]:
    """List the values of all items, page by page, until the first page is there again."""
    await hands.until(lambda: grid._shown)
    await hands.settle()
    found: list[str] = []
    first = grid._page
    for _ in range(grid.pages):
        check_tiles(hands, grid)
        found += [item.value for item in grid._shown]
        if grid.pages > 1:
            await turn(hands)
    assert grid._page == first
    return found


async def list_everybody(hands: Hands, picker: PersonPicker) -> list[str]:
    """List whom one reaches through the shelves by touch."""
    grid, found = picker.grid, list[str]()
    await hands.until(lambda: grid._shown)
    await hands.settle()
    check_tiles(hands, grid)
    assert grid.pages == 1, "all shelves are there at once"
    labels = [item.title for item in grid._shown]
    assert len(set(labels)) == len(labels)
    for shelf in [item for item in grid._shown if item.value.startswith("\0")]:
        await hands.tap(shelf.title)
        await hands.until(lambda: picker.is_range_open)
        found += await page_through(hands, grid, by_touch)
        await hands.press("escape")
        await hands.until(lambda: not picker.is_range_open)
    return found


@at_two_sizes
async def test_everybody_can_sign_in_by_touch(wide: Desk, size: tuple[int, int]) -> None:
    """Find each of 560 once, with names of forty characters in several scripts."""
    async with at_kiosk(wide, size) as hands:
        await hands.tap("Touch to sign in")
        await hands.until(lambda: hands.app.screen.query(PersonPicker))
        found = await list_everybody(hands, hands.app.screen.query_one(PersonPicker))
    assert sorted(found) == sorted(each.id for each in wide.people.staff())


async def test_everybody_can_be_thanked_by_touch(wide: Desk) -> None:
    """Find everybody but oneself."""
    async with at_kiosk(wide, SMALL) as hands:
        walsh = hands.person("Walsh")
        hands.app.sign_in(walsh)
        await hands.press("t")
        await hands.until(lambda: hands.app.screen.query(PersonPicker))
        found = await list_everybody(hands, hands.app.screen.query_one(PersonPicker))
    assert sorted(found) == sorted(each.id for each in wide.people.staff() if each.id != walsh.id)


@at_two_sizes
async def test_all_matches_of_a_name_can_be_paged_through(
    wide: Desk, size: tuple[int, int]
) -> None:
    """Page by key and by touch, best match first, whatever was typed before."""
    async with at_kiosk(wide, size) as hands:
        await hands.tap("Touch to sign in")
        await hands.until(lambda: hands.app.screen.query(PersonPicker))
        picker = hands.app.screen.query_one(PersonPicker)
        for typed in ("a", "m", "e"):
            picker.field.value = typed
            await hands.until(lambda: picker._found)
            wanted = [each.id for each in wide.people.search(picker.field.value, 60)]
            await hands.until(lambda: [i.value for i in picker.grid._tiles] == wanted)  # noqa: B023
            for turn in (by_touch, by_key):
                assert await page_through(hands, picker.grid, turn) == wanted


@at_two_sizes
async def test_every_room_can_be_chosen(wide: Desk, size: tuple[int, int]) -> None:
    """Find those of the settings and those that only the roster names."""
    async with at_kiosk(wide, size) as hands:
        hands.app.sign_in(hands.person("Walsh"))
        await hands.press("f", "r")
        await hands.until(lambda: isinstance(hands.app.screen, RoomPickerScreen))
        found = await page_through(hands, hands.app.screen.query_one(TileGrid), by_touch)
    rooms = {each.room for each in wide.people.staff() if each.room} | set(wide.settings.wings)
    assert sorted(found) == sorted(rooms)


@at_two_sizes
async def test_every_resource_can_be_taken(wide: Desk, size: tuple[int, int]) -> None:
    """Find each of 3,000 once, and page on and back by touch and by key."""
    async with at_kiosk(wide, size) as hands:
        hands.app.sign_in(hands.person("Walsh"))
        await hands.press("r")
        await hands.until(lambda: isinstance(hands.app.screen, ResourcesScreen))
        screen = hands.app.screen
        assert isinstance(screen, ResourcesScreen)
        shelf = screen.shelf
        await hands.until(lambda: shelf._shown)
        found = []
        for _ in range(shelf.pages):
            found += [item.value for item in shelf._shown]
            shelf.turn_page(1)
        assert found == [each.id for each in wide.shelf.all()]
        await hands.settle()
        check_tiles(hands, shelf)
        check_tiles(hands, screen.filters)
        last = shelf.pages - 1
        there: list[tuple[Turn, int]] = [(by_key, 1), (by_key, 2), (back_by_key, 1)]
        there += [(back_by_key, 0), (back_by_key, last), (by_key, 0)]
        for turn, page in there:
            await turn(hands)
            assert shelf._page == page
            check_tiles(hands, shelf)
        for title, page in (("More", 1), ("More", 2), ("Earlier", 1), ("Earlier", 0)):
            here = [each for each in targets_on(hands.app.screen) if each.board is shelf]
            (target,) = [each for each in here if each.title == title]
            await hands.touch(*map(int, target.region.center))
            assert shelf._page == page
            check_tiles(hands, shelf)


async def test_every_tag_can_be_chosen(wide: Desk) -> None:
    """Page through the row of tags, and from its last page to its first."""
    async with at_kiosk(wide, SMALL) as hands:
        hands.app.sign_in(hands.person("Walsh"))
        await hands.press("r")
        await hands.until(lambda: isinstance(hands.app.screen, ResourcesScreen))
        filters = hands.app.screen.query_one("#filters", TileGrid)
        found = await page_through(hands, filters, by_topics)
        assert len(found) == len(set(found)) == len(filters._tiles)
        assert set(wide.shelf.tags(24)) <= set(found)


@at_each_size
async def test_every_known_problem_can_be_joined(wide: Desk, size: tuple[int, int]) -> None:
    """Find all fifty that fit."""
    async with at_kiosk(wide, size) as hands:
        hands.app.sign_in(hands.person("Walsh"))
        await hands.press("f", "2")
        await hands.shows("When do you need it?")
        grid = hands.app.screen.query_one("#offers", TileGrid)
        found = await page_through(hands, grid, by_touch)
        known = {f"problem {each.id}" for each in wide.board.problems_fitting("Printer", "Room 18")}
        assert len(known) == 51
        assert {each for each in found if each.startswith("problem")} == known
        assert await page_through(hands, grid, by_key) == found


@at_each_size
async def test_every_workshop_can_be_signed_up_for(wide: Desk, size: tuple[int, int]) -> None:
    """Find all of more than thirty."""
    async with at_kiosk(wide, size) as hands:
        hands.app.sign_in(hands.person("Walsh"))
        await hands.press("w")
        await hands.shows("One touch signs you up")
        grid = hands.app.screen.query_one(TileGrid)
        for turn in (by_touch, by_key):
            found = await page_through(hands, grid, turn)
            assert found == [each.id for each in wide.workshops.ahead()]


async def choose_each(hands: Hands, *, by_touch: bool) -> list[str]:
    """Choose each row of the list, from the first to the last, and list their keys."""
    rows = hands.app.screen.query_one(RowList)
    await hands.press("home")
    await hands.until(lambda: rows.chosen == rows._keys[0])
    found = [rows.chosen]
    for _ in range(200):
        if len(found) == len(rows._keys):
            return found
        wanted = rows._keys[len(found)]
        lines = range(rows.size.height)
        if by_touch and wanted not in map(rows._at, lines):
            below = next(y for y in lines if rows._at(y).startswith("▼"))
            await hands.touch(rows.region.x + 6, rows.region.y + below)
            continue
        if by_touch:
            line = next(y for y in lines if rows._at(y) == wanted)
            await hands.touch(rows.region.x + 6, rows.region.y + line + 1)
        else:
            await hands.press("down")
        await hands.until(lambda wanted=wanted: rows.chosen == wanted)  # type: ignore[misc]
        found.append(rows.chosen)
    raise AssertionError("the list has no end")


@at_each_size
async def test_every_request_of_mine_can_be_read(wide: Desk, size: tuple[int, int]) -> None:
    """Find all of more than forty by touch and by key, and read each story to its end."""
    async with at_kiosk(wide, size) as hands:
        walsh = hands.person("Walsh")
        hands.app.sign_in(walsh)
        await hands.press("m")
        await hands.until(lambda: hands.app.screen.query(RowList))
        await hands.settle()
        mine = [each.id for each in wide.requests.for_person(walsh.id)]
        assert await choose_each(hands, by_touch=True) == mine
        assert await choose_each(hands, by_touch=False) == mine
        await hands.press("home")
        card = hands.app.screen.query_one("#story", Card)
        for way in (".", "touch"):
            words = ""
            for _ in range(8):
                words += drawn_text(hands, card.region)
                if way == "touch":
                    await hands.touch(card.region.x + 2, card.region.y + 2)
                else:
                    await hands.press(way)
            assert words.count("w") >= 300


@at_each_size
async def test_every_announcement_can_be_read(wide: Desk, size: tuple[int, int]) -> None:
    """Page through sixty on the board."""
    async with at_kiosk(wide, size) as hands:
        await hands.shows("Coming up")
        card = hands.app.screen.query_one("#coming", RotatingCard)
        words, before = "", -1
        for _ in range(card._pages * 2):
            if card._page != before:
                words += drawn_text(hands, card.region)
            before = card._page
            await hands.press("pagedown")
        missing = [n for n in range(60) if f"News{n:02}thataretoldinsomewords" not in words]
        assert missing == []


LONG = {
    "team": "in the far corner of the library behind the shelves with the atlases " * 2,
    "problems": "The printer on the second floor jams at every page that is not blank " * 3,
    "coming": "Report cards open on Monday and close when the last one has been written " * 4,
    "thanks": "You stayed until it worked and then came back to see whether it still did " * 4,
}


@at_each_size
async def test_a_text_too_long_for_the_board_ends_with_an_ellipsis(
    desk: Desk, size: tuple[int, int]
) -> None:
    """Show it whole, or with an ellipsis at its end; thanks whole, on as many pages as needed."""
    ana, ben = desk.people.team("coaching")[0].id, desk.people.team("fix")[0].id
    desk.whereabouts.say_where(ana, LONG["team"])
    desk.board.open_problem(ben, LONG["problems"], "Printer", rooms=["Room 1"])
    desk.board.announce(ana, LONG["coming"], (NOW + timedelta(days=1)).date())
    thanks = desk.thanks.thank(ana, ben, text=LONG["thanks"])
    desk.thanks.allow(thanks, ben, "wall")
    async with at_kiosk(desk, size) as hands:
        await hands.shows("Where to find us")
        for name, text in LONG.items():
            card = hands.app.screen.query_one(f"#{name}", RotatingCard)
            if not card.region.area:
                continue
            words = ""
            for page in range(card._pages):
                card._page = page
                card.refresh()
                await hands.settle()
                words += drawn_text(hands, card.region).replace("▌", "")
            begin = words.index(packed(text)[:12])
            for word in text.split():  # on each further page when or who it is stands between
                found = words.find(packed(word), begin)
                if found < 0:
                    break
                begin = found + len(packed(word))
            else:
                continue
            assert name != "thanks", "whoever is thanked reads all of it"
            assert "…" in words, words
