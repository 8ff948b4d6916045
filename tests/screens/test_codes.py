"""A code that is shown can be scanned: decoded from the cells of the rendered screen."""

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from textual.pilot import Pilot

from kiosk.codes import QUIET, check, fit
from kiosk.desk import Desk
from kiosk.refused import Refused
from screens.qr import QRCode
from tests.driving import SIZES, at_kiosk
from tests.shots import THEMES, settle

CELL = (6, 12)
"""Pixels of a terminal's cell, about one to two as fonts have it."""


def picture(pilot: Pilot[None]) -> Image.Image:
    """The code's cells as a terminal paints them: half blocks in two colours, or backgrounds."""
    widget = pilot.app.screen.query_one(QRCode)
    width, height = CELL
    image = Image.new("RGB", (widget.size.width * width, widget.size.height * height), "#16211e")
    for y in range(widget.size.height):
        x = 0
        for segment in widget.render_line(y):
            style = segment.style
            for sign in segment.text:
                if style and style.bgcolor and style.bgcolor.triplet:
                    box = (x * width, y * height, (x + 1) * width, (y + 1) * height)
                    image.paste(tuple(style.bgcolor.triplet), box)
                    if sign == "▀" and style.color and style.color.triplet:
                        upper = (x * width, y * height, (x + 1) * width, y * height + height // 2)
                        image.paste(tuple(style.color.triplet), upper)
                x += 1
    return image


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("theme", THEMES)
async def test_each_resources_code_is_read_by_a_phone(
    desk: Desk, size: tuple[int, int], theme: str
) -> None:
    """At each size, in each theme, with its address in print beside it."""
    async with at_kiosk(desk, size) as hands:
        hands.app.theme = theme
        hands.app.sign_in(hands.person("Walsh"))
        await hands.press("r", "1")
        await hands.shows("Point a phone's camera")
        await settle(hands.pilot)
        found = zxingcpp.read_barcodes(picture(hands.pilot))
        address = desk.shelf.all()[0].url
        assert [each.text for each in found] == [address]
        assert address in hands.text()


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(codec="ascii", exclude_categories=["Cc"]), min_size=1, max_size=90))
def test_a_code_is_whole_or_not_there(text: str) -> None:
    """With its quiet zone, within the room, and a half row left over on top."""
    code = fit(text, 48, 22)
    if code is None:
        return
    assert code.columns <= 48
    assert code.rows <= 22
    edge = range(QUIET)
    assert not any(any(code.modules[y]) for y in edge)
    assert not any(any(code.modules[-1 - y]) for y in edge)
    assert not any(row[x] or row[-1 - x] for row in code.modules for x in edge)


def test_too_much_for_the_room_is_no_code() -> None:
    """Never a clipped one."""
    assert fit("x" * 400, 60, 20) is None
    assert fit("x" * 5000, 500, 500) is None


@pytest.mark.parametrize(
    "address", ["http://x.example", "javascript:alert(1)", "file:///etc/passwd", "x", ""]
)
def test_only_these_schemes(address: str) -> None:
    """https, mailto and tel."""
    with pytest.raises(Refused):
        check(address)
    for allowed in ("https://x.example/a", "mailto:a@x.example", "tel:+4912345"):
        check(allowed)
