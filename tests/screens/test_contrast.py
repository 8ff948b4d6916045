"""Everything that is drawn can be read: 4.5:1 for text and 3:1 for the edges of what can be touched
(WCAG 2.2, 1.4.3 and 1.4.11), 7:1 in the high-contrast theme, measured on the rendered screens.
"""

from collections.abc import Sequence
from pathlib import Path

import pytest
from rich.style import Style
from textual.screen import Screen
from textual.strip import Strip

from kiosk.desk import Desk
from screens.base import Panel
from screens.widgets.tile import Tile
from tests.support import shots
from tests.support.pilot import NOW, SetClock, at_kiosk, open_copy

EDGES = set("▌▐▎▊█▔▁▂▃▄▅▆▇")
QUIET_SIGNS = {"▀"}
"""The modules of a QR code, which is black on white whatever the theme."""


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


def _read_now(screen: Screen[object]) -> list[Strip]:
    """What is there to be read: of a panel the panel, since what lies under it rests."""
    strips = screen._compositor.render_strips(screen.size)
    if not isinstance(screen, Panel):
        return strips
    part = screen.query_one(".panel").region
    return [strip.crop(part.x, part.right) for strip in strips[part.y : part.bottom]]


@pytest.mark.parametrize("name", [each for each in shots.SCREENS if each not in shots.PLAIN])
async def test_everything_on_screen_has_enough_contrast(
    name: str, sample_school: Path, tmp_path: Path
) -> None:
    """Measure each screen in each of the three themes."""
    desk: Desk = open_copy(sample_school, tmp_path / "school", SetClock(NOW))
    faint: list[str] = []
    async with at_kiosk(desk) as hands:
        await shots.SCREENS[name](hands.pilot)
        for theme in shots.THEMES:
            hands.app.theme = theme
            await shots.settle(hands.pilot)
            screen = hands.app.screen
            for strip in _read_now(screen):
                for segment in strip:
                    signs = set(segment.text) - {" "}
                    if not signs or segment.style is None or signs <= QUIET_SIGNS:
                        continue
                    needed = 3.0 if signs <= EDGES else 7.0 if theme == "contrast" else 4.5
                    if signs <= EDGES and segment.style.color == segment.style.bgcolor:
                        continue  # the edge of a card that is filled with its colour
                    if (ratio := _ratio(segment.style)) < needed:
                        faint.append(f"{theme}: {segment.text!r} {ratio:.1f} {segment.style}")
    desk.close()
    assert not faint, "\n".join(dict.fromkeys(faint))


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
        tiles = [each for each in screen.focus_chain if isinstance(each, Tile)]
        assert tiles
        for theme in shots.THEMES:
            hands.app.theme = theme
            for tile in tiles:
                screen.set_focus(None)
                await hands.pilot.pause(0)
                rest = tile.background_colors[1]
                tile.focus()
                await hands.pilot.pause(0)
                fill = tile.background_colors[1]
                if _between(rest.rgb, fill.rgb) < 3.0:
                    wrong.append(f"{theme}: {tile.title} {rest} {fill}")
                region = tile.region
                for strip in screen._compositor.render_strips(screen.size)[
                    region.y : region.bottom
                ]:
                    for segment in strip.crop(region.x, region.right):
                        words = segment.text.strip()
                        if words and not set(words) <= EDGES and segment.style:
                            ratio = _ratio(segment.style)
                            if ratio < (7.0 if theme == "contrast" else 4.5):
                                wrong.append(f"{theme}: {words!r} {ratio:.1f}")
    desk.close()
    assert not wrong, "\n".join(dict.fromkeys(wrong))
