"""Texts that try to be more than text, and what must not be printed."""

HOSTILE = [
    "[/]",
    "[A]",
    "[@click=app.quit]x[/]",
    "x\\",
    "[b",
    "[bold red]x",
    "{who} {0} %s $n",
    "<script>alert(1)</script>",
    "'; DROP TABLE people; --",
    "\"quoted\" 'twice'",
    "a\nsecond\r\nline\tand\va\ftab",
    "w" * 5000,
    "שלום עולם",
    "\u202eevil\u202c \u2066x\u2069 \u061c\u200e\u200f",
    "e\u0301 z\u0351\u0352\u0353\u0354",
    "学校の先生",
    "👩‍🏫 🏫",
    "\x1b[31mred\x1b[0m \x1b]0;owned\x07 \x9b31m",
    "\x00\x01\x08\x7f\x80\x9f nul",
    "caf\udce9 half \ud83d",
    "\ufeffmark \ufff9note\ufffb",
    "line\u2028sep\u2029para",
    "--help",
    "-x",
    "=1+1",
]
FORBIDDEN = {*map(chr, range(0x20)), *map(chr, range(0x7F, 0xA0))} - {"\n"}
TURNING = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def harmless(text: str) -> bool:
    """Whether nothing in it steers a terminal, turns words around or cannot be encoded."""
    text.encode()
    return not set(text) & (FORBIDDEN | TURNING)
