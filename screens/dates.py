"""Dates: what is booked, what was, and what is still owed; book, move, call off, take along."""

from collections.abc import Callable, Sequence
from datetime import timedelta

import msgspec
from textual import events, getters
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content

from data.records import Visit
from kiosk import words, workshops
from kiosk.calendar import Slot
from screens.ask import Ask
from screens.card import Card, told
from screens.coach import CoachScreen
from screens.finish import Done, Finish
from screens.grid import ROOMY
from screens.lines import cut, seen, spread, wrapped
from screens.listing import Listing
from screens.tile import Tile

BACK, AHEAD = 14, 28
"""Days that are shown: back, for what nobody has spoken of yet, and ahead."""
OFF_REASONS = ("I am needed elsewhere then", "I am ill")
TONES = {"visit": "$primary", "door": "$secondary", "workshop": "$accent"}


class Entry(msgspec.Struct, frozen=True):
    """Something with a time."""

    kind: str
    id: str
    at: str
    when: str
    title: str
    state: str
    owed: bool = False


class Dates(CoachScreen):
    """What has a time."""

    SECTION = "dates"
    HELP = (
        "Your visits, open doors and workshops. What took place is one key, and so is the word you "
        "owe a teacher whose class you saw. Open periods are the times teachers can book."
    )
    KEYS = (
        ("D Y", "it took place, it did not"),
        ("W", "the word you owe; without words when you said it in person"),
        ("T X", "another time, call it off"),
        ("B O", "book somebody, your open periods"),
        ("Q V", "the code for your phone, their page"),
    )

    found = getters.query_one(Listing)
    about = getters.query_one("#about-date", Card)

    def __init__(self) -> None:
        super().__init__()
        self._entries: list[Entry] = []
        self._minute = -1

    def bar(self) -> Sequence[Tile]:
        return (
            Tile("Book", key="b", tone="coaching", id="book", classes="-slim"),
            Tile("Open periods", key="o", tone="note", id="open", classes="-slim"),
        )

    def main(self) -> ComposeResult:
        with Horizontal(id="both"):
            yield Listing[Entry](lambda entry: f"{entry.kind} {entry.id}", self._row, id="dates")
            yield Card("", "note", id="about-date")

    def actions(self) -> Sequence[Tile]:
        return (
            Tile("Held", key="d", tone="coaching", id="held"),
            Tile("Word", key="w", tone="coaching", id="word"),
            Tile("Move", key="t", tone="note", id="move"),
            Tile("Call off", key="x", tone="trouble", id="off"),
            Tile("Not held", key="y", tone="note", id="missed", classes="roomy"),
            Tile("Code", key="q", tone="note", id="code", classes="broad"),
        )

    def on_mount(self) -> None:
        super().on_mount()
        self.found.focus()

    def tick(self) -> None:
        """Once a minute something begins or is over."""
        if self._minute != self.desk.now().minute:
            self.show_live()

    # -- what is shown ---------------------------------------------------------------------

    def show_live(self) -> None:
        if self.app.person is None:
            return
        self._minute = self.desk.now().minute
        self.show_top()
        self._entries = [*self._owed(), *self._ahead()]
        first = None if self.found.chosen or not self._entries else self._key(self._entries[0])
        gap = 1 if self.app.size.height >= ROOMY else 0
        self.found.show(self._entries, first, gap)
        self._show_about()

    def _key(self, entry: Entry) -> str:
        return f"{entry.kind} {entry.id}"

    def _owed(self) -> list[Entry]:
        """What is over and of which nobody has spoken, and the words that are owed."""
        desk, now = self.desk, self.desk.now()
        today = now.date()
        past = desk.calendar.of(self.person.id, today - timedelta(days=BACK), today)
        found = [
            self._visit(each, "did it take place?", owed=True)
            for each in past
            if each.state == "booked" and desk.calendar.begin(each) <= desk.wall()
        ]
        owed = desk.calendar.owed(self.person.id)
        return found + [self._visit(each, "you owe a word on it", owed=True) for each in owed]

    def _ahead(self) -> list[Entry]:
        desk, me = self.desk, self.person.id
        now, today = desk.now(), desk.now().date()
        found = [
            self._visit(each, "" if desk.calendar.holds(each) else "somebody was first")
            for each in desk.calendar.of(me, today, today + timedelta(days=AHEAD))
            if each.state == "booked" and desk.calendar.begin(each) > desk.wall()
        ]
        for ahead in range(AHEAD):
            day = today + timedelta(days=ahead)
            for door in desk.doors.on(day):
                who = desk.full_name(door.person)
                when = f"{words.near(day, now)} {door.period}, {words.day(day)}"
                at = f"{day} {door.period}"
                found.append(Entry("door", door.id, at, when, f"Open door: {who}", door.text))
        for each in desk.workshops.ahead():
            if each.by == me:
                when = words.coming_moment(workshops.starts(each), now)
                signed = words.count(len(each.signed), "signed", "signed")
                found.append(Entry("workshop", each.id, each.start, when, each.title, signed))
        return sorted(found, key=lambda entry: (entry.at[:10], entry.at))

    def _visit(self, visit: Visit, state: str, *, owed: bool = False) -> Entry:
        when = words.visit_when(visit, self.desk.now())
        title = f"{self.desk.full_name(visit.person)}"
        return Entry("visit", visit.id, visit.start, when, title, state or visit.about, owed)

    def _row(self, entry: Entry, width: int) -> list[Content]:
        """Three lines: whom or what, when, and how it stands."""
        tone = "$error" if entry.owed else TONES[entry.kind]
        edge = Content.styled("▌ ", tone)
        kind = Content.styled(entry.kind.upper(), "$muted")
        head = spread(Content.styled(seen(entry.title), "bold"), kind, width - 3)
        state = cut(entry.state, width - 3)
        last = Content(f"▲ {state}") if entry.owed else Content.styled(state, "$muted")
        return [
            Content.assemble(edge, head),
            Content.assemble(edge, cut(entry.when, width - 3)),
            Content.assemble(edge, last),
        ]

    @property
    def _entry(self) -> Entry | None:
        chosen = self.found.chosen
        return next((each for each in self._entries if self._key(each) == chosen), None)

    @property
    def _chosen(self) -> Visit | None:
        """The visit that is chosen."""
        entry = self._entry
        return self.desk.calendar.visit(entry.id) if entry and entry.kind == "visit" else None

    def _show_about(self) -> None:
        visit, entry = self._chosen, self._entry
        begun = visit is not None and self.desk.calendar.begin(visit) <= self.desk.wall()
        booked = visit is not None and visit.state == "booked"
        owes = visit is not None and visit.state == "held"
        on = {
            "held": booked and begun,
            "missed": booked and begun,
            "word": owes,
            "move": booked and not begun,
            "off": (booked and not begun) or (entry is not None and entry.kind == "workshop"),
            "code": entry is not None and entry.kind != "door",
        }
        for name, able in on.items():
            self.query_one(f"#{name}", Tile).disabled = not able
        if entry is None:
            said = "Nothing is booked. Open more periods, or book somebody yourself."
            self.about.show(lambda w, h: [Content(x) for x in wrapped(said, w, h)], "A free week")
        else:
            self.about.show(lambda columns, _: self._about(entry, columns), entry.title)

    def _about(self, entry: Entry, columns: int) -> list[Content]:
        desk = self.desk
        lines = [Content(line) for line in wrapped(entry.when, columns, 2)]
        if entry.kind == "workshop":
            found = desk.workshops.find(entry.id)
            names = ", ".join(desk.full_name(each) for each in found.signed)
            parts = [found.room, f"{found.minutes} min", words.places_left(found), found.about]
            lines += [Content(x) for part in parts for x in wrapped(part, columns, 6)]
            return [*lines, Content(""), *told(names or "Nobody has signed yet", columns)]
        if entry.kind == "door":
            return [*lines, Content(""), *told(entry.state or "Come and see", columns)]
        visit = desk.calendar.visit(entry.id)
        parts = [visit.room, visit.about, f"{visit.minutes} min"]
        lines += [Content(x) for part in parts for x in wrapped(part, columns, 4)]
        if visit.request:
            request = desk.request(visit.request)
            asked = [request.text, f"Look at: {request.look_at}" if request.look_at else ""]
            asked.append(request.feedback)
            lines += [Content("")]
            lines += [line for part in asked if part for line in told(part, columns)]
        if entry.owed:
            lines += [Content(""), *told(f"▲ {entry.state}", columns)]
        return lines

    def on_listing_chosen(self, message: Listing.Chosen) -> None:
        message.stop()
        self._show_about()

    def on_listing_opened(self, message: Listing.Opened) -> None:
        """The page of whoever it is with."""
        message.stop()
        self._open_person()

    # -- what is done ----------------------------------------------------------------------

    def on_key(self, event: events.Key) -> None:
        """What has no tile in sight has its key all the same."""
        act = {"y": "missed", "q": "code", "v": "person"}.get(event.character or "")
        if act and self.on_top:
            event.stop()
            event.prevent_default()
            self.run_worker(self._do(act), exit_on_error=False)

    async def pressed(self, tile: Tile) -> None:
        await self._do(tile.id or "")

    async def _do(self, what: str) -> None:
        if not self.on_top:
            return  # a second key, rolled over the first
        visit, entry, me = self._chosen, self._entry, self.person.id
        match what:
            case "book":
                self.action_section("people")
            case "open":
                from screens.free_periods import FreePeriods

                self.app.push_screen(FreePeriods())
            case "person":
                self._open_person()
            case "code" if entry:
                self._show_code(entry)
            case "held" if visit:
                self._held(visit)
            case "missed" if visit:
                name = self.desk.name(visit.person)
                said = f"Not held; what {name} asked for waits again."
                await self._step(lambda: self.desk.bookings.missed(visit, me), said)
            case "word" if visit:
                self._word(visit)
            case "move" if visit:
                self._move(visit)
            case "off" if entry and entry.kind == "workshop":
                self._off(lambda said: self.desk.workshops.cancel(entry.id, me, said), "It is off.")
            case "off" if visit:
                done = f"Called off; {self.desk.name(visit.person)} reads why."
                self._off(lambda said: self.desk.bookings.cancel(visit, me, said), done)

    async def _step(self, what: Callable[[], object], said: str) -> None:
        await self.step(what, said)
        self.show_live()

    def _start(self, what: Callable[[], object], said: str) -> None:
        self.run_worker(self._step(what, said), exit_on_error=False)

    def _held(self, visit: Visit) -> None:
        me, name = self.person.id, self.desk.name(visit.person)

        def done(found: Done | None) -> None:
            if found is None:
                return
            said = f"Held, {found.minutes} min. {name} is asked how it went."
            self._start(lambda: self.desk.bookings.held(visit, me, found.minutes), said)

        title = f"It took place: {visit.about}, {name}"
        panel = Finish(title, visit.minutes, words=False, does="Held")
        self.app.push_screen(panel, done)

    def _word(self, visit: Visit) -> None:
        me, name = self.person.id, self.desk.name(visit.person)
        panel = Ask(
            f"A word to {name}",
            "What did you see? Leave it empty when you said it in person.",
            optional=True,
        )
        self.ask(
            panel,
            lambda said: self.desk.bookings.answer(visit, me, said.text),
            lambda said: f"{name} reads it at the next sign-in." if said.text else "In person.",
        )

    def _move(self, visit: Visit) -> None:
        from screens.slot import ChooseSlot

        me = self.person.id

        def chosen(slot: Slot | None) -> None:
            if slot is not None:
                when = " ".join(words.slot(slot, self.desk.now()))
                said = f"Moved to {when}; {self.desk.name(visit.person)} is told."
                self._start(lambda: self.desk.calendar.rebook(visit, slot, me), said)

        self.app.push_screen(ChooseSlot("Another time", visit.person, visit.about, me), chosen)

    def _off(self, rule: Callable[[str], object], done: str) -> None:
        panel = Ask("Call off", "Why? They will read it.", OFF_REASONS)
        self.ask(panel, lambda said: rule(said.text), lambda _: done)

    def _open_person(self) -> None:
        from screens.person import PersonPage

        entry = self._entry
        if entry is None or entry.kind == "workshop":
            return
        door = entry.kind == "door"
        found = self.desk.doors.find(entry.id) if door else self.desk.calendar.visit(entry.id)
        self.app.push_screen(PersonPage(found.person))

    def _show_code(self, entry: Entry) -> None:
        from screens.date_code import DateCode

        if entry.kind == "workshop":
            found = self.desk.workshops.find(entry.id)
            begin = workshops.instant(found)
            self.app.push_screen(DateCode(found.title, begin, found.minutes, found.room))
        elif entry.kind == "visit":
            visit = self.desk.calendar.visit(entry.id)
            title = f"With {self.desk.full_name(visit.person)}"
            begin = workshops.moment(visit.start, visit.zone)
            self.app.push_screen(DateCode(title, begin, visit.minutes, visit.room))
