"""The printed sheet: every code on it can be scanned, and what people typed is only text."""

import re
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

import msgspec
import pytest
import zxingcpp
from PIL import Image

from data.failures import NotSaved
from data.records import Resource
from kiosk.demo import UnsyncedDisk
from kiosk.desk import Desk
from kiosk.library import qr_sheet
from kiosk.library.qr_sheet import sheet
from kiosk.school.errors import Refused
from tests.support.fakes import SetClock
from tests.support.schools import ANA, TOML, open_school, parse

NOW = datetime(2026, 11, 24, 10, 42, tzinfo=UTC)
PIXELS = 4


def resource(title: str, **more: object) -> Resource:
    """Something on the shelf."""
    return Resource(id=title, title=title, at=NOW.isoformat(), by="ana", **more)  # type: ignore[arg-type]


class TagCollector(HTMLParser):
    """The tags of a page, and the words between them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.words = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        assert not any(name.startswith("on") or name in ("src", "href") for name, _ in attrs)

    def handle_data(self, data: str) -> None:
        self.words += data


def scanned(page: str) -> list[str]:
    """What a phone reads of each code, drawn as a browser draws its squares."""
    found = []
    for box, path in re.findall(r'viewBox="0 0 (\d+) \d+".*?<path d="([^"]*)"', page):
        side = int(box)
        image = Image.new("L", (side, side), 255)
        for x, y in re.findall(r"M(\d+) (\d+)h1v1h-1z", path):
            image.putpixel((int(x), int(y)), 0)
        large = image.resize((side * PIXELS, side * PIXELS), Image.Resampling.NEAREST)
        (code,) = zxingcpp.read_barcodes(large)
        found.append(code.text)
    return found


def test_every_code_of_the_sheet_can_be_read() -> None:
    """Read addresses and steps of how-tos; leave out what has neither."""
    page = sheet(
        [
            resource("Door", url="https://x.example/door"),
            resource("Pair it", kind="howto", steps=["Hold", "Wait"]),
            resource("An idea", kind="idea"),
        ],
        "Lincoln",
        NOW,
    )
    assert scanned(page) == ["https://x.example/door", "Pair it\n1 Hold\n2 Wait"]
    assert "An idea" not in page
    assert "24 November 2026" in page


@pytest.mark.parametrize("text", ["<script>x</script>", '"><img src=x>', "&amp;", "a\x1bb", "漢字"])
def test_hostile_texts_are_only_text_on_the_sheet(text: str) -> None:
    """Use the text as a title, a line, a tag and the name of the school."""
    url = "https://x.example/a"
    page = sheet([resource(text, url=url, about=text, tags=[text])], text, NOW)
    tags = TagCollector(page)
    assert not {"script", "img"} & set(tags.names)
    assert tags.words.count(text.replace("\x1b", "")) >= 4
    assert "\x1b" not in page


def test_a_resource_that_no_code_can_hold_says_so_on_the_sheet() -> None:
    """Make the sheet all the same."""
    page = sheet([resource("Long", url=f"https://x.example/{'x' * 5000}")], "Lincoln", NOW)
    assert "Too long for a code" in page


def test_the_sheet_needs_no_network() -> None:
    """Make one page that needs nothing else."""
    page = sheet([resource("Door", url="https://x.example/door")], "Lincoln", NOW)
    assert not re.search(r"(src|href|url\()", page)


def test_the_sheet_is_written_to_the_folder_of_the_settings_or_the_data_folder(
    tmp_path: Path, clock: SetClock
) -> None:
    """Write nothing when nothing is on the shelf."""
    share = tmp_path / "share"
    share.mkdir()
    (tmp_path / "school").mkdir()
    desk = open_school(tmp_path / "school", clock)
    with pytest.raises(Refused, match="Nothing is on the shelf yet"):
        qr_sheet.write(desk, desk.shelf.all())
    desk.shelf.add(ANA, "Kit", url="https://kit.example")
    assert qr_sheet.write(desk, desk.shelf.all()) == desk.folder / "resources.html"
    assert (desk.folder / "resources.html").stat().st_mode & 0o077 == 0
    toml = desk.folder / "kiosk.toml"
    desk.close()
    toml.write_text(f'print.folder = "{share}"\n{toml.read_text()}')
    again = Desk(tmp_path / "school", clock, UnsyncedDisk())
    assert qr_sheet.write(again, again.shelf.all()) == share / "resources.html"
    (share / "resources.html").unlink()
    share.rmdir()
    with pytest.raises(NotSaved):
        qr_sheet.write(again, again.shelf.all())
    again.close()


@pytest.mark.parametrize("folder", ["staff", "../staff", "~/staff"])
def test_a_folder_for_sheets_must_be_an_absolute_path(folder: str) -> None:
    """Refuse a path that depends on where the kiosk is started."""
    with pytest.raises(msgspec.ValidationError, match="not a path from the root"):
        parse(f'print.folder = "{folder}"\n{TOML}')
