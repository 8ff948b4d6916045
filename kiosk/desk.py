"""The desk: one school's documents, rules and clock in one hand, for a screen or a command.

Every act goes through `act`: the rule looks at the newest documents under the ledger's lock, and
what it decides is on the disk before the act returns.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from data.facts import Draft, Fact, new_id
from data.ledger import NotSaved, in_words
from data.records import Lane, Person, Pin, Request, Resource, Thanks
from data.seams import Clock, Disk, SystemClock
from data.typed import clean
from kiosk import badges, directory, pins, queue, requests, settings
from kiosk.day import Now, SchoolDays
from kiosk.queue import Standing
from kiosk.refused import Refused

if TYPE_CHECKING:
    from data.store import Store

LANES: dict[str, Lane] = {"coach": "coaching", "fixer": "fix"}
"""Role -> the lane that is theirs; whoever has one may open the coach's side with a PIN."""
SHOWN_DAYS = 7
"""Days for which a thank-you hangs on the wall."""


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


class Desk:
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
        self._opening = RLock()
        self._people: dict[str, Person] = {}
        self._staff: list[Person] = []
        self._people_version = -1
        self._standings: tuple[tuple[int, str], list[Standing]] | None = None

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
                self._store = Store(self.folder, self.clock, self.disk, self.settings.year_starts)

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

    # -- the moment ------------------------------------------------------------------------

    def now(self) -> datetime:
        """The school's local time."""
        return self.clock.now()

    def today(self) -> Now:
        """Where this moment stands in the school's day."""
        return self.days.at(self.now())

    # -- people ----------------------------------------------------------------------------

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

    def team(self, lane: str) -> list[Person]:
        """Those whose lane this is."""
        return [person for person in self.staff() if LANES.get(person.role) == lane]

    def team_words(self, lane: str) -> str:
        """Who answers a lane: "Ben", "Ana or Jo", "the coaches"."""
        team = self.team(lane)
        if not team or len(team) > 2:
            return "the coaches" if lane == "coaching" else "the fixers"
        return " or ".join(person.first for person in team)

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
        person = known.get(self.mark(badge)) if known else None
        return self.people.get(person) if person else None

    def mark(self, badge: str) -> str:
        """What is kept of a badge."""
        return badges.mark_of(self._badge_key, badge)

    @cached_property
    def _badge_key(self) -> bytes:
        try:
            return badges.key_of(self.disk, self.folder)
        except OSError as error:
            raise NotSaved(in_words(error)) from error

    # -- requests --------------------------------------------------------------------------

    def request(self, key: str) -> Request:
        """A request by its id or the beginning of it.

        Raises:
            Refused: there is none, or more than one begins like this.
        """
        found = self.store.find(Request, key)
        if found:
            return found
        ids = self.store.indexes.ids["requests"]
        begin = [each for each in ids if each.startswith(key.lower())] if key else []
        if len(begin) > 1:
            raise Refused(f"{len(begin)} requests begin with {key!r}. Type more of the id.")
        if not begin:
            raise Refused(f"There is no request {key!r}. See them all with: kiosk queue")
        return self._request(begin[0])

    def _request(self, key: str) -> Request:
        found = self.store.find(Request, key)
        assert found is not None
        return found

    def standings(self) -> list[Standing]:
        """The open requests in the order in which they are to be answered."""
        now = self.now()
        key = (self.store.changes, f"{now:%Y%m%d%H%M}")
        if self._standings is None or self._standings[0] != key:
            indexes = self.store.indexes
            opened = self.store.records(Request, tuple(indexes.open))
            found = queue.standings(opened, now, self.days, indexes.contact)
            self._standings = (key, found)
        return self._standings[1]

    def standing(self, request: Request) -> Standing:
        """Where one open request stands."""
        for each in self.standings():
            if each.request.id == request.id:
                return each
        return Standing(request, ())

    def requests_of(self, person: str) -> list[Request]:
        """What somebody asked for or joined: open ones first, then the newest."""
        found = self.store.records(Request, self.store.indexes.by_person.get(person, ()))
        newest = sorted(found, key=lambda request: request.at, reverse=True)
        return sorted(newest, key=lambda request: not (request.open or request.state == "finished"))

    def to_confirm(self, person: str) -> list[Request]:
        """Finished requests whose teacher has not been asked yet whether it works."""
        return [
            request
            for request in self.requests_of(person)
            if request.state == "finished" and not request.asked and request.person == person
        ]

    def before_here(self, request: Request, most: int = 3) -> list[Request]:
        """Earlier requests of the same category in the same room, newest first."""
        ids = self.store.indexes.by_place.get((request.room, request.category), [])
        found = self.store.records(Request, ids)
        earlier = [
            each
            for each in found
            if each.id != request.id and each.state in {"finished", "confirmed"}
        ]
        return sorted(earlier, key=lambda each: each.since, reverse=True)[:most]

    # -- acts ------------------------------------------------------------------------------

    def act(self, rule: Callable[[], Sequence[Draft]]) -> list[Fact]:
        """Do what a rule decides, saved when this returns.

        Raises:
            Refused: the rule said no.
            NotSaved: the disk did; nothing was changed.
        """
        return self.store.commit(rule)

    def on(self, key: str, rule: Callable[[Request], Sequence[Draft]]) -> Request:
        """Do what a rule decides about one request, as it stands at that moment.

        Returns:
            The request after it.
        """
        found = self.request(key)
        self.act(lambda: rule(self._request(found.id)))
        return self._request(found.id)

    def flag(
        self,
        lane: Lane,
        person: str,
        category: str,
        *,
        by: str = "",
        room: str | None = None,
        when: str = "week",
        text: str = "",
    ) -> Request:
        """Write down a need; the room is the person's own unless another is given."""
        own = self.people[person].room if room is None else room
        drafts = requests.flag(
            lane=lane,
            category=category,
            person=person,
            by=by or person,
            room=own,
            when=when,
            text=text,
        )
        self.act(lambda: drafts)
        return self._request(drafts[0].subject)

    def hi(self, person: str, by: str = "") -> str:
        """Somebody says hi; gives the check-in's id, to tell later how the day is."""
        key = new_id()
        self.act(lambda: [Draft("checkin.made", key, by=by or person, whom=person)])
        return key

    def tell_day(self, checkin: str, person: str, day: str) -> list[Fact]:
        """How somebody's day is, beside the hi they said."""
        return self.act(
            lambda: [Draft("checkin.told", checkin, by=person, body={"day": clean(day)})]
        )

    def said_hi_today(self, person: str) -> bool:
        """Whether they have said hi on this day."""
        contact = self.store.indexes.contact.get(person)
        return contact is not None and self._is_today(contact.hello)

    def _is_today(self, seconds: float) -> bool:
        now = self.now()
        return datetime.fromtimestamp(seconds, now.tzinfo).date() == now.date()

    def thank(self, by: str, to: str, reason: str = "", text: str = "") -> str:
        """Say thanks; only its receiver sees it until they say otherwise.

        Raises:
            Refused: to oneself, or for nothing at all.
        """
        if by == to:
            raise Refused("Thank somebody else; you are thanked too seldom as it is.")
        body = {"reason": clean(reason), "text": clean(text)}
        if not any(body.values()):
            raise Refused("Say what for, in a word or two. Nothing was sent.")
        key = new_id()
        self.act(lambda: [Draft("thanks.given", key, by=by, whom=to, body=body)])
        return key

    def thanks_for(self, person: str) -> list[Thanks]:
        """Thanks somebody has not answered yet, oldest first."""
        found = self.store.records(Thanks)
        return [each for each in found if each.to == person and not each.seen]

    def allow_thanks(self, key: str, person: str, shown: str) -> list[Fact]:
        """The receiver says who may see it: private, initials or wall.

        Raises:
            Refused: it is not theirs, or no such choice.
        """
        found = self.store.find(Thanks, key)
        if found is None or found.to != person:
            raise Refused("These thanks are somebody else's.")
        if shown not in {"private", "initials", "wall"}:
            raise Refused(f"{shown!r} is not one of private, initials, wall.")
        return self.act(lambda: [Draft("thanks.allowed", key, by=person, body={"shown": shown})])

    def wall(self) -> list[Thanks]:
        """Thanks that may hang on the waiting screen, newest first."""
        today = self.now().date()
        found = [
            each
            for each in self.store.records(Thanks)
            if each.shown != "private" and _days_since(each.at, today) <= SHOWN_DAYS
        ]
        return sorted(found, key=lambda each: each.at, reverse=True)

    def checkins_today(self) -> int:
        """How many said hi on this day."""
        contacts = list(self.store.indexes.contact.values())
        return sum(self._is_today(each.hello) for each in contacts)

    def resources(self) -> list[Resource]:
        """What can be taken along, newest first."""
        return sorted(self.store.records(Resource), key=lambda each: each.at, reverse=True)

    # -- PINs ------------------------------------------------------------------------------

    def pin(self, person: str) -> Pin | None:
        """Somebody's PIN record, or None when they never had one."""
        found = self.store.find(Pin, person)
        return found if found and found.hash else None

    def set_pin(self, person: str, typed: str, by: str = "") -> None:
        """Give somebody a PIN, which opens a lock.

        Raises:
            Refused: it is too short or too easy.
        """
        drafts = pins.set_pin(person, typed, self.settings.pins.length, by)
        self.act(lambda: drafts)

    def try_pin(self, person: str, typed: str) -> bool:
        """Whether this is their PIN; the try is on record before it is checked.

        Raises:
            Refused: locked, too early, or there is no PIN.
        """
        self.act(lambda: pins.try_now(self.pin(person), self.now()))
        pin = self.pin(person)
        assert pin is not None
        if not pins.fits(pin, typed):
            return False
        self.act(lambda: pins.fitted(person))
        return True


def _days_since(at: str, today: date) -> int:
    return (today - datetime.fromisoformat(at).date()).days
