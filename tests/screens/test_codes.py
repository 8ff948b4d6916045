"""A code that is shown can be scanned: decoded from the cells of the rendered screen. What does not
fit says so and is printed.
"""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

import pytest
import zxingcpp
from PIL import Image
from textual.screen import Screen

from data.ledger.facts import raw_fact
from data.records import Resource
from kiosk.calendar import workshops
from kiosk.desk import Desk
from kiosk.library import qr_codes
from kiosk.library.qr_codes import ROOMY_BYTES, fit
from screens.code_page import CodePage
from screens.teacher.resource import ResourcePage
from screens.teacher.workshops import WorkshopCodePage
from screens.widgets.card import Card
from screens.widgets.qr_code import QRCode
from tests.support.pilot import SIZES, Hands, at_kiosk
from tests.support.shots import THEMES

PIXELS = 6
"""Of the side of a half cell: a terminal's cell is about one to two, as fonts have it."""
QUIET = 4
"""Modules around a code (ISO/IEC 18004)."""
SCHEMES = {"https", "mailto", "tel"}
BLACK, WHITE, RED = (0, 0, 0), (255, 255, 255), (255, 0, 0)
ADDRESS = "https://hallway.example/"

at_each_size = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")


def half_cells(screen: Screen[Any]) -> list[list[Any]]:
    """The colours of the code's cells as a terminal paints them, in halves: half blocks in two
    colours, or backgrounds. What is neither black nor white is red.
    """
    region = screen.query_one(QRCode).region
    rows: list[list[Any]] = []
    for strip in screen._compositor.render_strips(screen.app.size)[region.y : region.bottom]:
        upper: list[Any] = []
        lower: list[Any] = []
        for segment in strip.crop(region.x, region.right):
            style = segment.style
            assert style is not None
            back, front = (
                tuple(colour.triplet) if colour and colour.triplet else RED
                for colour in (style.bgcolor, style.color)
            )
            upper += [front if sign == "▀" else back for sign in segment.text]
            lower += [front if sign == "▄" else back for sign in segment.text]
        rows += [upper, lower]
    known = {BLACK, WHITE}
    return [[each if each in known else RED for each in row] for row in rows]


def picture(rows: list[list[Any]]) -> Image.Image:
    """Half cells as pixels."""
    image = Image.new("RGB", (len(rows[0]), len(rows)))
    image.putdata([colour for row in rows for colour in row])
    size = (image.width * PIXELS, image.height * PIXELS)
    return image.resize(size, Image.Resampling.NEAREST)


def modules(rows: list[list[Any]]) -> list[list[Any]]:
    """Half cells as far as any of them is white: outside of a code a theme may be black."""
    white = [(x, y) for y, row in enumerate(rows) for x, each in enumerate(row) if each == WHITE]
    left, right = min(x for x, _ in white), max(x for x, _ in white)
    top, bottom = min(y for _, y in white), max(y for _, y in white)
    return [row[left : right + 1] for row in rows[top : bottom + 1]]


def check_code(hands: Hands, code: QRCode, payloads: Sequence[str]) -> None:
    """The fullest that fits is read; black on white whatever the theme, with its quiet zone on all
    sides alike.
    """
    rows = half_cells(hands.app.screen)
    (found,) = zxingcpp.read_barcodes(picture(rows))
    assert found.text == next(each for each in payloads if fit(each, *code.size))
    drawn = modules(rows)
    assert {colour for row in drawn for colour in row} == {BLACK, WHITE}
    dark = [y for y, row in enumerate(drawn) if BLACK in row]
    across = [x for row in drawn for x, colour in enumerate(row) if colour == BLACK]
    assert code.code is not None
    quiet = QUIET * 2 if code.code.full else QUIET
    assert (dark[0], len(drawn) - 1 - dark[-1]) == (quiet, quiet)
    assert (min(across), len(drawn[0]) - 1 - max(across)) == (quiet, quiet)


def printed(hands: Hands) -> str:
    """What stands in print beside it, on all its pages, without the spaces between words and lines:
    a long address goes on in the next line.
    """
    card = hands.app.screen.query_one(Card)
    pages: list[str] = []
    for _ in range(40):
        region = card.region
        rows = hands.text().splitlines()[region.y : region.bottom]
        words = "".join(row[region.x + 1 : region.right] for row in rows)
        if words in pages:
            break
        pages.append(words)
        card.next_page()
    return "".join("".join(pages).split())


async def show(hands: Hands, page: CodePage) -> QRCode | None:
    """Put a page before somebody, until its code is laid out."""
    hands.app.go_home()
    await hands.settle()
    hands.app.push_screen(page)
    await hands.until(lambda: page.is_mounted and page.query_one(Card).region.area)
    found = list(page.query(QRCode).results(QRCode))
    if not found:
        return None
    await hands.until(lambda: found[0]._strips or "too small" in hands.text())
    return found[0]


async def check_page(
    hands: Hands, page: CodePage, payloads: Sequence[str], words: Sequence[str]
) -> bool:
    """Its code is read, in each theme, or it says that there is none; either way the words are in
    print.

    Returns:
        Whether there is a code.
    """
    code = await show(hands, page)
    assert code is not None
    for theme in THEMES:
        hands.app.theme = theme
        await hands.settle()
        if code.code is None:
            assert "too small" in hands.text()
        else:
            check_code(hands, code, payloads)
    stands = printed(hands)
    assert [each for each in words if "".join(each.split()) not in stands] == []
    return code.code is not None


@at_each_size
async def test_every_code_on_a_screen_can_be_read_by_a_phone(
    desk: Desk, size: tuple[int, int]
) -> None:
    """Read addresses, steps of how-tos, links of ideas and workshops, at each size, in
    each theme.
    """
    chen = next(each for each in desk.people.staff() if each.family == "Chen")
    desk.shelf.share(chen.id, "Maps we draw", url=f"{ADDRESS}maps?class=7B&year=2026")
    desk.shelf.share(chen.id, "Ask me", url="mailto:r.chen@lincoln.example?subject=Maps")
    desk.shelf.share(chen.id, "Call the museum", url="tel:+4912345678")
    drawn = set()
    async with at_kiosk(desk, size) as hands:
        hands.app.sign_in(hands.person("Walsh"))
        for resource in desk.shelf.all():
            payload = qr_codes.payload(resource)
            if payload:
                assert urlsplit(resource.url).scheme in SCHEMES or resource.steps
                in_print = [resource.url, *resource.steps]
                assert await check_page(hands, ResourcePage(resource), [payload], in_print)
                drawn.add(resource.kind)
            else:
                assert await show(hands, ResourcePage(resource)) is None
        for workshop in desk.workshops.ahead():
            start, minutes = workshops.starts(workshop), workshop.minutes
            events = qr_codes.event(workshop.title, start, minutes, workshop.room)
            assert all(each.startswith("BEGIN:VEVENT\n") for each in events)
            assert await check_page(hands, WorkshopCodePage(workshop), events, [workshop.room])
    assert drawn == {"link", "howto", "idea"}


@at_each_size
@pytest.mark.parametrize("length", [62, 79, 120, 400])
async def test_a_code_that_does_not_fit_says_so_and_its_address_is_printed(
    desk: Desk, size: tuple[int, int], length: int
) -> None:
    """Clip no code, and print the whole address."""
    address = (ADDRESS + "abcdefghij" * 50)[:length]
    resource = added(desk, url=address)
    async with at_kiosk(desk, size) as hands:
        hands.app.sign_in(hands.person("Walsh"))
        fits = await check_page(hands, ResourcePage(resource), [address], [address])
        assert fits or length > ROOMY_BYTES


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "http://x.example/a", "file:///etc/passwd", "WIFI:S:a;;"]
)
async def test_an_address_of_another_scheme_has_no_code(desk: Desk, address: str) -> None:
    """Draw none, however the address came onto the shelf."""
    resource = added(desk, url=address)
    async with at_kiosk(desk) as hands:
        hands.app.sign_in(hands.person("Walsh"))
        code = await show(hands, ResourcePage(resource))
        assert code is None or code.code is None


def added(desk: Desk, **body: object) -> Resource:
    """Something that is on the shelf, whoever let it in."""
    coach = desk.people.team("coaching")[0].id
    body |= {"title": "A title"}
    desk.act(lambda: [raw_fact("resource.added", "added", by=coach, body=body)])
    found = desk.shelf.find("added")
    assert found is not None
    return found


async def test_steps_that_do_not_fit_in_a_code_are_printed(desk: Desk) -> None:
    """Print every step of a how-to of forty steps, and draw no code on a small screen."""
    steps = [f"Turn knob number {place}." for place in range(1, 41)]
    resource = added(desk, kind="howto", steps=steps)
    async with at_kiosk(desk, (80, 24)) as hands:
        hands.app.sign_in(hands.person("Walsh"))
        assert not await check_page(
            hands, ResourcePage(resource), [qr_codes.payload(resource)], steps
        )


async def test_a_code_is_drawn_again_when_the_window_changes(desk: Desk) -> None:
    """Draw it smaller or say that it does not fit, and show it again in a larger window."""
    resource = next(each for each in desk.shelf.all() if each.url)
    async with at_kiosk(desk, (120, 40)) as hands:
        hands.app.sign_in(hands.person("Walsh"))
        code = await show(hands, ResourcePage(resource))
        assert code is not None
        for size in ((120, 40), (80, 24), (60, 22), (100, 30)):
            await hands.pilot.resize_terminal(*size)
            await hands.until(lambda size=size: hands.app.size == size)  # type: ignore[misc]
            await hands.until(lambda: code.outer_size == code.region.size and code.region.area)
            await hands.settle()
            if code.code:
                check_code(hands, code, [resource.url])
            else:
                assert size == (60, 22)
                await hands.shows("too small")


@pytest.mark.parametrize("size", SIZES[:2], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("keys", [("f4", "q"), ("f6", "down", "down", "q"), ("f8", "q")])
async def test_the_codes_of_the_team_can_be_read_and_say_no_more_than_the_screen(
    desk: Desk, keys: tuple[str, ...], size: tuple[int, int]
) -> None:
    """Read the codes of the route, a date and a resource."""
    async with at_kiosk(desk, size) as hands:
        hands.app.sign_in(hands.person("Duarte"))
        await hands.shows("Why here")
        await hands.press(*keys)
        await hands.until(lambda: isinstance(hands.app.screen, CodePage))
        page = hands.app.screen
        assert isinstance(page, CodePage)
        await hands.settle()
        check_code(hands, page.query_one(QRCode), page._payloads)
        told = "\n".join(page._payloads)
        assert "Plan a lesson" not in told
        assert "nobody was there" not in told
