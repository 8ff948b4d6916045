"""Actions: a row each, from which their keys, tiles, menus and help are made."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from kiosk.desk import Desk
from screens import routes
from screens.action_screen import ActionScreen, bound_keys
from screens.actions import Action, wrong_keys
from screens.dialogs.action_menu import ActionMenu
from screens.dialogs.help import HelpDialog
from screens.team.agenda import AgendaSection
from screens.team.board import BoardSection
from screens.team.list_detail import ListDetail
from screens.team.queue import QueueSection
from screens.team.queue_actions import QueueActions
from screens.team.shelf import ShelfSection
from tests.support.fakes import SetClock
from tests.support.pilot import NOW, Hands, at_kiosk, open_copy, targets_on


def all_screens() -> list[type[ActionScreen[Any]]]:
    """Every kind of screen on which something can be done."""
    found: list[type[ActionScreen[Any]]] = []
    kinds: list[type[ActionScreen[Any]]] = [ActionScreen]
    while kinds:
        kind = kinds.pop()
        kinds += kind.__subclasses__()
        if kind.__module__.startswith("screens.") and kind.actions():
            found.append(kind)
    return found


SCREENS = all_screens()
TOUCHED_ELSEWHERE = {
    "requests.next_page": "a touch on the card",
    "thanks-got.next_page": "a touch on the card",
    "me.next_page": "a touch on the card",
    "week.next_page": "a touch on the card",
    "week.longer": "the question that a touch on an entry opens",
    "week.shorter": "the question that a touch on an entry opens",
    "week.remove": "the question that a touch on an entry opens",
    "wall.note": "the page of the person",
    "coaching.not-sure": "the last tile of its grid",
}
"""Actions without a tile on the smallest screen and without a menu -> what else does them by
touch.
"""


def full_name(screen: type[ActionScreen[Any]], row: Action) -> str:
    """The name of an action in [keys]."""
    return f"{screen.NAME}.{row.id}"


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.__name__)
def test_each_action_has_a_key_of_its_own_and_can_be_touched(
    screen: type[ActionScreen[Any]],
) -> None:
    """Use no key twice; give each action words, something to do, and a tile or a place in the menu
    of More.
    """
    rows = [row for _, row in screen.actions().values()]
    keys = [key for row in rows if row.key for key in row.key.split(",")]
    assert len(keys) == len(set(keys)), keys
    for row in rows:
        assert row.title
        assert row.opens in routes.ROUTES if row.opens else hasattr(screen, row.method), row.id
        always_has_tile = row.area != "menu"
        has_menu = "more" in screen.actions()
        assert always_has_tile or has_menu or full_name(screen, row) in TOUCHED_ELSEWHERE, row.id


def test_the_screens_that_people_use_most_are_among_those_tested_here() -> None:
    names = {screen.__name__ for screen in SCREENS}
    assert {"HomeScreen", "QueueSection", "WalkSection", "PersonScreen", "ConfirmDialog"} <= names
    actions = {full_name(screen, row) for screen in SCREENS for _, row in screen.actions().values()}
    assert actions >= TOUCHED_ELSEWHERE.keys()


def with_key(actions: tuple[Action, ...], name: str, key: str) -> tuple[Action, ...]:
    """The same rows, one of them with another key."""
    return tuple(replace(row, key=key) if row.id == name else row for row in actions)


class QueueWithOtherKey(QueueSection):
    """The queue, with another key in the row of Claim."""

    NAME = "queue"
    ACTIONS = with_key(QueueActions.ACTIONS, "claim", "z")


async def at_the_queue(hands: Hands) -> None:
    """Sign in as the fixer, whose queue has somebody in it."""
    hands.app.sign_in(hands.person("Osei"))
    await hands.until(lambda: hands.has("Claim"))


def said_in_help(hands: Hands) -> str:
    """What the help says."""
    assert isinstance(hands.app.screen, HelpDialog)
    return " ".join(hands.text().split())


async def test_another_key_in_the_row_of_an_action_is_used_everywhere(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Show it on the tile, in the help and in the menu, and press it."""
    monkeypatch.setattr(routes, "QueueSection", QueueWithOtherKey)
    async with at_kiosk(desk, (100, 30)) as hands:
        await at_the_queue(hands)
        assert hands.tile("Claim").key == "z"
        await hands.press("f1")
        await hands.until(lambda: isinstance(hands.app.screen, HelpDialog))
        await hands.shows("Z   Claim")
        assert "C   Claim" not in said_in_help(hands)
        await hands.press("escape")
        await hands.press("enter")
        await hands.until(lambda: isinstance(hands.app.screen, ActionMenu))
        assert hands.tile("Claim").key == "z"
        await hands.press("escape")
        await hands.until(lambda: isinstance(hands.app.screen, QueueWithOtherKey))
        await hands.press("z")
        await hands.shows("You have it")


@contextmanager
def desk_with_settings(sample_school: Path, folder: Path, line: str) -> Iterator[Desk]:
    """A desk on the sample school, with one more line in its settings."""
    open_copy(sample_school, folder / "first", SetClock(NOW)).close()
    path = folder / "first" / "kiosk.toml"
    path.write_text(f"{line}\n{path.read_text(encoding='utf-8')}", encoding="utf-8")
    with closing(open_copy(folder / "first", folder / "school", SetClock(NOW))) as desk:
        yield desk


async def test_a_school_can_give_an_action_another_key(sample_school: Path, tmp_path: Path) -> None:
    """Change its tile, the help and the keyboard; the old key does nothing."""
    with desk_with_settings(sample_school, tmp_path, 'keys.queue.claim = "k"') as desk:
        async with at_kiosk(desk, (100, 30)) as hands:
            await at_the_queue(hands)
            assert hands.tile("Claim").key == "k"
            await hands.press("f1")
            await hands.shows("K   Claim")
            await hands.press("escape")
            await hands.until(lambda: isinstance(hands.app.screen, QueueSection))
            before = desk.store.changes
            await hands.press("c")
            await hands.settle()
            assert desk.store.changes == before
            await hands.press("k")
            await hands.shows("You have it")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('keys.queue.clam = "k"', "queue.clam, which is nothing that can be done"),
        ('keys.queue.claim = "f"', "gives 'f' to both queue."),
    ],
)
async def test_wrong_keys_of_the_settings_are_reported_and_the_defaults_used(
    sample_school: Path, tmp_path: Path, line: str, said: str
) -> None:
    """Tell the team what is wrong, and use the default keys."""
    with desk_with_settings(sample_school, tmp_path, line) as desk:
        async with at_kiosk(desk, (120, 40)) as hands:
            await hands.until(lambda: hands.app.key_trouble)
            assert said in hands.app.key_trouble
            await at_the_queue(hands)
            await hands.shows("kiosk.toml: [keys]")
            await hands.press("c")
            await hands.shows("You have it")


def test_all_default_keys_are_valid_and_a_key_used_twice_is_found() -> None:
    """Accept all keys without a word in the settings, and find two on one key in either order."""
    known = bound_keys()
    assert wrong_keys({}, known) == []
    assert wrong_keys({"queue.claim": "n"}, known)
    assert wrong_keys({"queue.note": "c"}, known)
    assert wrong_keys({"shelf.edit": "x"}, known)
    assert wrong_keys({"queue.claim": "n", "queue.note": "c"}, known) == []


async def test_the_key_of_an_action_that_is_not_possible_does_nothing(desk: Desk) -> None:
    """Claim no request again that one has already, by touch or by key."""
    async with at_kiosk(desk, (100, 30)) as hands:
        await at_the_queue(hands)
        await hands.press("c")
        await hands.shows("You have it")
        await hands.until(lambda: hands.tile("Claim").tile.disabled)
        before = desk.store.changes
        await hands.press("c")
        target = hands.tile("Claim")
        target.board.post_message(target.board.ActionPressed("claim"))
        await hands.settle()
        assert desk.store.changes == before


async def test_the_act_that_is_filled_has_the_second_place(desk: Desk) -> None:
    """Find Claim there, and Finish once it is claimed, with what else there is where it was."""
    async with at_kiosk(desk) as hands:
        await at_the_queue(hands)
        before = {tile.title: tile.region for tile in targets_on(hands.app.screen)}
        await hands.tap("Claim")
        await hands.until(lambda: hands.tile("Finish").tile.filled)
        after = {tile.title: tile.region for tile in targets_on(hands.app.screen)}
        assert after["Finish"] == before["Claim"]
        stay = ("Out", "Note", "More", "Help")
        assert [after[title] for title in stay] == [before[title] for title in stay]


@pytest.mark.parametrize(
    ("key", "section", "title"),
    [("f8", ShelfSection, "Add"), ("f9", BoardSection, "Announce"), ("f6", AgendaSection, "Book")],
)
async def test_the_act_that_helps_is_filled_while_there_is_nothing(
    desk: Desk,
    monkeypatch: pytest.MonkeyPatch,
    key: str,
    section: type[ListDetail[Any]],
    title: str,
) -> None:
    """Fill it, and no other, on a list without items."""
    monkeypatch.setattr(section, "items", lambda _: [])
    async with at_kiosk(desk) as hands:
        hands.app.sign_in(hands.person("Duarte"))
        await hands.press(key)
        await hands.until(lambda: hands.has(title))
        filled = [each.title for each in targets_on(hands.app.screen) if each.tile.filled]
        assert filled == [title]
