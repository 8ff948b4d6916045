"""The shelf: resources and colleagues' ideas, found as one types; who took what, how it went."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import timedelta
from itertools import takewhile

import msgspec

from data.ledger.facts import Fact, NewFact, new_id
from data.name_search import NameSearch, plain
from data.records import OUTCOMES, Person, Resource, Take
from data.records.resources import (
    ResourceAdded,
    ResourceChanged,
    ResourceContent,
    ResourceRetired,
    TakeMade,
    TakeTold,
    TakeWished,
)
from data.text import clean
from kiosk.library import qr_codes
from kiosk.school.errors import Refused
from kiosk.school.school import School

NEW_DAYS = 14
"""Days for which a resource is new."""
ASK_AFTER = 2
"""Days of school after which somebody is asked how it went: time to have tried it."""
MOST_TAGS, LONGEST_TAG = 8, 24


class TakeOutcomes(msgspec.Struct, frozen=True):
    """What colleagues said of a resource: how many it worked for, of how many, and their lines."""

    worked: int
    partly: int
    told: int
    lines: tuple[tuple[str, str], ...]
    """(outcome, words), newest first."""


class Shelf:
    """What can be taken along."""

    def __init__(self, school: School) -> None:
        self._school = school
        self._version = -1
        self._all: list[Resource] = []
        self._by_id: dict[str, Resource] = {}
        self._texts = NameSearch()

    def all(self) -> list[Resource]:
        """Everything on the shelf, newest first."""
        version = self._school.store.versions["resources"]
        if version != self._version:
            resources = self._school.store.records(Resource)
            self._by_id = {resource.id: resource for resource in resources}
            kept = [resource for resource in resources if not resource.retired]
            self._all = sorted(kept, key=lambda resource: resource.at)[::-1]
            self._texts = NameSearch()
            for resource in kept:
                self._texts.put(
                    resource.id, f"{resource.title} {' '.join(resource.tags)} {resource.about}"
                )
            self._version = version
        return self._all

    def find(self, key: str) -> Resource | None:
        """A resource, also one that has been taken off the shelf."""
        self.all()
        return self._by_id.get(key)

    def search(self, query: str, most: int = 60) -> list[Resource]:
        """What half-typed words may mean, best first; slips are forgiven."""
        self.all()
        return [self._by_id[key] for key in self._texts.search(query, most)]

    def new(self) -> list[Resource]:
        """What came in the last two weeks."""
        first = (self._school.now() - timedelta(days=NEW_DAYS)).date()
        newest_first = self.all()
        return list(
            takewhile(lambda resource: self._school.date_of(resource.at) >= first, newest_first)
        )

    def for_subject(self, person: Person) -> list[Resource]:
        """What is tagged with somebody's subject, or speaks of it."""
        subject = plain(person.subject)
        if not subject:
            return []
        tagged = [
            resource for resource in self.all() if subject in {plain(tag) for tag in resource.tags}
        ]
        tagged_ids = {resource.id for resource in tagged}
        spoken = [
            resource
            for resource in self.search(subject)
            if resource.id not in tagged_ids
            and f" {subject} " in f" {plain(f'{resource.title} {resource.about}')} "
        ]
        return tagged + spoken

    def tags(self, most: int = 12) -> list[str]:
        """The tags that stand on most resources, most used first."""
        counted = Counter(tag for resource in self.all() for tag in resource.tags)
        return sorted(counted, key=lambda tag: (-counted[tag], tag))[:most]

    def tagged(self, tag: str) -> list[Resource]:
        """What bears a tag."""
        return [resource for resource in self.all() if tag in resource.tags]

    def ideas(self) -> list[Resource]:
        """What colleagues shared."""
        return [resource for resource in self.all() if resource.kind == "idea"]

    def outcomes(self, resource: str) -> TakeOutcomes:
        """What colleagues said of it."""
        return count_outcomes(self._school.store.where(Take, "resource", resource))

    def take(self, person: str, resource: str) -> Take:
        """Somebody has its code before them; on the same day that is one take.

        Raises:
            NotSaved: it could not be written down.
        """
        today = self._school.now().date()

        def rule() -> Sequence[NewFact]:
            if self._taken(person, resource, str(today)):
                return []
            return [TakeMade(new_id(), by=person, resource=resource)]

        self._school.act(rule)
        taken = self._taken(person, resource, str(today))
        assert taken is not None
        return taken

    def _taken(self, person: str, resource: str, today: str) -> Take | None:
        takes = reversed(self._school.store.where(Take, "person", person))
        return next(
            (
                take
                for take in takes
                if take.resource == resource and str(self._school.date_of(take.at)) == today
            ),
            None,
        )

    def earlier_take(self, person: str, resource: str) -> Take | None:
        """The last time somebody took it on another day and has not told how it went."""
        today = self._school.now().date()
        takes = reversed(self._school.store.where(Take, "person", person))
        return next(
            (
                take
                for take in takes
                if take.resource == resource
                and not take.outcome
                and self._school.date_of(take.at) < today
            ),
            None,
        )

    def wish(self, take: Take, wished: bool) -> list[Fact]:
        """Whether somebody wants to be asked how it went."""
        return self._school.act(lambda: [TakeWished(take.id, by=take.person, wished=wished)])

    def due(self, person: str) -> list[Take]:
        """What somebody wanted to be asked about, when it is time to ask."""
        return [
            take
            for take in self._school.store.where(Take, "asks", person)
            if self._school.school_days_since(self._school.date_of(take.at)) >= ASK_AFTER
        ]

    def tell(self, key: str, person: str, outcome: str, text: str = "") -> list[Fact]:
        """How it went.

        Raises:
            Refused: somebody else took it, or the word is none of OUTCOMES.
        """
        take = self._school.store.find(Take, key)
        if take is None or take.person != person:
            raise Refused("Somebody else took this one.")
        if outcome not in OUTCOMES:
            raise Refused(f"{outcome!r} is not one of worked, partly, not.")
        outcome_told = TakeTold(key, by=person, outcome=outcome, text=clean(text))
        return self._school.act(lambda: [outcome_told])

    def add(
        self,
        by: str,
        title: str,
        *,
        url: str = "",
        steps: Sequence[str] = (),
        about: str = "",
        tags: Iterable[str] = (),
    ) -> str:
        """Put a resource on the shelf: an address, or the steps of a how-to; gives its id.

        Raises:
            Refused: without a title, with neither or both, or with an address that may not be
                handed on.
        """
        content = resource(title, url=url, steps=steps, about=about, tags=tags)
        added = ResourceAdded(new_id(), by, content=content)
        self._school.act(lambda: [added])
        return added.subject

    def change(
        self,
        key: str,
        by: str,
        title: str,
        *,
        url: str = "",
        steps: Sequence[str] = (),
        about: str = "",
        tags: Iterable[str] = (),
    ) -> Resource:
        """Put something on the shelf right; what was said of it stays.

        Raises:
            Refused: as add; or it is not there any more.
        """
        before = self.find(key)
        if before is None or before.retired:
            raise Refused("It is not on the shelf any more. Nothing was changed.")
        if before.kind == "idea":
            content = idea(title, about, tags=tags, url=url, helps=before.helps)
        else:
            content = resource(title, url=url, steps=steps, about=about, tags=tags)
        changed = ResourceChanged(key, by, content=content)
        self._school.act(lambda: [changed])
        after = self.find(key)
        assert after is not None
        return after

    def taken(self, resource: str) -> int:
        """How often it was taken along."""
        return len(self._school.store.where(Take, "resource", resource))

    def retire(self, key: str, by: str) -> Resource:
        """Take it off the shelf; what was said of it stays.

        Raises:
            Refused: it is not there.
        """
        resource = self.find(key)
        if resource is None or resource.retired:
            raise Refused(f"There is no resource {key!r}. See them with: kiosk resources list")
        self._school.act(lambda: [ResourceRetired(key, by=by)])
        return resource

    def share(
        self,
        by: str,
        title: str,
        about: str = "",
        *,
        tags: Iterable[str] = (),
        url: str = "",
        helps: bool = False,
    ) -> str:
        """A colleague tells of something that worked; gives its id.

        Raises:
            Refused: without a title, or with an address that may not be handed on.
        """
        content = idea(title, about, tags=tags, url=url, helps=helps)
        added = ResourceAdded(new_id(), by, content=content)
        self._school.act(lambda: [added])
        return added.subject


def idea(title: str, about: str, *, tags: Iterable[str], url: str, helps: bool) -> ResourceContent:
    """What is kept of a shared idea.

    Raises:
        Refused: without a title, or with an address that may not be handed on.
    """
    if not clean(title):
        raise Refused("Give it a name first, in a few words. Nothing was shared.")
    if clean(url):
        qr_codes.check(clean(url))
    return ResourceContent(
        title=clean(title),
        url=clean(url),
        about=clean(about),
        tags=clean_tags(tags),
        kind="idea",
        helps=helps,
    )


def resource(
    title: str, *, url: str, steps: Sequence[str], about: str, tags: Iterable[str]
) -> ResourceContent:
    """What is kept of a resource.

    Raises:
        Refused: see Shelf.add.
    """
    kept_steps = [clean(step) for step in steps if clean(step)]
    if not clean(title):
        raise Refused("Give it a title. Nothing was added.")
    if bool(clean(url)) == bool(kept_steps):
        raise Refused("Give it an address, or the steps of a how-to. Nothing was added.")
    if clean(url):
        qr_codes.check(clean(url))
    return ResourceContent(
        title=clean(title),
        url=clean(url),
        about=clean(about),
        tags=clean_tags(tags),
        kind="howto" if kept_steps else "link",
        steps=kept_steps,
    )


def clean_tags(tags: Iterable[str]) -> list[str]:
    """Tags as they are kept: short, in lower case, each once."""
    cleaned = (clean(tag).lower()[:LONGEST_TAG].strip() for tag in tags)
    return list(dict.fromkeys(tag for tag in cleaned if tag))[:MOST_TAGS]


def count_outcomes(takes: Iterable[Take]) -> TakeOutcomes:
    """What those who took something along said of it."""
    with_outcome = [take for take in takes if take.outcome]
    counted = Counter(take.outcome for take in with_outcome)
    lines = tuple((take.outcome, take.text) for take in reversed(with_outcome) if take.text)
    return TakeOutcomes(counted["worked"], counted["partly"], len(with_outcome), lines)
