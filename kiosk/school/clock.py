"""The clock in the school's time zone."""

from datetime import datetime
from zoneinfo import ZoneInfo

from data.system import Clock


class SchoolClock:
    """A clock that tells the school's local time, whatever time zone the machine is set to.

    Parameters:
        clock: the machine's clock.
        zone: the school's time zone (IANA); "" is the machine's own.
    """

    def __init__(self, clock: Clock, zone: str) -> None:
        self._clock = clock
        self._zone = ZoneInfo(zone) if zone else None

    def now(self) -> datetime:
        """Return the school's local time."""
        return self._clock.now().astimezone(self._zone) if self._zone else self._clock.now()

    def monotonic(self) -> float:
        """Return seconds that never go back."""
        return self._clock.monotonic()
