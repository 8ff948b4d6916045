"""Commands for what a teacher does, said by somebody at a shell: flag, hi, thanks, people."""

from typing import Annotated, Any

import typer

from data.records import FIX, Lane, Person, When
from data.records.coaching_kinds import ONE_TO_ONE
from kiosk.cli import output
from kiosk.cli.context import opened, person
from kiosk.cli.options import ForPerson, Json, Words
from kiosk.desk import Desk
from kiosk.requests.rules import Need
from kiosk.school.errors import Refused


def add_to(app: typer.Typer) -> None:
    """Add these commands to the app."""
    app.command()(flag)
    app.command()(hi)
    app.command()(thanks)
    app.command()(people)


def flag(
    lane: Annotated[Lane, typer.Argument(help="fix or coaching.")],
    who: ForPerson,
    text: Words = None,
    category: Annotated[str | None, typer.Option(help="What it is about.")] = None,
    room: Annotated[str | None, typer.Option(help="Their own room when left out.")] = None,
    when: Annotated[When, typer.Option(help="When it matters.")] = "week",
) -> None:
    """Write down a need for somebody; prints the request's id."""
    with opened() as desk:
        teacher = person(desk, who)
        fallback = desk.settings.categories[-1] if lane == FIX else ONE_TO_ONE
        request = desk.requests.flag(
            Need(
                lane,
                teacher.id,
                category or fallback,
                room=room,
                when=when,
                text=" ".join(text or ()),
            )
        )
        output.line(request.id)


def hi(who: ForPerson) -> None:
    """Write down that somebody said hi."""
    with opened() as desk:
        teacher = person(desk, who)
        desk.thanks.hi(teacher.id)
        output.line(f"Hi from {teacher.name} is written down.")


def thanks(
    giver: Annotated[str, typer.Option("--from", help="Who says thanks.")],
    to: Annotated[str, typer.Option("--to", help="Who is thanked.")],
    text: Words = None,
) -> None:
    """Pass a thank-you on."""
    with opened() as desk:
        words = " ".join(text or ()) or "Thank you"
        receiver = person(desk, to)
        desk.thanks.thank(person(desk, giver).id, receiver.id, text=words)
        output.line(f"On its way to {receiver.name}.")


def people(
    query: Annotated[str | None, typer.Argument(help="Part of a name.", show_default=False)] = None,
    as_json: Json = False,
) -> None:
    """Everybody on the roster, or those whose name fits."""
    with opened() as desk:
        listed = desk.people.search(query, 200) if query else desk.people.staff()
        if as_json:
            output.print_json([person_json(person) for person in listed])
        elif not listed and query:
            raise Refused(f"Nobody here is called {query!r}.")
        elif not listed:
            output.line("Nobody is listed yet. Read a roster with: kiosk roster import PATH")
        else:
            rows = [
                [
                    person.id,
                    person.name,
                    person.role,
                    person.room,
                    person.subject,
                ]
                for person in listed
            ]
            output.table(["id", "name", "role", "room", "subject"], rows)


def person_json(person: Person) -> dict[str, Any]:
    """Return a person as scripts see them, without e-mail and badge."""
    return {
        "id": person.id,
        "name": person.name,
        "role": person.role,
        "room": person.room,
        "subject": person.subject,
        "active": person.active,
    }


def contact_words(desk: Desk, person: Person) -> str:
    """Return when the team last met this person, in words."""
    contact = desk.store.indexes.contact.get(person.id)
    if contact is None or not contact.last:
        return "nobody yet"
    days = int((desk.now().timestamp() - contact.last) // 86400)
    return "today" if days < 1 else f"{days} days ago"
