"""A sheet of QR codes to print: one page of HTML that needs no other file, with the codes as inline
SVG, black on white with a quiet zone of four modules (ISO/IEC 18004).
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from html import escape
from pathlib import Path

from data.failures import NotSaved, not_saved_message
from data.records import Resource
from data.text import INVISIBLE
from kiosk.library import qr_codes
from kiosk.school.errors import Refused
from kiosk.school.school import School
from kiosk.wording import times

STYLE = """
:root { color-scheme: light; }
body { font: 11pt/1.4 system-ui, sans-serif; color: #111; background: #fff; margin: 12mm; }
h1 { font-size: 18pt; margin: 0 0 2mm; }
p.made { color: #555; margin: 0 0 8mm; }
ul { list-style: none; margin: 0; padding: 0; display: grid; gap: 8mm;
     grid-template-columns: repeat(auto-fill, minmax(52mm, 1fr)); }
li { break-inside: avoid; border-top: 1.2mm solid #1d6f56; padding-top: 3mm; }
h2 { font-size: 12pt; margin: 0 0 1mm; }
svg { width: 42mm; height: 42mm; display: block; margin: 2mm 0; }
p { margin: 0 0 1mm; overflow-wrap: anywhere; }
.address { font-size: 9pt; }
.tags { font-size: 9pt; color: #555; }
@page { margin: 10mm; }
@media print { body { margin: 0; } }
"""


def sheet(resources: Iterable[Resource], school: str, now: datetime) -> str:
    """Return the page.

    Parameters:
        resources: those without an address or steps are left out.
        school: its name.
        now: when it is made; the page shows it.
    """
    items = "\n".join(_item(resource) for resource in resources if qr_codes.payload(resource))
    made = f"{times.long_day(now.date())} {now.year}"
    return (
        "<!doctype html>\n"
        f'<html lang="en"><head><meta charset="utf-8"><title>{_text(school)}: resources</title>\n'
        f"<style>{STYLE}</style></head><body>\n"
        f"<h1>{_text(school)}: take one along</h1>\n"
        f'<p class="made">Point a phone\'s camera at a code. Printed from Hallway, {made}.</p>\n'
        f"<ul>\n{items}\n</ul>\n</body></html>\n"
    )


def write(school: School, resources: Sequence[Resource], path: Path | None = None) -> Path:
    """Write the page to a file.

    Parameters:
        path: where; `resources.html` in the folder of [print], or else in the data folder, when
            left out.

    Returns:
        Where it was written.

    Raises:
        Refused: there are no resources.
        NotSaved: it cannot be written there.
    """
    if not resources:
        raise Refused("Nothing is on the shelf yet. Add something first; no page was written.")
    target = path or Path(school.settings.print.folder or school.folder) / "resources.html"
    page = sheet(resources, school.settings.school.name, school.now())
    try:
        if target.parent == school.folder:
            school.disk.replace(target, [page.encode()])  # files there are private
        else:
            target.write_text(page, encoding="utf-8")
    except OSError as error:
        raise NotSaved(not_saved_message(error)) from error
    return target


def _item(resource: Resource) -> str:
    address = resource.url or " · ".join(
        f"{number} {step}" for number, step in enumerate(resource.steps, 1)
    )
    about = f"<p>{_text(resource.about)}</p>" if resource.about else ""
    tags = f'<p class="tags">{_text(" · ".join(resource.tags))}</p>' if resource.tags else ""
    return (
        f"<li><h2>{_text(resource.title)}</h2>{svg(qr_codes.payload(resource), resource.title)}"
        f'{about}<p class="address">{_text(address)}</p>{tags}</li>'
    )


def svg(payload: str, title: str) -> str:
    """Return a code as inline SVG, one unit per module; a sentence for a text too long for any
    code.
    """
    rows = qr_codes.modules(payload)
    if not rows:
        return "<p>Too long for a code.</p>"
    path = "".join(
        f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark
    )
    side = len(rows)
    return (
        f'<svg viewBox="0 0 {side} {side}" role="img" aria-label="{_text(title)}" '
        f'shape-rendering="crispEdges"><rect width="{side}" height="{side}" fill="#fff"/>'
        f'<path d="{path}" fill="#000"/></svg>'
    )


def _text(text: str) -> str:
    """Return what somebody typed as HTML text."""
    return escape(INVISIBLE.sub("", text))
