"""What the app does while nobody touches: load the screens that are opened later, and collect
garbage.

A full collection takes a tenth of a second or more, since Textual keeps the strips of a thousand
widgets.
"""

import gc
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from data.records import Person
from kiosk.desk import Desk
from kiosk.people.drafts import TextDraft
from screens.base import KioskScreen

BREATH = 2.0
"""Seconds without a touch in which rubbish is collected."""
COLLECT = (700, 10, 1_000_000)
"""Thresholds of the collector while the kiosk runs: no full collection by itself."""


class GarbageCollection:
    """The collector of this process, as long as a kiosk runs in it."""

    def __init__(self) -> None:
        self._found = gc.get_threshold()
        self._collected = 0.0

    def begin(self) -> None:
        """All is loaded: what is there now stays."""
        gc.freeze()
        gc.set_threshold(*COLLECT)

    def look(self, touched: float, now: float) -> None:
        """Collect once after each touch, when nothing has happened for a while.

        Parameters:
            touched: when somebody last touched anything, in seconds.
            now: seconds by the same clock.
        """
        if now - touched > BREATH and self._collected != touched:
            self._collected = touched
            gc.collect()

    def soon(self) -> None:
        """Collect at the next chance: somebody has gone, and what was theirs goes too."""
        self._collected = -1.0

    def end(self) -> None:
        """Whoever runs this process goes on with the collector as it was found."""
        gc.unfreeze()
        gc.set_threshold(*self._found)


class Routes(Protocol):
    """What the app uses of `screens.routes`, which says what each is."""

    ROUTES: Mapping[str, Callable[[Desk, str], KioskScreen[Any]]]
    SECTIONS: Mapping[str, Callable[[], KioskScreen[Any]]]
    DRAFTS: Mapping[str, Callable[[TextDraft], KioskScreen[Any]]]

    def pin_screen(self, person: Person, *, first: bool) -> KioskScreen[Any]: ...

    def first_section(self) -> KioskScreen[Any]: ...


def load_routes() -> Routes:
    """Return `screens.routes`, which reads the code of every screen the first time.

    The app does so as soon as the first screen is painted: nobody waits for it later, and an update
    of the files below a running kiosk does not end it.
    """
    from screens import routes

    return routes
