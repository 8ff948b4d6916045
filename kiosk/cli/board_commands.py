"""Commands that tell everybody or somebody something: where one is, known problems, announcements,
workshops, resources, a note for a colleague.
"""

import re
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from data.records import Problem, Resource
from kiosk.calendar import workshops
from kiosk.cli import output
from kiosk.cli.context import coach, opened, person
from kiosk.cli.options import AsMember, Json
from kiosk.desk import Desk
from kiosk.library import qr_codes, qr_sheet
from kiosk.school.errors import Refused
from kiosk.wording import phrases, times

Text = Annotated[list[str], typer.Argument(help="Words.")]
Day = Annotated[str, typer.Option("--on", help="The day, as 2026-11-27.")]
Clock = Annotated[str, typer.Option("--at", help="The time, as 15:45.")]

problem_app = typer.Typer(help="Trouble that several have.", no_args_is_help=True)
workshop_app = typer.Typer(help="Workshops.", no_args_is_help=True)
resources_app = typer.Typer(help="What can be taken along.", no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    """Add these commands to the app."""
    for command in (announce, encourage, where):
        app.command()(command)
    app.add_typer(problem_app, name="problem")
    app.add_typer(workshop_app, name="workshop")
    app.add_typer(resources_app, name="resources")


def announce(
    text: Text,
    who: AsMember,
    on: Day,
    at: Clock = "",
    until: Annotated[str, typer.Option(help="The last day it hangs; its own when left out.")] = "",
    celebrate: Annotated[bool, typer.Option("--celebrate", help="A birthday or the like.")] = False,
) -> None:
    """Hang a line on the waiting screen."""
    with opened() as desk:
        team_member = coach(desk, who)
        last = day_of(until) if until else None
        clock = clock_of(at) if at else ""
        desk.board.announce(
            team_member.id,
            " ".join(text),
            day_of(on),
            time=clock,
            until=last,
            celebration=celebrate,
        )
        output.line(f"It hangs until {until or on}.")


def encourage(
    text: Text,
    who: AsMember,
    to: Annotated[str, typer.Option("--to", help="For whose next sign-in.")],
) -> None:
    """Leave a note for somebody's next sign-in."""
    with opened() as desk:
        receiver = person(desk, to)
        desk.thanks.leave_note(coach(desk, who).id, receiver.id, " ".join(text))
        output.line(f"{receiver.name} reads it at the next sign-in.")


def where(
    who: AsMember,
    text: Annotated[list[str] | None, typer.Argument(help="Where; nothing takes it down.")] = None,
    until: Annotated[str, typer.Option(help="Until when today, as 10:55.")] = "",
) -> None:
    """Say on the waiting screen where you are."""
    with opened() as desk:
        team_member = coach(desk, who)
        now = desk.now()
        end = None
        if until:
            hour, minute = map(int, clock_of(until).split(":"))
            end = now.replace(hour=hour, minute=minute, second=0, microsecond=0)
            if end <= now:
                raise Refused(f"{until} is over. Nothing was changed.")
        place = " ".join(text or ())
        desk.whereabouts.say_where(team_member.id, place, end)
        output.line(f"{team_member.first}: {place}." if place else "Taken down.")


@problem_app.command("open")
def open_problem(
    title: Text,
    who: AsMember,
    category: Annotated[str, typer.Option(help="As on the tiles of the kiosk.")],
    room: Annotated[list[str] | None, typer.Option(help="A room that has it; may repeat.")] = None,
    wing: Annotated[str, typer.Option(help="A whole wing has it.")] = "",
    expected: Annotated[str, typer.Option(help="When it is over, in a word or two.")] = "",
) -> None:
    """Make known what several have; prints its id."""
    with opened() as desk:
        if category not in desk.settings.categories:
            categories = ", ".join(desk.settings.categories)
            raise Refused(f"{category!r} is not one of {categories}. Nothing was announced.")
        key = desk.board.open_problem(
            coach(desk, who).id,
            " ".join(title),
            category,
            rooms=room or (),
            wing=wing,
            expected=expected,
        )
        output.line(key)


@problem_app.command("end")
def end_problem(
    key: Annotated[str, typer.Argument(help="Its id, or the beginning of it.")],
    who: AsMember,
    text: Annotated[list[str] | None, typer.Argument(help="What it was.")] = None,
) -> None:
    """It is over; everyone who has it is told at the next sign-in."""
    with opened() as desk:
        problem = _problem(desk, key)
        ended = desk.board.end_problem(problem.id, coach(desk, who).id, " ".join(text or ()))
        count = len({joined.person for joined in ended.joined})
        outcome = (
            f"{phrases.count(count, 'other who has', 'others who have')} it will be told."
            if count
            else "No one else had said they have it."
        )
        output.line(f"Over: {ended.title}. {outcome}")


@problem_app.command("list")
def list_problems(as_json: Json = False) -> None:
    """Known problems that are on."""
    with opened() as desk:
        problems = desk.board.problems()
        if as_json:
            output.print_json([_problem_json(desk, problem) for problem in problems])
        elif not problems:
            output.line("Nothing is known to be wrong.")
        else:
            rows = [
                [
                    problem.id,
                    problem.category,
                    str(desk.board.rooms(problem)),
                    problem.expected,
                    problem.title,
                ]
                for problem in problems
            ]
            output.table(["id", "category", "rooms", "expected", "what"], rows)


def _problem_json(desk: Desk, problem: Problem) -> dict[str, Any]:
    return {
        "id": problem.id,
        "title": problem.title,
        "category": problem.category,
        "rooms": desk.board.rooms(problem),
        "me_too": len({joined.person for joined in problem.joined}),
        "expected": problem.expected,
        "since": problem.at,
    }


def _problem(desk: Desk, key: str) -> Problem:
    begin = [problem for problem in desk.board.problems() if key and problem.id.startswith(key)]
    if len(begin) == 1:
        return begin[0]
    if begin:
        raise Refused(f"{len(begin)} problems begin with {key!r}. Type more of the id.")
    return desk.board.problem(key)


@workshop_app.command("plan")
def plan_workshop(
    title: Text,
    who: AsMember,
    on: Day,
    at: Clock,
    minutes: Annotated[int, typer.Option(help="How long it is.")] = 60,
    room: Annotated[str, typer.Option(help="Where.")] = "",
    places: Annotated[int, typer.Option(help="How many have a place; 0 is all who come.")] = 0,
    about: Annotated[str, typer.Option(help="A line about it.")] = "",
) -> None:
    """Plan a workshop; teachers sign up at the kiosk. Prints its id."""
    with opened() as desk:
        start = datetime.fromisoformat(f"{day_of(on)}T{clock_of(at)}")
        key = desk.workshops.plan(
            coach(desk, who).id,
            " ".join(title),
            start,
            minutes,
            room=room,
            places=places,
            about=about,
        )
        output.line(key)


@workshop_app.command("list")
def list_workshops(as_json: Json = False) -> None:
    """Workshops to come, and who signed up."""
    with opened() as desk:
        planned = desk.workshops.ahead()
        if as_json:
            output.print_json(
                [
                    {
                        "id": workshop.id,
                        "title": workshop.title,
                        "start": workshop.start,
                        "minutes": workshop.minutes,
                        "room": workshop.room,
                        "places": workshop.places or None,
                        "signed": [desk.people.full_name(who) for who in workshop.seated],
                        "waiting": [
                            desk.people.full_name(who)
                            for who in workshop.signed[len(workshop.seated) :]
                        ],
                    }
                    for workshop in planned
                ]
            )
        elif not planned:
            output.line("None is planned.")
        else:
            rows = [
                [
                    workshop.id,
                    times.coming_moment(workshops.starts(workshop), desk.now()),
                    workshop.room,
                    f"{len(workshop.signed)} signed",
                    workshop.title,
                ]
                for workshop in planned
            ]
            output.table(["id", "when", "where", "who", "what"], rows)


@resources_app.command("add")
def add_resource(
    title: Text,
    who: AsMember,
    url: Annotated[str, typer.Option(help="An https, mailto or tel address.")] = "",
    step: Annotated[list[str] | None, typer.Option(help="A step of a how-to; repeats.")] = None,
    about: Annotated[str, typer.Option(help="A line about it.")] = "",
    tag: Annotated[list[str] | None, typer.Option(help="A tag; repeats.")] = None,
) -> None:
    """Put something on the shelf; prints its id, and warns when its code is large."""
    with opened() as desk:
        key = desk.shelf.add(
            coach(desk, who).id,
            " ".join(title),
            url=url,
            steps=step or (),
            about=about,
            tags=tag or (),
        )
        output.line(key)
        resource = desk.shelf.find(key)
        if resource and (warned := qr_codes.warning(qr_codes.payload(resource))):
            output.trouble(warned)


@resources_app.command("retire")
def retire_resource(
    key: Annotated[str, typer.Argument(help="Its id.")],
    who: AsMember,
) -> None:
    """Take something off the shelf."""
    with opened() as desk:
        resource = desk.shelf.retire(key, coach(desk, who).id)
        output.line(f"Off the shelf: {resource.title}.")


@resources_app.command("sheet")
def resources_sheet(
    path: Annotated[
        Path | None,
        typer.Argument(
            help="Where; else resources.html in the folder of [print], or the data folder."
        ),
    ] = None,
) -> None:
    """Write a page of codes to print: HTML that needs nothing else."""
    with opened() as desk:
        written = qr_sheet.write(desk, desk.shelf.all(), path)
        output.line(f"Written: {written}. Open it in a browser and print it.")


@resources_app.command("list")
def list_resources(as_json: Json = False) -> None:
    """What is on the shelf, newest first, and how it went for those who took it."""
    with opened() as desk:
        resources = desk.shelf.all()
        if as_json:
            output.print_json([_resource_json(desk, resource) for resource in resources])
        elif not resources:
            output.line("The shelf is empty.")
        else:
            rows = []
            for resource in resources:
                outcomes = desk.shelf.outcomes(resource.id)
                worked = f"{outcomes.worked} of {outcomes.told} worked" if outcomes.told else ""
                rows.append(
                    [resource.id, resource.kind, ", ".join(resource.tags), worked, resource.title]
                )
            output.table(["id", "kind", "tags", "how it went", "what"], rows)


def _resource_json(desk: Desk, resource: Resource) -> dict[str, Any]:
    outcomes = desk.shelf.outcomes(resource.id)
    return {
        "id": resource.id,
        "title": resource.title,
        "kind": resource.kind,
        "url": resource.url or None,
        "steps": resource.steps,
        "about": resource.about,
        "tags": resource.tags,
        "by": desk.people.full_name(resource.by),
        "told": outcomes.told,
        "worked": outcomes.worked,
    }


def day_of(text: str) -> date:
    """Return a day as it was typed.

    Raises:
        Refused: it is not a day.
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused(f"{text!r} is not a day; write it as 2026-11-27.") from None


def clock_of(text: str) -> str:
    """Return a time of day as it was typed.

    Raises:
        Refused: it is not a time.
    """
    if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", text):
        raise Refused(f"{text!r} is not a time; write it as 15:45.")
    return text
