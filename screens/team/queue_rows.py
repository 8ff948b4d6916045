"""How a request is written in the queue: two lines in the list, and its story on the card."""

from datetime import datetime

from textual.content import Content

from data.records import LANES, Request
from kiosk.desk import Desk
from kiosk.requests import wording as request_wording
from kiosk.requests.queue import Standing
from kiosk.wording import phrases, times
from screens.widgets.row import Row
from screens.widgets.text_layout import NO_LIMIT, dated, hanging_indent, spread, wrapped

MOST_STATES = 2
"""How many things are said of the state of a request in its row; all are in its story."""


def request_row(desk: Desk, standing: Standing, *, both_lanes: bool = False) -> Row:
    """Return what and where; who asked and when it matters; and the one thing to know: its state,
    or else since when.

    Parameters:
        both_lanes: whether the list has both lanes: a row names its lane, and no place in line.
    """
    request = standing.request
    person = desk.people.get(request.person)
    who = phrases.short(person) if person else "Someone"
    words = [who, request.lane if both_lanes else "", request_wording.when_short(request)]
    state = _state_words(desk, request)
    return Row(
        request.category,
        request.room,
        " · ".join(filter(None, words)),
        state or _since(request, desk.now()),
        LANES[request.lane].tone,
        "" if both_lanes else str(standing.position),
        is_loud=bool(state),
    )


def _since(request: Request, now: datetime) -> str:
    """Return since when it waits: "since 10:20", "yesterday"."""
    asked = times.moment(request.at, now)
    if asked.startswith("yesterday"):
        return "yesterday"
    return f"since {asked}"


def _state_words(desk: Desk, request: Request) -> str:
    """Return the state of a request in words; "" for one that only waits."""
    name = desk.people.name(request.owner)
    state = {
        "claimed": name if request.unanswered or request.joined else f"with {name}",
        "scheduled": f"{name} has a time",
        "paused": f"with {request.outside}" if request.outside else "resting",
        "reopened": "not working yet",
    }.get(request.state, "")
    parts = [
        "at the front" if request.pinned else "",
        state,
        "nudged" if request.unanswered else "",
        phrases.count(len(request.joined), "other too", "others too") if request.joined else "",
    ]
    said = [part for part in parts if part]
    return " · ".join(said[:MOST_STATES])


def story_lines(desk: Desk, standing: Standing, columns: int) -> list[Content]:
    """Return the lines of the card: who asked and in which words, the reasons for its place in
    line, what has happened, and how the same was solved the last time.

    Parameters:
        columns: width of the card.
    """
    request, now = standing.request, desk.now()
    name = desk.people.full_name
    who = f"{name(request.person)} · {request_wording.when(request)}"
    lines = [Content(line) for line in wrapped(who, columns, 2)]
    if request.text:
        lines += [Content(line) for line in wrapped(f"“{request.text}”", columns, NO_LIMIT)]
    asked = [f"Look at: {request.look_at}" if request.look_at else "", request.feedback]
    for text in filter(None, asked):
        lines += [Content(line) for line in wrapped(text, columns, 4)]
    lines += [Content(""), Content.styled("Why here", "bold")]
    for reason in standing.why:
        if not reason.points:
            continue
        points = Content(f"{reason.points:+}")
        lines.append(spread(Content(reason.words), points, columns))
    lines += [Content(""), Content.styled("Story", "bold")]
    story = [
        (times.moment(step.at, now), request_wording.story_line(step, name))
        for step in reversed(request.story)
        if not step.undone  # that it was taken back is told, and no longer what it was
    ]
    lines += dated(story, columns)
    earlier = desk.requests.before_here(request)
    if earlier:
        lines += [Content(""), Content.styled("Last time here", "bold")]
        for earlier_request in earlier:
            lines += hanging_indent(_solution(desk, earlier_request), columns)
    return lines


def _solution(desk: Desk, request: Request) -> str:
    """Return how a finished request was solved: when, by whom, what it was and how long it took."""
    text = next(
        (step.text for step in reversed(request.story) if step.kind == "request.finished"), ""
    )
    when = times.moment(request.since, desk.now())
    took = f", {request.minutes} min" if request.minutes else ""
    return f"{when}  {desk.people.name(request.owner)}{': ' + text if text else ''}{took}"
