"""The three themes: a chalkboard, its daylight twin, and high contrast.

A tone is one of the colours that Textual names: coaching is primary, fix warning, thanks accent, a
note secondary, trouble error. Of our own variables, "muted" is for words that matter less, "focus"
is behind what is chosen, "edge" is the line at the left of a tile, and "ink" is the text upon a
tone. `tests/screens/test_contrast.py` measures every screen in each.
"""

from textual.theme import Theme

CHALKBOARD = Theme(
    name="chalkboard",
    primary="#8fd3b6",
    secondary="#e8c26a",
    warning="#f0b45a",
    error="#f49a91",
    success="#8fd3b6",
    accent="#f0997d",
    foreground="#f4efe2",
    background="#16211e",
    surface="#1b2925",
    panel="#23342f",
    dark=True,
    text_alpha=1.0,
    variables={"muted": "#a9bab2", "focus": "#2c463d", "edge": "#7d948a", "ink": "#16211e"},
)

PAPER = Theme(
    name="paper",
    primary="#1d6f56",
    secondary="#7d5200",
    warning="#8a5100",
    error="#a8281c",
    success="#1d6f56",
    accent="#a63a25",
    foreground="#22201b",
    background="#f6f1e6",
    surface="#fffaf0",
    panel="#ece4d2",
    dark=False,
    text_alpha=1.0,
    variables={"muted": "#5c564a", "focus": "#cfe0d3", "edge": "#857b67", "ink": "#fffaf0"},
)

CONTRAST = Theme(
    name="contrast",
    primary="#ffff00",
    secondary="#ffffff",
    warning="#ffd24a",
    error="#ff9d94",
    success="#ffff00",
    accent="#ffffff",
    foreground="#ffffff",
    background="#000000",
    surface="#0d0d0d",
    panel="#1d1d1d",
    dark=True,
    text_alpha=1.0,
    variables={"muted": "#e0e0e0", "focus": "#0b3d8c", "edge": "#ffffff", "ink": "#000000"},
)

THEMES = (CHALKBOARD, PAPER, CONTRAST)
