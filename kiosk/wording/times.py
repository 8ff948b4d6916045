"""Times as people say them: Thu 26 Nov, yesterday 14:05, 12 days."""

from datetime import date, datetime, timedelta

NEAR = timedelta(days=6)
"""How long ago a day is called by its name."""


def wall_time(at: str) -> datetime:
    """Return a time that was agreed on as a clock on the wall shows it, without its offset."""
    return datetime.fromisoformat(at).replace(tzinfo=None)


def clock(moment: datetime) -> str:
    """Return a time of day: 10:42."""
    return f"{moment:%H:%M}"


def day(when: date) -> str:
    """Return a short date: 24 Nov."""
    return f"{when.day} {when:%b}"


def long_day(when: date) -> str:
    """Return a long date: Tuesday 24 November."""
    return f"{when:%A} {when.day} {when:%B}"


def moment(at: str, now: datetime) -> str:
    """Return a time in the past: 10:20, yesterday 14:05, Thu 9:10, 3 Nov."""
    then = datetime.fromisoformat(at).astimezone(now.tzinfo)
    is_near = timedelta() < now.date() - then.date() < NEAR
    return f"{past_day(at, now)} {clock(then)}" if is_near else past_day(at, now)


def past_day(at: str, now: datetime) -> str:
    """Return the day of a time in the past, or today's time: 10:20, yesterday, Thu, 3 Nov."""
    then = datetime.fromisoformat(at).astimezone(now.tzinfo)
    gone = now.date() - then.date()
    if gone == timedelta():
        return clock(then)
    if gone == timedelta(days=1):
        return "yesterday"
    if timedelta() < gone < NEAR:
        return f"{then:%a}"
    return day(then.date()) if then.year == now.year else f"{day(then.date())} {then.year}"


def greeting(now: datetime) -> str:
    """Return the greeting for a time of day."""
    if now.hour < 12:
        return "Good morning"
    return "Good afternoon" if now.hour < 17 else "Good evening"


def coming_day(when: date, time: str, now: datetime) -> str:
    """Return a day to come with its time: today 14:30, Thu 15:15, Mon 7 Dec."""
    if when == now.date():
        return f"today {time}".strip()
    if when < now.date():
        return "now"
    gone = (when - now.date()).days
    named = f"{when:%a}" if gone < 7 else f"{when:%a} {day(when)}"
    return f"{named} {time}".strip()


def coming_moment(start: datetime, now: datetime) -> str:
    """Return a moment to come with its date: Thu 26 Nov, 15:15."""
    return f"{near(start.date(), now)} {day(start.date())}, {clock(start)}"


def near(when: date, now: datetime) -> str:
    """Return Today, or the day of the week: Thu."""
    return "Today" if when == now.date() else f"{when:%a}"


def near_day(when: date, now: datetime) -> str:
    """Return Today, or the day of the week with the date: Thu 26 Nov."""
    return "Today" if when == now.date() else f"{when:%a} {day(when)}"


def since(days: int | None) -> str:
    """Return how long ago something was: never, today, 1 day, 12 days, 60+ days."""
    if days is None:
        return "never"
    if days >= 60:
        return "60+ days"
    return "today" if not days else "1 day" if days == 1 else f"{days} days"


def until(at: str) -> str:
    """Return a day, or a day and a time, that was agreed on: Thu 26 Nov, Thu 26 Nov 11:05."""
    if not at:
        return "later"
    moment = datetime.fromisoformat(at)
    days = f"{moment:%a} {moment.day} {moment:%b}"
    return days if len(at) <= 10 else f"{days} {clock(moment)}"
