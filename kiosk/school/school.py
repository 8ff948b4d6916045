"""A school, opened: its folder, settings, clock, school days, people and badges.

Every act goes through `act`: the rule sees the newest documents under the ledger's lock, and its
facts are on the disk before the act returns.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING

from data.failures import NotSaved
from data.ledger.facts import Fact, NewFact
from data.system import Clock, Disk, SystemClock
from kiosk.school.badges import Badges
from kiosk.school.clock import SchoolClock
from kiosk.school.people import People
from kiosk.school.recorder import RECORDER
from kiosk.school.school_day import SchoolDays, SchoolMoment
from kiosk.settings import reader

if TYPE_CHECKING:
    from data.store.store import Store

MOST_DAYS = 61
"""School days that are counted back at most: one more than the longest reach that can be set."""

FAR_BEHIND = 2_000
"""How many times something may have been saved since the snapshot was written, without the next
start being felt: they are read from the ledger in some hundredths of a second. A busy school saves
five hundred a day, and its snapshot has 28 MB at 100,000 facts.
"""


class School:
    """One data folder, opened; every service is given it.

    Parameters:
        folder: the data folder, with `kiosk.toml`, the ledger and the store.
        clock, disk: replaced in tests; the machine's own when left out.

    Raises:
        SettingsError: the settings are missing or wrong.
    """

    def __init__(self, folder: Path, clock: Clock | None = None, disk: Disk | None = None) -> None:
        self.folder = folder
        self.settings = reader.read(folder / "kiosk.toml")
        self.clock = SchoolClock(clock or SystemClock(), self.settings.school.timezone)
        self.disk = disk or Disk()
        self.days = SchoolDays(self.settings)
        self._store: Store | None = None
        self._closed = False
        """Whether the folder could not be opened when it was last tried."""
        self._opening = RLock()
        self.rules_for_all: tuple[Callable[[Sequence[NewFact]], None], ...] = ()
        """Checks of all facts that are to be saved; each raises Refused."""
        self.people = People(lambda: self.store)
        self.badges = Badges(folder, self.disk, self.people)

    @property
    def ready(self) -> bool:
        """Return whether the store is open, so that using it does not take a moment."""
        return self._store is not None

    def open(self) -> None:
        """Open the store now; otherwise it is opened when it is first used.

        Raises:
            NotSaved: the folder cannot be used.
        """
        # Importing it takes a tenth of the start, and the first screen does not need it.
        from data.store.store import Store

        with self._opening:
            if self._store is None:
                try:
                    starts = self.settings.year_starts
                    self._store = Store(self.folder, self.clock, self.disk, starts)
                except NotSaved:
                    self._closed = True
                    raise
                self._closed = False

    def blocked_words(self) -> str:
        """Return what to tell whoever stands at the kiosk while nothing can be saved; "" when all
        is well.
        """
        keeper = self.settings.school.keeper or "whoever looks after this kiosk"
        if self._closed:
            return f"This kiosk cannot open its files right now. Please tell {keeper}."
        if self._store is not None and self._store.blocked:
            return (
                f"Nothing can be saved here right now. Please tell {keeper}. What you asked for "
                "before is still here to see."
            )
        return ""

    @property
    def store(self) -> "Store":
        """Return the store of documents; open it when it is not yet."""
        if self._store is None:
            self.open()
        assert self._store is not None
        return self._store

    def close(self, *, behind: int = 1) -> None:
        """Write the snapshot and close the store.

        Parameters:
            behind: as for `Store.write_snapshot`.
        """
        if self._store is not None:
            self._store.close(behind=behind)

    def now(self) -> datetime:
        """Return the school's local time."""
        return self.clock.now()

    def wall_time(self) -> datetime:
        """Return the school's local time as a clock on the wall shows it, without an offset.

        Times that were agreed on are compared with this, so that a change to summer time in between
        moves none of them.
        """
        return self.now().replace(tzinfo=None)

    def today(self) -> SchoolMoment:
        """Return where this moment is in the school day."""
        return self.days.at(self.now())

    def date_of(self, at: str) -> date:
        """Return the school's date of a fact.

        Parameters:
            at: an ISO date and time with an offset.
        """
        return datetime.fromisoformat(at).astimezone(self.now().tzinfo).date()

    def school_days_since(self, day: date) -> int:
        """Count the school days that began after a day, up to today.

        At most MOST_DAYS are counted, and a day more than a year ago gives MOST_DAYS.
        """
        at, count = self.now().date(), 0
        if (at - day).days > 365:
            return MOST_DAYS
        while at > day and count < MOST_DAYS:
            count += self.days.bells_on(at) is not None
            at -= timedelta(days=1)
        return count

    def _checked(self, rule: Callable[[], Sequence[NewFact]]) -> Callable[[], Sequence[NewFact]]:
        """Return the same rule, whose facts keep to what holds for all facts."""

        def checked() -> Sequence[NewFact]:
            facts = rule()
            for check in self.rules_for_all:
                check(facts)
            return facts

        return checked

    def act(self, rule: Callable[[], Sequence[NewFact]]) -> list[Fact]:
        """Save the facts that a rule decides on; they are on the disk when this returns.

        Raises:
            Refused: the rule does not allow it.
            NotSaved: the disk refused; nothing was changed.
        """
        recorder = RECORDER.get()
        if recorder is None:
            return self.store.commit(self._checked(rule))
        facts = self.store.commit(recorder.watch(self._checked(rule)))
        recorder.done(facts)
        return facts
