"""A double tap, a doubled key, a change from elsewhere: nobody does what they did not mean."""

from pathlib import Path

import pytest
from textual import events
from textual.widgets import Input

from kiosk.demo import UnsyncedDisk
from kiosk.desk import Desk
from kiosk.people.drafts import TextDraft
from kiosk.requests import rules
from kiosk.requests.rules import Need
from screens.dialogs.action_menu import ActionMenu
from screens.dialogs.confirm import ConfirmDialog
from screens.dialogs.help import HelpDialog
from screens.dialogs.prompt import Prompt
from screens.teacher.about_me import AboutMeScreen
from screens.teacher.home import HomeScreen
from screens.team.queue import QueueSection
from screens.widgets.inbox_panel import InboxPanel
from tests.support.pilot import LONG_AGO, NOW, Hands, SetClock, at_kiosk


async def double(hands: Hands, title: str) -> None:
    """Two taps on the same spot, as close as fingers do it."""
    await hands.until(lambda: hands.tile(title))
    x, y = (int(part) for part in hands.tile(title).region.center)
    await hands.touch(x, y, times=2)
    await hands.settle()


async def test_a_double_tap_flags_one_fix(desk: Desk) -> None:
    """Make one wish for coaching and one thank-you, too."""
    async with at_kiosk(desk) as hands:
        walsh = hands.person("Walsh")
        before = len(desk.requests.for_person(walsh.id))
        hands.app.sign_in(walsh)
        await hands.press("f", "2")
        await double(hands, "This week")
        await hands.shows("Written down: Printer")
        await hands.press("c", "1")
        await double(hands, "Find me")
        await hands.shows("Written down: Plan a lesson")
        assert len(desk.requests.for_person(walsh.id)) == before + 2
        thanks = len(desk.store.table("thanks"))
        await hands.press("t")
        await double(hands, "Ben")
        await hands.shows("on its way to Ben")
        assert len(desk.store.table("thanks")) == thanks + 1


async def test_the_second_tap_does_not_reach_the_next_screen(desk: Desk) -> None:
    """Do not answer when it is needed by a double tap on a category."""
    async with at_kiosk(desk, settle=30) as hands:
        hands.app.sign_in(hands.person("Walsh"))
        await hands.press("f")
        await hands.shows("What is broken?")
        hands.app.shown_at = LONG_AGO
        await hands.tap("Wi-Fi")
        await hands.shows("When do you need it?")
        await hands.tap("This week")
        await hands.settle()
        await hands.shows("When do you need it?")


async def test_a_doubled_enter_does_not_claim_what_it_opens(desk: Desk) -> None:
    """Open the menu of a request, and choose nothing in it."""
    async with at_kiosk(desk, settle=30) as hands:
        hands.app.sign_in(hands.person("Osei"))
        await hands.shows("Why here")
        hands.app.shown_at = LONG_AGO
        before = desk.store.changes
        await hands.press("enter", "enter")
        await hands.until(lambda: isinstance(hands.app.screen, ActionMenu))
        await hands.settle()
        assert isinstance(hands.app.screen, ActionMenu)
        assert desk.store.changes == before


async def test_a_key_that_is_pressed_twice_opens_one_panel(desk: Desk) -> None:
    """Press n twice at once."""
    async with at_kiosk(desk) as hands:
        hands.app.sign_in(hands.person("Osei"))
        await hands.shows("Why here")
        screen = hands.app.screen
        target = hands.tile("Note")
        target.board.press(target.tile)
        target.board.press(target.tile)
        await hands.shows("it answers a nudge")
        assert sum(isinstance(each, Prompt) for each in hands.app.screen_stack) == 1
        await hands.press("escape")
        assert hands.app.screen is screen


async def test_keys_that_wait_together_open_one_dialog(desk: Desk) -> None:
    """Ask once, however often the key is there in one read: each would lie above the one before."""
    async with at_kiosk(desk) as hands:
        hands.app.sign_in(hands.person("Walsh"))
        await hands.press("a")
        await hands.shows("What this kiosk keeps about you.")
        for _ in range(5):
            hands.app.post_message(events.Key("e", "e"))
        await hands.until(lambda: isinstance(hands.app.screen, ConfirmDialog))
        await hands.settle()
        assert sum(isinstance(each, ConfirmDialog) for each in hands.app.screen_stack) == 1
        await hands.press("escape")
        await hands.until(lambda: isinstance(hands.app.screen, AboutMeScreen))


async def test_a_screen_that_has_done_its_work_closes_with_the_help_above_it(desk: Desk) -> None:
    """Leave no page that says what is not so any more."""
    async with at_kiosk(desk) as hands:
        hands.app.sign_in(hands.person("Walsh"))
        await hands.press("m")
        await hands.shows("What you asked for")
        mine = hands.app.screen
        await hands.press("f1")
        await hands.until(lambda: isinstance(hands.app.screen, HelpDialog))

        def close() -> None:
            hands.app.pop_screen()

        mine.call_later(close)
        await hands.until(lambda: isinstance(hands.app.screen, HomeScreen))


@pytest.mark.parametrize("second", ["f1", "f", "m"])
async def test_a_draft_is_there_still_when_another_screen_opens_in_its_place(
    desk: Desk, second: str
) -> None:
    """Drop a text only where it is shown, although two keys wait together."""
    async with at_kiosk(desk) as hands:
        walsh = hands.person("Walsh")
        today = desk.now().date()
        hands.app.drafts.keep(walsh.id, TextDraft("thanks", "zebra", {}, away=True), today)
        hands.app.sign_in(walsh)
        await hands.shows("You were writing")
        for key in ("1", second):
            hands.app.post_message(events.Key(key, key if len(key) == 1 else None))
        await hands.settle()
        await hands.settle()
        lines = [line for screen in hands.app.screen_stack for line in screen.query(Input)]
        is_shown = any(line.value == "zebra" for line in lines)
        assert is_shown != bool(hands.app.drafts.for_person(walsh.id, today))


async def test_the_key_of_an_answer_that_is_not_shown_does_nothing(desk: Desk) -> None:
    """Keep private thanks private when the key of "the wall" follows "only me"."""
    async with at_kiosk(desk) as hands:
        walsh, okafor = hands.person("Walsh"), hands.person("Okafor")
        desk.thanks.thank(okafor.id, walsh.id, text="private words")
        hands.app.sign_in(walsh)
        await hands.shows("private words")
        await hands.press("1")
        await hands.shows("It stays with you.")
        await hands.press("3")
        await hands.settle()
        assert "private words" not in {each.text for each, _ in desk.thanks.wall()}
        assert not hands.app.screen.query_one(InboxPanel).display


async def test_a_question_is_not_replaced_by_news(desk: Desk, tmp_path: Path) -> None:
    """Ask about a fix that was finished elsewhere at the next sign-in, not under a finger."""
    other = Desk(tmp_path / "school", SetClock(NOW), UnsyncedDisk())
    async with at_kiosk(desk) as hands:
        okafor, ben = hands.person("Okafor"), hands.person("Osei")
        request = desk.requests.flag(Need("fix", okafor.id, "Sound"))
        hands.app.sign_in(okafor)
        await hands.press("h")
        await hands.shows("How's your day?")
        other.requests.act(request.id, lambda r: rules.finish(r, ben.id, 5))
        await hands.until(lambda: desk.requests.get(request.id).state == "finished")
        await hands.settle()
        await hands.shows("How's your day?")
        hands.app.leave_session()
        hands.app.sign_in(okafor)
        await hands.shows("Does it work now?")
        await hands.shows("Sound, ")
    other.close()


async def test_the_team_is_told_who_took_the_last_request_of_a_list(
    desk: Desk, tmp_path: Path
) -> None:
    """Say who finished it, although there is no other to choose."""
    other = Desk(tmp_path / "school", SetClock(NOW), UnsyncedDisk())
    async with at_kiosk(desk) as hands:
        ana = hands.person("Duarte").id
        hands.app.sign_in(hands.person("Osei"))
        await hands.shows("Why here")
        screen = hands.app.screen
        assert isinstance(screen, QueueSection)
        last = screen.chosen
        waiting = [each.request for each in desk.requests.standings()]
        for request in waiting:
            if request.lane == "fix" and request.id != last:
                other.requests.act(request.id, lambda r: rules.finish(r, ana, 5))
        await hands.until(lambda: hands.tile("Fix").tile.count == "1")
        assert screen.chosen == last
        other.requests.act(last, lambda r: rules.finish(r, ana, 5, "a new lamp"))
        await hands.shows("Ana Duarte finished it: a new lamp.")
        await hands.shows("Nobody is waiting here.")
    other.close()


async def test_a_key_does_nothing_when_the_chosen_request_is_gone(
    desk: Desk, tmp_path: Path
) -> None:
    """Say that it was finished elsewhere, and choose no other."""
    other = Desk(tmp_path / "school", SetClock(NOW), UnsyncedDisk())
    async with at_kiosk(desk) as hands:
        hands.app.sign_in(hands.person("Osei"))
        await hands.shows("Why here")
        screen = hands.app.screen
        assert isinstance(screen, QueueSection)
        gone = screen.chosen
        other.requests.act(
            gone, lambda r: rules.finish(r, hands.person("Duarte").id, 5, "a new lamp")
        )
        await hands.shows("Ana Duarte finished it: a new lamp. Choose another.")
        assert screen.chosen == ""
        before = len(list(desk.store.all_facts()))
        await hands.press("c", "d")
        assert len(list(desk.store.all_facts())) == before
        await hands.press("home")
        await hands.until(lambda: screen.chosen)
    other.close()


async def test_words_in_a_panel_stay_when_its_request_has_ended(desk: Desk, tmp_path: Path) -> None:
    """Say that it was ended meanwhile, and keep what was typed."""
    other = Desk(tmp_path / "school", SetClock(NOW), UnsyncedDisk())
    async with at_kiosk(desk) as hands:
        hands.app.sign_in(hands.person("Osei"))
        await hands.shows("Why here")
        screen = hands.app.screen
        assert isinstance(screen, QueueSection)
        gone = screen.chosen
        await hands.press("m", *"because")
        await hands.shows("because")
        other.requests.act(gone, lambda r: rules.finish(r, hands.person("Duarte").id, 5))
        await hands.shows("Meanwhile: Ana Duarte finished it.")
        await hands.press("enter")
        await hands.until(lambda: isinstance(hands.app.screen, Prompt))
        await hands.shows("because")
    other.close()


async def test_withdrawing_a_request_asks_first(desk: Desk) -> None:
    """Lose no place in line by an accidental touch."""
    async with at_kiosk(desk) as hands:
        rivera = hands.person("Rivera")
        request = desk.requests.for_person(rivera.id)[0]
        hands.app.sign_in(rivera)
        await hands.press("m", "w")
        await hands.shows("Leave Projector or screen, Room 12?")
        await hands.press("escape")
        await hands.until(lambda: not isinstance(hands.app.screen, ConfirmDialog))
        assert desk.requests.get(request.id).person == rivera.id
        await hands.tap("Take back")
        await hands.shows("The others keep it.")
        await hands.press("y")
        await hands.shows("Taken back.")
        assert desk.requests.get(request.id).person != rivera.id, "those who joined have it now"


async def test_keys_wait_while_the_window_is_too_small(desk: Desk) -> None:
    """Do nothing until one can see what the keys do."""
    async with at_kiosk(desk, (80, 24)) as hands:
        hands.app.sign_in(hands.person("Walsh"))
        await hands.shows("Good morning, Peter")
        await hands.pilot.resize_terminal(60, 18)
        await hands.shows("This window is 60 by 18.")
        before = len(list(desk.store.all_facts()))
        await hands.press("h", "f", "1", "1")
        await hands.pilot.resize_terminal(80, 24)
        await hands.shows("Good morning, Peter")
        assert len(list(desk.store.all_facts())) == before
