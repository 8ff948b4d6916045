"""Texts that must not be printed: a PIN, a badge's number, a key."""

from typing import Any, Union

Typed = Union["Secret", str]
"""What somebody typed that must not be printed; a pipe or a test may give plain text."""


class Secret:
    """A text that no log, traceback or message shows; only `text` returns it.

    Parameters:
        text: the secret.
    """

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text

    def __repr__(self) -> str:
        return "Secret(…)"

    __str__ = __repr__

    def __format__(self, spec: str) -> str:
        return repr(self)

    def __len__(self) -> int:
        return len(self.text)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other.text == self.text

    def __hash__(self) -> int:
        return hash(self.text)

    def __reduce__(self) -> Any:
        raise TypeError("a secret is not written anywhere")


def text_of(typed: Typed) -> str:
    """Return what was typed."""
    return typed.text if isinstance(typed, Secret) else typed
