"""The doctor's checks of the machine: disk, privacy, clock, time zone, log, terminal."""

import errno
import os
import shutil
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from data.failures import not_saved_message
from data.ledger.facts import Fact
from data.ledger.ranges import RangeSet
from data.store.documents import Redating
from data.system import Clock, Disk
from kiosk import fault_log
from kiosk.doctor.finding import Finding
from kiosk.settings.settings import Settings
from kiosk.wording import phrases

PROBE = 256 * 1024
"""Bytes that are written to see whether anything can be."""
SCARCE = 200 * 1024 * 1024
"""Bytes of free space below which the disk gets a warning."""
LOOK_BACK = 7
"""Days of the log that are counted."""
MANY_FAULTS = 10
"""Faults in these days from which on something is wrong."""
LEAP = timedelta(days=30)
"""A step of the clock that no school makes between two facts."""
GLITCH = timedelta(days=14)
"""The longest stretch of facts by a clock that was wrong for a while."""
UTC_NAMES = {"UTC", "Etc/UTC", "Zulu", "Etc/Zulu", "Universal", "Etc/Universal", "UCT", "Etc/UCT"}
"""Names of UTC in the time zone database."""


def room(disk: Disk, folder: Path) -> Finding:
    """Try whether something can be saved, and how much space is left."""
    if not folder.is_dir():
        return Finding("disk", False, f"{folder} is not there. Make it with: kiosk init")
    try:
        for tried in (folder, folder / "ledger"):
            if tried.is_dir():
                disk.replace(tried / "probe", [bytes(PROBE)])
                disk.remove(tried / "probe")
        if (folder / "ledger").is_dir():
            disk.unlock(disk.lock(folder / "ledger" / ".lock"))
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            words = (
                "the disk is full: nothing can be saved. What is there can be read. Make room on "
                "it; the kiosk goes on by itself."
            )
        elif error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
            words = (
                f"nothing can be written to {folder}. What is there can be read. Make the folder "
                "writable for this account; after a fault of the disk it may have been mounted "
                "read-only."
            )
        else:
            words = not_saved_message(error)
        return Finding("disk", False, words)
    free = shutil.disk_usage(folder).free
    if free < SCARCE:
        return Finding("disk", True, f"only {free // 1_000_000} MB are left. Make room soon.")
    return Finding("disk", True, f"can be written to, {free // 1_000_000} MB are left")


def private(folder: Path) -> Finding:
    """Check that nobody else on this machine can open the data."""
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


def clock(facts: Sequence[Fact], clock: Clock) -> Finding:
    """Check whether the clock is right, and whether it was wrong for a while."""
    now = clock.now()
    if now.year < 2024:
        return Finding("clock", False, f"it says {now:%Y}. Set the clock; nothing is lost by it.")
    times = [at for fact in facts if (at := _time(fact)) is not None]
    ahead = [at for at in times if at > now + timedelta(hours=1)]
    if not ahead:
        return Finding("clock", True, f"{now:%Y-%m-%d %H:%M %Z}")
    if _is_over(times, ahead, now):
        return Finding(
            "clock",
            True,
            f"{now:%Y-%m-%d %H:%M %Z}. It was wrong once: "
            f"{phrases.count(len(ahead), 'fact is', 'facts are')} dated {ahead[0]:%Y-%m-%d}. Their "
            "dates are set right with: kiosk doctor --set-dates",
        )
    return Finding(
        "clock",
        False,
        f"it says {now:%Y-%m-%d %H:%M}, but something was written at "
        f"{max(ahead):%Y-%m-%d %H:%M}. Set the clock; nothing is lost by it.",
    )


def wrong_dates(facts: Sequence[Fact], clock: Clock) -> list[Redating]:
    """Return the facts of a clock that was wrong for a while, and by how many seconds.

    The first of them is taken to be as old as the fact before it.
    """
    now = clock.now()
    dated = [(fact, at) for fact in facts if (at := _time(fact)) is not None]
    times = [at for _, at in dated]
    ahead = [(fact, at) for fact, at in dated if at > now + timedelta(hours=1)]
    if not ahead or not _is_over(times, [at for _, at in ahead], now):
        return []
    before = dated[dated.index(ahead[0]) - 1][1]
    seconds = (ahead[0][1] - before).total_seconds()
    seqs: dict[tuple[str, str], RangeSet] = {}
    for fact, _ in ahead:
        seqs.setdefault((fact.origin, fact.incarnation), RangeSet()).add(fact.seq)
    return [
        (*name, *seq_range, seconds) for name, ranges in seqs.items() for seq_range in ranges.ranges
    ]


def _time(fact: Fact) -> datetime | None:
    try:
        at = datetime.fromisoformat(fact.at)
    except ValueError:
        return None
    return at if at.utcoffset() is not None else None


def _is_over(times: Sequence[datetime], ahead: Sequence[datetime], now: datetime) -> bool:
    """Return whether a wrong clock has been set right again.

    The facts ahead of now are one leap from those before them, and now is nearer to those before
    than to where the leap led.

    Parameters:
        times: of all facts, in order.
        ahead: those that are later than now.
    """
    before = [at for at in times[: times.index(ahead[0])] if at <= now + timedelta(hours=1)]
    if not before:
        return False
    leap = ahead[0] - before[-1]
    return leap > LEAP and now - before[-1] < ahead[0] - now and max(ahead) - min(ahead) < GLITCH


def zone(settings: Settings) -> Finding:
    """Check that the school's time zone is known: few schools are on UTC, as a bare machine is."""
    named = settings.school.timezone
    if named:
        return Finding("zone", True, f"{named}, as kiosk.toml says")
    here = machine_zone()
    if here in UTC_NAMES:
        return Finding(
            "zone",
            False,
            "this machine is on UTC, and kiosk.toml names no zone: bells, visits and codes would "
            'be hours off. Write it below [school], such as timezone = "Europe/Lisbon"; for a '
            'school on UTC write "UTC".',
        )
    return Finding("zone", True, f"{here}, as this machine says")


def machine_zone() -> str:
    """Return the machine's time zone such as "Europe/Lisbon"; its short name where only that is
    known.
    """
    named = os.environ.get("TZ", "").lstrip(":")
    if not named:
        link = Path("/etc/localtime")
        parts = link.resolve().parts if link.exists() else ()
        named = "/".join(parts[parts.index("zoneinfo") + 1 :]) if "zoneinfo" in parts else ""
    return named or datetime.now().astimezone().tzname() or "UTC"


def log(folder: Path, clock: Clock) -> Finding:
    """Count the faults in the log."""
    try:
        summary = fault_log.read_log(folder, clock.now(), LOOK_BACK)
    except OSError as error:
        return Finding("faults", False, f"{fault_log.LOG} cannot be read: {error.strerror}")
    words = f"{phrases.count(summary.faults, 'fault')} in {LOOK_BACK} days"
    send = f"Send {folder / fault_log.LOG} to whoever keeps Hallway; no names are in it."
    if summary.stopped:
        return Finding("faults", False, f"the kiosk stopped itself, {words}. {send}")
    if summary.faults >= MANY_FAULTS:
        return Finding("faults", False, f"{words}. {send}")
    return Finding("faults", True, f"{words}. {send}" if summary.faults else "none in 7 days")


def terminal() -> Finding:
    """Say what terminal this is."""
    size = shutil.get_terminal_size()
    colours = "full colour" if os.environ.get("COLORTERM") in {"truecolor", "24bit"} else "few"
    words = f"{os.environ.get('TERM', 'unknown')}, {size.columns}x{size.lines}, {colours} colours"
    if colours == "few":
        words += " (set COLORTERM=truecolor where the terminal can)"
    return Finding("terminal", True, words)
