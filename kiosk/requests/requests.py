"""The service of requests: find them, flag one, act on one, and start what follows when
one ends.
"""

from collections.abc import Callable, Sequence

from data.ledger.facts import NewFact
from data.records import FIX, Request
from kiosk.requests import queue, rules, wording
from kiosk.requests.demand import Demand
from kiosk.requests.queue import Standing
from kiosk.requests.rules import Need
from kiosk.school.cached import Cached
from kiosk.school.errors import Refused
from kiosk.school.school import School

Reaction = Callable[[Request, NewFact], Sequence[NewFact]]
"""Returns the facts that follow when a request ends or goes to others: (request, the fact that ends
it) -> facts.
"""

ENDINGS = frozenset(
    f"request.{verb}"
    for verb in ("withdrawn", "declined", "moved", "handed", "referred", "finished")
)
"""Kinds of facts that end a request or give it to others."""


class Requests:
    """The requests of one school.

    Parameters:
        school: where they are kept.
        demand: tells how often the same was fixed before.
    """

    def __init__(self, school: School, demand: Demand) -> None:
        self._school = school
        self._demand = demand
        self._standings: Cached[list[Standing]] = Cached()
        self.reactions: Sequence[Reaction] = ()
        """What follows in the calendar, the timesheet and the walks when a request ends or goes to
        others; run in this order, under the ledger's lock.
        """

    def get(self, key: str) -> Request:
        """Return a request by its id or the beginning of it.

        Raises:
            Refused: there is none, or several ids begin like this.
        """
        store = self._school.store
        if exact := store.find(Request, key):
            return exact
        ids = list(store.indexes.of("requests").ids)
        begin = [known_id for known_id in ids if known_id.startswith(key.lower())] if key else []
        if len(begin) > 1:
            raise Refused(f"{len(begin)} requests begin with {key!r}. Type more of the id.")
        if not begin:
            raise Refused(f"There is no request {key!r}. See them all with: kiosk queue")
        return self._known(begin[0])

    def _known(self, key: str) -> Request:
        request = self._school.store.find(Request, key)
        assert request is not None
        return request

    def standings(self) -> list[Standing]:
        """Return the open requests in the order in which they are to be answered; cached for a
        minute.
        """
        key = (self._school.store.changes, f"{self._school.now():%Y%m%d%H%M}")
        return self._standings.get(key, self._order)

    def _order(self) -> list[Standing]:
        school = self._school
        opened = school.store.where(Request, "open")
        contact, weights = school.store.indexes.contact, school.settings.score
        return queue.standings(
            opened, school.now(), school.days, contact, weights, self._demand.again
        )

    def standing(self, request: Request) -> Standing:
        """Return where one request stands; without reasons when it is not in the queue."""
        for standing in self.standings():
            if standing.request.id == request.id:
                return standing
        return Standing(request, ())

    def standing_words(self, request: Request) -> str:
        """Return where one open request stands, in words for whoever asked."""
        people = self._school.people
        team, today = people.team_words(request.lane), self._school.now().date()
        return wording.standing(self.standing(request), people.name, team, today)

    def standing_short(self, request: Request, *, is_narrow: bool = False) -> str:
        """Return the same in a few words.

        Parameters:
            is_narrow: whether in a word or two.
        """
        people = self._school.people
        if is_narrow:
            return wording.standing_word(self.standing(request), people.name)
        team = people.team_words(request.lane)
        return wording.standing_short(self.standing(request), people.name, team)

    def for_person(self, person: str) -> list[Request]:
        """Return what somebody asked for or joined: open and finished ones first, then the
        newest.
        """
        own = self._school.store.where(Request, "person", person)
        kept = [request for request in own if not request.mistaken]
        newest = sorted(kept, key=lambda request: request.at, reverse=True)
        return sorted(newest, key=lambda request: not (request.open or request.state == "finished"))

    def before_here(self, request: Request, most: int = 3) -> list[Request]:
        """Return earlier requests of the same category in the same room, newest first."""
        place_key = f"{request.room}\n{request.category}"
        earlier = [
            other
            for other in self._school.store.where(Request, "place", place_key)
            if other.id != request.id and other.state in {"finished", "confirmed"}
        ]
        return sorted(earlier, key=lambda other: other.since, reverse=True)[:most]

    def same_trouble(self, category: str, room: str, person: str) -> list[Request]:
        """Return the open fixes that somebody could join instead of flagging a second one: of the
        same category, in the same room first, then in the same wing.
        """
        wings = self._school.settings.wings
        wing = wings.get(room, "")
        joinable = [
            standing.request
            for standing in self.standings()
            if standing.request.lane == FIX
            and standing.request.category == category
            and standing.request.room
            and (
                standing.request.room == room or (wing and wings.get(standing.request.room) == wing)
            )
            and standing.request.person != person
            and all(joined.person != person for joined in standing.request.joined)
        ]
        return sorted(joinable, key=lambda request: request.room != room)

    def flag(self, need: Need) -> Request:
        """Save a need as a request; the room is the person's own unless the need names another.

        Raises:
            Refused: see rules.flag.
        """
        facts = rules.flag(self.with_room(need))
        self._school.act(lambda: facts)
        return self._known(facts[0].subject)

    def with_room(self, need: Need) -> Need:
        """Return the need with the room of whoever has it, unless it names another."""
        return need if need.room is not None else need.at(self._school.people[need.person].room)

    def act(self, key: str, rule: Callable[[Request], Sequence[NewFact]]) -> Request:
        """Do what a rule decides about one request, and all that follows from it.

        Parameters:
            key: the request's id, or the beginning of it.
            rule: is given the request as it is under the ledger's lock.

        Returns:
            The request after the act.

        Raises:
            Refused: there is no such request, or the rule refuses.
        """
        current = self.get(key)

        def decide() -> Sequence[NewFact]:
            request = self._known(current.id)
            facts = list(rule(request))
            ending = next((fact for fact in facts if _ends(request, fact)), None)
            if ending:
                for reaction in self.reactions:
                    facts += reaction(request, ending)
            return facts

        self._school.act(decide)
        return self._known(current.id)

    def finish(
        self, request: str, by: str, minutes: int, text: str, *, offer: bool = False
    ) -> Request:
        """Finish a request.

        Parameters:
            minutes: how long it took.
            text: what was done; the teacher reads it.
            offer: whether to offer ten minutes on using it well.

        Returns:
            The request after it.

        Raises:
            Refused: it is over already.
        """
        return self.act(
            request,
            lambda request: (
                rules.finish(request, by, minutes, text)
                + (rules.offer(request, by) if offer else [])
            ),
        )


def _ends(request: Request, fact: NewFact) -> bool:
    """Return whether a fact ends a request or gives it to others; also a claim by another."""
    taken = fact.kind == "request.claimed" and request.owner not in ("", fact.by)
    return taken or fact.kind in ENDINGS
