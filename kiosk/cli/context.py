"""Opening the data folder that a command works on, and finding whom it means."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import platformdirs

from data.name_search import plain
from data.records import LANE_OF, Person
from kiosk.cli import output
from kiosk.desk import Desk
from kiosk.school.errors import Refused


class DataFolder:
    """Which data folder this run works on."""

    path: Path | None = None


def folder() -> Path:
    """`--data`, else `KIOSK_DATA`, else the user's data folder of this platform."""
    return DataFolder.path or platformdirs.user_data_path("hallway-kiosk", appauthor=False)


@contextmanager
def opened(*, quiet: bool = False) -> Iterator[Desk]:
    """The desk of the data folder, closed again whatever happens. Something that is missing or
    damaged is said first, whatever was asked.

    Parameters:
        quiet: not to say it: it is being repaired.

    Raises:
        SettingsError, NotSaved: as Desk does.
    """
    desk = Desk(folder())
    try:
        if not quiet and (words := desk.store.problem()):
            output.trouble(words)
        yield desk
    finally:
        desk.close()


def person(desk: Desk, said: str) -> Person:
    """Whom somebody means by an id, a name or a part of one.

    Raises:
        Refused: nobody, or more than one.
    """
    if said in desk.people:
        return desk.people[said]
    meant = _meant(desk.people.staff(), plain(said))
    found = meant or desk.people.search(said, 6)
    sure = meant or [each for each in found if _holds(each.name, said)]
    if len(found) == len(sure) == 1:
        return found[0]
    if not found:
        raise Refused(f"Nobody here is called {said!r}. See everybody with: kiosk people")
    names = ", ".join(f"{each.name} ({each.id})" for each in found)
    raise Refused(f"{said!r} may be {names}. Say which, by the whole name or the id.")


def _meant(people: Iterable[Person], said: str) -> list[Person]:
    """Those whose whole name this is, else those whose first or last name it is."""
    known = list(people)
    whole = [each for each in known if plain(each.name) == said]
    return whole or [
        each for each in known if said and said in {plain(each.given), plain(each.family)}
    ]


def _holds(name: str, said: str) -> bool:
    """Whether each word was said as it stands in the name: a slip is asked about, not acted on."""
    return all(word in plain(name) for word in plain(said).split())


def coach(desk: Desk, said: str) -> Person:
    """The coach or fixer somebody means.

    Raises:
        Refused: nobody, more than one, or somebody with another role.
    """
    team = [each for each in desk.people.staff() if each.role in LANE_OF]
    meant = _meant(team, plain(said))
    found = meant[0] if len(meant) == 1 else person(desk, said)
    if found.role not in LANE_OF:
        raise Refused(
            f"{found.name} is neither coach nor fixer. Make it so with: "
            f"kiosk person role {found.id} coach"
        )
    return found
