"""A clock and a disk for a school that is thrown away."""

from datetime import datetime, timedelta

from data.system import Disk, SystemClock


class DemoClock:
    """A clock that is set while the term is made, and then runs on from a school morning."""

    def __init__(self, start: datetime) -> None:
        self._system = SystemClock()
        self._set: datetime | None = start
        self._lead = timedelta()

    def set(self, moment: datetime) -> None:
        """Stop the clock at a moment."""
        self._set = moment

    def run(self) -> None:
        """Let the clock run on from where it stands."""
        assert self._set is not None
        self._lead = self._set - self._system.now()
        self._set = None

    def now(self) -> datetime:
        """Return the time the clock shows."""
        return self._set or (self._system.now() + self._lead)

    def monotonic(self) -> float:
        """Return seconds that never go back."""
        return self._system.monotonic()


class UnsyncedDisk(Disk):
    """A disk that does not wait until the data is on the platter."""

    def fsync(self, fd: int) -> None:
        """Do nothing: nothing here has to outlive a power cut."""
