"""`kiosk doctor`: what is well, what is wrong, and what to do about it; it changes nothing."""

import errno
import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

import msgspec
import pytest

from data.ledger.facts import raw_fact
from data.system import Disk
from kiosk.cli.context import DataFolder
from kiosk.desk import Desk
from kiosk.fault_log import Faults, close_log, logger, open_log
from kiosk.people.pins import LOCKED_AFTER
from kiosk.requests.requests import Requests
from kiosk.school.people import People
from tests.kiosk.cli.command_line import Kiosk
from tests.support.fakes import SetClock


def findings(kiosk: Kiosk) -> tuple[int, dict[str, tuple[bool, str]]]:
    """The exit code, and each finding by its name."""
    said = kiosk("doctor", "--json")
    assert said.err == ""
    found = {each["check"]: (each["ok"], each["words"]) for each in said.json}
    assert said.code == (0 if all(ok for ok, _ in found.values()) else 1)
    return said.code, found


def everything(folder: Path) -> dict[str, bytes]:
    """All files of a data folder."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def year_file(kiosk: Kiosk) -> Path:
    (path,) = (kiosk.folder / "ledger").glob("*.jsonl")
    return path


def damage_line(path: Path, place: int) -> None:
    """Flip one bit in the middle of a line."""
    lines = path.read_bytes().split(b"\n")
    middle = len(lines[place]) // 2
    flipped = bytes([lines[place][middle] ^ 1])
    lines[place] = lines[place][:middle] + flipped + lines[place][middle + 1 :]
    path.write_bytes(b"\n".join(lines))


def test_a_sound_school_is_reported_well_and_not_changed(kiosk: Kiosk) -> None:
    kiosk.done("flag", "fix", "--person", "Maria")
    before = everything(kiosk.folder)
    code, found = findings(kiosk)
    assert code == 0
    assert {"settings", "ledger", "store", "privacy", "clock", "PINs", "terminal"} <= set(found)
    lines = kiosk.done("doctor").splitlines()
    assert [line.split()[:2] for line in lines] == [["well", name] for name in found]
    assert everything(kiosk.folder) == before


@pytest.mark.parametrize("place", [0, 1, -2])
def test_a_damaged_line_is_found_wherever_it_stands(kiosk: Kiosk, place: int) -> None:
    """Find it as the first, a middle or the last line, and read all others."""
    for _ in range(2):
        kiosk.done("hi", "--person", "Maria")
    damage_line(year_file(kiosk), place)
    before = everything(kiosk.folder)
    code, found = findings(kiosk)
    ok, words = found["ledger"]
    assert (code, ok) == (1, False)
    assert year_file(kiosk).name in words
    assert "backup" in words
    assert everything(kiosk.folder) == before
    assert "WRONG  ledger" in kiosk("doctor").out


def test_a_whole_line_in_quarantine_is_reported(kiosk: Kiosk) -> None:
    """Report the damaged last line, which the next save moves there."""
    kiosk.done("hi", "--person", "Maria")
    damage_line(year_file(kiosk), -2)
    (kiosk.folder / "store.json").unlink()
    assert "damaged" in kiosk("hi", "--person", "Kofi").err
    code, found = findings(kiosk)
    assert (code, found["quarantine"][0]) == (1, False)
    assert "kiosk doctor --repair takes back what can be read" in found["quarantine"][1]
    kiosk("doctor", "--repair")
    assert findings(kiosk)[0] == 0


def test_half_a_line_after_a_power_cut_is_no_alarm(kiosk: Kiosk) -> None:
    with year_file(kiosk).open("ab") as file:
        file.write(b'01234567 [{"origin":')
    kiosk.done("hi", "--person", "Maria")
    code, found = findings(kiosk)
    assert (code, found["quarantine"][0]) == (0, True)


def test_a_store_changed_by_hand_is_found_and_made_again(kiosk: Kiosk) -> None:
    """Drop the change, since the ledger is the truth, and lose no document."""
    key = kiosk.done("flag", "fix", "--person", "Maria", "--category", "Printer")
    path = kiosk.folder / "store.json"
    path.write_text(path.read_text().replace("Printer", "Painter"))
    code, found = findings(kiosk)
    assert code == 0
    assert "changed by another program" in found["store"][1]
    assert kiosk.json("show", key)["category"] == "Printer"
    assert "same documents" in findings(kiosk)[1]["store"][1]


def test_a_command_does_not_write_the_snapshot_again(kiosk: Kiosk) -> None:
    """Leave it to the kiosk, and read what it lacks from the ledger."""
    kiosk.json("people")
    before = (kiosk.folder / "store.json").stat().st_ino
    key = kiosk.done("flag", "fix", "--person", "Maria", "--category", "Printer")
    assert (kiosk.folder / "store.json").stat().st_ino == before
    assert kiosk.json("show", key)["category"] == "Printer"
    assert "older than the ledger" in findings(kiosk)[1]["store"][1]


def test_a_store_that_is_gone_is_no_loss(kiosk: Kiosk) -> None:
    (kiosk.folder / "store.json").unlink()
    code, found = findings(kiosk)
    assert (code, found["store"][0]) == (0, True)
    assert len(kiosk.json("people")) == 5


@pytest.mark.parametrize(
    ("name", "mode"),
    [("store.json", 0o644), ("badge.key", 0o640), ("ledger", 0o755), (".", 0o750)],
)
def test_files_that_others_may_open_are_found_with_how_to_close_them(
    kiosk: Kiosk, name: str, mode: int
) -> None:
    (kiosk.folder / name).chmod(mode)
    code, found = findings(kiosk)
    assert (code, found["privacy"][0]) == (1, False)
    assert "chmod -R go=" in found["privacy"][1]
    assert (kiosk.folder / name).resolve().name in found["privacy"][1]


def test_a_link_that_leads_nowhere_does_not_stop_the_doctor(kiosk: Kiosk) -> None:
    """Pass it over, and also a draft that the running kiosk renames meanwhile."""
    (kiosk.folder / "link").symlink_to(kiosk.folder / "gone")
    assert findings(kiosk)[0] == 0


def test_broken_settings_are_found_with_their_line(kiosk: Kiosk) -> None:
    path = kiosk.folder / "kiosk.toml"
    lines = path.read_text().count("\n")
    path.write_text(path.read_text() + "[pin]\n")
    code, found = findings(kiosk)
    assert (code, found["settings"][0]) == (1, False)
    assert f"line {lines + 1}: there is no setting named 'pin' here" in found["settings"][1]


def test_no_data_folder_is_found(empty: Kiosk) -> None:
    said = empty("doctor", "--json")
    assert said.code == 1
    assert "kiosk init" in said.json[0]["words"]
    assert not empty.folder.exists()


def at(kiosk: Kiosk, moment: datetime) -> Desk:
    """The desk at another time."""
    return Desk(kiosk.folder, SetClock(moment))


def test_a_clock_that_was_wrong_once_is_a_note_and_its_dates_can_be_set(kiosk: Kiosk) -> None:
    """Raise no alarm for facts of the future, and offer to set their dates right."""
    desk = at(kiosk, datetime(2099, 1, 1, 8, 0, tzinfo=UTC))
    desk.thanks.hi(next(iter(desk.people)))
    desk.close()
    code, found = findings(kiosk)
    assert (code, found["clock"][0]) == (0, True)
    assert "dated 2099-01-01" in found["clock"][1]
    said = kiosk("doctor", "--set-dates")
    assert "1 fact is now dated like the one before" in said.err
    assert "2099" not in findings(kiosk)[1]["clock"][1]
    again = kiosk.json("person", "show", "Ana Duarte")
    assert "2099" not in str(again)
    assert kiosk("doctor", "--set-dates").code == 2


def test_a_clock_that_is_behind_is_found(kiosk: Kiosk) -> None:
    """Report the clock as wrong when all recent facts lie ahead of it."""
    for day in (1, 2, 3):
        desk = at(kiosk, datetime.now(UTC) + timedelta(days=day))
        desk.thanks.hi(next(iter(desk.people)))
        desk.close()
    code, found = findings(kiosk)
    assert (code, found["clock"][0]) == (1, False)
    assert "Set the clock" in found["clock"][1]


def test_a_locked_pin_is_found_and_who_opens_it(
    kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Report well again after the keeper has given a new one."""
    desk = at(kiosk, datetime.now(UTC))
    (ana,) = desk.people.team("coaching")
    tried = [raw_fact("pin.tried", ana.id, whom=ana.id)] * LOCKED_AFTER
    desk.act(lambda: tried)
    desk.close()
    code, found = findings(kiosk)
    assert (code, found["PINs"][0]) == (1, False)
    assert "Ana Duarte" in found["PINs"][1]
    assert "kiosk person pin" in found["PINs"][1]
    monkeypatch.setattr("sys.stdin", StringIO("739152\n"))
    kiosk.done("person", "pin", "Ana Duarte", "--pin-stdin")
    assert findings(kiosk)[0] == 0


def test_a_school_without_coach_or_fixer_is_found(kiosk: Kiosk) -> None:
    for name in ("Ana Duarte", "Ben Osei"):
        kiosk.done("person", "role", name, "teacher")
    code, found = findings(kiosk)
    assert (code, found["PINs"][0]) == (1, False)
    assert "nobody is coach or fixer" in found["PINs"][1]


def test_rooms_that_the_settings_do_not_know_are_mentioned(kiosk: Kiosk) -> None:
    with (kiosk.folder / "kiosk.toml").open("a") as file:
        file.write('\n[[rooms]]\nname = "Room 12"\n')
    code, found = findings(kiosk)
    assert code == 0
    assert "Room 31" in found["rooms"][1]
    assert "Room 12" not in found["rooms"][1]


def test_a_folder_copied_to_a_second_machine_is_found(kiosk: Kiosk) -> None:
    """Keep both contents of one id, and ask somebody."""
    desk = at(kiosk, datetime.now(UTC))
    (fact,) = desk.act(lambda: [raw_fact("checkin.made", "c1", whom="x")])
    desk.store.ingest([msgspec.structs.replace(fact, whom="y")])
    desk.close()
    code, found = findings(kiosk)
    assert (code, found["facts"][0]) == (1, False)
    assert "copied to a second machine" in found["facts"][1]


def test_the_folder_of_one_run_is_forgotten_in_the_next(kiosk: Kiosk) -> None:
    kiosk.done("doctor")
    assert kiosk.bare(["doctor"]).code == 1
    assert DataFolder.path is None


def test_a_folder_for_sheets_that_cannot_be_used_is_named(kiosk: Kiosk, tmp_path: Path) -> None:
    """Name it before a coach wants to print, and keep a sheet in the data folder private."""
    kiosk.done("resources", "add", "Kit", "--url", "https://kit.example", "--as", "Ana")
    kiosk.done("resources", "sheet")
    assert findings(kiosk)[0] == 0
    toml = kiosk.folder / "kiosk.toml"
    gone = tmp_path / "gone"
    toml.write_text(f'print.folder = "{gone}"\n{toml.read_text()}')
    code, found = findings(kiosk)
    ok, words = found["print"]
    assert (code, ok) == (1, False)
    assert str(gone) in words
    gone.mkdir()
    assert findings(kiosk)[0] == 0


def refuse(code: int) -> Callable[..., None]:
    def refused(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    return refused


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (errno.ENOSPC, "the disk is full: nothing can be saved"),
        (errno.EDQUOT, "the disk is full: nothing can be saved"),
        (errno.EROFS, "nothing can be written to"),
        (errno.EACCES, "nothing can be written to"),
        (errno.EIO, "the disk did not take it"),
    ],
)
def test_a_disk_on_which_nothing_can_be_saved_is_found(
    kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch, code: int, words: str
) -> None:
    """Try to write, and say what to do."""
    monkeypatch.setattr(Disk, "write", refuse(code))
    exit_code, found = findings(kiosk)
    assert (exit_code, found["disk"][0]) == (1, False)
    assert words in found["disk"][1]
    monkeypatch.undo()
    assert not (kiosk.folder / "probe").exists()
    assert findings(kiosk)[0] == 0


@pytest.mark.parametrize("left", [None, b"", b"0" * 63, b"not a key\n"])
def test_a_badge_key_that_is_gone_is_found_and_made_anew_when_asked(
    kiosk: Kiosk, left: bytes | None
) -> None:
    """Make none in silence, since every badge would be unknown for ever."""
    path = kiosk.folder / "badge.key"
    if left is None:
        path.unlink()
    else:
        path.write_bytes(left)
    code, found = findings(kiosk)
    assert (code, found["badges"][0]) == (1, False)
    assert "1 badge cannot be known" in found["badges"][1]
    kiosk.done("queue")
    assert (path.read_bytes() if path.exists() else None) == left
    said = kiosk("doctor", "--repair")
    assert "badge.key was made anew" in said.err
    assert findings(kiosk)[0] == 0


def test_a_badge_key_of_another_school_is_found(kiosk: Kiosk) -> None:
    """Find a whole key that knows no badge, and change nothing before the keeper has looked for the
    right one.
    """
    path = kiosk.folder / "badge.key"
    right = path.read_bytes()
    path.write_bytes(b"0" * 64)
    code, found = findings(kiosk)
    assert (code, found["badges"][0]) == (1, False)
    assert "not the one that 1 badge was kept under" in found["badges"][1]
    kiosk("doctor", "--repair")
    assert findings(kiosk)[0] == 1
    path.write_bytes(right)
    assert findings(kiosk)[0] == 0


@pytest.mark.parametrize("zone", ["UTC", "Etc/UTC", ":UTC"])
def test_a_machine_on_utc_without_a_time_zone_in_the_settings_is_found(
    kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch, zone: str
) -> None:
    toml = kiosk.folder / "kiosk.toml"
    toml.write_text(toml.read_text().replace('timezone = "UTC"', ""))
    monkeypatch.setenv("TZ", zone)
    code, found = findings(kiosk)
    assert (code, found["zone"][0]) == (1, False)
    assert "Europe/Lisbon" in found["zone"][1]
    monkeypatch.setenv("TZ", "America/Chicago")
    assert findings(kiosk)[1]["zone"] == (True, "America/Chicago, as this machine says")


def test_init_writes_the_time_zone_of_the_machine(
    empty: Kiosk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Keep the school's time on a new machine; do not write UTC."""
    monkeypatch.setenv("TZ", "Europe/Lisbon")
    monkeypatch.setattr("sys.stdin", StringIO("739152\n"))
    empty.done("init", "--school", "Lincoln", "--coach", "Ana", "--pin-stdin")
    assert 'timezone = "Europe/Lisbon"' in (empty.folder / "kiosk.toml").read_text()


def test_faults_in_the_log_are_counted(kiosk: Kiosk) -> None:
    """Mention a few, report many as wrong, and report a kiosk that stopped itself."""
    open_log(kiosk.folder)
    counted = Faults()
    for at in range(3):
        counted.note(LookupError("x"), at)
    assert findings(kiosk)[1]["faults"][0]
    assert "3 faults in 7 days" in findings(kiosk)[1]["faults"][1]
    logger.error("STOPPED after 10 faults in a minute")
    code, found = findings(kiosk)
    assert (code, found["faults"][0]) == (1, False)
    assert "stopped itself" in found["faults"][1]
    logger.info("START")
    assert findings(kiosk)[0] == 0
    for at in range(10):
        counted.note(LookupError("x"), at)
    close_log()
    assert findings(kiosk)[0] == 1


def test_a_line_that_is_there_twice_is_no_conflict(kiosk: Kiosk) -> None:
    """Count the facts of a block that a file system has written twice once."""
    key = kiosk.done("flag", "fix", "--person", "Maria")
    path = year_file(kiosk)
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([*lines, lines[-1]]))
    assert findings(kiosk)[0] == 0
    assert len(kiosk.json("show", key)["story"]) == 1


def test_a_command_that_fails_says_so_in_a_sentence(
    kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Show no traceback; write the place into the log, without a word of anybody."""
    monkeypatch.setattr(Requests, "standings", refuse(errno.ESRCH))
    monkeypatch.setattr(People, "search", refuse(errno.ESRCH))
    said = kiosk("queue")
    assert said.code == 1
    assert "Something went wrong here" in said.err
    assert "Traceback" not in said.err
    assert "FAULT" in (kiosk.folder / "kiosk.log").read_text()
