"""What the app does while nobody touches it: load the screens that are opened later, and collect
garbage.
"""

import gc
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from data.records import Person
from kiosk.desk import Desk
from kiosk.people.drafts import TextDraft
from screens.base import KioskScreen

QUIET = 2.0
"""Seconds without a touch after which garbage is collected."""
THRESHOLDS = (700, 10, 1_000_000)
"""Thresholds of the collector while the kiosk runs: it never does a full collection by itself."""


class GarbageCollector:
    """Runs Python's full collections when nobody is waiting. One takes a tenth of a second or more,
    since Textual keeps the drawn lines of a thousand widgets.
    """

    def __init__(self) -> None:
        self._thresholds_before = gc.get_threshold()
        self._collected_for = 0.0
        """The touch after which the last collection was done."""

    def resume(self) -> None:
        """Let Python collect again: whoever started the app may have stopped it meanwhile."""
        gc.enable()

    def begin(self) -> None:
        """Take over collecting, once everything is loaded: what exists now is never looked at."""
        gc.freeze()
        gc.set_threshold(*THRESHOLDS)

    def collect_if_quiet(self, touched: float, now: float) -> None:
        """Collect once after each touch, when nothing has been touched for a while.

        Parameters:
            touched: when somebody last touched anything, in seconds.
            now: seconds by the same clock.
        """
        if now - touched > QUIET and self._collected_for != touched:
            self._collected_for = touched
            gc.collect()

    def request(self) -> None:
        """Collect at the next chance: a session has ended, and its objects are garbage."""
        self._collected_for = -1.0

    def end(self) -> None:
        """Give the collector back as it was, to whatever else runs in this process."""
        gc.unfreeze()
        gc.set_threshold(*self._thresholds_before)


class Routes(Protocol):
    """What the app uses of `screens.routes`, where each table is explained."""

    ROUTES: Mapping[str, Callable[[Desk, str], KioskScreen[Any]]]
    SECTIONS: Mapping[str, Callable[[], KioskScreen[Any]]]
    DRAFTS: Mapping[str, Callable[[TextDraft], KioskScreen[Any]]]

    def pin_screen(self, person: Person, *, first: bool) -> KioskScreen[Any]: ...

    def help_dialog(
        self,
        about: str,
        actions: Sequence[tuple[str, str, str]],
        keys: Sequence[tuple[str, str]],
    ) -> KioskScreen[Any]: ...

    def first_section(self) -> KioskScreen[Any]: ...


def load_routes() -> Routes:
    """Return `screens.routes`, which imports every screen the first time.

    The app calls it as soon as the first screen is painted: then nobody waits for it later, and
    new files that an update puts below a running kiosk do not mix with the old ones.
    """
    from screens import routes

    return routes
