"""Commands for the keeper: init, roster, person, export, doctor."""

import sys
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import typer

from data.failures import MaybeSaved, NotSaved, not_saved_message
from data.ledger.facts import REDATED, Fact, raw_fact
from data.records import Import, Person
from data.roster import read_roster
from data.store import repair as mend
from data.system import PRIVATE_FOLDER, Disk
from data.text import clean
from kiosk import export as exports
from kiosk.cli import output
from kiosk.cli.context import folder, opened, person
from kiosk.cli.options import Json
from kiosk.cli.teacher_commands import contact_words, person_json
from kiosk.desk import Desk
from kiosk.doctor import report as checks
from kiosk.doctor.machine_checks import UTC_NAMES, machine_zone, wrong_dates
from kiosk.people import key_stretching, pins, roster_import
from kiosk.people.secret import Secret
from kiosk.requests import wording as request_wording
from kiosk.school.errors import Refused
from kiosk.settings.template import kiosk_toml
from kiosk.wording import phrases, times

PinStdin = Annotated[bool, typer.Option("--pin-stdin", help="Read the PIN from standard input.")]
Named = Annotated[str, typer.Argument(help="Name, part of a name, or id.")]

roster_app = typer.Typer(help="The school's list of staff.", no_args_is_help=True)
person_app = typer.Typer(help="One person.", no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    """Add these commands to the app."""
    app.command()(init)
    app.command()(export)
    app.command()(doctor)
    app.add_typer(roster_app, name="roster")
    app.add_typer(person_app, name="person")


def init(
    school: Annotated[str, typer.Option(help="The school's name.")],
    coach: Annotated[str | None, typer.Option(help="The first coach's name.")] = None,
    pin_stdin: PinStdin = False,
    zone: Annotated[
        str | None, typer.Option(help="The school's time zone, such as Europe/Lisbon.")
    ] = None,
) -> None:
    """Make a new data folder; asks for the first coach and a PIN."""
    data_folder = folder()
    toml = data_folder / "kiosk.toml"
    if toml.exists():
        raise Refused(f"{toml} is there already. Nothing was changed.")
    if not 0 < len(clean(school)) <= 200:
        raise Refused("Give the school a name of at most 200 characters. Nothing was made.")
    if any(data_folder.glob("ledger/*.jsonl")):
        _write_settings(data_folder, clean(school), _zone(zone))
        output.line(f"Made {toml} again. The school in {data_folder} is there, and stays as it is.")
        output.line("Next: look through it, then kiosk doctor.")
        return
    name = clean(coach or typer.prompt("The first coach's name"))
    if not name:
        raise Refused("Give the first coach's name. Nothing was made.")
    pin, written = _ask_pin(name, pin_stdin), _zone(zone)
    key, listed = roster_import.appointed(name, "coach")
    facts = [*listed, *pins.set_pin(key, pin, 6, cost=key_stretching.cost_here())]
    _write_settings(data_folder, clean(school), written)
    try:
        with opened() as desk:
            desk.act(lambda: facts)
    except MaybeSaved:
        raise
    except NotSaved:
        toml.unlink()
        raise
    output.line(f"Made {data_folder} for {clean(school)}, with {name} as coach.")
    if not written:
        output.line(
            "This machine is on UTC. Where the school is not, write its zone into kiosk.toml: "
            "timezone, below [school]."
        )
    output.line(f"Next: look through {toml}, then kiosk roster import PATH, then kiosk.")


def _write_settings(data_folder: Path, school: str, zone: str) -> None:
    disk = Disk()
    try:
        disk.make_folder(data_folder)
        if not any(data_folder.iterdir()):
            data_folder.chmod(PRIVATE_FOLDER)
        disk.replace(data_folder / "kiosk.toml", [kiosk_toml(school, zone).encode()])
    except OSError as error:
        raise NotSaved(not_saved_message(error)) from error


def _zone(asked: str | None) -> str:
    """Return the time zone to write into the settings; "" where nobody can know it.

    Parameters:
        asked: the zone that was given; None when none was.

    Raises:
        Refused: there is no such zone.
    """
    named = machine_zone() if asked is None else asked
    if asked is None and named in UTC_NAMES and sys.stdin.isatty():
        asked = named = str(typer.prompt("The school's time zone, such as Europe/Lisbon, or UTC"))
    try:
        ZoneInfo(named)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        if asked is None:
            return ""
        raise Refused(
            f"{asked!r} is not a time zone; give one such as Europe/Lisbon. Nothing was made."
        ) from None
    return "" if asked is None and named in UTC_NAMES else named


def _ask_pin(name: str, from_stdin: bool) -> Secret:
    if from_stdin or not sys.stdin.isatty():
        return Secret(sys.stdin.readline().strip())
    return Secret(str(typer.prompt(f"A PIN for {name} (6 digits or more)", hide_input=True)))


@roster_app.command("import")
def import_roster(
    path: Annotated[Path, typer.Argument(help="A CSV, or a OneRoster folder or zip.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would change.")] = False,
    confirm: Annotated[
        bool, typer.Option("--confirm", help="Also when more than a quarter would leave.")
    ] = False,
) -> None:
    """Read the staff from a file; says what changes and which rows were left out, and why."""
    with opened() as desk:
        file = read_roster(path)
        made: list[Fact] = []

        def plan() -> roster_import.ImportPlan:
            return roster_import.plan(file, desk.people.values(), desk.badges.mark)

        planned = plan()
        try:
            if not dry_run:
                made = desk.act(lambda: roster_import.apply(plan(), confirmed=confirm))
        finally:
            _tell(planned)
        if dry_run:
            output.line("A dry run: nothing was changed.")
        else:
            words = "Saved. Take it back with: kiosk roster undo" if made else "Nothing to change."
            output.line(words)


@roster_app.command("undo")
def undo_roster() -> None:
    """Take the latest import back."""
    with opened() as desk:
        desk.act(lambda: roster_import.undo(desk.store.records(Import), desk.people.values()))
        output.line("The latest import is taken back; everybody is listed as before it.")


def _tell(plan: roster_import.ImportPlan) -> None:
    output.line(
        f"{plan.source}: {len(plan.added)} added, {len(plan.changed)} changed, "
        f"{plan.same} as before, {len(plan.left)} left, {len(plan.rejected)} rejected."
    )
    for listing in plan.added:
        output.line(f"  added    {listing.name}  {listing.role}  {listing.room}".rstrip())
    for change in plan.changed:
        output.line(f"  changed  {change.listing.name}: {', '.join(change.fields)}")
    for leaver in plan.left:
        output.line(f"  left     {leaver.name}")
    for row in plan.rejected:
        output.line(f"  rejected {row.source}, line {row.line}: {row.reason}  {row.shown}".rstrip())
    for note in plan.notes:
        output.line(f"  note     {note}")


@person_app.command("show")
def show_person(who: Named, as_json: Json = False) -> None:
    """What is known of somebody."""
    with opened() as desk:
        teacher = person(desk, who)
        requests = desk.requests.for_person(teacher.id)
        if as_json:
            requests_json = [
                {
                    "id": request.id,
                    "lane": request.lane,
                    "category": request.category,
                    "state": request.state,
                }
                for request in requests
            ]
            output.print_json(person_json(teacher) | {"requests": requests_json})
            return
        _show_person(desk, teacher)


def _show_person(desk: Desk, teacher: Person) -> None:
    output.line(f"{teacher.name}  {teacher.role}  {teacher.room}  {teacher.subject}".rstrip())
    output.line(f"  id {teacher.id}; someone was there: {contact_words(desk, teacher)}")
    for request in desk.requests.for_person(teacher.id):
        flagged = times.moment(request.at, desk.now())
        output.line(
            f"  {request.id}  {flagged:>16}  {request.state:10} {request_wording.place(request)}"
        )


@person_app.command("role")
def set_role(
    who: Named,
    role: Annotated[str, typer.Argument(help=", ".join(phrases.ROLES))],
) -> None:
    """Make somebody a coach, a fixer, or what they are."""
    if role not in phrases.ROLES:
        raise Refused(f"{role!r} is not one of {', '.join(phrases.ROLES)}. Nothing was changed.")
    with opened() as desk:
        colleague = person(desk, who)
        desk.act(lambda: roster_import.listed(colleague, role=role))
        output.line(f"{colleague.name} is {role} now.")


@person_app.command("pin")
def set_new_pin(who: Named, pin_stdin: PinStdin = False) -> None:
    """Give somebody a new PIN; this also opens a locked one."""
    with opened() as desk:
        colleague = person(desk, who)
        desk.accounts.set_pin(colleague.id, _ask_pin(colleague.name, pin_stdin))
        output.line(f"{colleague.name} has a new PIN.")


def export(
    path: Annotated[Path, typer.Argument(help="A new file (json) or folder (csv).")],
    form: Annotated[str, typer.Option("--format", help="json or csv.")] = "json",
) -> None:
    """All documents, for another program; PINs and badges are left out."""
    if form not in {"json", "csv"}:
        raise Refused(f"{form!r} is not json or csv. Nothing was written.")
    if path.exists():
        raise Refused(f"{path} is there already. Name a new one. Nothing was written.")
    with opened() as desk:
        try:
            count = (exports.write_json if form == "json" else exports.write_csv)(desk.store, path)
        except OSError as error:
            raise NotSaved(not_saved_message(error)) from error
        output.line(f"{count} documents are in {path}. Nobody else can open it; keep it so.")


def doctor(
    as_json: Json = False,
    repair: Annotated[
        bool, typer.Option("--repair", help="Take back what any file still holds, and go on.")
    ] = False,
    set_dates: Annotated[
        bool, typer.Option("--set-dates", help="Set dates right that a wrong clock has given.")
    ] = False,
) -> None:
    """Look over ledger, store, settings, clock and terminal; exit 1 when something is wrong."""
    if repair:
        _repair()
    if set_dates:
        _set_dates()
    findings = checks.examine(folder())
    if as_json:
        output.print_json(
            [
                {"check": finding.name, "ok": finding.ok, "words": finding.words}
                for finding in findings
            ]
        )
    else:
        for finding in findings:
            output.line(f"{'well ' if finding.ok else 'WRONG'}  {finding.name:10} {finding.words}")
    if not all(finding.ok for finding in findings):
        raise typer.Exit(1)


def _repair() -> None:
    """Repair the files, and print what was done."""
    with opened(quiet=True) as desk:
        done = mend.repair(desk.store)
        output.trouble(f"The files as they were are kept in {done.kept}.")
        if done.lines:
            lines = phrases.count(done.lines, "damaged line was", "damaged lines were")
            output.trouble(f"{lines} taken out of the ledger.")
        if done.facts or done.documents:
            facts = phrases.count(done.facts, "fact")
            documents = phrases.count(done.documents, "document")
            output.trouble(f"{facts} came back as they were, and {documents} from store.json.")
        if done.gone:
            gone = phrases.count(done.gone, "fact is", "facts are")
            output.trouble(f"{gone} gone; what they had made came back where store.json had it.")
        if done.renamed:
            output.trouble("kiosk.json was made again.")
        if desk.badges.need_key():
            _make_badge_key(desk)


def _make_badge_key(desk: Desk) -> None:
    """Make a new key, and remove the badges that can no longer be recognised."""
    desk.badges.make_key()
    bearers = [bearer for bearer in desk.people.values() if bearer.badge]
    desk.act(lambda: [fact for each in bearers for fact in roster_import.listed(each, badge="")])
    output.trouble(
        "badge.key was made anew: read the roster with its badges again, with kiosk roster import."
    )


def _set_dates() -> None:
    """Correct the dates that a wrong clock has given."""
    with opened() as desk:
        wrong = wrong_dates(list(desk.store.all_facts()), desk.clock)
        known = desk.store.documents.redated
        fresh = [redating for redating in wrong if redating not in known]
        if not fresh:
            raise Refused("No date is known to be wrong. Nothing was changed.")
        body = {"dates": [list(redating) for redating in fresh]}
        desk.act(lambda: [raw_fact(REDATED, "ledger", body=body)])
        count = sum(last - first + 1 for _, _, first, last, _ in fresh)
        facts = phrases.count(count, "fact is", "facts are")
        output.trouble(f"{facts} now dated like the one before. Nothing else was changed.")
