"""Commands for what a coach or fixer does: queue, show, claim, move, note, finish, decline."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Annotated, Any

import typer

from data.ledger.facts import NewFact
from data.records import Request
from kiosk.cli import output
from kiosk.cli.context import coach, opened
from kiosk.cli.teacher_commands import Json, LaneName
from kiosk.desk import Desk
from kiosk.requests import rules
from kiosk.requests import wording as request_wording
from kiosk.requests.queue import Standing
from kiosk.school.errors import Refused
from kiosk.wording import times

Id = Annotated[str, typer.Argument(help="The request's id, or the beginning of it.")]
As = Annotated[str, typer.Option("--as", help="The coach or fixer who does it.")]
Words = Annotated[list[str] | None, typer.Argument(help="Words.", show_default=False)]


def add_to(app: typer.Typer) -> None:
    """Add these commands to the app."""
    for command in (queue, show, claim, move, note, finish, decline):
        app.command()(command)


def queue(
    lane: Annotated[LaneName | None, typer.Option(help="Only this lane.")] = None,
    as_json: Json = False,
) -> None:
    """Open requests, who is first and why."""
    with opened() as desk:
        standings = [
            standing
            for standing in desk.requests.standings()
            if lane is None or standing.request.lane == lane.value
        ]
        if as_json:
            output.print_json([standing_json(desk, standing) for standing in standings])
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


def standing_json(desk: Desk, standing: Standing) -> dict[str, Any]:
    """Return a request as scripts see it."""
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


def show(key: Id, as_json: Json = False) -> None:
    """One request: where it stands and its story so far."""
    with opened() as desk:
        request = desk.requests.get(key)
        standing = desk.requests.standing(request)
        if as_json:
            story = [
                {
                    "at": step.at,
                    "by": desk.people.full_name(step.by),
                    "kind": step.kind.partition(".")[2],
                    "text": step.text,
                }
                for step in request.story
            ]
            output.print_json(
                standing_json(desk, standing)
                | {
                    "when": request.when,
                    "text": request.text,
                    "look_at": request.look_at,
                    "feedback": request.feedback,
                    "outcome": request.outcome or None,
                    "at": request.at,
                    "story": story,
                }
            )
            return
        now = desk.now()
        output.line(f"{request_wording.place(request)}  ({request.lane}, {request.state})")
        flagged = times.moment(request.at, now)
        asker, needed = desk.people.full_name(request.person), request_wording.when(request)
        output.line(f"{asker}, {needed}, flagged {flagged}")
        for reason in standing.why:
            output.line(f"  {reason.points:+4}  {reason.words}")
        for step in request.story:
            words = request_wording.story_line(step, desk.people.full_name)
            output.line(f"  {times.moment(step.at, now):>16}  {words}")


def claim(key: Id, coach_name: As) -> None:
    """Take a request on."""
    _act(key, coach_name, lambda r, c, _: rules.claim(r, c), "{who} has it: {what}.")


def move(
    key: Id,
    coach_name: As,
    reason: Words = None,
    to: Annotated[
        LaneName | None, typer.Option(help="The lane it is to be in; the other one when left out.")
    ] = None,
) -> None:
    """Move a request to the other lane, with a reason that the teacher reads."""

    def rule(request: Request, who: str, _: datetime) -> list[NewFact]:
        if to == request.lane:
            raise Refused(f"It is in the {to} lane already. Nothing was moved.")
        return rules.move(request, who, " ".join(reason or ()))

    _act(key, coach_name, rule, "Moved to {lane}: {what}.")


def note(key: Id, coach_name: As, text: Words = None) -> None:
    """Add a line to the story, which the teacher reads."""
    words = " ".join(text or ())
    _act(key, coach_name, lambda r, c, _: rules.note(r, c, words), "Noted: {what}.")


def finish(
    key: Id,
    coach_name: As,
    text: Words = None,
    minutes: Annotated[
        int | None, typer.Option(help="Minutes it took; from claim to now when left out.")
    ] = None,
) -> None:
    """Finish a request; the teacher is asked at the next sign-in whether it works."""

    def rule(request: Request, who: str, now: datetime) -> list[NewFact]:
        spent = rules.minutes_spent(request, who, now) if minutes is None else minutes
        return rules.finish(request, who, spent, " ".join(text or ()))

    _act(key, coach_name, rule, "Finished: {what}. {asker} is asked whether it works.")


def decline(key: Id, coach_name: As, reason: Words = None) -> None:
    """Say no to a request, with a reason that the teacher reads."""
    text = " ".join(reason or ())
    _act(key, coach_name, lambda r, c, _: rules.decline(r, c, text), "Declined: {what}.")


def _act(
    key: str,
    coach_name: str,
    rule: Callable[[Request, str, datetime], Sequence[NewFact]],
    done: str,
) -> None:
    with opened() as desk:
        who = coach(desk, coach_name)
        after = desk.requests.act(key, lambda request: rule(request, who.id, desk.now()))
        words = done.format(
            who=who.first,
            what=request_wording.place(after),
            lane=after.lane,
            asker=desk.people.name(after.person),
        )
        output.line(words)
