"""How a request is written in the queue: three lines in the list, and its story on the card."""

from datetime import datetime

from textual.content import Content

from data.records import LANES, Person, Request
from kiosk.desk import Desk
from kiosk.requests import wording as request_wording
from kiosk.requests.queue import Standing
from kiosk.wording import phrases, times
from screens.widgets.text_layout import NO_LIMIT, cut, hanging_indent, printable, spread, wrapped
from screens.widgets.tile import COLOURS


def request_row(
    desk: Desk, standing: Standing, width: int, *, both_lanes: bool = False
) -> list[Content]:
    """Return three lines: what and where; who asked, when it matters and since when; what else
    there is to know.

    Parameters:
        width: columns of the list.
        both_lanes: whether the list has both lanes, so that a place in line needs its lane.
    """
    request = standing.request
    edge = Content.styled("▌ ", COLOURS[LANES[request.lane].tone])
    place = Content.styled("    " if both_lanes else f"{standing.position:>2}  ", "bold")
    person = desk.people.get(request.person)
    title = Content.styled(printable(request.category), "bold")
    room = Content(cut(request.room, 14))
    first = Content.assemble(edge, place, spread(title, room, width - 6))
    who = _who(standing, person, desk.now(), width - 6, both_lanes)
    state = Content.styled(cut(_state_words(desk, request), width - 6), "$muted")
    return [first, Content.assemble(edge, "    ", who), Content.assemble(edge, "    ", state)]


def _who(
    standing: Standing, person: Person | None, now: datetime, width: int, both_lanes: bool
) -> str:
    """Return the lane, who asked, when it matters and since when. Where there is no room for all,
    the name is kept whole.
    """
    request = standing.request
    lane, who = request.lane.upper(), phrases.short(person) if person else "Somebody"
    lane += f" {standing.position}" if both_lanes else ""
    asked, when = times.moment(request.at, now), request_wording.when_short(request)
    day = asked.partition(" ")[0] if asked.startswith("yesterday") else asked
    for facts in ((when, asked), (when, day), (day,), ()):
        line = f"{lane}  {' · '.join((printable(who), *facts))}"
        if Content(line).cell_length <= width:
            return line
    return cut(f"{lane}  {who}", width)


def _state_words(desk: Desk, request: Request) -> str:
    """Return the state of a request in words, or its text when there is nothing to say of it."""
    state = {
        "claimed": f"with {desk.people.name(request.owner)}",
        "scheduled": f"with {desk.people.name(request.owner)}, a time is set",
        "paused": f"with {request.outside}" if request.outside else "resting",
        "reopened": "not working yet",
    }.get(request.state, "")
    parts = [
        "at the front" if request.pinned else "",
        state,
        "nudged, an answer is owed" if request.unanswered else "",
        f"{len(request.joined)} say me too" if request.joined else "",
    ]
    return " · ".join(part for part in parts if part) or request.text


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
    lines += [Content(""), Content.styled("Why here", "bold $secondary")]
    for reason in standing.why:
        points = Content(f"{reason.points:+}")
        lines.append(spread(Content(reason.words), points, columns))
    lines += [Content(""), Content.styled("Story", "bold $secondary")]
    for step in reversed(request.story):
        if step.kind != "request.undone":
            back = " (taken back)" if step.undone else ""
            line = f"{times.moment(step.at, now)}  {request_wording.story_line(step, name)}{back}"
            lines += hanging_indent(line, columns)
    earlier = desk.requests.before_here(request)
    if earlier:
        lines += [Content(""), Content.styled("Last time here", "bold $secondary")]
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
