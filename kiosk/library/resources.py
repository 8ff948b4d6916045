"""The shelf: resources and colleagues' ideas, searched while typing; who took what, and how it
went.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import timedelta
from itertools import takewhile
from typing import NamedTuple

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
from kiosk.school.cached import Cached
from kiosk.school.errors import Refused
from kiosk.school.school import School

NEW_DAYS = 14
"""Days for which a resource is new."""
ASK_AFTER = 2
"""School days after which somebody is asked how it went, so that they can have tried it."""
MOST_TAGS, LONGEST_TAG = 8, 24
"""Tags of a resource, and letters of a tag, that are kept at most."""


class TakeOutcomes(msgspec.Struct, frozen=True):
    """How a resource went for those who took it.

    Parameters:
        worked, partly: how many said so.
        told: how many told how it went.
    """

    worked: int
    partly: int
    told: int
    lines: tuple[tuple[str, str], ...]
    """(outcome, words), newest first."""


class _Shelved(NamedTuple):
    """What there is to take.

    Parameters:
        by_id: every resource, also those that were taken off the shelf.
        newest: those on the shelf, newest first.
        texts: finds those on the shelf by their words.
    """

    by_id: dict[str, Resource]
    newest: list[Resource]
    texts: NameSearch


class Shelf:
    """The resources and ideas of one school."""

    def __init__(self, school: School) -> None:
        self._school = school
        self._cached: Cached[_Shelved] = Cached()

    def all(self) -> list[Resource]:
        """Return everything on the shelf, newest first."""
        return self._shelved().newest

    def _shelved(self) -> _Shelved:
        return self._cached.get(self._school.store.versions["resources"], self._read)

    def _read(self) -> _Shelved:
        resources = self._school.store.records(Resource)
        kept = [resource for resource in resources if not resource.retired]
        texts = NameSearch()
        for resource in kept:
            texts.put(resource.id, f"{resource.title} {' '.join(resource.tags)} {resource.about}")
        newest = sorted(kept, key=lambda resource: resource.at)[::-1]
        return _Shelved({resource.id: resource for resource in resources}, newest, texts)

    def find(self, key: str) -> Resource | None:
        """Return a resource by its id, also one that was taken off the shelf; None when there is
        none.
        """
        return self._shelved().by_id.get(key)

    def search(self, query: str, most: int = 60) -> list[Resource]:
        """Return the resources that half-typed words may mean, best first; typing errors are
        forgiven.
        """
        shelved = self._shelved()
        return [shelved.by_id[key] for key in shelved.texts.search(query, most)]

    def new(self) -> list[Resource]:
        """Return the resources of the last two weeks, newest first."""
        first = (self._school.now() - timedelta(days=NEW_DAYS)).date()
        newest_first = self.all()
        return list(
            takewhile(lambda resource: self._school.date_of(resource.at) >= first, newest_first)
        )

    def for_subject(self, person: Person) -> list[Resource]:
        """Return the resources tagged with somebody's subject, then those whose text names it."""
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
        """Return the most used tags."""
        counted = Counter(tag for resource in self.all() for tag in resource.tags)
        return sorted(counted, key=lambda tag: (-counted[tag], tag))[:most]

    def tagged(self, tag: str) -> list[Resource]:
        """Return the resources with a tag."""
        return [resource for resource in self.all() if tag in resource.tags]

    def ideas(self) -> list[Resource]:
        """Return the ideas that colleagues shared."""
        return [resource for resource in self.all() if resource.kind == "idea"]

    def outcomes(self, resource: str) -> TakeOutcomes:
        """Return how a resource went for those who took it."""
        return count_outcomes(self._school.store.where(Take, "resource", resource))

    def take(self, person: str, resource: str) -> Take:
        """Write down that somebody took a resource along; on the same day it is one take.

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
        """Return somebody's last take of a resource before today without an outcome."""
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
        """Set whether somebody wants to be asked how it went."""
        return self._school.act(lambda: [TakeWished(take.id, by=take.person, wished=wished)])

    def due(self, person: str) -> list[Take]:
        """Return the takes that somebody wanted to be asked about and that are old enough."""
        return [
            take
            for take in self._school.store.where(Take, "asks", person)
            if self._school.school_days_since(self._school.date_of(take.at)) >= ASK_AFTER
        ]

    def tell(self, key: str, person: str, outcome: str, text: str = "") -> list[Fact]:
        """Tell how it went.

        Parameters:
            key: id of the take.
            outcome: one of OUTCOMES.

        Raises:
            Refused: somebody else took it, or the outcome is unknown.
        """
        take = self._school.store.find(Take, key)
        if take is None or take.person != person:
            raise Refused("Someone else took this one.")
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
        """Put a resource on the shelf: an address, or the steps of a how-to.

        Returns:
            Its id.

        Raises:
            Refused: without a title, with neither or both, or the address may not be handed on.
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
        """Correct something on the shelf; its outcomes stay.

        Returns:
            The resource after it.

        Raises:
            Refused: it is not on the shelf any more, or see add.
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
        """Return how often a resource was taken along."""
        return len(self._school.store.where(Take, "resource", resource))

    def retire(self, key: str, by: str) -> Resource:
        """Take something off the shelf; its outcomes stay.

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
        """Share an idea that worked.

        Parameters:
            helps: whether whoever shares it offers to show it.

        Returns:
            Its id.

        Raises:
            Refused: without a title, or the address may not be handed on.
        """
        content = idea(title, about, tags=tags, url=url, helps=helps)
        added = ResourceAdded(new_id(), by, content=content)
        self._school.act(lambda: [added])
        return added.subject


def idea(title: str, about: str, *, tags: Iterable[str], url: str, helps: bool) -> ResourceContent:
    """Return the content of a shared idea, checked and cleaned.

    Raises:
        Refused: without a title, or the address may not be handed on.
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
    """Return the content of a resource, checked and cleaned.

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
    """Return tags as they are stored: short, in lower case, without repeats."""
    cleaned = (clean(tag).lower()[:LONGEST_TAG].strip() for tag in tags)
    return list(dict.fromkeys(tag for tag in cleaned if tag))[:MOST_TAGS]


def count_outcomes(takes: Iterable[Take]) -> TakeOutcomes:
    """Count the outcomes of takes, and collect their lines."""
    with_outcome = [take for take in takes if take.outcome]
    counted = Counter(take.outcome for take in with_outcome)
    lines = tuple((take.outcome, take.text) for take in reversed(with_outcome) if take.text)
    return TakeOutcomes(counted["worked"], counted["partly"], len(with_outcome), lines)
