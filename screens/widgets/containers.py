"""Containers of which nothing is to be seen but what they contain.

Textual draws a container line by line, also where others cover it; one that says that it is blank
costs nothing.
"""

from textual.containers import Horizontal, Vertical


class Columns(Horizontal):
    """Widgets side by side."""

    BLANK = True


class Stack(Vertical):
    """Widgets one below the other."""

    BLANK = True
