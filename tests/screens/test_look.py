"""The look of every state of every screen, measured on what is drawn.

Everything can be read: 4.5:1 for text and 3:1 for the edges of what can be touched (WCAG 2.2, 1.4.3
and 1.4.11), 7:1 in the high-contrast theme. The tones can be told apart. `tests.support.look` has
the rules for tiles.
"""

from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

import pytest
from rich.color import Color as RichColor
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip
from textual.theme import Theme

from kiosk.demo import UnsyncedDisk
from kiosk.desk import Desk
from screens.base import Panel
from screens.team.week_chart import FULL, TRACK
from screens.themes import THEMES
from screens.widgets.palette import TONES, palette
from tests.support import shots
from tests.support.colour_distance import ciede2000
from tests.support.look import faults_in_look
from tests.support.pilot import NOW, SIZES, SetClock, at_kiosk, open_copy, targets_on

EDGES = set("▏▕▌▐▎▊█▔▁▂▃▄▅▆▇▖▘")
QUIET_SIGNS = {"▀", "▄"}
"""The modules of a QR code, which is black on white whatever the theme; and half a cell of fill or
of a picture, which says nothing that is not said in words.
"""


def _ratio(style: Style) -> float:
    front, back = style.color, style.bgcolor
    assert front is not None
    assert back is not None
    assert front.triplet is not None
    assert back.triplet is not None
    return _between(front.triplet, back.triplet)


def _between(one: Sequence[int], other: Sequence[int]) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(triplet: Sequence[int]) -> float:
    """Relative luminance, as WCAG 2.2 defines it."""
    linear = [
        part / 12.92 if (part := value / 255) <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for value in triplet
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _half_tones(theme: str) -> set[RichColor | None]:
    """The half tones of pictures, and the fill of a cell of the map in its legend."""
    colours = palette(theme)
    tones = (*TONES.values(), "foreground", "muted")
    halves = {
        colours.style(f"{tone} 45 {ground}", "panel").color
        for tone in tones
        for ground in ("panel", "background", "focus", "surface")
    }
    return halves | {colours.style(fill, "panel").color for fill in ("panel", "warm1", "warm2")}


def _read_now(screen: Screen[object]) -> list[Strip]:
    """What is there to be read: of a panel the panel, since what lies under it rests."""
    strips = screen._compositor.render_strips(screen.app.size)
    if not isinstance(screen, Panel):
        return strips
    part = screen.query_one(".panel").region
    return [strip.crop(part.x, part.right) for strip in strips[part.y : part.bottom]]


def _faint(screen: Screen[object], theme: str) -> list[str]:
    """What on a screen has too little contrast."""
    faint: list[str] = []
    colours = palette(theme)
    for strip in _read_now(screen):
        for segment in strip:
            signs = set(segment.text) - {" "}
            if not signs or segment.style is None or signs <= QUIET_SIGNS:
                continue
            needed = 3.0 if signs <= EDGES else 7.0 if theme == "contrast" else 4.5
            if signs <= EDGES and segment.style.color == segment.style.bgcolor:
                continue  # the edge of a card that is filled with its colour
            if signs == {"█"} and segment.style.color in _half_tones(theme):
                continue  # the soft part of a picture, whose full tone is measured
            if signs == {FULL} and segment.style.color == colours.style(TRACK[1:], "panel").color:
                continue  # behind a bar, beside a number that says the same
            if (ratio := _ratio(segment.style)) < needed:
                faint.append(f"{theme}: {segment.text!r} {ratio:.1f} {segment.style}")
    return faint


@pytest.mark.parametrize("name", shots.ALL)
async def test_each_state_of_each_screen_looks_as_it_should(
    name: str, sample_school: Path, tmp_path: Path
) -> None:
    """Measure its contrast in each theme, and its tiles at each size."""
    desk = _school_for(name, sample_school, tmp_path)
    faults: list[str] = []
    async with at_kiosk(desk) as hands:
        await shots.ALL[name](hands.pilot)
        screen = hands.app.screen
        for theme in shots.THEMES if name not in shots.PLAIN else ():
            hands.app.theme = theme
            await shots.settle(hands.pilot)
            faults += _faint(screen, theme)
        for size in SIZES:
            await hands.pilot.resize_terminal(*size)
            await hands.until(lambda size=size: hands.app.size == size)  # type: ignore[misc]
            await shots.settle(hands.pilot)
            faults += [f"{size}: {fault}" for fault in faults_in_look(hands.app.screen)]
    desk.close()
    assert not faults, "\n".join(dict.fromkeys(faults))


def _school_for(name: str, sample_school: Path, tmp_path: Path) -> Desk:
    """The sample school, or one with nobody but a coach."""
    if not name.startswith(shots.EMPTY):
        return open_copy(sample_school, tmp_path / "school", SetClock(NOW))
    shots.empty_school(tmp_path / "school")
    return Desk(tmp_path / "school", SetClock(NOW), UnsyncedDisk())


def _segments(screen: Screen[object], region: Region) -> list[Segment]:
    """What is drawn in a part of the screen."""
    strips = screen._compositor.render_strips(screen.app.size)[region.y : region.bottom]
    return [segment for strip in strips for segment in strip.crop(region.x, region.right)]


def _ground(screen: Screen[object], region: Region) -> Sequence[int]:
    """The colour behind the words of a tile."""
    middle = Region(region.x + 1, region.y + region.height // 2, 1, 1)
    style = _segments(screen, middle)[0].style
    assert style is not None
    assert style.bgcolor is not None
    assert style.bgcolor.triplet is not None
    return style.bgcolor.triplet


FOCUSED = ("home", "fix-when", "thanks", "sign-in", "queue", "decline", "finish", "pin")


@pytest.mark.parametrize("name", FOCUSED)
async def test_the_focused_target_has_enough_contrast_and_stands_out(
    name: str, sample_school: Path, tmp_path: Path
) -> None:
    """Measure each target in turn: its words at 4.5:1, and a fill that differs from its rest by
    3:1.
    """
    desk: Desk = open_copy(sample_school, tmp_path / "school", SetClock(NOW))
    wrong: list[str] = []
    async with at_kiosk(desk) as hands:
        await shots.SCREENS[name](hands.pilot)
        screen = hands.app.screen
        targets = targets_on(screen)
        assert targets
        for theme in shots.THEMES:
            hands.app.theme = theme
            for target in targets:
                if target.tile.disabled:
                    continue
                screen.set_focus(None)
                await hands.pilot.pause(0)
                rest = _ground(screen, target.region)
                target.board.focus_tile(target.tile.value, visible=True)
                await hands.pilot.pause(0)
                fill = _ground(screen, target.region)
                if _between(rest, fill) < 3.0 and not target.tile.filled:
                    wrong.append(f"{theme}: {target.title} {rest} {fill}")
                for segment in _segments(screen, target.region):
                    words = segment.text.strip()
                    if words and not set(words) <= EDGES | QUIET_SIGNS and segment.style:
                        ratio = _ratio(segment.style)
                        if ratio < (7.0 if theme == "contrast" else 4.5):
                            wrong.append(f"{theme}: {words!r} {ratio:.1f}")
    desk.close()
    assert not wrong, "\n".join(dict.fromkeys(wrong))


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_any_two_tones_can_be_told_apart(theme: Theme) -> None:
    """Keep each pair of the five tones at least 15 apart (CIEDE2000); under 10 two hues look the
    same on a wall.
    """
    tones = {name: Color.parse(getattr(theme, name)) for name in TONES.values()}
    near = [
        f"{one} and {other}: {distance:.1f}"
        for one, other in combinations(tones, 2)
        if (distance := ciede2000(tones[one].rgb, tones[other].rgb)) < 15
    ]
    assert not near
