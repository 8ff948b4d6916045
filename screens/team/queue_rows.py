"""How a request is written in the queue: three lines in the list, and its story beside it."""

from datetime import datetime

from textual.content import Content

from data.records import LANES, Person, Request
from kiosk.desk import Desk
from kiosk.requests import wording as request_wording
from kiosk.requests.queue import Standing
from kiosk.wording import phrases, times
from screens.widgets.card import told
from screens.widgets.text_layout import cut, seen, spread, wrapped
from screens.widgets.tile import COLOURS


def row(desk: Desk, standing: Standing, width: int, *, lanes: bool = False) -> list[Content]:
    """Three lines: what and where; who, when it matters and since when; what else is to be known.

    Parameters:
        width: columns of the list.
        lanes: whether both lanes are in the list, so that a place is told with its lane.
    """
    request = standing.request
    edge = Content.styled("▌ ", COLOURS[LANES[request.lane].tone])
    place = Content.styled("    " if lanes else f"{standing.position:>2}  ", "bold")
    person = desk.people.get(request.person)
    title = Content.styled(seen(request.category), "bold")
    room = Content(cut(request.room, 14))
    first = Content.assemble(edge, place, spread(title, room, width - 6))
    second = Content.assemble(edge, "    ", _who(standing, person, desk.now(), width - 6, lanes))
    rest = Content.styled(cut(_about(desk, request), width - 6), "$muted")
    return [first, second, Content.assemble(edge, "    ", rest)]


def _who(standing: Standing, person: Person | None, now: datetime, width: int, lanes: bool) -> str:
    """The lane, who asked, when it matters and since when; the name whole before all the rest."""
    request = standing.request
    lane, who = request.lane.upper(), phrases.short(person) if person else "Somebody"
    lane += f" {standing.position}" if lanes else ""
    asked, when = times.moment(request.at, now), request_wording.when_short(request)
    day = asked.partition(" ")[0] if asked.startswith("yesterday") else asked
    for facts in ((when, asked), (when, day), (day,), ()):
        line = f"{lane}  {' · '.join((seen(who), *facts))}"
        if Content(line).cell_length <= width:
            return line
    return cut(f"{lane}  {who}", width)


def _about(desk: Desk, request: Request) -> str:
    """What else is to be known at a glance; the words of the request when there is nothing."""
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


def story(desk: Desk, standing: Standing, columns: int) -> list[Content]:
    """Who asked and with which words, why it stands here, what happened, and the last time."""
    request, now = standing.request, desk.now()
    name = desk.people.full_name
    who = f"{name(request.person)} · {request_wording.when(request)}"
    lines = [Content(line) for line in wrapped(who, columns, 2)]
    if request.text:
        lines += [Content(line) for line in wrapped(f"“{request.text}”", columns, 400)]
    asked = [f"Look at: {request.look_at}" if request.look_at else "", request.feedback]
    for said in filter(None, asked):
        lines += [Content(line) for line in wrapped(said, columns, 4)]
    lines += [Content(""), Content.styled("Why here", "bold $secondary")]
    for reason in standing.why:
        points = Content(f"{reason.points:+}")
        lines.append(spread(Content(reason.words), points, columns))
    lines += [Content(""), Content.styled("Story", "bold $secondary")]
    for step in reversed(request.story):
        if step.kind != "request.undone":
            back = " (taken back)" if step.undone else ""
            line = f"{times.moment(step.at, now)}  {request_wording.story_line(step, name)}{back}"
            lines += told(line, columns)
    earlier = desk.requests.before_here(request)
    if earlier:
        lines += [Content(""), Content.styled("Last time here", "bold $secondary")]
        for each in earlier:
            lines += told(_last(desk, each), columns)
    return lines


def _last(desk: Desk, request: Request) -> str:
    done = next(
        (step.text for step in reversed(request.story) if step.kind == "request.finished"), ""
    )
    when = times.moment(request.since, desk.now())
    took = f", {request.minutes} min" if request.minutes else ""
    return f"{when}  {desk.people.name(request.owner)}{': ' + done if done else ''}{took}"
