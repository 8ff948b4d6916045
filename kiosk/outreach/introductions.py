"""Introductions: bring a teacher together with a colleague who has done it before.

A coach knows who tried something last month; a colleague who shared an idea may have offered to
show it. Either way the two find each other, and nobody else is told.
"""

from collections.abc import Sequence

import msgspec

from data.ledger.facts import Fact, NewFact, new_id
from data.records import COACHING, Introduction, Person, Request, Resource
from data.records.resources import IntroductionAsked, IntroductionOffered
from data.text import clean
from kiosk.library.resources import Shelf
from kiosk.requests.topics import read_ask, topics
from kiosk.school.errors import Refused
from kiosk.school.school import School
from kiosk.wording import times


class ExperiencedColleague(msgspec.Struct, frozen=True):
    """A colleague who has done something before.

    Parameters:
        how: how that is known, in words.
        worked: whether they said that it worked, or offered to show it.
        resource: id of the idea they shared; "" when they were coached on it.
    """

    person: Person
    how: str
    worked: bool = False
    resource: str = ""


class Introductions:
    """The introductions of one school.

    Parameters:
        school: where they are kept.
        shelf: the ideas that colleagues shared.
    """

    def __init__(self, school: School, shelf: Shelf) -> None:
        self._school = school
        self._shelf = shelf

    def experienced(self, about: str, but: str, most: int = 6) -> list[ExperiencedColleague]:
        """Return the colleagues who have done something like this, those it worked for first.

        They shared an idea about it, or were coached on it and did not say that it failed.

        Parameters:
            about: what it is about, in words.
            but: the id of whoever would like to do it.
            most: colleagues at most.
        """
        colleagues: dict[str, ExperiencedColleague] = {}
        for idea in self._shelf.search(about):
            person = self._school.people.get(idea.by)
            if idea.kind == "idea" and person and person.active and person.id != but:
                how = f"shared “{idea.title}”"
                colleague = ExperiencedColleague(person, how, idea.helps, idea.id)
                colleagues.setdefault(person.id, colleague)
        for person in self._school.people.staff():
            if person.id not in colleagues and person.id != but:
                request = self._coached_on(about, person)
                if request:
                    when = times.moment(request.coached_at, self._school.now())
                    how = f"{request.category}, {when}: {request.text}"
                    worked = request.outcome == "worked"
                    colleagues[person.id] = ExperiencedColleague(person, how, worked)
        ranked = sorted(colleagues.values(), key=lambda colleague: not colleague.worked)
        return ranked[:most]

    def _coached_on(self, about: str, person: Person) -> Request | None:
        """Return the request by which somebody was coached on the same topic, if there is one."""
        wish = Request(
            id="", lane=COACHING, category="", room="", person="", when="week", at="", text=about
        )
        for request in self._school.store.where(Request, "person", person.id):
            if (
                request.person == person.id
                and request.coached_at
                and request.outcome != "not"
                and topics([read_ask(wish), read_ask(request)], self._shelf.tags())
            ):
                return request
        return None

    def introduce(
        self, coach: str, learner: str, colleague: ExperiencedColleague, about: str
    ) -> list[Fact]:
        """Offer two colleagues to find each other; each answers yes or no at the next sign-in.

        Parameters:
            coach: id of whoever offers it.
            learner: id of whoever would like to do it.
            about: what it is about, in words.

        Raises:
            Refused: both are the same person, or an earlier offer to the two is still open.
        """
        if learner == colleague.person.id:
            raise Refused("Those are one and the same. Nothing was offered.")

        def rule() -> Sequence[NewFact]:
            if any(
                introduction.by == learner
                and introduction.to == colleague.person.id
                and not introduction.over
                for introduction in self._of(learner)
            ):
                raise Refused("They have been asked already; the answers come to them.")
            offered = IntroductionOffered(
                new_id(),
                by=coach,
                whom=colleague.person.id,
                wishes=learner,
                about=clean(about),
                resource=colleague.resource,
            )
            return [offered]

        return self._school.act(rule)

    def ask_to_see(self, person: str, resource: Resource) -> list[Fact]:
        """Ask the colleague who shared an idea to show it.

        Raises:
            Refused: it is their own, they asked already, or nobody offered to show it.
        """
        if resource.by == person:
            raise Refused("This one is yours.")
        if not resource.helps:
            raise Refused("Nobody has offered to show this one.")

        def rule() -> Sequence[NewFact]:
            if any(
                introduction.resource == resource.id
                and introduction.by == person
                and person not in introduction.told
                for introduction in self._of(person)
            ):
                raise Refused("You have asked already; the answer comes to your home.")
            return [IntroductionAsked(new_id(), by=person, whom=resource.by, resource=resource.id)]

        return self._school.act(rule)

    def _of(self, person: str) -> list[Introduction]:
        return self._school.store.where(Introduction, "person", person)
