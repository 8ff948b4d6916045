"""The roster import: first say what a file would change, then change it in one act.

People keep their id as long as a key leads back to them: the file's id, else the e-mail, else a
name that only one person bears. Whoever is missing is set aside, never deleted.
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
"""Share of the staff that may leave without a confirmation (our own choice: see STANDARDS)."""
APPOINTED = frozenset({"coach", "fixer"})
"""Roles that a keeper gives. A school's export does not know them and does not remove them."""
BY_NAME = "name:"
"""Prefix of the key of somebody for whom a file gave neither id nor e-mail."""


class PersonChange(msgspec.Struct, frozen=True):
    """A person who is known, and what the file says differently."""

    person: Person
    listing: Listing
    fields: tuple[str, ...]


class ImportPlan(msgspec.Struct, frozen=True):
    """What an import would do; nothing has been changed.

    Parameters:
        same: how many rows change nothing.
        notes: what else is worth knowing, in words.
    """

    source: str
    added: tuple[Listing, ...]
    changed: tuple[PersonChange, ...]
    left: tuple[Person, ...]
    same: int
    rejected: tuple[RejectedRow, ...]
    notes: tuple[str, ...]
    staff: int
    """How many people of rosters the school had before."""

    @property
    def too_many_leave(self) -> bool:
        """Return whether so many are missing that it is probably the wrong file."""
        return self.staff > 0 and len(self.left) > MOST_LEAVERS * self.staff


def plan(file: RosterFile, people: Iterable[Person], mark: Callable[[str], str]) -> ImportPlan:
    """Compare a file with the people who are known.

    Parameters:
        mark: returns what is stored of a badge.
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
    """Collects what the rows of a file change, row by row.

    Parameters:
        known: everybody who was ever listed.
        file: the rows, and those that were rejected already.
        mark: returns what is stored of a badge.
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
        """Compare one row with the person it means."""
        fitting = self._match.find(entry)
        self.kept.update(person.id for person in fitting)
        match = fitting[0] if fitting else None
        listing = _listing(entry, match, self._mark)
        if words := self._refusal(fitting, listing):
            self.rejected.append(RejectedRow(entry.line, entry.source, words, entry.name))
        elif match is None:
            self.added.append(listing)
            self._new.add(listing.key)
        else:
            self.met.add(match.id)
            names = Listing.__struct_fields__
            fields = [name for name in names if getattr(listing, name) != getattr(match, name)]
            if fields:
                self.changed.append(PersonChange(match, listing, tuple(fields)))

    def _refusal(self, fitting: Sequence[Person], listing: Listing) -> str:
        """Return why a row is rejected; "" when it is not."""
        if len(fitting) > 1:
            return f"this row fits {len(fitting)} people here, and nothing in it tells which"
        if fitting and fitting[0].id in self.met:
            return "this row leads to somebody an earlier row already named"
        if listing.key in self._new:
            return "an earlier row bears this name too; give both an id or an e-mail"
        return ""


def apply(plan: ImportPlan, *, confirmed: bool = False) -> list[NewFact]:
    """Return the facts of an import.

    Parameters:
        confirmed: whether many leavers are intended.

    Raises:
        Refused: too many would leave without a confirmation.
    """
    if plan.too_many_leave and not confirmed:
        raise Refused(
            f"{len(plan.left)} of {plan.staff} people are not in this file. That looks like the "
            "wrong file, so nothing was changed. If they did leave, say so with --confirm."
        )
    source = new_id()
    facts: list[NewFact] = [
        PersonListed(new_id(), listing=listing, source=source) for listing in plan.added
    ]
    facts += [
        PersonListed(change.person.id, listing=change.listing, source=source)
        for change in plan.changed
    ]
    facts += [PersonLeft(person.id, source=source) for person in plan.left]
    if facts:
        imported = RosterImported(
            source,
            source=plan.source,
            added=len(plan.added),
            changed=len(plan.changed),
            left=len(plan.left),
        )
        facts.append(imported)
    return facts


def undo(imports: Iterable[Import], people: Iterable[Person]) -> list[NewFact]:
    """Return the facts that undo the latest import: people are as before, new ones are set aside.

    Raises:
        Refused: there is none, or it was undone already.
    """
    latest = max(imports, key=lambda roster: roster.head, default=None)
    if latest is None or latest.undone:
        raise Refused("There is no import to take back. Only the latest one can be.")
    facts = [
        PersonListed(person.id, listing=person.before)
        for person in people
        if person.source == latest.id and person.before
    ]
    return [*facts, RosterUndone(latest.id)]


def listed(person: Person, **changes: str) -> list[NewFact]:
    """Return the facts that correct the listing of one person by hand."""
    listing = msgspec.structs.replace(person.listing, **changes)
    return [PersonListed(person.id, listing=listing)]


def appointed(name: str, role: str) -> tuple[str, list[NewFact]]:
    """List somebody by hand.

    Returns:
        The new id, and the facts.
    """
    person = new_id()
    given, _, family = name.rpartition(" ")
    listing = Listing(key="", name=name, given=given or name, family=family if given else "")
    listing = msgspec.structs.replace(listing, role=role)
    return person, [PersonListed(person, listing=listing)]


class _Matcher:
    """Finds the person that a row means.

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
        """Return the person that a row means, nobody, or all whom it may mean."""
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
    """Return the listing to save; an empty cell removes nothing."""
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
