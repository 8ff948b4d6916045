"""Schools to measure with, made by committing facts as any other."""

import random
from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import islice
from pathlib import Path

from data.ledger.facts import NewFact, raw_fact
from data.store.store import Store
from kiosk.desk import Desk
from tests.support.fakes import MORNING, QuickDisk, SetClock

GIVEN = [
    "Ana",
    "Ben",
    "Cleo",
    "Dörte",
    "Emil",
    "Fatima",
    "Gül",
    "Hugo",
    "Inés",
    "Jörg",
    "Kofi",
    "Lü",
]
LONG = ["Παπαδόπουλος-Αθανασίου", "Воскресенская-Петрова", "Vasconcelos e Albuquerque", "欧阳修文"]
TOPICS = [
    "podcast",
    "video",
    "maps",
    "feedback",
    "reading",
    "coding",
    "music",
    "charts",
    "robots",
    "poems",
    "rivers",
    "cells",
]
STARTS, VOWELS, ENDS = (
    "b br d f g h j k l m n p r s sch st t v w z",
    "a e i o u ei",
    "n r l s t ck m",
)


def names(count: int, seed: int = 1) -> list[str]:
    """Names that look like names, most of them only once."""
    chance = random.Random(seed)

    def syllable() -> str:
        return "".join(chance.choice(part.split()) for part in (STARTS, VOWELS, ENDS))

    return [
        f"{chance.choice(GIVEN)}{syllable()} {(syllable() + syllable()).capitalize()}"
        for _ in range(count)
    ]


def term(facts: int) -> Iterator[NewFact]:
    """So many facts of a school's life: people, requests with their steps, hellos, thanks."""
    people = [f"p{number}" for number in range(max(2, min(400, facts // 20)))]
    for person, name in zip(people, names(len(people)), strict=True):
        yield raw_fact("person.listed", person, body={"key": f"{person}@x.example", "name": name})
    chance = random.Random(2)
    left, number = facts - len(people), 0
    while left > 0:
        number += 1
        for draft in visit(number, *chance.sample(people, 2))[:left]:
            left -= 1
            yield draft


def visit(number: int, person: str, coach: str) -> list[NewFact]:
    """What a visit writes: a request with its steps, a hello, a thank-you."""
    subject = f"r{number}"
    return [
        flag(subject, person),
        raw_fact("request.claimed", subject, by=coach),
        raw_fact("request.finished", subject, by=coach, body={"minutes": 6, "text": "A new lamp."}),
        raw_fact("checkin.made", f"c{number}", by=person, whom=person),
        raw_fact("thanks.given", f"t{number}", by=person, whom=coach, body={"reason": "patience"}),
    ]


def flag(subject: str, person: str) -> NewFact:
    """A request as a teacher makes it."""
    body = {
        "lane": "fix",
        "category": "projector",
        "room": "12",
        "when": "today",
        "text": "The picture is green and flickers when I plug in the laptop.",
    }
    return raw_fact("request.flagged", subject, by=person, whom=person, body=body)


def requests(count: int, still_open: int) -> Iterator[NewFact]:
    """So many requests, all but a few of them withdrawn."""
    for number in range(count):
        yield flag(f"r{number}", f"p{number % 400}")
        if number >= still_open:
            yield raw_fact("request.withdrawn", f"r{number}", by=f"p{number % 400}")


def widen(desk: Desk, staff: int = 500, resources: int = 3000, problems: int = 50) -> None:
    """Make a school as wide as one gets: long names in several scripts, full shelves and boards."""
    ana = desk.people.team("coaching")[0].id
    chance = random.Random(3)
    drafts = []
    for number, name in enumerate(names(staff)):
        family = f"{name.split()[-1]}-{chance.choice(LONG)}"
        body = {"key": f"wide{number}", "name": f"{name} {family}", "family": family}
        drafts.append(
            raw_fact("person.listed", f"wide{number}", body=body | {"room": f"W{number}"})
        )
    for number in range(resources):
        title = " ".join(chance.sample(TOPICS, 3))
        body = {"title": f"{title} {number}", "url": f"https://x.example/{number}"}
        tags = {"tags": chance.sample(TOPICS, 2)}
        drafts.append(raw_fact("resource.added", f"wide{number}", by=ana, body=body | tags))
    for number in range(problems):
        category = chance.choice(desk.settings.categories)
        told = {"title": f"{category} {number}", "category": category, "expected": "today"}
        drafts.append(raw_fact("problem.opened", f"wide{number}", by=ana, body=told))
    desk.act(lambda: drafts)


def build(folder: Path, drafts: Iterable[NewFact]) -> None:
    """A data folder that holds these, snapshot included."""
    clock = SetClock(MORNING - timedelta(days=60))
    store = Store(folder, clock, QuickDisk())
    rest = iter(drafts)
    while batch := list(islice(rest, 500)):
        clock.forward(minutes=20)
        store.commit(lambda batch=batch: batch)  # type: ignore[misc]
    store.close()
