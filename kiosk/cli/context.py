"""Open the data folder that a command works on, and find the person it names."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import platformdirs

from data.name_search import plain
from data.records import LANE_OF, Person
from kiosk.cli import output
from kiosk.desk import Desk
from kiosk.school.errors import Refused
from kiosk.school.school import FAR_BEHIND


class DataFolder:
    """The data folder that was given with `--data`; None when none was."""

    path: Path | None = None


def folder() -> Path:
    """Return the data folder: `--data`, else `KIOSK_DATA`, else the user's own on this platform."""
    if DataFolder.path:
        return DataFolder.path
    if named := os.environ.get("KIOSK_DATA"):
        return Path(named)
    return platformdirs.user_data_path("hallway-kiosk", appauthor=False)


@contextmanager
def opened(*, quiet: bool = False) -> Iterator[Desk]:
    """Open the desk of the data folder, and close it at the end in any case.

    What is missing or damaged in the folder is printed first, whatever the command is.

    Parameters:
        quiet: do not print that; it is being repaired.

    Raises:
        SettingsError, NotSaved: as Desk does.
    """
    desk = Desk(folder())
    try:
        if not quiet and (words := desk.store.problem()):
            output.trouble(words)
        yield desk
    finally:
        desk.close(behind=FAR_BEHIND)  # no command pays for writing everything anew


def person(desk: Desk, name: str) -> Person:
    """Return the person whom an id, a name or a part of one means.

    Raises:
        Refused: nobody, or more than one.
    """
    if name in desk.people:
        return desk.people[name]
    meant = _meant(desk.people.staff(), plain(name))
    matches = meant or desk.people.search(name, 6)
    sure = meant or [candidate for candidate in matches if _holds(candidate.name, name)]
    if len(matches) == len(sure) == 1:
        return matches[0]
    if not matches:
        raise Refused(f"Nobody here is called {name!r}. See everybody with: kiosk people")
    names = ", ".join(f"{candidate.name} ({candidate.id})" for candidate in matches)
    raise Refused(f"{name!r} may be {names}. Say which, by the whole name or the id.")


def _meant(people: Iterable[Person], name: str) -> list[Person]:
    """Return those whose full name this is, else those whose first or last name it is."""
    listed = list(people)
    whole = [person for person in listed if plain(person.name) == name]
    return whole or [
        person for person in listed if name and name in {plain(person.given), plain(person.family)}
    ]


def _holds(name: str, words: str) -> bool:
    """Return whether every word occurs in the name as typed: a typing error is asked about, not
    acted on.
    """
    return all(word in plain(name) for word in plain(words).split())


def coach(desk: Desk, name: str) -> Person:
    """Return the coach or fixer whom an id, a name or a part of one means.

    Raises:
        Refused: nobody, more than one, or somebody who is neither.
    """
    team = [person for person in desk.people.staff() if person.role in LANE_OF]
    meant = _meant(team, plain(name))
    member = meant[0] if len(meant) == 1 else person(desk, name)
    if member.role not in LANE_OF:
        raise Refused(
            f"{member.name} is neither coach nor fixer. Make it so with: "
            f"kiosk person role {member.id} coach"
        )
    return member
