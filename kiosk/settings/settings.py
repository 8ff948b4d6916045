"""The settings of a school, as `kiosk.toml` writes them: a class for each section, with its
defaults.
"""

import re
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from msgspec import Meta

from kiosk.settings.bell_schedule import DEFAULT_DAY, BellSchedule, CycleDays, Holiday
from kiosk.settings.categories import DEFAULT_CATEGORIES
from kiosk.settings.custom_keys import checked_keys
from kiosk.settings.score_weights import ScoreWeights
from kiosk.settings.validation import Checked, Name

Days = Annotated[int, Meta(ge=0, le=60)]
"""School days."""


class RoomPlace(Checked, frozen=True, kw_only=True):
    """[[rooms]]: a room of the school."""

    name: Name
    """What it is called, such as Room 12."""
    wing: str = ""
    """The wing that one walks through to reach it."""


class SchoolSettings(Checked, frozen=True, kw_only=True):
    """[school]: the school, and where this kiosk stands in it."""

    name: Name
    """What the school is called."""
    kiosk: str = "Staffroom"
    """Where this kiosk stands."""
    keeper: Annotated[str, Meta(max_length=80)] = ""
    """Whom to call about this kiosk: a name, and how to reach them."""
    timezone: str = ""
    """The school's time zone (IANA), such as Europe/Lisbon; "" is that of the machine."""
    year_starts: str = "08-01"
    """Month and day on which a school year, and a new ledger file, begins."""

    def __post_init__(self) -> None:
        if self.timezone:
            try:
                ZoneInfo(self.timezone)
            except (ZoneInfoNotFoundError, ValueError, OSError):
                raise ValueError(
                    f"{self.timezone!r} is not a time zone; write one such as Europe/Lisbon"
                ) from None
        if not _is_month_and_day(self.year_starts):
            raise ValueError(
                f"{self.year_starts!r} is not a month and a day; write them as in 08-01"
            )


def _is_month_and_day(text: str) -> bool:
    """Return whether a text such as "08-01" is a day of every year, so not 29 February."""
    try:
        date.fromisoformat(f"2001-{text}")
    except ValueError:
        return False
    return re.fullmatch(r"\d\d-\d\d", text) is not None


class IdleSettings(Checked, frozen=True, kw_only=True):
    """[idle]: after how long somebody is signed out. The default of a teacher is within the 30 to
    60 seconds that the product promises; a school may choose more.
    """

    teacher: Annotated[int, Meta(ge=30, le=600)] = 60
    """Seconds without a touch after which a teacher is signed out."""
    coach: Annotated[int, Meta(ge=30, le=1800)] = 120
    """Seconds without a touch after which one of the team is signed out."""
    warning: Annotated[int, Meta(ge=20, le=120)] = 20
    """The last of these seconds, which are counted down on the screen."""

    def __post_init__(self) -> None:
        if self.warning >= min(self.teacher, self.coach):
            raise ValueError("the warning must be shorter than the idle time")


class PinSettings(Checked, frozen=True, kw_only=True):
    """[pins]: who needs a PIN, and how long it must be."""

    length: Annotated[int, Meta(ge=6, le=12)] = 6
    """Digits of a coach's or fixer's PIN, at least."""
    own_length: Annotated[int, Meta(ge=4, le=12)] = 4
    """Digits of a teacher's own PIN, at least."""
    everybody: bool = False
    """Whether nobody signs in without a PIN."""


class ScreenSettings(Checked, frozen=True, kw_only=True):
    """[screen]: how the kiosk looks."""

    theme: Literal["chalkboard", "paper", "contrast"] = "chalkboard"
    """The colours it starts with."""
    animation: bool = True
    """Whether anything moves."""


class BadgeSettings(Checked, frozen=True, kw_only=True):
    """[badges]: the badge reader."""

    prefix: Annotated[str, Meta(max_length=8)] = ""
    """What the reader sends before each badge, when it is configured to."""


class ReachSettings(Checked, frozen=True, kw_only=True):
    """[reach]: for how many school days each kind of contact counts, before somebody is due to be
    seen.
    """

    hello: Days = 3
    """After a hello in the hallway."""
    fix: Days = 6
    """After something was fixed for them."""
    coaching: Days = 12
    """After they were coached."""
    visit: Days = 15
    """After a visit in their class."""

    def __post_init__(self) -> None:
        if not self.hello < self.fix < self.coaching < self.visit:
            raise ValueError(
                "each must last longer than the one before it: hello, fix, coaching, visit"
            )


class PrintSettings(Checked, frozen=True, kw_only=True):
    """[print]: sheets for a printer."""

    folder: str = ""
    """Where they are written: a folder that the team can open from their own machines, such as a
    share; "" is the data folder.
    """

    def __post_init__(self) -> None:
        if self.folder and not Path(self.folder).is_absolute():
            raise ValueError(
                f"{self.folder!r} is not a path from the root; write one such as /srv/staff"
            )


class TeamSettings(Checked, frozen=True, kw_only=True):
    """[team]: how the team works."""

    drift: Annotated[int, Meta(ge=1, le=99)] = 40
    """Percent of fixing in a coach's time; over it for two weeks in a row is a drift."""
    asks: Annotated[int, Meta(ge=2, le=50)] = 3
    """People asking for one topic from which on a workshop is suggested."""
    repeats: Annotated[int, Meta(ge=2, le=50)] = 3
    """Fixes of the same thing within `repeat_days` from which on it is a known problem."""
    repeat_days: Annotated[int, Meta(ge=1, le=60)] = 30
    """School days in which repeats are counted."""
    outside: Annotated[tuple[Name, ...], Meta(max_length=6)] = ("District IT", "The vendor")
    """Who can be given a request that is not the team's."""


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
    def custom_keys(self) -> dict[str, str]:
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
