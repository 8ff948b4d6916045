"""Staff lists and short ways to import them, for the tests of the rules and of the commands."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from data.records import Person
from data.roster import read_roster
from kiosk.demo import UnsyncedDisk
from kiosk.desk import Desk
from kiosk.people import roster_import
from kiosk.people.roster_import import ImportPlan
from tests.support.fakes import SetClock

HEAD = "Staff id,First name,Last name,E-mail,Role,Room,Subject"
STAFF = [
    "s1,Maria,Rivera,m.rivera@x.org,Teacher,Room 12,Maths",
    "s2,Kofi,Okafor,k.okafor@x.org,Teacher,Room 31,Science",
    "s3,Jonas,Lindqvist,j.lindqvist@x.org,Teacher,Room 7,English",
    "s4,Priya,Adeyemi,p.adeyemi@x.org,Teacher,Room 22,History",
    "s5,Ana,Duarte,a.duarte@x.org,Teacher,Library,",
]


@contextmanager
def school_without_people(folder: Path) -> Iterator[Desk]:
    """A desk on a school where nobody is listed yet."""
    (folder / "kiosk.toml").write_text('[school]\nname = "Lincoln"\n')
    made = Desk(folder, SetClock(), UnsyncedDisk())
    yield made
    made.close()


def planned(desk: Desk, *rows: str, head: str = HEAD) -> ImportPlan:
    """What importing these rows would do."""
    path = desk.folder.parent / f"{desk.folder.name}-staff.csv"
    path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    found = roster_import.plan(read_roster(path), desk.people.values(), desk.badges.mark)
    path.unlink()
    return found


def take(desk: Desk, *rows: str, head: str = HEAD, confirmed: bool = True) -> ImportPlan:
    """Import these rows."""
    found = planned(desk, *rows, head=head)
    desk.act(lambda: roster_import.apply(found, confirmed=confirmed))
    return found


def by_name(desk: Desk) -> dict[str, Person]:
    """Active people by name."""
    return {person.name: person for person in desk.people.staff()}
