"""Slips of the team's fingers: a letter too many, a key too early, an Esc too many do nothing that
was not meant.
"""

import threading

import pytest

from kiosk.desk import Desk
from kiosk.requests import rules
from screens.dialogs.confirm import ConfirmDialog
from screens.dialogs.minutes_prompt import MinutesPrompt
from screens.entry.waiting import WaitingScreen
from screens.teacher.home import HomeScreen
from screens.team.queue import QueueSection
from screens.widgets.text_input import TextInput
from tests.support.pilot import Hands, at_kiosk


async def at_queue(hands: Hands, family: str = "Osei") -> None:
    """Somebody of the team is at the queue."""
    hands.app.sign_in(hands.person(family))
    await hands.shows("Why here")


@pytest.mark.parametrize("words", ["Battery swapped", "cable", "Lamp * new", "a"])
async def test_letters_in_the_finish_panel_are_words_and_no_keys(desk: Desk, words: str) -> None:
    """Finish with Enter, with the words and without an offer."""
    async with at_kiosk(desk) as hands:
        await at_queue(hands)
        request = desk.requests.standings()[0].request
        await hands.press("f")
        await hands.until(lambda: isinstance(hands.app.screen, MinutesPrompt))
        await hands.press(words[0])
        await hands.write(words[1:])
        assert isinstance(hands.app.screen, MinutesPrompt)
        assert hands.app.screen.query_one(TextInput).value == words
        await hands.press("enter")
        await hands.shows("Finished, ")
        now = desk.requests.get(request.id)
        assert (now.state, now.story[-1].text, bool(now.offered)) == ("finished", words, False)


async def test_letters_typed_after_a_capture_are_no_commands(desk: Desk) -> None:
    """Close the capture with the number, and do not decline the request below."""
    async with at_kiosk(desk, settle=3600.0) as hands:
        await at_queue(hands)
        await hands.press("f12")
        await hands.write("wals")
        await hands.press("1")
        await hands.shows("Logged: Peter Walsh")
        changes = desk.store.changes
        await hands.press(*"dcpin")
        assert isinstance(hands.app.screen, QueueSection)
        assert desk.store.changes == changes


async def test_one_escape_too_many_signs_nobody_out(desk: Desk) -> None:
    """Say so, and sign out with the second one; sign out at once by a touch on Out."""
    async with at_kiosk(desk) as hands:
        await at_queue(hands)
        await hands.press("escape")
        await hands.shows("Esc once more")
        assert isinstance(hands.app.screen, QueueSection)
        await hands.press("escape")
        await hands.until(lambda: isinstance(hands.app.screen, WaitingScreen))
        await at_queue(hands)
        await hands.tap("Out")
        await hands.until(lambda: isinstance(hands.app.screen, WaitingScreen))


async def test_a_request_of_a_colleague_is_taken_only_after_a_question(desk: Desk) -> None:
    """Ask after C; leave it with Esc, take it with Y."""
    async with at_kiosk(desk) as hands:
        ana = hands.person("Duarte")
        first = desk.requests.standings()[0].request
        desk.requests.act(first.id, lambda now: rules.claim(now, ana.id))
        await at_queue(hands)
        await hands.press("c")
        await hands.until(lambda: isinstance(hands.app.screen, ConfirmDialog))
        await hands.shows("Ana Duarte has it")
        await hands.press("escape")
        await hands.shows("Why here")
        assert desk.requests.get(first.id).owner == ana.id
        await hands.press("c", "y")
        await hands.shows("You have it")
        assert desk.requests.get(first.id).owner == hands.person("Osei").id


async def test_undo_skips_a_step_that_somebody_else_has_gone_on_from(desk: Desk) -> None:
    """Undo the first of two steps when the second cannot be undone."""
    async with at_kiosk(desk) as hands:
        await at_queue(hands)
        ben = hands.person("Osei")
        one, two = [each.request for each in desk.requests.standings() if not each.request.owner][
            :2
        ]
        await hands.press("c")
        await hands.shows("You have it")
        await hands.press("down", "c")
        await hands.until(lambda: desk.requests.get(two.id).owner == ben.id)
        desk.requests.act(
            two.id, lambda now: rules.note(now, hands.person("Duarte").id, "I was there")
        )
        await hands.press("u")
        await hands.shows("someone has gone on from there")
        await hands.press("u")
        await hands.until(lambda: desk.requests.get(one.id).owner == "")
        assert desk.requests.get(two.id).owner == ben.id


async def test_two_undo_keys_at_once_undo_two_steps(desk: Desk) -> None:
    """Undo one step after the other, each once, though the keys are quicker than the disk."""
    async with at_kiosk(desk) as hands:
        await at_queue(hands)
        one, two = [each.request for each in desk.requests.standings() if not each.request.owner][
            :2
        ]
        await hands.press("c")
        await hands.until(lambda: desk.requests.get(one.id).owner != "")
        await hands.press("down", "c")
        await hands.until(lambda: desk.requests.get(two.id).owner != "")
        await hands.until(lambda: len(hands.app.session.undos) == 2)
        screen = hands.app.screen
        assert isinstance(screen, QueueSection)
        screen.action_undo()
        screen.action_undo()
        await hands.until(lambda: hands.app.session.undos == [])
        assert [desk.requests.get(each.id).owner for each in (one, two)] == ["", ""]
        assert not hands.app.faults


async def test_undo_waits_for_the_step_before_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Undo what was done last, not the step before it, though the disk is slow."""
    async with at_kiosk(desk) as hands:
        await at_queue(hands)
        ben = hands.person("Osei")
        one, two = [each.request for each in desk.requests.standings() if not each.request.owner][
            :2
        ]
        await hands.press("c")
        await hands.until(lambda: len(hands.app.session.undos) == 1)
        saving, on = threading.Event(), threading.Event()

        def slow(_: int) -> None:
            saving.set()
            on.wait(10)

        await hands.press("down")
        monkeypatch.setattr(desk.disk, "fsync", slow)
        await hands.press("c")
        await hands.until(saving.is_set)
        screen = hands.app.screen
        assert isinstance(screen, QueueSection)
        screen.action_undo()
        await hands.pilot.pause()
        on.set()
        await hands.shows("Taken back")
        assert [desk.requests.get(each.id).owner for each in (one, two)] == [ben.id, ""]


async def test_escape_leads_from_ones_own_home_to_the_queue(desk: Desk) -> None:
    """Go back to work, and do not sign out."""
    async with at_kiosk(desk) as hands:
        await at_queue(hands)
        await hands.press("g", "9")
        await hands.until(lambda: isinstance(hands.app.screen, HomeScreen))
        await hands.press("escape")
        await hands.shows("Why here")


async def test_letters_in_the_capture_belong_to_the_name(desk: Desk) -> None:
    """Look for another name also after somebody was touched."""
    async with at_kiosk(desk) as hands:
        await at_queue(hands)
        await hands.press("f12", *"wals", "enter", *"x")
        assert hands.app.screen.query_one(TextInput).value == "walsx"
