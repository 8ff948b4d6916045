"""Dates: what is booked, what was, and what is still owed; book, move, call off, take along."""

from collections.abc import Callable, Sequence
from functools import partial

from textual.content import Content

from data.records import Visit
from kiosk.calendar import wording as visit_wording
from kiosk.calendar import workshops
from kiosk.calendar.slots import Slot
from kiosk.inbox.agenda import AgendaEntry, agenda
from screens.actions import Action
from screens.dialogs.minutes_prompt import MinutesPrompt
from screens.dialogs.prompt import Prompt
from screens.dialogs.prompt_base import Question
from screens.teacher.free_periods import FreePeriodsScreen
from screens.team.list_detail import ListDetail, three_lines
from screens.team.person import PersonScreen
from screens.team.slot_picker import SlotPickerScreen
from screens.team.visit_code import VisitCodePage
from screens.widgets.card import told
from screens.widgets.text_layout import cut, wrapped

OFF_REASONS = ("I am needed elsewhere then", "I am ill")
TONES = {"visit": "$primary", "fix": "$warning", "door": "$secondary", "workshop": "$accent"}


class AgendaSection(ListDetail[AgendaEntry]):
    """What has a time."""

    SECTION = "dates"
    HELP = (
        "Your visits, open doors and workshops. What took place is one key, and so is the word you "
        "owe a teacher whose class you saw. Open periods are the times teachers can book."
    )
    NAME = "dates"
    ACTIONS = (
        Action("book", "b", "Book", "somebody", "coaching", "bar"),
        Action("open", "o", "Open periods", "when teachers can book you", "note", "bar"),
        Action("held", "d", "Held", "it took place", "coaching"),
        Action("missed", "n", "Not held", "what it was for waits again", "note"),
        Action("word", "w", "Word", "the one you owe", "coaching"),
        Action("move", "t", "Move", "another time", "note"),
        Action("off", "x", "Call off", "with a reason", "trouble"),
        Action("code", "q", "Code", "for your phone", "note"),
        Action("person", "v", "Page", "the year so far", "thanks"),
    )
    ABOUT = frozenset({"held", "missed", "word", "move", "off", "code", "person"})
    OPENS = "person"
    HIDES = True
    EMPTY = ("A free week", "Nothing is booked. Open more periods, or book somebody yourself.")

    def things(self) -> Sequence[AgendaEntry]:
        return agenda(self.desk, self.person.id)

    def heading(self) -> str:
        owed = sum(each.owed for each in self._things)
        return (
            f"Dates   {owed} {'waits' if owed == 1 else 'wait'} for your word" if owed else "Dates"
        )

    def key_of(self, thing: AgendaEntry) -> str:
        return thing.key

    def row(self, thing: AgendaEntry, width: int) -> list[Content]:
        state = cut(thing.state, width - 3)
        tone = "$error" if thing.owed else TONES[thing.kind]
        third = Content(f"▲ {state}") if thing.owed else state
        return three_lines(tone, thing.title, thing.kind.upper(), thing.when, third, width)

    def title_of(self, thing: AgendaEntry) -> str:
        return thing.title

    @property
    def _visit(self) -> Visit | None:
        """The visit that is chosen."""
        entry = self.chosen
        return self.desk.calendar.visit(entry.id) if entry and entry.kind == "visit" else None

    def fits(self, name: str, thing: AgendaEntry) -> bool:
        match name:
            case "code":
                return thing.kind in ("visit", "workshop")
            case "person":
                return thing.kind != "workshop"
            case "off" if thing.kind == "workshop":
                return True
        visit = self._visit
        if visit is None:
            return False
        if name == "word":
            return visit.state == "held"
        begun = self.desk.calendar.begin(visit) <= self.desk.wall_time()
        return visit.state == "booked" and begun == (name in {"held", "missed"})

    def lines_of(self, thing: AgendaEntry, columns: int) -> list[Content]:
        desk = self.desk
        lines = [Content(line) for line in wrapped(thing.when, columns, 2)]
        if thing.kind == "workshop":
            found = desk.workshops.find(thing.id)
            names = ", ".join(desk.people.full_name(each) for each in found.signed)
            parts = [
                found.room,
                f"{found.minutes} min",
                visit_wording.places_left(found),
                found.about,
            ]
            lines += [Content(x) for part in parts for x in wrapped(part, columns, 6)]
            return [*lines, Content(""), *told(names or "Nobody has signed yet", columns)]
        if thing.kind == "door":
            return [*lines, Content(""), *told(thing.state or "Come and see", columns)]
        if thing.kind == "fix":
            words_ = desk.requests.get(thing.id).text
            where = "Its story, and all that can be done with it, are in the queue."
            parts = [part for part in (thing.state, words_, where) if part]
            return [*lines, Content(""), *(x for part in parts for x in told(part, columns))]
        visit = desk.calendar.visit(thing.id)
        parts = [visit.room, visit.about, f"{visit.minutes} min"]
        lines += [Content(x) for part in parts for x in wrapped(part, columns, 4)]
        if visit.request:
            request = desk.requests.get(visit.request)
            asked = [request.text, f"Look at: {request.look_at}" if request.look_at else ""]
            asked.append(request.feedback)
            said = [line for part in asked if part for line in told(part, columns)]
            lines += [Content(""), *said] if said else []
        if thing.owed:
            lines += [Content(""), *told(f"▲ {thing.state}", columns)]
        return lines

    def action_book(self) -> None:
        """Choose whom to book."""
        self.to_section("people")

    def action_open(self) -> None:
        """Choose one's open periods."""
        self.app.push_screen(FreePeriodsScreen())

    def action_held(self) -> None:
        """Ask for the minutes that it took."""
        visit = self._visit
        assert visit is not None
        me, name, bookings = self.person.id, self.desk.people.name(visit.person), self.desk.bookings
        title = f"It took place: {visit.about}, {name}"
        self.ask(
            Question(
                f"held {visit.id}",
                partial(MinutesPrompt, title, visit.minutes, words=False, does="Held"),
                lambda found: bookings.mark_held(visit, me, found.minutes),
                lambda found: f"Held, {found.minutes} min. {name} is asked how it went.",
            )
        )

    async def action_missed(self) -> None:
        """Say that it did not take place."""
        visit, me = self._visit, self.person.id
        assert visit is not None
        done = f"Not held; what {self.desk.people.name(visit.person)} asked for waits again."
        await self.step(lambda: self.desk.bookings.mark_missed(visit, me), done)

    def action_word(self) -> None:
        """Ask for the word that is owed to whose class was seen."""
        visit = self._visit
        assert visit is not None
        me, name, bookings = self.person.id, self.desk.people.name(visit.person), self.desk.bookings
        question = "What did you see? Leave it empty when you said it in person."
        self.ask(
            Question(
                f"word {visit.id}",
                partial(Prompt, f"A word to {name}", question, optional=True),
                lambda said: bookings.answer(visit, me, said.text),
                lambda said: f"{name} reads it at the next sign-in." if said.text else "In person.",
            )
        )

    def action_move(self) -> None:
        """Ask for another time."""
        visit, me = self._visit, self.person.id
        assert visit is not None

        def chosen(slot: Slot | None) -> None:
            if slot is not None:
                when = " ".join(visit_wording.slot(slot, self.desk.now()))
                said = f"Moved to {when}; {self.desk.people.name(visit.person)} is told."
                moved = self.step(lambda: self.desk.calendar.rebook(visit, slot, me), said)
                self.run_worker(moved, exit_on_error=False)

        self.app.push_screen(
            SlotPickerScreen("Another time", visit.person, visit.about, me), chosen
        )

    def action_off(self) -> None:
        """Ask why it is called off."""
        entry, visit, me = self.chosen, self._visit, self.person.id
        assert entry is not None
        if visit is None:
            cancel = self.desk.workshops.cancel
            done = "It is off; everybody who signed is told."
            self._off(entry, lambda said: cancel(entry.id, me, said), done)
        else:
            call_off = self.desk.bookings.cancel
            done = f"Called off; {self.desk.people.name(visit.person)} reads why."
            self._off(entry, lambda said: call_off(visit, me, said), done)

    def _off(self, entry: AgendaEntry, rule: Callable[[str], object], done: str) -> None:
        question = f"{entry.title}, {entry.when}. Why? They will read it."
        panel = partial(Prompt, "Call off", question, OFF_REASONS)
        self.ask(Question(f"off {entry.key}", panel, lambda said: rule(said.text), lambda _: done))

    def action_person(self) -> None:
        """Open the page of whom it is with."""
        desk, entry = self.desk, self.chosen
        match entry.kind if entry else "":
            case "visit" if entry:
                person = desk.calendar.visit(entry.id).person
            case "door" if entry:
                person = desk.open_doors.find(entry.id).person
            case "fix" if entry:
                person = desk.requests.get(entry.id).person
            case _:
                return
        self.app.push_screen(PersonScreen(person))

    def action_code(self) -> None:
        """Show it as a code for a phone's calendar."""
        entry = self.chosen
        assert entry is not None
        if entry.kind == "workshop":
            found = self.desk.workshops.find(entry.id)
            begin = workshops.instant(found)
            self.app.push_screen(VisitCodePage(found.title, begin, found.minutes, found.room))
        else:
            visit = self.desk.calendar.visit(entry.id)
            title = f"With {self.desk.people.full_name(visit.person)}"
            begin = workshops.moment(visit.start, visit.zone)
            self.app.push_screen(VisitCodePage(title, begin, visit.minutes, visit.room))
