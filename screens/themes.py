"""The three themes: a chalkboard, its daylight twin, and high contrast.

A tone is one of five chalks, which Textual names otherwise: coaching is primary, fix warning,
thanks accent, a note secondary, trouble error. Of our own variables, "muted" is for words that
matter less, "focus" is behind what is chosen, "raised" is the ground of what can be touched in a
dialog, "edge" is the line at the left of a control, "ink" is the text upon a tone, and "warm1" and
"warm2" are two steps between the panel and the tone of thanks. `tests/screens/test_look.py`
measures every screen in each.
"""

from textual.theme import Theme

CHALKBOARD = Theme(
    name="chalkboard",
    primary="#8fd3b6",
    secondary="#9cc4ea",
    warning="#f2b24f",
    error="#ff8a78",
    success="#8fd3b6",
    accent="#f0a3c0",
    foreground="#f4efe2",
    background="#16211e",
    surface="#1b2925",
    panel="#23342f",
    dark=True,
    text_alpha=1.0,
    variables={
        "muted": "#a9bab2",
        "focus": "#35554a",
        "raised": "#2f443d",
        "edge": "#7d948a",
        "ink": "#16211e",
        "warm1": "#4a404a",
        "warm2": "#85566f",
    },
)

PAPER = Theme(
    name="paper",
    primary="#1d6f56",
    secondary="#28598c",
    warning="#8f4d00",
    error="#b3201a",
    success="#1d6f56",
    accent="#9a2f6a",
    foreground="#22201b",
    background="#f6f1e6",
    surface="#fffaf0",
    panel="#e8dec9",
    dark=False,
    text_alpha=1.0,
    variables={
        "muted": "#5c564a",
        "focus": "#c5dccb",
        "raised": "#fffaf0",
        "edge": "#857b67",
        "ink": "#fffaf0",
        "warm1": "#e6cfc9",
        "warm2": "#d8a2b3",
    },
)

CONTRAST = Theme(
    name="contrast",
    primary="#7dffb0",
    secondary="#9fd8ff",
    warning="#ffd24a",
    error="#ff9d94",
    success="#7dffb0",
    accent="#ffb0d8",
    foreground="#ffffff",
    background="#000000",
    surface="#121212",
    panel="#2a2a2a",
    dark=True,
    text_alpha=1.0,
    variables={
        "muted": "#e0e0e0",
        "focus": "#1850b5",
        "raised": "#404040",
        "edge": "#969696",
        "ink": "#000000",
        "warm1": "#55304a",
        "warm2": "#843e66",
    },
)

THEMES = (CHALKBOARD, PAPER, CONTRAST)
