"""How the kiosk says things: who has it, what next, since when. Short, warm, exact."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from data.records import Person, Request, Step, Visit, Workshop
from kiosk.queue import Standing

if TYPE_CHECKING:
    from kiosk.slots import Slot

NameOf = Callable[[str], str]
"""Opaque id -> what colleagues call that person."""

ROLES = {
    "teacher": "teaching",
    "coach": "coaching",
    "fixer": "fixing",
    "office": "office",
    "leader": "leading",
    "aide": "aide",
    "staff": "staff",
}


BREAKS = ("lunch", "break", "recess", "pause", "mittag", "almoço")
"""What the name of a period begins with in which nobody is to be booked."""


def is_break(period: str) -> bool:
    """Whether nobody teaches in a period of this name."""
    return period.casefold().startswith(BREAKS)


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th, ... 11th, 12th, 13th, ... 21st."""
    if number % 100 in {11, 12, 13}:
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"


def wall(at: str) -> datetime:
    """A time of the school's day that was agreed on, by the clock on the wall."""
    return datetime.fromisoformat(at).replace(tzinfo=None)


def clock(moment: datetime) -> str:
    """10:42"""
    return f"{moment:%H:%M}"


def day(when: date) -> str:
    """24 Nov"""
    return f"{when.day} {when:%b}"


def long_day(when: date) -> str:
    """Tuesday 24 November"""
    return f"{when:%A} {when.day} {when:%B}"


def moment(at: str, now: datetime) -> str:
    """A time as people say it: 10:20, yesterday 14:05, Thu 9:10, 3 Nov."""
    then = datetime.fromisoformat(at).astimezone(now.tzinfo)
    gone = now.date() - then.date()
    if gone == timedelta():
        return clock(then)
    if gone == timedelta(days=1):
        return f"yesterday {clock(then)}"
    if timedelta() < gone < timedelta(days=6):
        return f"{then:%a} {clock(then)}"
    return day(then.date()) if then.year == now.year else f"{day(then.date())} {then.year}"


def greeting(now: datetime) -> str:
    """By the time of day."""
    if now.hour < 12:
        return "Good morning"
    return "Good afternoon" if now.hour < 17 else "Good evening"


def short(person: Person) -> str:
    """M. Rivera, where the two parts of the name are known."""
    if person.given and person.family:
        return f"{person.given[0]}. {person.family}"
    return person.name


def told_apart(person: Person) -> str:
    """What tells people apart who share a name: room and subject, or what they do."""
    known = [part for part in (person.room, person.subject) if part]
    return " · ".join(known) or ROLES[person.role]


def place(request: Request) -> str:
    """Category and room: Projector or screen, Room 12."""
    return f"{request.category}, {request.room}" if request.room else request.category


def when(request: Request) -> str:
    """When it matters."""
    return {"now": "before the next period", "today": "today", "week": "this week"}[request.when]


def when_short(request: Request) -> str:
    """The same in two words."""
    return {"now": "next period", "today": "today", "week": "this week"}[request.when]


def standing(found: Standing, name: NameOf, team: str, today: date) -> str:
    """Where a request stands, for the one who asked.

    Parameters:
        team: who answers this lane when nobody has it yet, such as "Ben" or "the coaches".
    """
    request = found.request
    has = name(request.owner)
    line = f"You are {ordinal(found.position)} in line."
    match request.state:
        case "claimed":
            return f"{has} has it. {line}"
        case "scheduled":
            return f"{has} comes {until(request.until)}."
        case "paused":
            end = f" until {until(request.until)}" if request.until else ""
            if request.until and request.until <= f"{today}":
                return f"It has rested; {has or team} looks at it again. {line}"
            return f"It rests{end}: {_last(request, 'request.paused')}"
        case "reopened":
            return f"Not working yet: it is back at the front. {line}"
        case _:
            return f"Waiting for {team}. {line}"


def ended(request: Request, name: NameOf) -> str:
    """How a request ended, for the one who asked."""
    has = name(request.owner)
    match request.state:
        case "finished" if request.lane == "coaching":
            return f"{has} was there with you. How did it go?"
        case "finished":
            return f"{has} finished it. Does it work now?"
        case "confirmed" if request.outcome:
            went = {"worked": "it worked", "partly": "it worked in part", "not": "it did not work"}
            return f"{has} was there; you said that {went[request.outcome]}."
        case "confirmed" if request.lane == "coaching":
            return f"{has} was there with you."
        case "confirmed":
            return f"{has} finished it, and it works."
        case "withdrawn" if request.mistaken:
            return f"{name(request.story[-1].by)} had written it down by mistake."
        case "withdrawn":
            return "You took it back."
        case _:
            said = _last(request, "request.declined")
            by = next(
                (step.by for step in reversed(request.story) if step.kind == "request.declined"), ""
            )
            return f"{name(by)} said no: {said}"


def went(request: Request, name: NameOf) -> str:
    """What became of a request, for the team."""
    has = name(request.owner) if request.owner else ""
    match request.state:
        case "confirmed" if request.outcome:
            told = {"worked": "it worked", "partly": "it worked in part", "not": "it did not work"}
            return f"with {has}, {told[request.outcome]}"
        case "confirmed":
            return f"{has} finished it, and it works" if request.lane == "fix" else f"with {has}"
        case "finished":
            return f"{has} finished it" if request.lane == "fix" else f"with {has}"
        case "scheduled":
            return f"{has}, {until(request.until)}"
        case "claimed":
            return f"{has} has it"
        case "paused":
            return "resting"
        case "withdrawn":
            return "taken back"
        case "declined":
            return "declined"
        case "reopened":
            return "not working yet"
        case _:
            return "waiting"


def next_step(request: Request, name: NameOf, team: str) -> str:
    """What happens next, for the one who asked."""
    if request.unanswered:
        return "You nudged; an answer is owed to you."
    match request.state:
        case "claimed":
            return f"{name(request.owner)} comes by or writes to you here."
        case "paused":
            back = "It comes back by itself; nudge" if request.until else "Nudge"
            return f"{back} if you cannot wait."
        case "scheduled":
            return "See you then."
        case "waiting" | "reopened":
            return f"{team[:1].upper()}{team[1:]} will claim it; you see it here."
        case "finished" if request.lane == "coaching":
            return "A word on how it went helps whoever plans the next one."
        case "finished":
            return "Say yes and it is closed; not yet puts it back at the front."
        case _:
            return ""


def story_line(step: Step, name: NameOf) -> str:
    """One line of a story: who did what, and the words that were said."""
    who = name(step.by)
    said = f": {step.text}" if step.text else ""
    match step.kind.partition(".")[2]:
        case "flagged":
            return f"{who} flagged it{said}"
        case "joined":
            return f"{who}: me too"
        case "claimed":
            return f"{who} has it"
        case "scheduled":
            return f"{who} set a time{said}"
        case "paused":
            return f"{who} let it rest{said}"
        case "moved":
            return f"Moved to {step.lane} by {who}{said}"
        case "noted":
            return f"{who}{said}"
        case "nudged":
            return f"{who} asks for an answer"
        case "finished":
            return f"{who} finished it{said}"
        case "confirmed":
            return f"{who}: it works"
        case "reopened":
            return f"{who}: not working yet{said}"
        case "withdrawn":
            return f"{who} took it back"
        case "declined":
            return f"{who} said no{said}"
        case "released":
            return f"{who} gave the time back{said}"
        case "corrected":
            return f"{who} put it right{said}"
        case "told":
            return f"{who} told how it went{said}"
        case "handed":
            return f"{who} handed it to {name(step.whom)}{said}"
        case "referred":
            return f"{who}: {step.text}"
        case "undone":
            return f"{who} took the last step back"
        case other:
            return f"{who} {other}{said}"


_DOES = {"request.claimed", "request.joined", "request.finished"}
"""What somebody else does to a request without saying anything to the one who asked."""


def last_answer(request: Request) -> Step | None:
    """The last thing in a story that somebody else said."""
    mine = {request.person, ""}
    said = [step for step in standing_story(request) if step.by not in mine]
    told = [step for step in said if step.kind not in _DOES] or said
    return told[-1] if told else None


def standing_story(request: Request) -> list[Step]:
    """The lines of a story that have not been taken back."""
    return [s for s in request.story if not s.undone and s.kind != "request.undone"]


def slot_short(slot: "Slot", now: datetime) -> str:
    """When a slot is, in a word or two: 11:05, Thu 9:00."""
    return slot.starts if slot.date == now.date() else coming_day(slot.date, slot.starts, now)


def slot(found: "Slot", now: datetime) -> tuple[str, str]:
    """When a slot is: "Thu Period 2", and "26 Nov 09:00" below it; today's needs no date."""
    date = "" if found.date == now.date() else f"{day(found.date)} "
    return f"{near(found.date, now)} {found.period}", f"{date}{found.starts}"


def visit_when(visit: Visit, now: datetime) -> str:
    """When a visit is: Thu Period 2, 26 Nov."""
    start = wall(visit.start)
    return f"{near(start.date(), now)} {visit.period or clock(start)}, {day(start.date())}"


def coming_day(when: date, time: str, now: datetime) -> str:
    """A day to come: today 14:30, Thu 15:15, Mon 7 Dec."""
    if when == now.date():
        return f"today {time}".strip()
    if when < now.date():
        return "now"
    gone = (when - now.date()).days
    named = f"{when:%a}" if gone < 7 else f"{when:%a} {day(when)}"
    return f"{named} {time}".strip()


def coming_moment(start: datetime, now: datetime) -> str:
    """The same for a moment by the clock on the wall: Thu 26 Nov, 15:15."""
    return f"{near(start.date(), now)} {day(start.date())}, {clock(start)}"


def near(when: date, now: datetime) -> str:
    """Today, Thu"""
    return "Today" if when == now.date() else f"{when:%a}"


def since(days: int | None) -> str:
    """never, today, 1 day, 12 days; what is a long time ago is not counted."""
    if days is None:
        return "never"
    if days >= 60:
        return "60+ days"
    return "today" if not days else "1 day" if days == 1 else f"{days} days"


def count(number: int, what: str, many: str = "") -> str:
    """1 visit, 2 visits, no visits"""
    if number == 1:
        return f"1 {what}"
    return f"{number or 'no'} {many or what + 's'}"


def rooms(count: int) -> str:
    """6 rooms"""
    return "1 room" if count == 1 else f"{count} rooms" if count else ""


def places_left(workshop: Workshop) -> str:
    """How many places a workshop has left."""
    if not workshop.places:
        return ""
    left = workshop.places - len(workshop.signed)
    if left > 0:
        return f"{left} place left" if left == 1 else f"{left} places left"
    waiting = -left
    return f"full, {waiting} waiting" if waiting else "full"


def _last(request: Request, kind: str) -> str:
    return next((step.text for step in reversed(standing_story(request)) if step.kind == kind), "")


def until(at: str) -> str:
    """A day, or a day and a time, that was agreed on: Thu 26 Nov, Thu 26 Nov 11:05."""
    if not at:
        return "later"
    moment = datetime.fromisoformat(at)
    days = f"{moment:%a} {moment.day} {moment:%b}"
    return days if len(at) <= 10 else f"{days} {clock(moment)}"
