"""How the kiosk speaks about a request: who has it, what comes next, how it ended."""

from datetime import date

from data.records import COACHING, FIX, OUTCOMES, Request, StoryLine
from kiosk.requests.queue import Standing
from kiosk.wording import phrases, times
from kiosk.wording.phrases import NameOf


def place(request: Request) -> str:
    """Return category and room: Projector or screen, Room 12."""
    return f"{request.category}, {request.room}" if request.room else request.category


def when(request: Request) -> str:
    """Return when it matters."""
    return {"now": "before the next period", "today": "today", "week": "this week"}[request.when]


def when_short(request: Request) -> str:
    """Return when it matters, in two words."""
    return {"now": "next period", "today": "today", "week": "this week"}[request.when]


def standing(standing: Standing, name: NameOf, team: str, today: date) -> str:
    """Return where a request stands, in words for whoever asked.

    Parameters:
        name: returns what colleagues call somebody.
        team: who answers its lane while nobody has it, such as "Ben" or "the coaches".
    """
    request = standing.request
    has = name(request.owner)
    line = f"You are {phrases.ordinal(standing.position)} in line."
    match request.state:
        case "claimed":
            return f"{has} has it. {line}"
        case "scheduled":
            return f"{has} comes {times.until(request.until)}."
        case "paused":
            end = f" until {times.until(request.until)}" if request.until else ""
            if request.until and request.until <= f"{today}":
                return f"It has rested; {has or team} looks at it again. {line}"
            return f"It rests{end}: {_last(request, 'request.paused')}"
        case "reopened":
            return f"Not working yet: it is back at the front. {line}"
        case _:
            return f"Waiting for {team}. {line}"


def standing_word(standing: Standing, name: NameOf) -> str:
    """Return the same in a word or two, for the narrowest tile: "1st", "with Ben"."""
    request = standing.request
    match request.state:
        case "claimed":
            return f"with {name(request.owner)}"
        case "scheduled":
            return "booked"
        case "paused":
            return "resting"
        case "reopened":
            return "in front"
        case _:
            return phrases.ordinal(standing.position)


def standing_short(standing: Standing, name: NameOf, team: str) -> str:
    """Return the same in a few words, for a tile: "1st in line, with Ben"."""
    request, has = standing.request, name(standing.request.owner)
    place = f"{phrases.ordinal(standing.position)} in line"
    match request.state:
        case "claimed":
            return f"{place}, with {has}"
        case "scheduled":
            return f"{has} comes {times.until(request.until)}"
        case "paused":
            return "resting"
        case "reopened":
            return "back at the front"
        case _:
            return f"{place}, for {team}"


def ended(request: Request, name: NameOf) -> str:
    """Return how a request ended, in words for whoever asked."""
    has = name(request.owner)
    match request.state:
        case "finished" if request.lane == COACHING:
            return f"{has} was there with you. How did it go?"
        case "finished":
            return f"{has} finished it. Does it work now?"
        case "confirmed" if request.outcome:
            return f"{has} was there; you said that {OUTCOMES[request.outcome].said}."
        case "confirmed" if request.lane == COACHING:
            return f"{has} was there with you."
        case "confirmed":
            return f"{has} finished it, and it works."
        case "withdrawn" if request.mistaken:
            return f"{name(request.story[-1].by)} had written it down by mistake."
        case "withdrawn":
            return "You took it back."
        case _:
            reason = _last(request, "request.declined")
            by = next(
                (step.by for step in reversed(request.story) if step.kind == "request.declined"), ""
            )
            return f"{name(by)} said no: {reason}"


def went(request: Request, name: NameOf) -> str:
    """Return what became of a request, in words for the team."""
    has = name(request.owner) if request.owner else ""
    match request.state:
        case "confirmed" if request.outcome:
            return f"with {has}, {OUTCOMES[request.outcome].said}"
        case "confirmed":
            return f"{has} finished it, and it works" if request.lane == FIX else f"with {has}"
        case "finished":
            return f"{has} finished it" if request.lane == FIX else f"with {has}"
        case "scheduled":
            return f"{has}, {times.until(request.until)}"
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


def next_step(request: Request, name: NameOf, team: str, reader: str = "") -> str:
    """Return what happens next, in words for whoever asked or joined; "" when nothing does.

    Parameters:
        reader: id of whoever reads it.
    """
    if request.unanswered:
        nudges = (line for line in request.story if line.kind == "request.nudged")
        is_mine = any(line.by == reader for line in nudges)
        who, owing = (
            "You" if is_mine else "A colleague",
            name(request.owner) if request.owner else team,
        )
        return f"{who} asked for an answer. {owing[:1].upper()}{owing[1:]} owes you one."
    match request.state:
        case "claimed":
            return f"{name(request.owner)} comes by or writes to you here."
        case "paused":
            back = "It comes back by itself; nudge" if request.until else "Nudge"
            return f"{back} if you cannot wait."
        case "scheduled":
            return "See you then."
        case "waiting" | "reopened":
            return f"{team[:1].upper()}{team[1:]} will pick it up. You'll see it here."
        case "finished" if request.lane == COACHING:
            return "A word on how it went helps whoever plans the next one."
        case "finished":
            return "Say yes and it is closed; not yet puts it back at the front."
        case _:
            return ""


STORY: dict[str, str] = {
    "flagged": "{who} flagged it{said}",
    "joined": "{who}: me too",
    "claimed": "{who} took it on",
    "scheduled": "{who} set a time{said}",
    "paused": "{who} let it rest{said}",
    "moved": "Moved to {lane} by {who}{said}",
    "noted": "{who}{said}",
    "nudged": "{who} asked for an answer",
    "finished": "{who} finished it{said}",
    "confirmed": "{who}: it works",
    "reopened": "{who}: not working yet{said}",
    "withdrawn": "{who} took it back",
    "declined": "{who} said no{said}",
    "released": "{who} gave the time back{said}",
    "corrected": "{who} put it right{said}",
    "told": "{who} told how it went{said}",
    "handed": "{who} handed it to {whom}{said}",
    "referred": "{who}{said}",
    "undone": "{who} took the last step back",
}
"""Kind of fact -> how the story tells it."""


def story_line(line: StoryLine, name: NameOf) -> str:
    """Return one line of a story: who did what, and the words that were said."""
    verb = line.kind.partition(".")[2]
    return STORY.get(verb, "{who} {verb}{said}").format(
        who=name(line.by),
        said=f": {line.text}" if line.text else "",
        lane=line.lane,
        whom=name(line.whom) if verb == "handed" else "",
        verb=verb,
    )


_DOES = {"request.claimed", "request.joined", "request.finished"}
"""What somebody does to a request without saying anything to whoever asked."""


def last_answer(request: Request) -> StoryLine | None:
    """Return the last line of the story by somebody else; one with words before one without."""
    own = {request.person, ""}
    steps = [step for step in standing_story(request) if step.by not in own]
    answers = [step for step in steps if step.kind not in _DOES] or steps
    return answers[-1] if answers else None


def standing_story(request: Request) -> list[StoryLine]:
    """Return the lines of a story that were not undone."""
    return [s for s in request.story if not s.undone and s.kind != "request.undone"]


def _last(request: Request, kind: str) -> str:
    return next((step.text for step in reversed(standing_story(request)) if step.kind == kind), "")
