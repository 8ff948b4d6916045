"""Going the ways of the tables: by touch as a teacher, by touch as a coach, and by keys."""

import re

from screens.widgets.tile_grid import TileGrid
from tests.support.pilot import Hands

STEPS = re.compile(r"“[^”]*”|\[[^\]]*\]|\S+")
"""The steps of a way by keys."""


async def teacher_touches(hands: Hands, way: str) -> None:
    """Touch one title after the other; words are written."""
    for step in way.split(" > "):
        if step.startswith("“"):
            await hands.write(step[1:-1])
        elif step.startswith("~"):
            await hands.tap_time(*step[1:].split("/"))
        else:
            titles = step.split("|")
            await hands.until(lambda: any(hands.has(title) for title in titles))  # noqa: B023
            await hands.tap(next(title for title in titles if hands.has(title)))


async def coach_touches(hands: Hands, way: str) -> None:
    """Touch one title after the other."""
    steps = way.split(" > ")
    for step, following in zip(steps, [*steps[1:], ""], strict=True):
        if step.startswith("“"):
            await hands.write(step[1:-1])
        elif step.startswith("["):
            await hands.shows(step[1:-1])
        elif step.startswith("{"):
            await hands.tap_row(step[1:-1])
        elif step.startswith("_"):
            await hands.tap_line(step[1:])
        elif step.startswith("~"):
            await hands.tap_time(*step[1:].split("/"))
        elif step.startswith("#"):
            await hands.tap_words(step[1:])
        elif step.startswith("?"):  # a large window needs no such step
            await hands.until(lambda: hands.has(step[1:]) or hands.has(following))  # noqa: B023
            if not hands.has(following):
                await hands.tap(step[1:])
        elif step.startswith("^"):
            await hands.until(lambda: _shelf(hands, step[1:]))  # noqa: B023
            await hands.tap(_shelf(hands, step[1:]))
        elif step.startswith("@"):
            await hands.tap("Go to")
            await hands.shows("Where to?")
            await hands.tap(step[1:])
        else:
            await hands.tap(step)


def _shelf(hands: Hands, family: str) -> str:
    """The title of the shelf on which a name stands: W, or Sou – Wal; "" while there is none."""
    for tile in hands.app.screen.query(TileGrid).last().tiles:
        low, _, high = tile.title.partition(" – ")
        high = high or low
        if len(low) <= 3 and low and low <= family[: len(low)] and family[: len(high)] <= high:
            return tile.title
    return ""


async def press_keys(hands: Hands, way: str) -> None:
    """Press one key after the other; words are written."""
    for step in STEPS.findall(way):
        if step.startswith("“"):
            await hands.write(step[1:-1])
        elif step.startswith("["):
            await hands.shows(step[1:-1])
        else:
            await hands.press(step)
