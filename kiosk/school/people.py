"""The people of one school: who is listed, what they are called, who answers which lane."""

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from data.records import LANE_OF, LANES, Lane, Person
from kiosk.school import directory
from kiosk.school.cached import Cached

if TYPE_CHECKING:
    from data.store.store import Store


class _Listed(NamedTuple):
    """What the roster says.

    Parameters:
        people: everybody who was ever listed, by id.
        staff: those who may sign in, by family name.
    """

    people: dict[str, Person]
    staff: list[Person]


class People(Mapping[str, Person]):
    """Everybody who was ever listed, by id.

    Parameters:
        store: returns the store, which is opened when it is first asked for.
    """

    def __init__(self, store: "Callable[[], Store]") -> None:
        self._store = store
        self._cached: Cached[_Listed] = Cached()

    def __getitem__(self, person: str) -> Person:
        return self._listed().people[person]

    def __iter__(self) -> Iterator[str]:
        return iter(self._listed().people)

    def __len__(self) -> int:
        return len(self._listed().people)

    def _listed(self) -> _Listed:
        return self._cached.get(self._store().versions["people"], self._read)

    def _read(self) -> _Listed:
        people = {person.id: person for person in self._store().records(Person)}
        active = (person for person in people.values() if person.active)
        return _Listed(people, sorted(active, key=directory.sort_key))

    @property
    def by_mark(self) -> Mapping[str, str]:
        """Return what is stored of a badge -> the id of its bearer."""
        return self._store().indexes.badges

    def staff(self) -> list[Person]:
        """Return everybody who may sign in, by family name."""
        return self._listed().staff

    def lane_of(self, person: str) -> Lane | None:
        """Return the lane that somebody answers; None for whoever is not on the team."""
        listed = self.get(person)
        return LANE_OF.get(listed.role) if listed else None

    def team(self, lane: Lane) -> list[Person]:
        """Return those who answer a lane."""
        return [person for person in self.staff() if LANE_OF.get(person.role) == lane]

    def team_words(self, lane: Lane) -> str:
        """Return who answers a lane, in words: "Ben", "Ana or Jo", "the coaches"."""
        team = self.team(lane)
        if not team or len(team) > 2:
            return LANES[lane].team
        return " or ".join(person.first for person in team)

    def routing_words(self, lane: Lane) -> str:
        """Return to whom a request goes, as a sentence without its full stop."""
        if self.team(lane):
            return f"It goes to {self.team_words(lane)}"
        return "Nobody answers this here yet; it is kept"

    def name(self, person: str) -> str:
        """Return what colleagues call somebody; "" is the kiosk itself."""
        if not person:
            return "The kiosk"
        listed = self.get(person)
        return listed.first if listed else "Someone"

    def full_name(self, person: str) -> str:
        """Return somebody's full name."""
        listed = self.get(person)
        return listed.name if listed else "Someone"

    def search(self, query: str, most: int = 20) -> list[Person]:
        """Return the people whom a half-typed name may mean, best first."""
        return [self[person] for person in self._store().indexes.names.search(query, most)]
