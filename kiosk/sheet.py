"""A sheet of codes to print and hang up: one page of HTML that needs nothing else, its codes as
inline SVG, black on white with a quiet zone of four modules (ISO/IEC 18004).
"""

from collections.abc import Iterable
from datetime import datetime
from html import escape

from data.records import Resource
from data.typed import UNSEEN
from kiosk import codes, words

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
    """The page.

    Parameters:
        resources: those without an address or steps are left out: there is nothing to scan.
        now: when it is made, which stands on it.
    """
    items = "\n".join(_item(each) for each in resources if codes.payload(each))
    made = f"{words.long_day(now.date())} {now.year}"
    return (
        "<!doctype html>\n"
        f'<html lang="en"><head><meta charset="utf-8"><title>{_text(school)}: resources</title>\n'
        f"<style>{STYLE}</style></head><body>\n"
        f"<h1>{_text(school)}: take one along</h1>\n"
        f'<p class="made">Point a phone\'s camera at a code. Printed from Hallway, {made}.</p>\n'
        f"<ul>\n{items}\n</ul>\n</body></html>\n"
    )


def _item(resource: Resource) -> str:
    address = resource.url or " · ".join(
        f"{place} {step}" for place, step in enumerate(resource.steps, 1)
    )
    about = f"<p>{_text(resource.about)}</p>" if resource.about else ""
    tags = f'<p class="tags">{_text(" · ".join(resource.tags))}</p>' if resource.tags else ""
    return (
        f"<li><h2>{_text(resource.title)}</h2>{svg(codes.payload(resource), resource.title)}"
        f'{about}<p class="address">{_text(address)}</p>{tags}</li>'
    )


def svg(payload: str, title: str) -> str:
    """A code as inline SVG, a unit a module; "" for more than any code can hold."""
    rows = codes.modules(payload)
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


def _text(said: str) -> str:
    """What somebody typed, as text and nothing else."""
    return escape(UNSEEN.sub("", said))
