"""The sections of `kiosk.toml`, one class each, with their defaults."""

import re
from datetime import date
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from msgspec import Meta

from kiosk.settings.validation import Checked, Name

Points = Annotated[int, Meta(ge=0, le=1000)]
"""Weight of a reason in the queue."""
Days = Annotated[int, Meta(ge=0, le=60)]
"""School days."""


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
"""What may be broken, as long as a school says nothing else."""


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
        try:
            if not re.fullmatch(r"\d\d-\d\d", self.year_starts):
                raise ValueError
            date.fromisoformat(f"2001-{self.year_starts}")
        except ValueError:
            raise ValueError(
                f"{self.year_starts!r} is not a month and a day; write them as in 08-01"
            ) from None


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


class ScoreWeights(Checked, frozen=True, kw_only=True):
    """[score]: what each reason for a place in the queue weighs, in points.

    Every reason but age has an upper bound, and age has none: `kiosk.requests.queue.patience`
    returns after how many minutes of school no later request can overtake.
    """

    now: Points = 30
    """It is needed before the next period."""
    today: Points = 12
    """It is needed today."""
    week: Points = 2
    """It is needed this week."""
    minutes_a_point: Annotated[int, Meta(ge=1, le=600)] = 30
    """Minutes of school of waiting that are worth one point."""
    joined: Points = 2
    """Each colleague who says "me too", up to ten."""
    nudged: Points = 3
    """Each nudge, up to five."""
    reopened: Points = 40
    """Its teacher said that it does not work yet."""
    pinned: Points = 60
    """One of the team put it to the front."""
    repeated: Points = 2
    """The same was fixed in this room again and again."""
    unseen: Points = 3
    """Nobody of the team was there for `unseen_days`."""
    unseen_days: Annotated[int, Meta(ge=1, le=365)] = 14
    """Days after which somebody counts as unseen."""
    first_contact: Points = 4
    """Nobody of the team was ever there."""


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


RESERVED_KEYS = "0123456789,? "
"""Keys that mean the same on every screen, or that are typed into a name search."""


def checked_keys(keys: dict[str, dict[str, str]]) -> dict[str, str]:
    """Return [keys] as one table: "screen.action" -> the key that does it, in lower case.

    Which screens and actions there are, and whether two actions of a screen share a key, is checked
    where the screens are known: `screens.actions.wrong_keys`.

    Raises:
        ValueError: a key cannot be used.
    """
    key_map: dict[str, str] = {}
    for screen, actions in keys.items():
        for action, key in actions.items():
            if len(key) != 1 or not key.isprintable() or key in RESERVED_KEYS:
                raise ValueError(
                    f"{key!r} cannot be the key of {screen}.{action}; write one letter or sign, "
                    "such as k (digits, commas and question marks have their use everywhere)"
                )
            key_map[f"{screen}.{action}"] = key.lower()
    return key_map
