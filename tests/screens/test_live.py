"""What another process writes is seen within a second and never moves the selection."""

from pathlib import Path

import pytest

from kiosk.demo import UnsyncedDisk
from kiosk.desk import Desk
from kiosk.requests import wording as request_wording
from kiosk.requests.rules import Need
from screens.teacher.home import HomeScreen
from screens.teacher.my_requests import MyRequestsScreen
from screens.team.queue import QueueSection
from tests.support.pilot import NOW, SetClock, at_kiosk


async def test_the_queue_follows_another_process(desk: Desk, tmp_path: Path) -> None:
    """Put a more urgent request above, and keep the selection."""
    other = Desk(tmp_path / "school", SetClock(NOW), UnsyncedDisk())
    other.open()
    async with at_kiosk(desk) as hands:
        hands.app.sign_in(hands.person("Osei"))
        await hands.shows("Why here")
        screen = hands.app.screen
        assert isinstance(screen, QueueSection)
        await hands.press("down")
        chosen = screen.chosen
        assert chosen
        person = hands.person("Walsh")
        other.requests.flag(Need("fix", person.id, "Printer", when="now", text="Smoke"))
        await hands.shows("Fix 5")
        await hands.shows("P. Walsh")
        assert screen.chosen == chosen
        assert screen.row_list.chosen == chosen
    other.close()


async def test_news_does_not_take_back_a_touch_that_the_screen_has_not_seen(desk: Desk) -> None:
    """Keep the row that was just chosen, when news comes before the screen is told of it."""
    async with at_kiosk(desk) as hands:
        hands.app.sign_in(hands.person("Chen"))
        await hands.press("m")
        await hands.until(lambda: isinstance(hands.app.screen, MyRequestsScreen))
        screen = hands.app.screen
        assert isinstance(screen, MyRequestsScreen)
        rows = screen.row_list
        await hands.until(lambda: len(rows._keys) > 1)
        second = rows._keys[1]
        rows.choose(1)
        screen.show_live()
        await hands.settle()
        assert rows.chosen == second
        about = desk.requests.get(second)
        await hands.until(lambda: screen.story._title == request_wording.place(about))


async def test_another_process_sees_a_tap_at_once(desk: Desk, tmp_path: Path) -> None:
    """Find the fact there as soon as the screen says that it is saved."""
    other = Desk(tmp_path / "school", SetClock(NOW), UnsyncedDisk())
    other.open()
    async with at_kiosk(desk) as hands:
        hands.app.sign_in(hands.person("Walsh"))
        await hands.press("f", "2", "f3")
        await hands.shows("Written down: Printer")
        assert other.store.refresh()
        assert other.requests.for_person(hands.person("Walsh").id)[0].category == "Printer"
    other.close()


async def test_a_full_disk_is_reported_and_nothing_is_changed(desk: Desk) -> None:
    """Say what happened and what to do, and keep what was typed."""

    class FullDisk(UnsyncedDisk):
        def write(self, fd: int, payload: bytes) -> None:  # noqa: ARG002  # it fails whatever it is
            raise OSError(28, "No space left on device")

    walsh = next(each for each in desk.people.staff() if each.family == "Walsh")
    before = desk.requests.for_person(walsh.id)
    desk.store.ledger.disk = FullDisk()
    async with at_kiosk(desk) as hands:
        hands.app.sign_in(hands.person("Walsh"))
        await hands.press("f", "2")
        await hands.shows("When do you need it?")
        await hands.press("f3")
        await hands.shows("Not saved: the disk is full")
        assert desk.requests.for_person(hands.person("Walsh").id) == before
        desk.store.ledger.disk = UnsyncedDisk()
        await hands.press("f3")
        await hands.shows("Written down: Printer")


async def test_a_home_screen_with_a_question_does_not_redraw_itself(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Draw it a few times, and not for ever."""
    drawn: list[None] = []
    live = HomeScreen.show_live

    def spy(self: HomeScreen) -> None:
        drawn.append(None)
        live(self)

    monkeypatch.setattr(HomeScreen, "show_live", spy)
    async with at_kiosk(desk) as hands:
        hands.app.sign_in(hands.person("Chen"))
        await hands.shows("Does it work now?")
        looks = iter(range(60))
        await hands.until(lambda: next(looks) > 50)
        assert len(drawn) < 10
