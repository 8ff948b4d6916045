"""Commands for what a coach or fixer does: queue, show, claim, move, note, finish, decline."""

from typing import Annotated, Any

import typer

from data.ledger.facts import NewFact
from data.records import Lane, Request
from kiosk.cli import output
from kiosk.cli.context import coach, opened
from kiosk.cli.options import AsMember, Json, Words
from kiosk.desk import Desk
from kiosk.requests import rules
from kiosk.requests import wording as request_wording
from kiosk.requests.queue import Standing
from kiosk.wording import times

RequestId = Annotated[str, typer.Argument(help="The request's id, or the beginning of it.")]


def add_to(app: typer.Typer) -> None:
    """Add these commands to the app."""
    for command in (queue, show, claim, move, note, finish, decline):
        app.command()(command)


def queue(
    lane: Annotated[Lane | None, typer.Option(help="Only this lane.")] = None,
    as_json: Json = False,
) -> None:
    """Open requests, who is first and why."""
    with opened() as desk:
        standings = [
            standing
            for standing in desk.requests.standings()
            if lane is None or standing.request.lane == lane
        ]
        if as_json:
            output.print_json([_standing_json(desk, standing) for standing in standings])
        elif not standings:
            output.line("Nobody is waiting.")
        else:
            rows = [
                [
                    standing.request.id,
                    standing.request.lane,
                    str(standing.position),
                    request_wording.place(standing.request),
                    desk.people.full_name(standing.request.person),
                    standing.request.state,
                    ", ".join(reason.words for reason in standing.why),
                ]
                for standing in standings
            ]
            output.table(["id", "lane", "place", "about", "who", "state", "why"], rows)


def show(key: RequestId, as_json: Json = False) -> None:
    """One request: where it stands and its story so far."""
    with opened() as desk:
        standing = desk.requests.standing(desk.requests.get(key))
        if as_json:
            output.print_json(_request_json(desk, standing))
        else:
            _print_request(desk, standing)


def claim(key: RequestId, coach_name: AsMember) -> None:
    """Take a request on."""
    with opened() as desk:
        who = coach(desk, coach_name)
        after = desk.requests.act(key, lambda request: rules.claim(request, who.id))
        output.line(f"{who.first} has it: {request_wording.place(after)}.")


def move(
    key: RequestId,
    coach_name: AsMember,
    reason: Words = None,
    to: Annotated[
        Lane | None, typer.Option(help="The lane it is to be in; the other one when left out.")
    ] = None,
) -> None:
    """Move a request to the other lane, with a reason that the teacher reads."""
    text = " ".join(reason or ())
    with opened() as desk:
        who = coach(desk, coach_name)
        after = desk.requests.act(key, lambda request: rules.move(request, who.id, text, to))
        output.line(f"Moved to {after.lane}: {request_wording.place(after)}.")


def note(key: RequestId, coach_name: AsMember, text: Words = None) -> None:
    """Add a line to the story, which the teacher reads."""
    line = " ".join(text or ())
    with opened() as desk:
        who = coach(desk, coach_name)
        after = desk.requests.act(key, lambda request: rules.note(request, who.id, line))
        output.line(f"Noted: {request_wording.place(after)}.")


def finish(
    key: RequestId,
    coach_name: AsMember,
    text: Words = None,
    minutes: Annotated[
        int | None, typer.Option(help="Minutes it took; from claim to now when left out.")
    ] = None,
) -> None:
    """Finish a request; the teacher is asked at the next sign-in whether it works."""
    outcome = " ".join(text or ())
    with opened() as desk:
        who = coach(desk, coach_name)

        def rule(request: Request) -> list[NewFact]:
            spent = rules.minutes_spent(request, who.id, desk.now()) if minutes is None else minutes
            return rules.finish(request, who.id, spent, outcome)

        after = desk.requests.act(key, rule)
        asker = desk.people.name(after.person)
        output.line(f"Finished: {request_wording.place(after)}. {asker} is asked whether it works.")


def decline(key: RequestId, coach_name: AsMember, reason: Words = None) -> None:
    """Say no to a request, with a reason that the teacher reads."""
    text = " ".join(reason or ())
    with opened() as desk:
        who = coach(desk, coach_name)
        after = desk.requests.act(key, lambda request: rules.decline(request, who.id, text))
        output.line(f"Declined: {request_wording.place(after)}.")


def _standing_json(desk: Desk, standing: Standing) -> dict[str, Any]:
    """Return where a request stands, as scripts see it."""
    request = standing.request
    return {
        "id": request.id,
        "lane": request.lane,
        "category": request.category,
        "room": request.room,
        "person": desk.people.full_name(request.person),
        "state": request.state,
        "since": request.since,
        "position": standing.position or None,
        "owner": desk.people.full_name(request.owner) if request.owner else None,
        "score": standing.score,
        "why": [{"words": reason.words, "points": reason.points} for reason in standing.why],
    }


def _request_json(desk: Desk, standing: Standing) -> dict[str, Any]:
    """Return a request with its story, as scripts see it."""
    request = standing.request
    story = [
        {
            "at": step.at,
            "by": desk.people.full_name(step.by),
            "kind": step.kind.removeprefix("request."),
            "text": step.text,
        }
        for step in request.story
    ]
    return _standing_json(desk, standing) | {
        "when": request.when,
        "text": request.text,
        "look_at": request.look_at,
        "feedback": request.feedback,
        "outcome": request.outcome or None,
        "at": request.at,
        "story": story,
    }


def _print_request(desk: Desk, standing: Standing) -> None:
    request, now = standing.request, desk.now()
    output.line(f"{request_wording.place(request)}  ({request.lane}, {request.state})")
    asker, needed = desk.people.full_name(request.person), request_wording.when(request)
    output.line(f"{asker}, {needed}, flagged {times.moment(request.at, now)}")
    for reason in standing.why:
        output.line(f"  {reason.points:+4}  {reason.words}")
    for step in request.story:
        words = request_wording.story_line(step, desk.people.full_name)
        output.line(f"  {times.moment(step.at, now):>16}  {words}")
