"""`kiosk.toml`: the school as its keeper describes it, checked strictly, line by line."""

import re
from datetime import date, datetime, time
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec
from msgspec import Meta

from kiosk.settings import toml_lines

WEEKDAYS: tuple["Weekday", ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Name = Annotated[str, Meta(min_length=1, max_length=200)]
Points = Annotated[int, Meta(ge=0, le=1000)]


class SettingsError(Exception):
    """The settings are not as they must be; its words name the file, the line and the reason."""


def _time(text: str) -> time:
    if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", text):
        raise ValueError(f"{text!r} is not a time; write it as 08:05")
    return time.fromisoformat(text)


class _Checked(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    pass


class Period(_Checked, frozen=True, kw_only=True):
    """One period of the day; times are "HH:MM"."""

    name: Name
    starts: str
    ends: str

    def __post_init__(self) -> None:
        if self.begin >= self.end:
            raise ValueError(f"{self.name!r} ends ({self.ends}) before it starts ({self.starts})")

    @property
    def begin(self) -> time:
        """When it starts."""
        return _time(self.starts)

    @property
    def end(self) -> time:
        """When it ends."""
        return _time(self.ends)

    @property
    def minutes(self) -> int:
        """How long it is."""
        ends, starts = self.end, self.begin
        return 60 * (ends.hour - starts.hour) + ends.minute - starts.minute


class BellSchedule(_Checked, frozen=True, kw_only=True):
    """A bell schedule and the days it rings on; `dates` win over `days`."""

    name: Name = "Bell schedule"
    days: tuple[Weekday, ...] | None = None
    dates: tuple[date, ...] = ()
    periods: Annotated[tuple[Period, ...], Meta(min_length=1)]

    @property
    def weekly(self) -> tuple[Weekday, ...]:
        """The days it rings on every week; Monday to Friday where neither days nor dates are."""
        if self.days is not None:
            return self.days
        return () if self.dates else WEEKDAYS[:5]

    def __post_init__(self) -> None:
        for before, after in pairwise(self.periods):
            if after.begin < before.end:
                raise ValueError(f"{after.name!r} starts before {before.name!r} has ended")


class Holiday(_Checked, frozen=True, kw_only=True):
    """Days without school, both ends included; `until` left out is one day."""

    name: Name
    on: date
    until: date | None = None

    def __post_init__(self) -> None:
        if self.until and self.until < self.on:
            raise ValueError(f"{self.name!r} ends ({self.until}) before it starts ({self.on})")


class CycleDays(_Checked, frozen=True, kw_only=True):
    """Cycle days: how many, which date was Day 1, and what a holiday does to the count.

    `shift`: the cycle waits for school to go on. `skip`: the day is lost.
    """

    length: Annotated[int, Meta(ge=1, le=10)]
    first: date
    closure: Literal["shift", "skip"] = "shift"


class RoomPlace(_Checked, frozen=True, kw_only=True):
    """A room and the wing one walks through to reach it."""

    name: Name
    wing: str = ""


class SchoolSettings(_Checked, frozen=True, kw_only=True):
    """The school, where this kiosk stands in it, and whom to call about it: a name, and how to
    reach them.
    """

    name: Name
    kiosk: str = "Staffroom"
    keeper: Annotated[str, Meta(max_length=80)] = ""
    timezone: str = ""
    year_starts: str = "08-01"

    def __post_init__(self) -> None:
        if self.timezone:
            try:
                ZoneInfo(self.timezone)
            except (ZoneInfoNotFoundError, ValueError, OSError):
                raise ValueError(
                    f"{self.timezone!r} is not a time zone; write one such as Europe/Lisbon"
                ) from None
        try:
            datetime.strptime(f"2001-{self.year_starts}", "%Y-%m-%d")
        except ValueError:
            raise ValueError(
                f"{self.year_starts!r} is not a month and a day; write them as 08-01"
            ) from None


class IdleSettings(_Checked, frozen=True, kw_only=True):
    """Seconds without a touch before somebody is signed out, the last `warning` of them counted
    down on screen. A teacher's 30 to 60 are what the product promises; more is the school's choice.
    """

    teacher: Annotated[int, Meta(ge=30, le=600)] = 60
    coach: Annotated[int, Meta(ge=30, le=1800)] = 120
    warning: Annotated[int, Meta(ge=20, le=120)] = 20

    def __post_init__(self) -> None:
        if self.warning >= min(self.teacher, self.coach):
            raise ValueError("the warning must be shorter than the idle time")


class PinSettings(_Checked, frozen=True, kw_only=True):
    """How long a PIN must be, on the coach's side and a teacher's own, and who needs one."""

    length: Annotated[int, Meta(ge=6, le=12)] = 6
    own_length: Annotated[int, Meta(ge=4, le=12)] = 4
    everybody: bool = False


class ScreenSettings(_Checked, frozen=True, kw_only=True):
    """How it looks."""

    theme: Literal["chalkboard", "paper", "contrast"] = "chalkboard"
    animation: bool = True


class BadgeSettings(_Checked, frozen=True, kw_only=True):
    """A prefix that the reader sends before each badge, when it is set up to."""

    prefix: Annotated[str, Meta(max_length=8)] = ""


class ScoreWeights(_Checked, frozen=True, kw_only=True):
    """What each reason for a place in the queue weighs, in points.

    Every reason but age has a bound, and age has none: `kiosk.requests.queue.patience` says after
    how many minutes of school nothing that comes later can stand before a request.
    """

    now: Points = 30
    today: Points = 12
    week: Points = 2
    minutes_a_point: Annotated[int, Meta(ge=1, le=600)] = 30
    joined: Points = 2
    nudged: Points = 3
    reopened: Points = 40
    pinned: Points = 60
    repeated: Points = 2
    unseen: Points = 3
    unseen_days: Annotated[int, Meta(ge=1, le=365)] = 14
    first_contact: Points = 4


class ReachSettings(_Checked, frozen=True, kw_only=True):
    """For how many school days each kind of contact lasts, before somebody is due to be seen."""

    hello: Annotated[int, Meta(ge=0, le=60)] = 3
    fix: Annotated[int, Meta(ge=0, le=60)] = 6
    coaching: Annotated[int, Meta(ge=0, le=60)] = 12
    visit: Annotated[int, Meta(ge=0, le=60)] = 15

    def __post_init__(self) -> None:
        if not self.hello < self.fix < self.coaching < self.visit:
            raise ValueError("hello, fix, coaching and visit must last longer, each than the last")


class PrintSettings(_Checked, frozen=True, kw_only=True):
    """Where sheets for a printer are written: a folder that the team can reach from their own
    machines, such as a share; "" is the data folder.
    """

    folder: str = ""

    def __post_init__(self) -> None:
        if self.folder and not Path(self.folder).is_absolute():
            raise ValueError(f"{self.folder!r} is not a whole path; write one such as /srv/staff")


class TeamSettings(_Checked, frozen=True, kw_only=True):
    """How the team works.

    Parameters:
        drift: percent of fixing in a coach's time over which two weeks in a row are a drift.
        asks: people who ask for one topic, from which on a workshop is suggested.
        repeats: fixes of the same thing in `repeat_days`, from which on it is a known problem.
        repeat_days: school days.
        outside: who can be given a request that is not of this team.
    """

    drift: Annotated[int, Meta(ge=1, le=99)] = 40
    asks: Annotated[int, Meta(ge=2, le=50)] = 3
    repeats: Annotated[int, Meta(ge=2, le=50)] = 3
    repeat_days: Annotated[int, Meta(ge=1, le=60)] = 30
    outside: Annotated[tuple[Name, ...], Meta(max_length=6)] = ("District IT", "The vendor")


DEFAULT_CATEGORIES = (
    "Projector or screen",
    "Printer",
    "Wi-Fi",
    "Sound",
    "Login or password",
    "Computer",
    "Student devices",
    "Something else",
)
DEFAULT_DAY = BellSchedule(
    days=WEEKDAYS[:5],
    name="Bell schedule",
    periods=(
        Period(name="Period 1", starts="08:00", ends="08:50"),
        Period(name="Period 2", starts="09:00", ends="09:50"),
        Period(name="Period 3", starts="10:05", ends="10:55"),
        Period(name="Period 4", starts="11:05", ends="11:55"),
        Period(name="Lunch", starts="11:55", ends="12:40"),
        Period(name="Period 5", starts="12:40", ends="13:30"),
        Period(name="Period 6", starts="13:40", ends="14:30"),
        Period(name="Period 7", starts="14:40", ends="15:30"),
    ),
)


class Settings(_Checked, frozen=True, kw_only=True, dict=True):
    """All a keeper can say about a school."""

    school: SchoolSettings
    bells: tuple[BellSchedule, ...] = (DEFAULT_DAY,)
    cycle: CycleDays | None = None
    holidays: tuple[Holiday, ...] = ()
    rooms: tuple[RoomPlace, ...] = ()
    categories: Annotated[tuple[Name, ...], Meta(min_length=1, max_length=12)] = DEFAULT_CATEGORIES
    idle: IdleSettings = IdleSettings()
    pins: PinSettings = PinSettings()
    screen: ScreenSettings = ScreenSettings()
    badges: BadgeSettings = BadgeSettings()
    score: ScoreWeights = ScoreWeights()
    reach: ReachSettings = ReachSettings()
    team: TeamSettings = TeamSettings()
    print: PrintSettings = PrintSettings()

    def __post_init__(self) -> None:
        seen: set[str] = set()
        for room in self.rooms:
            if room.name.casefold() in seen:
                raise ValueError(f"the room {room.name!r} is named twice")
            seen.add(room.name.casefold())

    @property
    def year_starts(self) -> tuple[int, int]:
        """Month and day on which a school year begins."""
        month, day = self.school.year_starts.split("-")
        return int(month), int(day)

    @cached_property
    def wings(self) -> dict[str, str]:
        """Room -> wing."""
        return {room.name: room.wing for room in self.rooms}


def read(path: Path) -> Settings:
    """The settings in a file.

    Raises:
        SettingsError: it cannot be read, or something in it is wrong; with line and reason.
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
        found = re.search(r"line (\d+)", str(error))
        line = int(found[1]) if found else text.count("\n") + 1
        reason = re.sub(r" \(at .*\)$", "", str(error))
        raise SettingsError(f"{path}, line {line}: {reason}. Nothing was changed.") from None
