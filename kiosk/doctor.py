"""What `kiosk doctor` looks at: each check gives one finding in plain words."""

import os
import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from data import snapshot
from data.failures import NotSaved
from data.ledger import Ledger, holds_whole_line
from data.records import Person, Pin, Preference
from data.seams import Clock, Disk, SystemClock
from data.store import Store
from data.tables import Rows
from kiosk.desk import LANES
from kiosk.pins import LOCKED_AFTER
from kiosk.settings import Settings, SettingsError, read


class Finding(msgspec.Struct, frozen=True):
    """One thing that was looked at. What is `ok` may still be worth knowing."""

    name: str
    ok: bool
    words: str


def examine(folder: Path, clock: Clock | None = None) -> list[Finding]:
    """Look over a data folder without changing anything in it."""
    try:
        settings = read(folder / "kiosk.toml")
    except SettingsError as error:
        return [Finding("settings", False, str(error))]
    found = [Finding("settings", True, f"{settings.school.name}, {folder}")]
    clock = clock or SystemClock()
    disk = Disk()
    ledger = Ledger(folder / "ledger", disk)
    try:
        count = sum(len(batch) for batch in ledger.news()) if ledger.folder.is_dir() else 0
        store = Store(folder, clock, disk, settings.year_starts, trust_snapshot=False)
    except (NotSaved, OSError) as error:
        return [*found, Finding("ledger", False, f"it cannot be read: {error}")]
    found += [_ledger(ledger, count), *_set_aside(ledger), *_conflicts(store)]
    found += [_snapshot(disk, store), _private(folder), _clock(ledger, clock)]
    found += [_coaches(store), *_rooms(store, settings), *_erasures(store)]
    found += [*_sheets(settings), _terminal()]
    return found


def _ledger(ledger: Ledger, count: int) -> Finding:
    if ledger.damage:
        lines = ", ".join(f"{each.file} at byte {each.offset}" for each in ledger.damage)
        return Finding(
            "ledger",
            False,
            f"{len(ledger.damage)} damaged line(s): {lines}. All others are read. Keep the file, "
            "and restore that part from a backup.",
        )
    years = ", ".join(path.stem for path in ledger.files()) or "none yet"
    return Finding("ledger", True, f"{count} facts, every checksum fits ({years})")


def _set_aside(ledger: Ledger) -> Iterator[Finding]:
    pieces = ledger.set_aside()
    whole = [path for path in pieces if holds_whole_line(path.read_bytes())]
    if whole:
        yield Finding(
            "quarantine",
            False,
            f"{len(whole)} piece(s) in {ledger.quarantine} hold a whole line that was damaged; "
            "something said to be saved may be in it. Look, then move them elsewhere.",
        )
    elif pieces:
        yield Finding(
            "quarantine",
            True,
            f"{len(pieces)} half-written line(s) set aside after a power cut; none of them had "
            "been said to be saved",
        )


def _conflicts(store: Store) -> Iterator[Finding]:
    if store.conflicts:
        yield Finding(
            "facts",
            False,
            f"{len(store.conflicts)} id(s) are borne by two different facts. Both are kept. Was "
            "a data folder copied to a second machine?",
        )


def _snapshot(disk: Disk, store: Store) -> Finding:
    if not store.path.exists():
        return Finding("store", True, "no store.json; it is made again at the next start")
    found = snapshot.read(disk, store.path)
    if found is None:
        return Finding(
            "store", True, "store.json was changed by another program; it will be made again"
        )
    tables, position = found
    now = {name: (mark.size, mark.last) for name, mark in store.ledger.marks.items()}
    then = {name: (mark.size, mark.last) for name, mark in position.marks.items()}
    if now != then:
        return Finding("store", True, "store.json is older than the ledger, which is caught up on")
    if _plain(tables) != _plain(store.memory.tables):
        return Finding(
            "store",
            False,
            "store.json does not say what the ledger says. Delete it; it is made again.",
        )
    return Finding("store", True, "store.json holds the same documents as the ledger")


def _plain(tables: dict[str, Rows]) -> dict[str, dict[int, bytes]]:
    return {
        name: {doc_id: bytes(row) for doc_id, row in rows.items()}
        for name, rows in tables.items()
        if rows
    }


def _private(folder: Path) -> Finding:
    open_to_others = [
        path.name
        for path in [folder, *folder.rglob("*")]
        if path.name != "kiosk.toml" and _mode(path) & 0o077
    ]
    if open_to_others:
        names = ", ".join(open_to_others[:4])
        return Finding(
            "privacy",
            False,
            f"others on this machine may open {names}. Close it with: chmod -R go= {folder}",
        )
    return Finding("privacy", True, "only this account can open the data")


def _mode(path: Path) -> int:
    try:
        return path.stat().st_mode
    except FileNotFoundError:
        return 0  # the running kiosk has renamed its draft meanwhile


def _clock(ledger: Ledger, clock: Clock) -> Finding:
    now = clock.now()
    newest = max(
        (
            datetime.fromisoformat(fact.at)
            for batch in Ledger(ledger.folder, ledger.disk).news()
            for fact in batch
        ),
        default=None,
    )
    if now.year < 2024:
        return Finding("clock", False, f"it says {now:%Y}. Set the clock; nothing is lost by it.")
    if newest and newest > now + timedelta(hours=1):
        return Finding(
            "clock",
            False,
            f"it says {now:%Y-%m-%d %H:%M}, but something was written at "
            f"{newest:%Y-%m-%d %H:%M}. Set the clock; nothing is lost by it.",
        )
    return Finding("clock", True, f"{now:%Y-%m-%d %H:%M %Z}")


def _coaches(store: Store) -> Finding:
    people = [person for person in store.records(Person) if person.active]
    staff = [person for person in people if person.role in LANES]
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


def _erasures(store: Store) -> Iterator[Finding]:
    names = []
    for asked in store.where(Preference, "erasure"):
        person = store.find(Person, asked.id)
        names.append(person.name if person else asked.id)
    if names:
        yield Finding("erasure", True, f"asked for by {', '.join(sorted(names))}")


def _terminal() -> Finding:
    size = shutil.get_terminal_size()
    colours = "full colour" if os.environ.get("COLORTERM") in {"truecolor", "24bit"} else "few"
    words = f"{os.environ.get('TERM', 'unknown')}, {size.columns}x{size.lines}, {colours} colours"
    if colours == "few":
        words += " (set COLORTERM=truecolor where the terminal can)"
    return Finding("terminal", True, words)
