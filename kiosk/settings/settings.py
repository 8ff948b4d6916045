"""Read `kiosk.toml`, which describes the school, and check every line of it strictly."""

import re
from functools import cached_property
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta

from kiosk.settings import toml_lines
from kiosk.settings.bell_schedule import DEFAULT_DAY, BellSchedule, CycleDays, Holiday
from kiosk.settings.fields import (
    DEFAULT_CATEGORIES,
    BadgeSettings,
    IdleSettings,
    PinSettings,
    PrintSettings,
    ReachSettings,
    RoomPlace,
    SchoolSettings,
    ScoreWeights,
    ScreenSettings,
    TeamSettings,
    checked_keys,
)
from kiosk.settings.validation import Checked, Name


class SettingsError(Exception):
    """The settings are missing or wrong; the message names the file, the line and the reason."""


class Settings(Checked, frozen=True, kw_only=True, dict=True):
    """Everything a keeper can set for a school."""

    school: SchoolSettings
    """The school."""
    bells: tuple[BellSchedule, ...] = (DEFAULT_DAY,)
    """When the bell rings."""
    cycle: CycleDays | None = None
    """Days of a cycle, where the school counts them."""
    holidays: tuple[Holiday, ...] = ()
    """Days without school."""
    rooms: tuple[RoomPlace, ...] = ()
    """Rooms in addition to those of the roster, and the wings they are in."""
    categories: Annotated[tuple[Name, ...], Meta(min_length=1, max_length=12)] = DEFAULT_CATEGORIES
    """What may be broken, as written on the tiles."""
    idle: IdleSettings = IdleSettings()
    """When somebody is signed out."""
    pins: PinSettings = PinSettings()
    """Who needs a PIN."""
    screen: ScreenSettings = ScreenSettings()
    """How the kiosk looks."""
    badges: BadgeSettings = BadgeSettings()
    """The badge reader."""
    score: ScoreWeights = ScoreWeights()
    """What decides who comes first in the queue."""
    reach: ReachSettings = ReachSettings()
    """For how long each kind of contact counts."""
    team: TeamSettings = TeamSettings()
    """How the team works."""
    print: PrintSettings = PrintSettings()
    """Sheets for a printer."""
    keys: dict[str, dict[str, str]] = {}
    """Screen -> action -> the key that does it here instead of its default."""

    def __post_init__(self) -> None:
        seen: set[str] = set()
        for room in self.rooms:
            if room.name.casefold() in seen:
                raise ValueError(f"the room {room.name!r} is named twice")
            seen.add(room.name.casefold())
        checked_keys(self.keys)

    @cached_property
    def key_map(self) -> dict[str, str]:
        """Return "screen.action" -> the key that does it here instead of its default."""
        return checked_keys(self.keys)

    @property
    def year_starts(self) -> tuple[int, int]:
        """Return the month and day on which a school year begins."""
        month, day = self.school.year_starts.split("-")
        return int(month), int(day)

    @cached_property
    def wings(self) -> dict[str, str]:
        """Return room -> wing."""
        return {room.name: room.wing for room in self.rooms}


def read(path: Path) -> Settings:
    """Read the settings from a file.

    Raises:
        SettingsError: it cannot be read, or something in it is wrong.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise SettingsError(
            f"There is no {path}. Make a data folder with: kiosk init --school NAME"
        ) from None
    except UnicodeDecodeError:
        raise SettingsError(
            f"{path} is not text in UTF-8. Save it as UTF-8. Nothing was changed."
        ) from None
    except OSError as error:
        raise SettingsError(f"{path} cannot be read: {error.strerror}.") from None
    try:
        return msgspec.toml.decode(text, type=Settings)
    except msgspec.ValidationError as error:
        line, reason = toml_lines.explain(text, str(error))
        raise SettingsError(f"{path}, line {line}: {reason}. Nothing was changed.") from None
    except RecursionError:
        raise SettingsError(
            f"{path} is nested deeper than any setting is. Nothing was changed."
        ) from None
    except msgspec.DecodeError as error:
        match = re.search(r"line (\d+)", str(error))
        line = int(match[1]) if match else text.count("\n") + 1
        reason = re.sub(r" \(at .*\)$", "", str(error))
        raise SettingsError(f"{path}, line {line}: {reason}. Nothing was changed.") from None
