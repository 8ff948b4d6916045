"""The core of the desk: one school's folder, clock, days and people, opened.

Every act goes through `act`: the rule looks at the newest documents under the ledger's lock, and
what it decides is on the disk before the act returns.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from data.facts import Draft, Fact
from data.failures import NotSaved, in_words
from data.records import Lane, Person
from data.seams import Clock, Disk, SystemClock
from kiosk import badges, directory, settings
from kiosk.day import Now, SchoolDays
from kiosk.undo import RECORDER

if TYPE_CHECKING:
    from data.store import Store

LANES: dict[str, Lane] = {"coach": "coaching", "fixer": "fix"}
"""Role -> the lane that is theirs; whoever has one may open the coach's side with a PIN."""


MOST_DAYS = 61
"""School days that are counted back: one more than the longest reach that can be set."""


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


class Core:
    """One data folder, opened.

    Parameters:
        folder: where `kiosk.toml`, the ledger and the store stand.
        clock, disk: the seams; a test's own, or the machine's.

    Raises:
        SettingsError: the settings are missing or wrong.
    """

    def __init__(self, folder: Path, clock: Clock | None = None, disk: Disk | None = None) -> None:
        self.folder = folder
        self.settings = settings.read(folder / "kiosk.toml")
        self.clock = SchoolClock(clock or SystemClock(), self.settings.school.timezone)
        self.disk = disk or Disk()
        self.days = SchoolDays(self.settings)
        self._store: Store | None = None
        self._closed = False
        """Whether the folder could not be opened when it was last tried."""
        self._opening = RLock()
        self._people: dict[str, Person] = {}
        self._staff: list[Person] = []
        self._people_version = -1

    @property
    def ready(self) -> bool:
        """Whether the store is open, so that asking it does not take a moment."""
        return self._store is not None

    def open(self) -> None:
        """Open the store now; else it is opened when it is first asked.

        Raises:
            NotSaved: the folder cannot be used.
        """
        from data.store import Store  # a tenth of the start; the first screen does not need it

        with self._opening:
            if self._store is None:
                try:
                    starts = self.settings.year_starts
                    self._store = Store(self.folder, self.clock, self.disk, starts)
                except NotSaved:
                    self._closed = True
                    raise
                self._closed = False

    def cannot(self) -> str:
        """Say that nothing can be saved here right now, to whoever stands before it; "" when all is
        well.
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
        """The documents."""
        if self._store is None:
            self.open()
        assert self._store is not None
        return self._store

    def close(self) -> None:
        """Write the snapshot and let go."""
        if self._store is not None:
            self._store.close()

    def now(self) -> datetime:
        """The school's local time."""
        return self.clock.now()

    def wall(self) -> datetime:
        """The same by the clock on the wall, without an offset. What is agreed for a time of the
        school's day is compared with this: summer time that begins in between moves nothing.
        """
        return self.now().replace(tzinfo=None)

    def today(self) -> Now:
        """Where this moment stands in the school's day."""
        return self.days.at(self.now())

    def date_of(self, at: str) -> date:
        """The school's date at a moment of a fact."""
        return datetime.fromisoformat(at).astimezone(self.now().tzinfo).date()

    def school_days_since(self, day: date) -> int:
        """Days of school that began after this one, up to today; no more than MOST_DAYS are
        counted, and what is more than a year ago is as long ago as can be.
        """
        at, count = self.now().date(), 0
        if (at - day).days > 365:
            return MOST_DAYS
        while at > day and count < MOST_DAYS:
            count += self.days.bells_on(at) is not None
            at -= timedelta(days=1)
        return count

    @property
    def people(self) -> dict[str, Person]:
        """Everybody ever listed, by id."""
        version = self.store.versions["people"]
        if version != self._people_version:
            self._people = {person.id: person for person in self.store.records(Person)}
            active = (person for person in self._people.values() if person.active)
            self._staff = sorted(active, key=directory.sort_key)
            self._people_version = version
        return self._people

    def staff(self) -> list[Person]:
        """Everybody who may sign in, by family name."""
        return self._staff if self.people else []

    def lane_of(self, person: str) -> Lane | None:
        """The lane that is somebody's; None for whoever is not of the team."""
        found = self.people.get(person)
        return LANES.get(found.role) if found else None

    def team(self, lane: str) -> list[Person]:
        """Those whose lane this is."""
        return [person for person in self.staff() if LANES.get(person.role) == lane]

    def team_words(self, lane: str) -> str:
        """Who answers a lane: "Ben", "Ana or Jo", "the coaches"."""
        team = self.team(lane)
        if not team or len(team) > 2:
            return "the coaches" if lane == "coaching" else "the fixers"
        return " or ".join(person.first for person in team)

    def answers(self, lane: str) -> str:
        """Who answers a lane, in a sentence; also that there is nobody yet."""
        if self.team(lane):
            return f"It goes to {self.team_words(lane)}"
        return "Nobody answers this here yet; it is kept"

    def name(self, person: str) -> str:
        """What colleagues call somebody; the kiosk speaks of itself by its name."""
        if not person:
            return "The kiosk"
        found = self.people.get(person)
        return found.first if found else "Somebody"

    def full_name(self, person: str) -> str:
        """The whole name."""
        found = self.people.get(person)
        return found.name if found else "Somebody"

    def search(self, query: str, most: int = 20) -> list[Person]:
        """People a half-typed name may mean, best first."""
        return [self.people[person] for person in self.store.indexes.names.search(query, most)]

    def by_badge(self, badge: str) -> Person | None:
        """Whose badge this is."""
        known = self.store.indexes.badges
        if not known:
            return None
        mark = self.mark(badge)
        person = known.get(mark) or known.get(badges.without_name(mark))
        return self.people.get(person) if person else None

    def mark(self, badge: str) -> str:
        """What is kept of a badge."""
        return badges.mark_of(self._badge_key, badge)

    @property
    def _badge_key(self) -> bytes:
        """The secret that badges are kept under; made for the first of them alone.

        Raises:
            NotSaved: it is gone, or could not be kept.
        """
        key = badges.read_key(self.disk, self.folder)
        if key is not None:
            return key
        if self.needs_badge_key():
            raise NotSaved(
                "No badge can be known: the file badge.key is gone or not whole. Sign in by name; "
                "the keeper finds what to do with: kiosk doctor"
            )
        try:
            return badges.make_key(self.disk, self.folder)
        except OSError as error:
            raise NotSaved(in_words(error)) from error

    def needs_badge_key(self) -> bool:
        """Whether badges are known whose key is gone."""
        gone = badges.read_key(self.disk, self.folder) is None
        return gone and any(person.badge for person in self.people.values())

    def make_badge_key(self) -> None:
        """Make another key; badges that were kept under the old one are unknown from now on.

        Raises:
            NotSaved: it could not be kept.
        """
        try:
            badges.make_key(self.disk, self.folder)
        except OSError as error:
            raise NotSaved(in_words(error)) from error

    def act(self, rule: Callable[[], Sequence[Draft]]) -> list[Fact]:
        """Do what a rule decides, saved when this returns.

        Raises:
            Refused: the rule said no.
            NotSaved: the disk did; nothing was changed.
        """
        recorder = RECORDER.get()
        if recorder is None:
            return self.store.commit(rule)
        facts = self.store.commit(recorder.watch(rule))
        recorder.done(facts)
        return facts
