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
from tests import shots
from tests.driving import NOW, SetClock, at_kiosk, open_copy

EDGES = set("▌▐▎▊█▔▁▂▃▄▅▆▇")
QUIET_SIGNS = {"▀"}
"""The modules of a QR code, which is black on white whatever the theme."""


def _ratio(style: Style) -> float:
    front, back = style.color, style.bgcolor
    assert front is not None
    assert back is not None
    assert front.triplet is not None
    assert back.triplet is not None
    lighter, darker = sorted((_luminance(front.triplet), _luminance(back.triplet)), reverse=True)
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


@pytest.mark.parametrize("name", list(shots.SCREENS))
async def test_what_is_drawn_can_be_read(name: str, sample_school: Path, tmp_path: Path) -> None:
    """Each screen in each of the three themes."""
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
