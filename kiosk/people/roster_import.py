"""The roster's import: what a file would change, said before anything is; then in one batch.

People keep their opaque id for as long as a key (the file's id, else the e-mail, else a name that
only one person bears) leads back to them. Who is missing is set aside, never deleted.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence

import msgspec

from data.ledger.facts import NewFact, new_id
from data.name_search import plain
from data.records import Import, Listing, Person
from data.records.people import PersonLeft, PersonListed, RosterImported, RosterUndone
from data.roster import RejectedRow, RosterEntry, RosterFile
from kiosk.school.errors import Refused

MOST_LEAVERS = 0.25
"""Of the staff, before somebody has to say that it is meant (ours: see STANDARDS)."""
APPOINTED = frozenset({"coach", "fixer"})
"""Roles a keeper gives; a school's export, which does not know them, does not take them away."""
BY_NAME = "name:"
"""How the key of somebody begins of whom a file gave neither id nor e-mail."""


class PersonChange(msgspec.Struct, frozen=True):
    """Somebody known, with what the file says otherwise."""

    person: Person
    listing: Listing
    fields: tuple[str, ...]


class ImportPlan(msgspec.Struct, frozen=True):
    """What an import would do. Nothing has been changed."""

    source: str
    added: tuple[Listing, ...]
    changed: tuple[PersonChange, ...]
    left: tuple[Person, ...]
    same: int
    rejected: tuple[RejectedRow, ...]
    notes: tuple[str, ...]
    staff: int
    """How many the school had from rosters before this."""

    @property
    def too_many_leave(self) -> bool:
        """Whether so many are missing that it is rather the wrong file."""
        return self.staff > 0 and len(self.left) > MOST_LEAVERS * self.staff


def plan(file: RosterFile, people: Iterable[Person], mark: Callable[[str], str]) -> ImportPlan:
    """Compare a file with the people who are known.

    Parameters:
        mark: what is kept of a badge's text.
    """
    known = list(people)
    comparison = _Comparison(known, file, mark)
    for entry in file.entries:
        comparison.take(entry)
    gone = set(file.gone)
    staff = [person for person in known if person.active and person.key]
    left = [
        person
        for person in staff
        if person.id not in comparison.kept and (file.mode == "bulk" or person.key in gone)
    ]
    return ImportPlan(
        source=file.format,
        added=tuple(comparison.added),
        changed=tuple(comparison.changed),
        left=tuple(left),
        same=len(comparison.met) - len(comparison.changed),
        rejected=tuple(comparison.rejected),
        notes=(*file.notes, *_twice(comparison.added, comparison.changed)),
        staff=len(staff),
    )


class _Comparison:
    """What the rows of a file change, row by row.

    Parameters:
        known: everybody who was ever listed.
        file: the rows, and what was left out of it already.
        mark: returns what is kept of a badge's text.
    """

    def __init__(self, known: list[Person], file: RosterFile, mark: Callable[[str], str]) -> None:
        self._match = _Matcher(known, {entry.key for entry in file.entries if entry.key})
        self._mark = mark
        self._new: set[str] = set()
        self.added: list[Listing] = []
        self.changed: list[PersonChange] = []
        self.rejected = list(file.rejected)
        self.met: set[str] = set()
        """Ids of people whom a row is about."""
        self.kept: set[str] = set()
        """Ids of people whom a row may be about: none of them has left."""

    def take(self, entry: RosterEntry) -> None:
        """Compare one row with whom it means."""
        fitting = self._match.find(entry)
        self.kept.update(person.id for person in fitting)
        found = fitting[0] if fitting else None
        listing = _listing(entry, found, self._mark)
        if words := self._refusal(fitting, listing):
            self.rejected.append(RejectedRow(entry.line, entry.source, words, entry.name))
        elif found is None:
            self.added.append(listing)
            self._new.add(listing.key)
        else:
            self.met.add(found.id)
            names = Listing.__struct_fields__
            fields = [name for name in names if getattr(listing, name) != getattr(found, name)]
            if fields:
                self.changed.append(PersonChange(found, listing, tuple(fields)))

    def _refusal(self, fitting: Sequence[Person], listing: Listing) -> str:
        """Return why a row is left out; "" when it is not."""
        if len(fitting) > 1:
            return f"this row fits {len(fitting)} people here, and nothing in it tells which"
        if fitting and fitting[0].id in self.met:
            return "this row leads to somebody an earlier row already named"
        if listing.key in self._new:
            return "an earlier row bears this name too; give both an id or an e-mail"
        return ""


def apply(plan: ImportPlan, *, confirmed: bool = False) -> list[NewFact]:
    """The facts of an import.

    Raises:
        Refused: too many would go, and nobody said that it is meant.
    """
    if plan.too_many_leave and not confirmed:
        raise Refused(
            f"{len(plan.left)} of {plan.staff} people are not in this file. That looks like the "
            "wrong file, so nothing was changed. If they did leave, say so with --confirm."
        )
    source = new_id()
    drafts: list[NewFact] = [
        PersonListed(new_id(), listing=listing, source=source) for listing in plan.added
    ]
    drafts += [
        PersonListed(change.person.id, listing=change.listing, source=source)
        for change in plan.changed
    ]
    drafts += [PersonLeft(person.id, source=source) for person in plan.left]
    if drafts:
        imported = RosterImported(
            source,
            source=plan.source,
            added=len(plan.added),
            changed=len(plan.changed),
            left=len(plan.left),
        )
        drafts.append(imported)
    return drafts


def undo(imports: Iterable[Import], people: Iterable[Person]) -> list[NewFact]:
    """Take the latest import back: everybody is as they were, new people are set aside.

    Raises:
        Refused: there is none left to take back.
    """
    latest = max(imports, key=lambda latest_first: latest_first.head, default=None)
    if latest is None or latest.undone:
        raise Refused("There is no import to take back. Only the latest one can be.")
    drafts = [
        PersonListed(person.id, listing=person.before)
        for person in people
        if person.source == latest.id and person.before
    ]
    return [*drafts, RosterUndone(latest.id)]


def listed(person: Person, **changes: str) -> list[NewFact]:
    """Correct what is listed of one person by hand."""
    listing = msgspec.structs.replace(person.listing, **changes)
    return [PersonListed(person.id, listing=listing)]


def appointed(name: str, role: str) -> tuple[str, list[NewFact]]:
    """Somebody who is listed by hand: the new id, and the fact."""
    person = new_id()
    given, _, family = name.rpartition(" ")
    listing = Listing(key="", name=name, given=given or name, family=family if given else "")
    listing = msgspec.structs.replace(listing, role=role)
    return person, [PersonListed(person, listing=listing)]


class _Matcher:
    """Leads a row to the person it means.

    Parameters:
        named: keys in the file; whoever bears one is not taken for somebody else's row.
    """

    def __init__(self, people: list[Person], named: set[str]) -> None:
        self._keys = {person.key: person for person in people if person.key}
        self._mails: defaultdict[str, list[Person]] = defaultdict(list)
        self._names: defaultdict[str, list[Person]] = defaultdict(list)
        for person in people:
            if person.key not in named:
                self._mails[person.email.lower()].append(person)
                self._names[plain(person.name)].append(person)

    def find(self, entry: RosterEntry) -> list[Person]:
        """The person, or nobody yet, or all whom it may mean."""
        if entry.key in self._keys:
            return [self._keys[entry.key]]
        same = self._mails[entry.email.lower()] if entry.email else []
        same = same or [
            person
            for person in self._names[plain(entry.name)]
            if not entry.key or not person.key or person.key.startswith(BY_NAME)
        ]
        return [person for person in same if person.active] or same


def _listing(entry: RosterEntry, known: Person | None, mark: Callable[[str], str]) -> Listing:
    """What to keep; an empty cell takes nothing away."""
    old = known.listing if known else Listing(key="", name="")
    role = entry.role
    if old.role in APPOINTED and role not in APPOINTED:
        role = old.role
    return Listing(
        key=entry.key or old.key or BY_NAME + plain(entry.name),
        name=entry.name,
        given=entry.given or old.given,
        family=entry.family or old.family,
        role=role,
        room=entry.room or old.room,
        subject=entry.subject or old.subject,
        email=entry.email or old.email,
        badge=mark(entry.badge) if entry.badge else old.badge,
        active=True,
    )


def _twice(added: list[Listing], changed: list[PersonChange]) -> list[str]:
    listings = [*added, *(change.listing for change in changed)]
    badges = Counter(listing.badge for listing in listings if listing.badge)
    return [
        "One badge stands beside two names; the last of them is signed in by it."
        for _, count in badges.items()
        if count > 1
    ]
