"""What is shared: resources and ideas, who took one along and how it went, who was introduced."""

from collections.abc import Iterator
from typing import Any, Literal

import msgspec

from data.ledger.facts import Fact, NewFact, Order
from data.records.table import START, Key, Record, Table, fields_of, set_fields

ResourceKind = Literal["link", "howto", "idea"]
Answer = Literal["", "yes", "no"]


class Resource(Record, kw_only=True):
    """Something a teacher can take along by scanning its code.

    `kind`: "link" has an address; a "howto" carries its steps in the code; an "idea" is what a
    colleague tried in class and tells of. `helps` is whether who shared it would show it.
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
        """Who added it."""
        yield "person", self.by


_TOLD = ("title", "url", "about", "tags", "kind", "steps", "helps")


class Take(Record, kw_only=True):
    """Somebody took a resource along; `wished` is whether they want to be asked how it went."""

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
        """Who took what, and whom to ask how it went."""
        yield "person", self.person
        yield "resource", self.resource
        if self.wished and not self.asked and not self.outcome:
            yield "asks", self.person


class Introduction(Record, kw_only=True):
    """Two who may find each other: `by` would like to see what `to` has done.

    Either `by` asked about a resource that `to` shared, or a coach offered it to both (`via`):
    first to `by`, since what somebody would like to do is theirs to tell, then to `to`. `wish` is
    the word of `by`, `answer` that of `to`. `told` are those who know how it ended.
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
        """Whether nobody has to answer any more."""
        return "no" in (self.wish, self.answer) or bool(self.wish and self.answer)

    def index_keys(self) -> Iterator[Key]:
        """The two of them, and whose turn it is: to answer, or to be told how it ended."""
        said = {self.by: self.wish, self.to: self.answer}
        over = "no" in said.values()
        for person, mine in said.items():
            yield "person", person
            first = person == self.by or self.wish == "yes"
            waits = not mine and not over and first
            ended = mine == "yes" and (over or all(said.values()))
            knows = person in self.told or (person == self.to and not self.via)
            if waits or (ended and not knows):
                yield "asks", person


def _add(_: Resource | None, fact: Fact) -> Resource:
    known = {"id": fact.subject, "at": fact.at, "by": fact.by}
    return msgspec.convert(known | fields_of(fact.body, _TOLD), Resource)


def _change(resource: Resource, fact: Fact) -> None:
    set_fields(resource, fact.body, _TOLD)


def _retire(resource: Resource, _: Fact) -> None:
    resource.retired = True


def _take(_: Take | None, fact: Fact) -> Take:
    return Take(id=fact.subject, person=fact.by, resource=fact.body["resource"], at=fact.at)


def _wish(take: Take, fact: Fact) -> None:
    take.wished = fact.body["wished"]


def _ask(take: Take, _: Fact) -> None:
    take.asked = True


def _tell(take: Take, fact: Fact) -> None:
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


def _read(introduction: Introduction, fact: Fact) -> None:
    introduction.told = [*introduction.told, fact.by]


class ResourceContent(msgspec.Struct, frozen=True):
    """What whoever puts something on the shelf says of it; the fields are those of Resource."""

    title: str
    url: str = ""
    about: str = ""
    tags: list[str] = []
    kind: ResourceKind = "link"
    steps: list[str] = []
    helps: bool = False


class ResourceAdded(NewFact, frozen=True, kw_only=True):
    """Something is put on the shelf."""

    KIND = "resource.added"

    content: ResourceContent

    @property
    def body(self) -> dict[str, Any]:
        """What is said of it."""
        return msgspec.structs.asdict(self.content)


class ResourceChanged(ResourceAdded, frozen=True):
    """Something on the shelf is another than it was."""

    KIND = "resource.changed"


class ResourceRetired(NewFact, frozen=True):
    """Something is taken off the shelf."""

    KIND = "resource.retired"


class TakeMade(NewFact, frozen=True, kw_only=True):
    """Somebody takes a resource along."""

    KIND = "take.made"

    resource: str


class TakeWished(NewFact, frozen=True, kw_only=True):
    """They say whether they want to be asked how it went."""

    KIND = "take.wished"

    wished: bool


class TakeAsked(NewFact, frozen=True):
    """They have been asked how it went."""

    KIND = "take.asked"


class TakeTold(NewFact, frozen=True, kw_only=True):
    """They tell how it went."""

    KIND = "take.told"

    outcome: str
    text: str = ""


class IntroductionAsked(NewFact, frozen=True, kw_only=True):
    """Somebody asks the one who shared a resource to show it."""

    KIND = "introduction.asked"

    resource: str


class IntroductionOffered(NewFact, frozen=True, kw_only=True):
    """A coach offers to bring two together."""

    KIND = "introduction.offered"
    RENAMED = {"wishes": "by"}

    wishes: str
    about: str
    resource: str = ""


class IntroductionAnswered(NewFact, frozen=True, kw_only=True):
    """One of the two answers."""

    KIND = "introduction.answered"

    answer: Answer


class IntroductionSeen(NewFact, frozen=True):
    """One of the two knows how it ended."""

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
    updates={TakeWished.KIND: _wish, TakeAsked.KIND: _ask, TakeTold.KIND: _tell},
    indexed=("person", "resource", "wished", "asked", "outcome"),
)
INTRODUCTIONS = Table(
    name="introductions",
    record=Introduction,
    creates={IntroductionAsked.KIND: _ask_to_see, IntroductionOffered.KIND: _offer},
    updates={IntroductionAnswered.KIND: _answer, IntroductionSeen.KIND: _read},
    indexed=("by", "to", "via", "wish", "answer", "told"),
)
