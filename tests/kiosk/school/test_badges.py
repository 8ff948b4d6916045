"""Badges: each leads to its owner, and no badge is kept anywhere."""

from pathlib import Path

import pytest

from data.failures import NotSaved
from data.roster import read_roster
from data.system import Disk
from kiosk.demo import UnsyncedDisk
from kiosk.desk import Desk
from kiosk.people import roster_import
from kiosk.school import badges
from tests.support.fakes import SetClock
from tests.support.schools import MARIA, open_school, people_by_name

CANARY = "QX7719042"


def school_with_badges(folder: Path, clock: SetClock, *rows: str) -> Desk:
    """People whose roster rows hold badges."""
    desk = open_school(folder, clock)
    take(desk, folder, *rows)
    return desk


def take(desk: Desk, folder: Path, *rows: str) -> None:
    """Import rows of id, name and badge."""
    path = folder.parent / f"{folder.name}.csv"
    path.write_text("\n".join(["Staff id,Name,Badge", *rows]), encoding="utf-8")
    plan = roster_import.plan(read_roster(path), desk.people.values(), desk.badges.mark)
    desk.act(lambda: roster_import.apply(plan, confirmed=True))
    path.unlink()


def test_a_badge_leads_to_its_owner_and_its_text_is_not_kept(
    tmp_path: Path, clock: SetClock
) -> None:
    """Keep its text neither in the ledger nor in the store nor in the key."""
    folder = tmp_path / "data"
    folder.mkdir()
    desk = school_with_badges(folder, clock, f"1,Ida Berg,{CANARY}", "2,Per Dahl,AB123456")
    ida = people_by_name(desk)["Ida Berg"]
    assert desk.badges.bearer(CANARY) == ida
    assert desk.badges.bearer(f" {CANARY} ") == ida
    assert desk.badges.bearer(CANARY.lower()) is None
    assert desk.badges.bearer(CANARY * 2) is None
    assert desk.badges.bearer("") is None
    desk.thanks.hi(ida.id)
    desk.close()
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert {"store.json", "badge.key"} <= {path.name for path in files}
    for path in files:
        content = path.read_bytes()
        assert CANARY.encode() not in content, path.name
        assert CANARY.lower().encode() not in content, path.name
        assert path.stat().st_mode & 0o077 == 0 or path.name == "kiosk.toml"
    again = Desk(folder, clock, UnsyncedDisk())
    found = again.badges.bearer(CANARY)
    assert found
    assert found.id == ida.id
    again.close()


def test_a_badge_of_somebody_who_left_opens_nothing(tmp_path: Path, clock: SetClock) -> None:
    desk = school_with_badges(tmp_path, clock, f"1,Ida Berg,{CANARY}", "2,Per Dahl,")
    take(desk, tmp_path, "2,Per Dahl,")
    assert desk.badges.bearer(CANARY) is None
    take(desk, tmp_path, "1,Ida Berg,", "2,Per Dahl,")
    found = desk.badges.bearer(CANARY)
    assert found
    assert found.name == "Ida Berg"
    desk.close()


@pytest.mark.parametrize("turned", [False, True])
def test_a_badge_that_is_handed_on_leads_to_its_new_owner(
    tmp_path: Path, clock: SetClock, turned: bool
) -> None:
    """Find them in whichever order the rows stand, and after a restart."""
    rows = [f"1,Ida Berg,{CANARY}", "2,Per Dahl,AB123456"]
    after = ["1,Ida Berg,CD123456", f"2,Per Dahl,{CANARY}"]
    desk = school_with_badges(tmp_path, clock, *rows)
    take(desk, tmp_path, *(reversed(after) if turned else after))
    for _ in range(2):
        found = desk.badges.bearer(CANARY)
        assert found
        assert found.name == "Per Dahl"
        assert desk.badges.bearer("AB123456") is None
        desk.close()
        desk = Desk(tmp_path, clock, UnsyncedDisk())
    desk.close()


def test_two_schools_keep_the_same_badge_differently(tmp_path: Path) -> None:
    """Let nobody with the store of one school know a badge of another."""
    keys = []
    for name in ("one", "two"):
        folder = tmp_path / name
        folder.mkdir()
        assert badges.read_key(Disk(), folder) is None
        keys.append(badges.make_key(Disk(), folder))
        assert badges.read_key(Disk(), folder) == keys[-1]
    one, two = (badges.mark_of(key, CANARY) for key in keys)
    assert badges.without_name(one) != badges.without_name(two)
    assert badges.is_of_another(keys[1], one)
    assert not badges.is_of_another(keys[0], one)


def test_a_badge_that_was_kept_in_the_older_form_is_known(tmp_path: Path, clock: SetClock) -> None:
    desk = open_school(tmp_path, clock)
    before = badges.without_name(desk.badges.mark(CANARY))
    desk.act(lambda: roster_import.listed(desk.people[MARIA], badge=before))
    found = desk.badges.bearer(CANARY)
    assert found
    assert found.id == MARIA
    assert desk.badges.bearer("AB123456") is None
    desk.close()


def test_a_badge_key_that_cannot_be_saved_is_reported_in_words(
    tmp_path: Path, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Need no key where no badge is known, so that a full disk cannot stop a scan."""
    desk = open_school(tmp_path, clock)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Disk, "write", full)
    with pytest.raises(NotSaved, match="the disk is full"):
        desk.badges.mark(CANARY)
    assert desk.badges.bearer(CANARY) is None
    desk.close()
