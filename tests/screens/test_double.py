"""A double tap, a doubled key, a change from elsewhere: nobody does what they did not mean."""

from pathlib import Path

from kiosk.demo import UnsyncedDisk
from kiosk.desk import Desk
from kiosk.requests import rules
from kiosk.requests.rules import Need
from screens.dialogs.confirm import ConfirmDialog
from screens.dialogs.prompt import Prompt
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
    """And one wish for coaching, and one thank-you."""
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


async def test_the_second_tap_is_not_for_the_next_screen(desk: Desk) -> None:
    """A double tap on a category does not say when it is needed as well."""
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


async def test_a_doubled_key_opens_one_panel(desk: Desk) -> None:
    """Two fingers rolled over n."""
    async with at_kiosk(desk) as hands:
        hands.app.sign_in(hands.person("Osei"))
        await hands.shows("Why here")
        screen = hands.app.screen
        tile = hands.tile("Note")
        tile.action_press()
        tile.action_press()
        await hands.shows("it answers a nudge")
        assert sum(isinstance(each, Prompt) for each in hands.app.screen_stack) == 1
        await hands.press("escape")
        assert hands.app.screen is screen


async def test_an_answer_that_is_not_shown_is_none(desk: Desk) -> None:
    """After "only me", the key of "the wall" does nothing: private thanks stay private."""
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


async def test_a_question_stays_whatever_comes_in(desk: Desk, tmp_path: Path) -> None:
    """What another process finishes is asked at the next sign-in, not under a finger."""
    other = Desk(tmp_path / "school", SetClock(NOW), UnsyncedDisk())
    async with at_kiosk(desk) as hands:
        okafor, ben = hands.person("Okafor"), hands.person("Osei")
        request = desk.requests.flag(Need("fix", okafor.id, "Sound"))
        hands.app.sign_in(okafor)
        await hands.press("h")
        await hands.shows("How is the day?")
        other.requests.act(request.id, lambda r: rules.finish(r, ben.id, 5))
        await hands.until(lambda: desk.requests.get(request.id).state == "finished")
        await hands.settle()
        await hands.shows("How is the day?")
        hands.app.leave_session()
        hands.app.sign_in(okafor)
        await hands.shows("Does it work now? Sound")
    other.close()


async def test_a_key_is_not_for_the_neighbour_of_what_is_gone(desk: Desk, tmp_path: Path) -> None:
    """The chosen request is finished elsewhere: that is said, and nothing is chosen."""
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


async def test_words_survive_a_refusal(desk: Desk, tmp_path: Path) -> None:
    """A panel says that its request was ended meanwhile, and what was typed is still there."""
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


async def test_taking_back_is_asked_once(desk: Desk) -> None:
    """A dropped finger does not lose a place in line."""
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


async def test_nothing_happens_in_a_window_too_small_to_see_it(desk: Desk) -> None:
    """Keys wait until one can see what they do."""
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
