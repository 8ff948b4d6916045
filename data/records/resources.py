"""What colleagues share: resources and ideas, who took one along and how it went, and who was
introduced to whom.
"""

from collections.abc import Iterator
from typing import Any, Literal

import msgspec

from data.ledger.facts import Fact, NewFact, Order
from data.records.table import START, Key, Record, Table, fields_of, set_fields

ResourceKind = Literal["link", "howto", "idea"]
"""A "link" has an address; a "howto" carries its steps in its QR code; an "idea" is what a
colleague tried in class.
"""
Answer = Literal["", "yes", "no"]
"""The answer to an introduction; "" while there is none."""


class Resource(Record, kw_only=True):
    """Something that a teacher can take along by scanning its QR code.

    Parameters:
        helps: whether the person who shared it would show it to others.
        retired: whether it is no longer offered.
        by: who shared it.
    """

    id: str
    title: str
    url: str = ""
    about: str = ""
    tags: list[str] = []
    kind: ResourceKind = "link"
    steps: list[str] = []
    helps: bool = False
    retired: bool = False
    at: str = ""
    by: str = ""
    head: Order = START

    def index_keys(self) -> Iterator[Key]:
        """Find it by who shared it."""
        yield "person", self.by


_CONTENT_FIELDS = ("title", "url", "about", "tags", "kind", "steps", "helps")


class Take(Record, kw_only=True):
    """Somebody took a resource along.

    Parameters:
        wished: whether they want to be asked how it went.
        asked: whether they have been asked.
        outcome: a key of OUTCOMES, or "".
        text: what they said about it.
    """

    id: str
    person: str
    resource: str
    at: str
    wished: bool = False
    asked: bool = False
    outcome: str = ""
    text: str = ""
    head: Order = START

    def index_keys(self) -> Iterator[Key]:
        """Find it by who took what, and by who must still be asked how it went."""
        yield "person", self.person
        yield "resource", self.resource
        if self.wished and not self.asked and not self.outcome:
            yield "asks", self.person


class Introduction(Record, kw_only=True):
    """An introduction of two colleagues: `by` would like to see what `to` has done.

    Either `by` asked about a resource that `to` shared, or a coach offered it to both. The coach
    asks `by` first, because what somebody would like to do is theirs to tell, and then `to`.

    Parameters:
        via: the coach who offered it, or "".
        wish: the answer of `by`.
        answer: the answer of `to`.
        told: ids of those who have read how it ended.
    """

    id: str
    by: str
    to: str
    resource: str
    at: str
    via: str = ""
    about: str = ""
    wish: Answer = ""
    answer: Answer = ""
    told: list[str] = []
    head: Order = START

    @property
    def over(self) -> bool:
        """Whether nobody has to answer any more: one said no, or both have answered."""
        return "no" in (self.wish, self.answer) or bool(self.wish and self.answer)

    def index_keys(self) -> Iterator[Key]:
        """Find it by both people, and by who must answer next or must be told how it ended."""
        answers = {self.by: self.wish, self.to: self.answer}
        refused = "no" in answers.values()
        for person, answer in answers.items():
            yield "person", person
            is_next = person == self.by or self.wish == "yes"
            must_answer = not answer and not refused and is_next
            has_ended = answer == "yes" and (refused or all(answers.values()))
            knows = person in self.told or (person == self.to and not self.via)
            if must_answer or (has_ended and not knows):
                yield "asks", person


def _add(_: Resource | None, fact: Fact) -> Resource:
    context = {"id": fact.subject, "at": fact.at, "by": fact.by}
    return msgspec.convert(context | fields_of(fact.body, _CONTENT_FIELDS), Resource)


def _change(resource: Resource, fact: Fact) -> None:
    set_fields(resource, fact.body, _CONTENT_FIELDS)


def _retire(resource: Resource, _: Fact) -> None:
    resource.retired = True


def _take(_: Take | None, fact: Fact) -> Take:
    return Take(id=fact.subject, person=fact.by, resource=fact.body["resource"], at=fact.at)


def _set_wish(take: Take, fact: Fact) -> None:
    take.wished = fact.body["wished"]


def _mark_asked(take: Take, _: Fact) -> None:
    take.asked = True


def _set_outcome(take: Take, fact: Fact) -> None:
    take.outcome, take.text = fact.body["outcome"], fact.body.get("text", "")


def _ask_to_see(_: Introduction | None, fact: Fact) -> Introduction:
    return Introduction(
        id=fact.subject,
        by=fact.by,
        to=fact.whom,
        resource=fact.body["resource"],
        at=fact.at,
        wish="yes",
    )


def _offer(_: Introduction | None, fact: Fact) -> Introduction:
    return Introduction(
        id=fact.subject,
        by=fact.body["by"],
        to=fact.whom,
        resource=fact.body.get("resource", ""),
        at=fact.at,
        via=fact.by,
        about=fact.body["about"],
    )


def _answer(introduction: Introduction, fact: Fact) -> None:
    if fact.by == introduction.by:
        introduction.wish = fact.body["answer"]
    else:
        introduction.answer = fact.body["answer"]


def _mark_told(introduction: Introduction, fact: Fact) -> None:
    introduction.told = [*introduction.told, fact.by]


class ResourceContent(msgspec.Struct, frozen=True):
    """The content of a resource, as the person who shares it wrote it; fields as in Resource."""

    title: str
    url: str = ""
    about: str = ""
    tags: list[str] = []
    kind: ResourceKind = "link"
    steps: list[str] = []
    helps: bool = False


class ResourceAdded(NewFact, frozen=True, kw_only=True):
    """Somebody shares a resource."""

    KIND = "resource.added"

    content: ResourceContent

    @property
    def body(self) -> dict[str, Any]:
        """The fields of the content."""
        return msgspec.structs.asdict(self.content)


class ResourceChanged(ResourceAdded, frozen=True):
    """The content of a resource is changed."""

    KIND = "resource.changed"


class ResourceRetired(NewFact, frozen=True):
    """A resource is no longer offered."""

    KIND = "resource.retired"


class TakeMade(NewFact, frozen=True, kw_only=True):
    """Somebody takes a resource along."""

    KIND = "take.made"

    resource: str


class TakeWished(NewFact, frozen=True, kw_only=True):
    """Somebody says whether they want to be asked how a resource worked."""

    KIND = "take.wished"

    wished: bool


class TakeAsked(NewFact, frozen=True):
    """Somebody has been asked how a resource worked."""

    KIND = "take.asked"


class TakeTold(NewFact, frozen=True, kw_only=True):
    """Somebody tells how a resource worked; `outcome` is a key of OUTCOMES."""

    KIND = "take.told"

    outcome: str
    text: str = ""


class IntroductionAsked(NewFact, frozen=True, kw_only=True):
    """Somebody asks the person who shared a resource to show it."""

    KIND = "introduction.asked"

    resource: str


class IntroductionOffered(NewFact, frozen=True, kw_only=True):
    """A coach offers to introduce two colleagues.

    Parameters:
        wishes: the id of the one who is asked first; `whom` is the other.
    """

    KIND = "introduction.offered"
    RENAMED = {"wishes": "by"}

    wishes: str
    about: str
    resource: str = ""


class IntroductionAnswered(NewFact, frozen=True, kw_only=True):
    """One of the two colleagues answers."""

    KIND = "introduction.answered"

    answer: Answer


class IntroductionSeen(NewFact, frozen=True):
    """One of the two colleagues has read how an introduction ended."""

    KIND = "introduction.seen"


RESOURCES = Table(
    name="resources",
    record=Resource,
    creates={ResourceAdded.KIND: _add},
    updates={ResourceChanged.KIND: _change, ResourceRetired.KIND: _retire},
    indexed=("by",),
)
TAKES = Table(
    name="takes",
    record=Take,
    creates={TakeMade.KIND: _take},
    updates={TakeWished.KIND: _set_wish, TakeAsked.KIND: _mark_asked, TakeTold.KIND: _set_outcome},
    indexed=("person", "resource", "wished", "asked", "outcome"),
)
INTRODUCTIONS = Table(
    name="introductions",
    record=Introduction,
    creates={IntroductionAsked.KIND: _ask_to_see, IntroductionOffered.KIND: _offer},
    updates={IntroductionAnswered.KIND: _answer, IntroductionSeen.KIND: _mark_told},
    indexed=("by", "to", "via", "wish", "answer", "told"),
)
