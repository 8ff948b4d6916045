"""A badge on every screen there is, by every kind of reader: whose it is is known, nobody's text is
lost, and not one of its characters is typed.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from textual import events
from textual.app import App
from textual.widgets import Input

from data.ledger.facts import raw_fact
from kiosk.demo import UnsyncedDisk
from kiosk.desk import Desk
from screens.app import KioskApp
from screens.dialogs.idle_warning import IdleWarning
from screens.input.badge_reader import SHORTEST
from screens.widgets.text_input import TextInput
from tests.support import shots
from tests.support.badge_reader import badges, keys
from tests.support.pilot import NOW, Hands, SetClock, at_kiosk, open_copy
from tests.support.teacher_screens import fields, go_to, prepare

WORDS = "half a line of my own"
OTHER = "Weiss"
"""Somebody who is nowhere in the walks."""
UNKNOWN = "99998888"


@contextmanager
def nothing_typed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No key does anything meanwhile; one that only writes into a line is taken back."""
    through: list[str] = []
    deliver = App.on_event

    async def spy(app: App[None], event: events.Event) -> None:
        if isinstance(event, events.Key) and isinstance(app, KioskApp):
            line = app.focused
            if not (isinstance(line, TextInput) and line.writes(event)):
                through.append(event.key)
        await deliver(app, event)

    with monkeypatch.context() as patch:
        patch.setattr(App, "on_event", spy)
        yield
    assert through == []


def written(hands: Hands) -> list[str]:
    """What stands in the fields of all screens."""
    stack = hands.app.screen_stack
    return [each.value for screen in stack for each in screen.query(Input).results(Input)]


async def read(hands: Hands, typed: str, gaps: Sequence[float] = ()) -> None:
    """A reader's keys, none of which is let go before the last has come."""
    hands.app.badge_keys.hold = 5
    await keys(hands, typed, gaps or [0.01] * len(typed))
    hands.app.badge_keys.hold = 0


@pytest.mark.parametrize("name", [each for each in shots.SCREENS if each not in shots.STATES])
async def test_a_badge_is_read_on_every_screen_and_types_nothing(
    name: str, sample_school: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Change nothing by one's own badge, write half a scan into a line or drop it, and sign the
    owner of another badge in, keeping what was being written. Ask who it is at an unknown one.
    """
    desk: Desk = open_copy(sample_school, tmp_path / "school", SetClock(NOW))
    async with at_kiosk(desk) as hands:
        await shots.SCREENS[name](hands.pilot)
        me, screen = hands.app.person, hands.app.screen
        for _ in [each for each in fields(hands) if each.has_focus]:
            await hands.write(WORDS)
            await hands.until(lambda: any(WORDS in text for text in written(hands)))
        before = written(hands)
        with nothing_typed(monkeypatch):
            if me:
                for _ in range(2):
                    await read(hands, f"{badges()[me.family]}\n")
                await read(hands, f"{badges()[me.family]}\n" * 2)
        if not isinstance(screen, IdleWarning):
            assert hands.app.screen is screen
        assert (hands.app.person, written(hands)) == (me, before)
        line = hands.app.line_for(events.Key(UNKNOWN[0], UNKNOWN[0]))
        with nothing_typed(monkeypatch):
            await read(hands, UNKNOWN)
            await hands.app.badge_keys.hand_on()
            await hands.settle()
            is_written = any(UNKNOWN in text for text in written(hands))
            assert is_written == (line is not None), "half a scan is text where somebody can write"
            await read(hands, f"{badges()[OTHER]}\n" * 2)
        other = hands.person(OTHER)
        await hands.shows(f"Good morning, {other.first}")
        assert hands.app.person == other
        assert badges()[OTHER] not in hands.text()
        await read(hands, f"{UNKNOWN}\n")
        await hands.shows("We don't know this badge. Sign in by name")
        assert hands.app.person is None, "who has another badge is somebody else"
        assert UNKNOWN not in hands.text()
    desk.close()


READERS: dict[str, Sequence[float]] = {
    "quick": (0.002,) * 8,
    "a paste": (0.0,) * 8,
    "slow": (0.034,) * 8,
    "with gaps": (0.01, 0.079, 0.01, 0.01, 0.079, 0.01, 0.01, 0.079),
}


@pytest.mark.parametrize("gaps", READERS.values(), ids=READERS.keys())
@pytest.mark.parametrize("way", ["home", "when", "put right", "share an idea", "a PIN"])
async def test_a_badge_is_read_at_the_speed_of_every_reader(
    desk: Desk, gaps: Sequence[float], way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Read gaps of up to 35 ms, and now and then 80."""
    async with at_kiosk(desk) as hands:
        prepare(desk, hands.person("Rivera"))
        hands.app.sign_in(hands.person("Rivera"))
        await go_to(hands, way)
        with nothing_typed(monkeypatch):
            await read(hands, f"{badges()['Walsh']}\n", gaps)
        await hands.shows("Good morning, Peter")


async def test_a_badge_in_the_middle_of_a_word_keeps_the_word(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sign the other person in, and offer the first one the whole text again."""
    async with at_kiosk(desk) as hands:
        hands.app.sign_in(hands.person("Rivera"))
        await go_to(hands, "when")
        hands.app.screen.query_one(TextInput).focus()
        await hands.write(WORDS)
        with nothing_typed(monkeypatch):
            await read(hands, f"{badges()['Walsh']}\n")
            await hands.shows("Good morning, Peter")
            await read(hands, f"{badges()['Rivera']}\n")
            await hands.shows("Good morning, María")
        await hands.shows(f"“{WORDS}”")
        await hands.tap("Go on")
        await hands.until(lambda: written(hands) == [WORDS])


def set_prefix(desk: Desk, clock: SetClock, prefix: str) -> Desk:
    """The same school, whose readers send this first."""
    toml = desk.folder / "kiosk.toml"
    told = f'{toml.read_text(encoding="utf-8")}\n[badges]\nprefix = "{prefix}"\n'
    toml.write_text(told, encoding="utf-8")
    return Desk(desk.folder, clock, UnsyncedDisk())


@pytest.mark.parametrize("whose", ["Rivera", "Walsh"])
@pytest.mark.parametrize("prefix", ["", ";"], ids=["no prefix", "a prefix"])
async def test_a_badge_is_read_during_the_countdown(
    desk: Desk, clock: SetClock, whose: str, prefix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wake the kiosk with the first character; give more time to one's own badge, and sign another
    person in by theirs.
    """
    desk = set_prefix(desk, clock, prefix)
    async with at_kiosk(desk) as hands:
        hands.app.sign_in(hands.person("Rivera"))
        await go_to(hands, "when")
        hands.app.screen.query_one(TextInput).focus()
        await hands.write(WORDS)
        clock.forward(seconds=desk.settings.idle.teacher - 5)
        hands.app.look_at_idle()
        await hands.until(lambda: isinstance(hands.app.screen, IdleWarning))
        with nothing_typed(monkeypatch):
            await read(hands, f"{prefix}{badges()[whose]}\n")
        if whose == "Rivera":
            await hands.shows("You are signed in already, María.")
            assert written(hands) == [WORDS]
        else:
            await hands.shows("Good morning, Peter")


async def test_a_coachs_badge_twice_types_no_digit_of_a_pin(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ask for the PIN, and take no digit of the badge for one."""
    async with at_kiosk(desk) as hands:
        with nothing_typed(monkeypatch):
            for _ in range(2):
                await read(hands, f"{badges()['Osei']}\n")
        await hands.shows("Type your PIN")
        assert hands.app.person is None
        assert "●" not in hands.text()
        assert len(hands.app.screen_stack) == 2


@pytest.mark.parametrize("typed", ["ab12", "hello", "x" * (SHORTEST - 1)])
async def test_a_burst_too_short_for_a_badge_is_typed(desk: Desk, typed: str) -> None:
    """Type all of it, however quickly it comes."""
    async with at_kiosk(desk) as hands:
        hands.app.sign_in(hands.person("Rivera"))
        await go_to(hands, "when")
        hands.app.screen.query_one(TextInput).focus()
        await read(hands, typed)
        await hands.app.badge_keys.hand_on()
        await hands.settle()
        await hands.until(lambda: written(hands) == [typed])


async def test_with_a_prefix_digits_are_never_held_back(
    desk: Desk, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Type at once what does not begin as a badge does."""
    desk = set_prefix(desk, clock, ";")
    async with at_kiosk(desk) as hands:
        hands.app.sign_in(hands.person("Rivera"))
        await go_to(hands, "when")
        hands.app.screen.query_one(TextInput).focus()
        await read(hands, "12345678")
        assert written(hands) == ["12345678"]
        with nothing_typed(monkeypatch):
            await read(hands, f";{badges()['Walsh']}\n")
        await hands.shows("Good morning, Peter")


async def test_a_badge_of_somebody_who_left_is_unknown(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Treat it like any other unknown badge."""
    person = next(each for each in desk.people.staff() if each.family == OTHER)
    desk.act(lambda: [raw_fact("person.left", person.id)])
    async with at_kiosk(desk) as hands:
        with nothing_typed(monkeypatch):
            await read(hands, f"{badges()[OTHER]}\n")
        await hands.shows("We don't know this badge.")
        assert hands.app.person is None
