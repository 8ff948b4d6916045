"""A clock and a disk for a school that is thrown away."""

from datetime import datetime, timedelta

from data.system import Disk, SystemClock


class DemoClock:
    """A clock that is set while the term is made, and then goes on from a school morning."""

    def __init__(self, start: datetime) -> None:
        self._system = SystemClock()
        self._set: datetime | None = start
        self._lead = timedelta()

    def set(self, moment: datetime) -> None:
        """Stand still at this moment."""
        self._set = moment

    def run(self) -> None:
        """Go on from where it stands."""
        assert self._set is not None
        self._lead = self._set - self._system.now()
        self._set = None

    def now(self) -> datetime:
        return self._set or (self._system.now() + self._lead)

    def monotonic(self) -> float:
        return self._system.monotonic()


class UnsyncedDisk(Disk):
    """A disk for what is thrown away: it does not wait for the platter."""

    def fsync(self, fd: int) -> None:
        """Nothing here is to outlive a power cut."""
