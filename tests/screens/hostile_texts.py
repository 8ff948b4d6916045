"""Texts that try to be more than text, and what must not be seen on a screen."""

import unicodedata

from tests.support.pilot import Hands

HOSTILE = {
    "a closing tag": "[/]",
    "a tag": "[A]",
    "a set": "[set] x",
    "an action": "[@click=app.quit]x[/]",
    "a backslash": "x\\",
    "half a tag": "[b",
    "a link": "[link=https://evil.example]x[/link]",
    "a long word": "w" * 5000,
    "right to left": "שלום עליכם",
    "marks": "Z̷̡̛a̴l̸g̵o",
    "wide": "田中さん 漢字",
    "steering": "a\x1b[31mred\x1b]0;title\x07b\x00\x9b2Jc",
    "direction": "a\u202eevil\u2066b",
    "a variable": "$primary",
    "a format": "{0} %s %(x)s",
}


def harmless(hands: Hands) -> None:
    """It runs, and nothing on the screen steers a terminal."""
    assert hands.app.is_running
    shown = hands.text()
    assert not [sign for sign in shown if unicodedata.category(sign) == "Cc" and sign != "\n"]
    assert not set(shown) & set("\u202e\u2066\u202d")
