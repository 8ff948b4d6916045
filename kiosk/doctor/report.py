"""Examine a data folder: each check gives one finding in plain words."""

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from data.failures import NotSaved
from data.ledger.ledger import Ledger
from data.records import LANE_OF, Import, Person, Pin, Preference
from data.store.store import Store
from data.system import Clock, Disk, SystemClock
from kiosk.doctor import data_checks, machine_checks
from kiosk.doctor.finding import Finding
from kiosk.people.pins import LOCKED_AFTER
from kiosk.settings.reader import SettingsError, read
from kiosk.settings.settings import SchoolSettings, Settings
from kiosk.wording import phrases

__all__ = ["Finding", "examine"]
OLD = 200
"""Days after which a list of staff should be imported again."""


def examine(folder: Path, clock: Clock | None = None, disk: Disk | None = None) -> list[Finding]:
    """Check a data folder without changing anything in it."""
    clock, disk = clock or SystemClock(), disk or Disk()
    findings = []
    settings = None
    try:
        settings = read(folder / "kiosk.toml")
        findings.append(Finding("settings", True, f"{settings.school.name}, {folder}"))
    except SettingsError as error:
        findings.append(Finding("settings", False, str(error)))
        if not folder.is_dir():
            return findings
    findings += [machine_checks.room(disk, folder), machine_checks.log(folder, clock)]
    starts = (
        settings.year_starts if settings else Settings(school=SchoolSettings(name="?")).year_starts
    )
    ledger = Ledger(folder / "ledger", disk)
    try:
        facts = [fact for batch in ledger.read_new_batches(tolerant=True) for fact in batch]
        store = Store(folder, clock, disk, starts, trust_snapshot=False)
    except (NotSaved, OSError) as error:
        words = f"it cannot be read: {error}"
        return [*findings, Finding("ledger", False, words), machine_checks.terminal()]
    findings += data_checks.look(store, facts)
    findings += [
        machine_checks.private(folder),
        machine_checks.clock([*map(store.documents.with_corrected_date, facts)], clock),
    ]
    findings += [_coaches(store), *_roster(store, clock.now()), *_erasures(store)]
    if settings:
        findings += [machine_checks.zone(settings), *_rooms(store, settings), *_sheets(settings)]
    return [*findings, machine_checks.terminal()]


def _coaches(store: Store) -> Finding:
    people = [person for person in store.records(Person) if person.active]
    staff = [person for person in people if person.role in LANE_OF]
    pins = {pin.id: pin for pin in store.records(Pin) if pin.hash}
    locked = [p.name for p in staff if p.id in pins and pins[p.id].tries >= LOCKED_AFTER]
    without = [p.name for p in staff if p.id not in pins]
    if locked:
        words = f"locked: {', '.join(locked)}. Open it with: kiosk person pin NAME"
        return Finding("PINs", False, words)
    if without:
        words = f"no PIN yet: {', '.join(without)}. Give one with: kiosk person pin NAME"
        return Finding("PINs", True, words)
    if not staff:
        return Finding("PINs", False, "nobody is coach or fixer. See: kiosk person role --help")
    return Finding("PINs", True, f"{len(people)} people, {len(staff)} of them behind a PIN")


def _rooms(store: Store, settings: Settings) -> Iterator[Finding]:
    known = {room.name for room in settings.rooms}
    used = {person.room for person in store.records(Person) if person.active and person.room}
    if known and (strange := sorted(used - known)):
        yield Finding(
            "rooms",
            True,
            f"{len(strange)} room(s) of the roster are not in kiosk.toml: {', '.join(strange[:5])}",
        )


def _sheets(settings: Settings) -> Iterator[Finding]:
    folder = settings.print.folder
    if folder and not (Path(folder).is_dir() and os.access(folder, os.W_OK)):
        words = f"sheets cannot be written into {folder}. Mend it, or [print] in kiosk.toml."
        yield Finding("print", False, words)


def _roster(store: Store, now: datetime) -> Iterator[Finding]:
    """Report how old the list of staff is, and that no backup is made yet."""
    read_in = [roster.at for roster in store.records(Import) if not roster.undone]
    if read_in:
        days = (now - datetime.fromisoformat(max(read_in))).days
        old = " Read it in again, so that new colleagues can sign in." if days > OLD else ""
        words = f"read in {phrases.count(days, 'day')} ago.{old}"
        yield Finding("roster", True, words if days else "read in today")
    yield Finding("backup", True, f"Hallway makes none yet. Copy {store.folder} every night.")


def _erasures(store: Store) -> Iterator[Finding]:
    names = []
    for preference in store.where(Preference, "erasure"):
        person = store.find(Person, preference.id)
        names.append(person.name if person else preference.id)
    if names:
        yield Finding("erasure", True, f"asked for by {', '.join(sorted(names))}")
