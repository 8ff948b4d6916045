"""The school's clock."""

from datetime import datetime
from zoneinfo import ZoneInfo

from data.system import Clock


class SchoolClock:
    """A clock that tells the school's local time, wherever the machine believes it stands."""

    def __init__(self, clock: Clock, zone: str) -> None:
        self._clock = clock
        self._zone = ZoneInfo(zone) if zone else None

    def now(self) -> datetime:
        """The school's local time."""
        return self._clock.now().astimezone(self._zone) if self._zone else self._clock.now()

    def monotonic(self) -> float:
        """Seconds that only go forward."""
        return self._clock.monotonic()
