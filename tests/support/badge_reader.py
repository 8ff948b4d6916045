"""A badge reader: a keyboard that types quickly."""

from collections.abc import Sequence
from functools import cache
from importlib import resources
from time import monotonic

from textual import events

from tests.support.pilot import Hands


async def keys(hands: Hands, typed: str, gaps: Sequence[float]) -> None:
    """Keys as a terminal hands them over, so many seconds apart; "\\n" is Enter."""
    at = monotonic()
    for sign, gap in zip(typed, gaps, strict=True):
        at += gap
        event = events.Key("enter" if sign == "\n" else sign, "\r" if sign == "\n" else sign)
        event.time = at
        hands.app.post_message(event)
    await hands.settle()


async def scan(hands: Hands, badge: str) -> None:
    """What a reader does: a burst of keys, then Enter."""
    await keys(hands, f"{badge}\n", [0.01] * (len(badge) + 1))


@cache
def badges() -> dict[str, str]:
    """Family name -> badge, as the sample's roster has them."""
    lines = resources.files("data.sample").joinpath("staff.csv").read_text("utf-8").splitlines()
    return {line.split(",")[0]: line.split(",")[-1] for line in lines[1:]}
