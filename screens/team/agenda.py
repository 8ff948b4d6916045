"""Dates: visits, open doors and workshops, and the words that are owed after a visit."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from textual.content import Content

from data.records import Visit
from kiosk.calendar import wording as visit_wording
from kiosk.calendar import workshops
from kiosk.calendar.slots import Slot
from kiosk.inbox.agenda import AgendaEntry, agenda
from screens.actions import Action
from screens.dialogs.minutes_prompt import MinutesPrompt, MinutesSpec
from screens.dialogs.prompt import Prompt, PromptSpec
from screens.dialogs.prompt_base import Question
from screens.teacher.free_periods import FreePeriodsScreen
from screens.team.list_detail import ListDetail
from screens.team.person import PersonScreen
from screens.team.slot_picker import SlotPickerScreen
from screens.team.visit_code import VisitCodePage
from screens.widgets.empty_state import Nothing
from screens.widgets.row import Row
from screens.widgets.text_layout import hanging_indent, wrapped

OFF_REASONS = ("I am needed elsewhere then", "I am ill")
TONES = {"visit": "coaching", "fix": "fix", "door": "note", "workshop": "coaching"}
"""Kind of an entry -> its tone."""


class AgendaSection(ListDetail[AgendaEntry]):
    """The section of a coach's dates: what is booked, and what was and needs an answer."""

    SECTION = "dates"
    HELP = (
        "Your visits, open doors and workshops. What took place is one key, and so is the "
        "feedback you owe a teacher whose class you saw. Open periods are the times teachers can "
        "book."
    )
    NAME = "dates"
    ACTIONS = (
        Action("book", "b", "Book", "someone", area="bar"),
        Action("open", "o", "Open periods", "when teachers can book you", area="bar"),
        Action("held", "d", "Held", "it took place", "coaching", main=True),
        Action("missed", "n", "Not held", "what it was for waits again", "note"),
        Action("word", "w", "Feedback", "on what you saw", "coaching", main=True),
        Action("move", "t", "Move", "another time", "note"),
        Action("off", "x", "Call off", "with a reason", "trouble"),
        Action("code", "q", "QR code", "for your phone", "note"),
        Action("person", "v", "Person", "the year so far", "thanks"),
    )
    ITEM_ACTIONS = frozenset({"held", "missed", "word", "move", "off", "code", "person"})
    ENTER_ACTION = "person"
    HIDES_IMPOSSIBLE = True
    EMPTY_ACT = "book"
    EMPTY = Nothing(
        "A free week",
        "Nothing is booked. Open more periods, or book someone yourself.",
        "sun",
    )

    def items(self) -> Sequence[AgendaEntry]:
        return agenda(self.desk, self.person.id)

    def summary(self) -> str:
        owed = sum(entry.owed for entry in self._items)
        if owed:
            return f"{owed} {'waits' if owed == 1 else 'wait'} for your feedback."
        return "What is booked, and what was." if self._items else ""

    def key_of(self, item: AgendaEntry) -> str:
        return item.key

    def row_of(self, item: AgendaEntry) -> Row:
        tone = "trouble" if item.owed else TONES[item.kind]
        note = f"▲ {item.state}" if item.owed else "" if item.kind == "door" else item.state
        return Row(item.title, item.kind, item.when, note, tone, is_loud=item.owed)

    def title_of(self, item: AgendaEntry) -> str:
        return item.title

    @property
    def _visit(self) -> Visit | None:
        """The visit that is chosen; None when another kind of entry is."""
        entry = self.chosen
        return self.desk.calendar.visit(entry.id) if entry and entry.kind == "visit" else None

    def applies_to(self, action_id: str, item: AgendaEntry) -> bool:
        match action_id:
            case "code":
                return item.kind in ("visit", "workshop")
            case "person":
                return item.kind != "workshop"
            case "off" if item.kind == "workshop":
                return True
        visit = self._visit
        if visit is None:
            return False
        if action_id == "word":
            return visit.state == "held"
        has_begun = self.desk.calendar.begin(visit) <= self.desk.wall_time()
        return visit.state == "booked" and has_begun == (action_id in {"held", "missed"})

    def detail_lines(self, item: AgendaEntry, columns: int) -> list[Content]:
        desk = self.desk
        lines = [Content(line) for line in wrapped(item.when, columns, 2)]
        match item.kind:
            case "workshop":
                return lines + self._workshop_lines(item, columns)
            case "door":
                return [*lines, Content(""), *hanging_indent(item.state or "Come and see", columns)]
            case "fix":
                where = "Its story, and all that can be done with it, are in the queue."
                parts = filter(None, (item.state, desk.requests.get(item.id).text, where))
                return [*lines, Content(""), *_indented(parts, columns)]
        return lines + self._visit_lines(item, columns)

    def _workshop_lines(self, entry: AgendaEntry, columns: int) -> list[Content]:
        workshop = self.desk.workshops.find(entry.id)
        places = visit_wording.places_left(workshop)
        parts = [workshop.room, f"{workshop.minutes} min", places, workshop.about]
        lines = [Content(line) for part in parts for line in wrapped(part, columns, 6)]
        names = ", ".join(self.desk.people.full_name(person) for person in workshop.signed)
        return [*lines, Content(""), *hanging_indent(names or "Nobody has signed yet", columns)]

    def _visit_lines(self, entry: AgendaEntry, columns: int) -> list[Content]:
        visit = self.desk.calendar.visit(entry.id)
        parts = [visit.room, visit.about, f"{visit.minutes} min"]
        lines = [Content(line) for part in parts for line in wrapped(part, columns, 4)]
        if visit.request:
            request = self.desk.requests.get(visit.request)
            look_at = f"Look at: {request.look_at}" if request.look_at else ""
            asked = _indented(filter(None, (request.text, look_at, request.feedback)), columns)
            lines += [Content(""), *asked] if asked else []
        if entry.owed:
            lines += [Content(""), *hanging_indent(f"▲ {entry.state}", columns)]
        return lines

    def action_book(self) -> None:
        """Go to the people, to choose whom to book."""
        self.go_to_section("people")
        words = "For whom? Choose someone, then B books a time."
        self.app.call_after_refresh(self.app.say, words, "hint")

    def action_open(self) -> None:
        """Open the page with one's own open periods."""
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
                partial(
                    MinutesPrompt,
                    MinutesSpec(title, visit.minutes, asks_text=False, confirm="Held"),
                ),
                lambda entry: bookings.mark_held(visit, me, entry.minutes),
                lambda entry: f"Held, {entry.minutes} min. {name} is asked how it went.",
            )
        )

    async def action_missed(self) -> None:
        """Say that it did not take place."""
        visit, me = self._visit, self.person.id
        assert visit is not None
        done = f"Not held; what {self.desk.people.name(visit.person)} asked for waits again."
        await self.do_step(lambda: self.desk.bookings.mark_missed(visit, me), done)

    def action_word(self) -> None:
        """Ask for the word that is owed to whose class was seen."""
        visit = self._visit
        assert visit is not None
        me, name, bookings = self.person.id, self.desk.people.name(visit.person), self.desk.bookings
        question = "What did you see? Leave it empty when you said it in person."
        self.ask(
            Question(
                f"word {visit.id}",
                partial(Prompt, PromptSpec(f"Feedback for {name}", question, optional=True)),
                lambda answer: bookings.answer(visit, me, answer.text),
                lambda answer: (
                    f"{name} reads it at the next sign-in." if answer.text else "In person."
                ),
            )
        )

    def action_move(self) -> None:
        """Ask for another time."""
        visit, me = self._visit, self.person.id
        assert visit is not None

        def slot_chosen(slot: Slot | None) -> None:
            if slot is not None:
                when = " ".join(visit_wording.slot(slot, self.desk.now()))
                done = f"Moved to {when}; {self.desk.people.name(visit.person)} is told."
                move = self.do_step(lambda: self.desk.calendar.rebook(visit, slot, me), done)
                self.run_worker(move, exit_on_error=False)

        picker = SlotPickerScreen("Another time", visit.person, visit.about, me)
        self.app.push_screen(picker, slot_chosen)

    def action_off(self) -> None:
        """Ask why it is called off."""
        entry, visit, me = self.chosen, self._visit, self.person.id
        assert entry is not None
        if visit is None:
            cancel = self.desk.workshops.cancel
            done = "It is off; everybody who signed is told."
            self._ask_reason(entry, lambda reason: cancel(entry.id, me, reason), done)
        else:
            call_off = self.desk.bookings.cancel
            done = f"Called off; {self.desk.people.name(visit.person)} reads why."
            self._ask_reason(entry, lambda reason: call_off(visit, me, reason), done)

    def _ask_reason(self, entry: AgendaEntry, cancel: Callable[[str], object], done: str) -> None:
        """Ask why an entry is called off, and do it."""
        question = f"{entry.title}, {entry.when}. Why? They will read it."
        spec = PromptSpec("Call off", question, OFF_REASONS, confirm="Call it off", grave=True)
        self.ask(
            Question(
                f"off {entry.key}",
                partial(Prompt, spec),
                lambda answer: cancel(answer.text),
                lambda _: done,
            )
        )

    def action_person(self) -> None:
        """Open the page of the person it is with."""
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
        """Show it as a QR code for a phone's calendar."""
        entry = self.chosen
        assert entry is not None
        if entry.kind == "workshop":
            workshop = self.desk.workshops.find(entry.id)
            begin = workshops.instant(workshop)
            self.app.push_screen(
                VisitCodePage(workshop.title, begin, workshop.minutes, workshop.room)
            )
        else:
            visit = self.desk.calendar.visit(entry.id)
            title = f"With {self.desk.people.full_name(visit.person)}"
            begin = workshops.moment(visit.start, visit.zone)
            self.app.push_screen(VisitCodePage(title, begin, visit.minutes, visit.room))


def _indented(texts: Iterable[str], columns: int) -> list[Content]:
    """Return texts whole, each with a hanging indent."""
    return [line for text in texts for line in hanging_indent(text, columns)]
