"""Commands for a coach's calendar, walk and week: slots, book, cancel, visit, walk, week."""

from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, Any

import typer

from data.records import COACHING, LANE_OF, Person, Request, Stop, Visit
from data.records.coaching_kinds import COACHING_KINDS, ONE_TO_ONE
from kiosk.calendar import ics
from kiosk.calendar import wording as visit_wording
from kiosk.calendar.slots import Slot
from kiosk.cli import output
from kiosk.cli.board_commands import Clock, Day, clock_of, day_of
from kiosk.cli.context import coach, opened, person
from kiosk.cli.options import AsMember, ForPerson, Json, Words
from kiosk.desk import Desk
from kiosk.requests.rules import Need
from kiosk.school.errors import Refused
from kiosk.timesheet import week
from kiosk.timesheet.entries import name_of
from kiosk.timesheet.week import Week, monday, span
from kiosk.wording import times

OfCoach = Annotated[str, typer.Option("--as", help="Only this coach's; all when left out.")]
VisitId = Annotated[str, typer.Argument(help="The visit's id, or the beginning of it.")]
Minutes = Annotated[int, typer.Option(help="Minutes it took.")]
BACK, AHEAD = 14, 28
"""Days of visits that are listed, back and ahead."""

visit_app = typer.Typer(help="Visits a coach and a teacher agreed on.", no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    """Add these commands to the app."""
    app.command()(slots)
    app.command()(book)
    app.command()(cancel)
    app.command()(walk)
    app.command("week")(week_report)
    app.add_typer(visit_app, name="visit")


def slots(
    who: OfCoach = "",
    teacher: Annotated[str, typer.Option("--person", help="Only what fits this teacher.")] = "",
    most: Annotated[int, typer.Option(help="At most so many.")] = 12,
    as_json: Json = False,
) -> None:
    """Open times of the coaches, soonest first."""
    with opened() as desk:
        coach_id = coach(desk, who).id if who else ""
        fits = person(desk, teacher) if teacher else None
        open_slots = desk.calendar.slots(fits, "", coach_id, most)[:most]
        if as_json:
            output.print_json([_slot_json(desk, slot) for slot in open_slots])
        elif not open_slots:
            output.line("No open time in the next two weeks.")
        else:
            now = desk.now()
            rows = [
                [
                    str(slot.date),
                    slot.starts,
                    " ".join(visit_wording.slot(slot, now)),
                    desk.people.name(slot.coach),
                ]
                for slot in open_slots
            ]
            output.table(["on", "at", "when", "coach"], rows)


def _slot_json(desk: Desk, slot: Slot) -> dict[str, Any]:
    return {
        "on": str(slot.date),
        "at": slot.starts,
        "minutes": slot.minutes,
        "period": slot.period,
        "coach": desk.people.full_name(slot.coach),
    }


def book(
    who: AsMember,
    teacher: ForPerson,
    about: Annotated[str, typer.Option(help="What for, as on the tiles.")] = ONE_TO_ONE,
    on: Day = "",
    at: Clock = "",
    text: Words = None,
) -> None:
    """Book a coach's open time with a teacher; the first that fits when no time is given. When the
    teacher has asked for the same and waits for a time, it is that which gets one.
    """
    if about not in COACHING_KINDS:
        names = ", ".join(repr(kind) for kind in COACHING_KINDS)
        raise Refused(f"{about!r} is not one of {names}. Nothing was booked.")
    with opened() as desk:
        team_member, teaches = coach(desk, who), person(desk, teacher)
        slot = _chosen_slot(desk, team_member, teaches, about, on, at)
        words = " ".join(text or ())
        waiting_request = _waiting(desk, teaches, about) if not words else None
        if waiting_request:
            desk.bookings.schedule(waiting_request, slot, team_member.id)
        request = waiting_request or desk.bookings.flag(
            Need(COACHING, teaches.id, about, by=team_member.id, text=words), slot
        )
        visits = desk.calendar.ahead(teaches.id)
        key = next(visit.id for visit in visits if visit.request == request.id)
        when = " ".join(visit_wording.slot(slot, desk.now()))
        output.line(f"{key}  {teaches.name}, {when}.")


def _waiting(desk: Desk, teaches: Person, about: str) -> Request | None:
    """Return somebody's open request of a kind that has no time yet."""
    return next(
        (
            request
            for request in desk.requests.for_person(teaches.id)
            if request.open
            and (request.lane, request.category, request.person) == ("coaching", about, teaches.id)
            and request.state != "scheduled"
        ),
        None,
    )


def _chosen_slot(
    desk: Desk, team_member: Person, teaches: Person, about: str, on: str, at: str
) -> Slot:
    open_then = desk.calendar.slots(teaches, about, team_member.id)
    if on or at:
        day = day_of(on) if on else desk.now().date()
        open_then = [
            slot
            for slot in open_then
            if slot.date == day and (not at or slot.starts == clock_of(at))
        ]
    if not open_then:
        raise Refused("That is no open time. See them with: kiosk slots. Nothing was booked.")
    return open_then[0]


def cancel(key: VisitId, who: AsMember, text: Words = None) -> None:
    """Call a visit off; the teacher reads why, and what they asked for waits again."""
    with opened() as desk:
        visit = _visit(desk, key)
        desk.bookings.cancel(visit, coach(desk, who).id, " ".join(text or ()))
        output.line(f"Off. {desk.people.full_name(visit.person)} reads why at the next sign-in.")


@visit_app.command("list")
def list_visits(
    who: AsMember,
    as_json: Json = False,
    to: Annotated[
        Path | None, typer.Option("--ics", help="Write a calendar file here as well.")
    ] = None,
) -> None:
    """Somebody's visits: two weeks back, four ahead."""
    with opened() as desk:
        team_member = coach(desk, who)
        today = desk.now().date()
        visits = desk.calendar.visits_between(
            team_member.id, today - timedelta(days=BACK), today + timedelta(days=AHEAD)
        )
        if to:
            own_workshops = [
                workshop
                for workshop in desk.workshops.ahead_or_cancelled()
                if workshop.by == team_member.id
            ]
            zone = desk.settings.school.timezone
            taken_over = desk.calendar.taken_over(team_member.id)
            taken_over_ids = {visit.id for visit in taken_over}
            both = [*visits, *taken_over]
            content = ics.calendar(
                both, own_workshops, desk.people.full_name, zone, desk.now(), taken_over_ids
            )
            _write(to, content)
        if as_json:
            output.print_json([_visit_json(desk, visit) for visit in visits])
        elif not visits:
            output.line("Nothing is booked. See open times with: kiosk slots")
        else:
            rows = [
                [
                    visit.id,
                    visit_wording.visit_when(visit, desk.now()),
                    desk.people.full_name(visit.person),
                    visit.about,
                    visit.state,
                ]
                for visit in visits
            ]
            output.table(["id", "when", "with", "about", "state"], rows)


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise Refused(f"{path} cannot be written: {error.strerror}. Nothing was kept.") from None


def _visit_json(desk: Desk, visit: Visit) -> dict[str, Any]:
    return {
        "id": visit.id,
        "coach": desk.people.full_name(visit.coach),
        "person": desk.people.full_name(visit.person),
        "start": visit.start,
        "minutes": visit.minutes,
        "period": visit.period,
        "room": visit.room,
        "about": visit.about,
        "state": visit.state,
        "holds": visit.state != "booked" or desk.calendar.holds(visit),
        "word_owed": visit.id in {owed.id for owed in desk.calendar.owed(visit.coach)},
    }


@visit_app.command("made")
def made(who: AsMember, teacher: ForPerson, text: Words = None, minutes: Minutes = 15) -> None:
    """Somebody of the team was in a class, without a time having been booked; prints its id."""
    with opened() as desk:
        team_member, teaches = coach(desk, who), person(desk, teacher)
        about = " ".join(text or ()) or "Looked in"
        facts = desk.walks.visit_facts(team_member.id, teaches.id, minutes, about, teaches.room)
        desk.act(lambda: facts)
        output.line(facts[0].subject)


@visit_app.command("held")
def held(
    key: VisitId,
    who: AsMember,
    minutes: Annotated[int | None, typer.Option(help="Its own when left out.")] = None,
) -> None:
    """A visit took place; what it was for is finished, and the time is kept."""
    with opened() as desk:
        visit = _visit(desk, key)
        spent = visit.minutes if minutes is None else minutes
        desk.bookings.mark_held(visit, coach(desk, who).id, spent)
        output.line(
            f"Held, {spent} min. {desk.people.full_name(visit.person)} is asked how it went."
        )


@visit_app.command("missed")
def missed(key: VisitId, who: AsMember) -> None:
    """A visit did not take place; what it was for waits again."""
    with opened() as desk:
        visit = _visit(desk, key)
        desk.bookings.mark_missed(visit, coach(desk, who).id)
        output.line(f"Not held. What {desk.people.full_name(visit.person)} asked for waits again.")


@visit_app.command("word")
def word(key: VisitId, who: AsMember, text: Words = None) -> None:
    """Give a teacher the word that is owed; without words when it was said in person."""
    with opened() as desk:
        visit = _visit(desk, key)
        words = " ".join(text or ())
        desk.bookings.answer(visit, coach(desk, who).id, words)
        name = desk.people.full_name(visit.person)
        output.line(f"{name} reads it at the next sign-in." if words else "Said in person.")


def _visit(desk: Desk, key: str) -> Visit:
    """Return a visit by its id or the beginning of it.

    Raises:
        Refused: there is none, or several ids begin like this.
    """
    ids = desk.store.indexes.of("visits").ids
    begin = [visit_id for visit_id in ids if visit_id.startswith(key.lower())] if key else []
    if len(begin) > 1 and key not in begin:
        raise Refused(f"{len(begin)} visits begin with {key!r}. Type more of the id.")
    if not begin:
        raise Refused(f"There is no visit {key!r}. See them with: kiosk visit list --as COACH")
    return desk.calendar.visit(key if key in begin else begin[0])


def walk(
    who: AsMember = "",
    minutes: Annotated[int | None, typer.Option(help="Minutes at hand.")] = None,
    as_json: Json = False,
) -> None:
    """Where to walk now, and why."""
    with opened() as desk:
        team_member = coach(desk, who) if who else _first_coach(desk)
        at_hand = desk.walks.at_hand(team_member.id) if minutes is None else minutes
        planned = desk.walks.route(team_member.id, at_hand)
        if as_json:
            stops = [_stop_json(desk, stop) for stop in planned.stops]
            output.print_json({"at_hand": at_hand, "minutes": planned.minutes, "stops": stops})
        elif not planned.stops:
            output.line("Nobody is due, and nothing waits.")
        else:
            rows = [
                [
                    stop.room or "find them",
                    desk.people.full_name(stop.person),
                    times.since(desk.contacts.status(stop.person).days),
                    f"{stop.minutes} min",
                    stop.purpose,
                ]
                for stop in planned.stops
            ]
            output.table(["where", "who", "unseen", "takes", "what for"], rows)
            output.line(f"{planned.minutes} of {at_hand} min, walking included.")


def _first_coach(desk: Desk) -> Person:
    team = [person for person in desk.people.staff() if person.role in LANE_OF]
    if not team:
        raise Refused("There is no coach yet. Make one with: kiosk person role NAME coach")
    return next((person for person in team if person.role == "coach"), team[0])


def _stop_json(desk: Desk, stop: Stop) -> dict[str, Any]:
    return {
        "kind": stop.kind,
        "room": stop.room,
        "wing": stop.wing,
        "person": desk.people.full_name(stop.person),
        "days": desk.contacts.status(stop.person).days,
        "minutes": stop.minutes,
        "purpose": stop.purpose,
    }


def week_report(
    who: OfCoach = "",
    of: Annotated[str, typer.Option(help="A day of the week, as 2026-11-24.")] = "",
    as_json: Json = False,
) -> None:
    """Where a week's time went, fixing against coaching, and what it means."""
    with opened() as desk:
        key = coach(desk, who).id if who else ""
        first = monday(day_of(of) if of else desk.now().date())
        this_week, before = _week(desk, first, key), _week(desk, first - timedelta(days=7), key)
        limit = desk.timesheet.drift_line(key)
        if as_json:
            output.print_json(_week_json(this_week, before, limit))
            return
        output.line(f"Week of {times.day(first)}: {span(this_week.total)}")
        for kind, minutes in this_week.kinds.items():
            output.line(f"  {name_of(kind):<14} {span(minutes):>8}")
        output.line(week.conclusion(this_week, before, limit))


def _week(desk: Desk, first: date, coach_id: str) -> Week:
    return week.week(
        first, desk.timesheet.entries_between(first, first + timedelta(days=6), coach_id)
    )


def _week_json(this_week: Week, before: Week, limit: int | None) -> dict[str, Any]:
    return {
        "from": str(this_week.first),
        "to": str(this_week.first + timedelta(days=6)),
        "minutes": this_week.total,
        "kinds": dict(this_week.kinds),
        "days": {str(day): sum(kinds.values()) for day, kinds in this_week.days.items()},
        "roles": this_week.roles,
        "fixing": this_week.fixing,
        "coaching": this_week.coaching,
        "fixing_percent": this_week.share,
        "fixing_percent_before": before.share,
        "drifts": limit is not None and week.drifts(this_week, before, limit),
        "conclusion": week.conclusion(this_week, before, limit),
    }
