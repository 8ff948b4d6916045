"""The page of one person: the last contacts, what they asked for and took along, the coaching cycle
with its questions; and what can be done for them.
"""

from collections.abc import Sequence
from functools import partial

from textual import getters
from textual.app import ComposeResult
from textual.content import Content

from data.records import COACHING, OUTCOMES, Cycle, Request, Take
from data.records.coaching_kinds import COACHING_KINDS
from kiosk.calendar import wording as visit_wording
from kiosk.calendar.slots import Slot
from kiosk.outreach.cycles import QUESTIONS
from kiosk.requests import wording as request_wording
from kiosk.requests.rules import Need
from kiosk.wording import phrases, times
from screens.actions import Action
from screens.dialogs.action_menu import ActionMenu
from screens.dialogs.confirm import ConfirmDialog
from screens.dialogs.prompt import Prompt, PromptAnswer, PromptSpec
from screens.dialogs.prompt_base import Question
from screens.team.introduction import IntroductionScreen
from screens.team.person_summary import contact_lines, strip_lines
from screens.team.private_notes import PrivateNotesScreen
from screens.team.slot_picker import SlotPickerScreen
from screens.team.team_screen import TeamScreen
from screens.widgets.card import Card
from screens.widgets.containers import Columns
from screens.widgets.footer import Footer
from screens.widgets.masthead import Masthead
from screens.widgets.text_layout import dated, hanging_indent, wrapped
from screens.widgets.tile import Tile

STAY, CLOSE = "Stay here", "Close it"
"""Choices for the stage of a cycle, beside the next stage."""


class PersonScreen(TeamScreen):
    """The page of one person, for the team.

    Parameters:
        person: their id.
    """

    HELP = (
        "What there was between the team and one person. Goals and plans of a cycle are for the "
        "two of you; private notes are yours alone."
    )
    NAME = "person"
    ACTIONS = (
        Action("book", "b", "Book", "in your open periods", "coaching", main=True),
        Action("cycle", "c", "Cycle", "goal, plan, teach", "coaching"),
        Action("note", "n", "Note", "for the next sign-in", "note"),
        Action("private", "j", "Private", "only your PIN opens it", "note", "menu"),
        Action("introduce", "i", "Introduce", "to someone who has done it", "thanks", "menu"),
        Action("hello", "s", "Said hello", "counts as a hello", "note", "menu"),
        Action("next_page", ".", "Next page", "of both cards", area="menu"),
        Action("more", "enter", "More", "all that can be done", "note"),
    )

    year = getters.query_one("#year", Card)
    cycle = getters.query_one("#cycle", Card)

    def __init__(self, person: str) -> None:
        super().__init__()
        self._person_id = person

    def body(self) -> ComposeResult:
        yield Masthead(tone="thanks")
        with Columns(id="both"):
            yield Card("The year so far", "thanks", fills=True, id="year")
            yield Card("Coaching", "coaching", fills=True, id="cycle")
        yield Footer(*self.tiles("foot"))

    def show_live(self) -> None:
        person = self.desk.people[self._person_id]
        parts = [person.room, person.subject, phrases.ROLES[person.role]]
        self.query_one(Masthead).show(person.name, " · ".join(part for part in parts if part))
        self.year.show(lambda columns, _: self._year_lines(columns))
        self.cycle.show(lambda columns, _: self._coaching_lines(columns))

    def _year_lines(self, columns: int) -> list[Content]:
        """Return the lines of the card at the left: contacts, requests, resources taken."""
        desk, now, person = self.desk, self.desk.now(), self._person_id
        lines = contact_lines(desk, person, columns)
        began = desk.goals.year_began(now.date())
        lines += [Content(""), *strip_lines(desk, person, columns, began)]
        requests = [
            request for request in desk.requests.for_person(person) if request.person == person
        ]
        lines += [Content(""), _heading(f"Asked for, {phrases.count(len(requests), 'time')}")]
        asked = []
        for request in requests[:12]:
            went = request_wording.went(request, desk.people.name)
            asked.append((times.past_day(request.at, now), request_wording.place(request), went))
        lines += dated(asked, columns)
        takes = desk.store.where(Take, "person", person)
        if takes:
            lines += [Content(""), _heading("Took along")]
        took = []
        for take in takes[::-1][:8]:
            resource = desk.shelf.find(take.resource)
            title = resource.title if resource else "a resource"
            outcome = [OUTCOMES[take.outcome].said] if take.outcome else []
            took.append((times.past_day(take.at, now), title, *outcome))
        return lines + dated(took, columns)

    def _coaching_lines(self, columns: int) -> list[Content]:
        """Return the lines of the card at the right: cycles, visits ahead, private notes."""
        desk, now = self.desk, self.desk.now()
        cycles = desk.cycles.cycles(self._person_id)
        own = [cycle for cycle in cycles if cycle.coach == self.person.id]
        lines = self._present_cycle_lines(cycles, columns)
        for cycle in [cycle for cycle in own if cycle.closed]:
            when = times.moment(cycle.closed, now)
            lines += [Content(""), *hanging_indent(f"Closed {when}: {cycle.goal}", columns)]
        visits = desk.calendar.ahead(self._person_id)
        if visits:
            lines += [Content(""), _heading("Agreed on")]
        for visit in visits:
            when, coach = visit_wording.visit_when(visit, now), desk.people.name(visit.coach)
            lines += hanging_indent(f"{when}, {visit.about} with {coach}", columns)
        count = desk.private_notes.count(self.person.id, self._person_id)
        notes = phrases.count(count, "private note") if count else "No private notes yet"
        return [*lines, Content(""), _heading("Yours alone"), Content(f"{notes}.")]

    def _present_cycle_lines(self, cycles: Sequence[Cycle], columns: int) -> list[Content]:
        """Return what is said of the open cycle: it may be this coach's, a colleague's, or none."""
        desk = self.desk
        cycle = next((cycle for cycle in cycles if not cycle.closed), None)
        if cycle is None:
            words = "No cycle is open. One begins with a goal that they choose."
            return [Content(line) for line in wrapped(words, columns, 4)]
        if cycle.coach == self.person.id:
            return self._own_cycle_lines(cycle, columns)
        words = (
            f"A cycle is open with {desk.people.full_name(cycle.coach)}; it stays between the two."
        )
        if desk.people.lane_of(self.person.id) == COACHING:
            words += f" {self.shown_key_for('cycle')} takes it over."
        lines = [Content(line) for line in wrapped(words, columns, 4)]
        return lines + self._entry_lines(cycle, "What you wrote before", columns)

    def _own_cycle_lines(self, cycle: Cycle, columns: int) -> list[Content]:
        lines = [Content.styled(line, "bold") for line in wrapped(cycle.goal, columns, 4)]
        stages = Content(" ").join(
            Content.styled(
                f"● {stage}" if stage == cycle.stage else f"○ {stage}",
                "bold $primary" if stage == cycle.stage else "$muted",
            )
            for stage in QUESTIONS
        )
        lines += [stages.truncate(columns), Content(""), _heading("Ask")]
        for question in QUESTIONS[cycle.stage]:
            lines += hanging_indent(question, columns)
        return lines + self._entry_lines(cycle, "So far", columns)

    def _entry_lines(self, cycle: Cycle, title: str, columns: int) -> list[Content]:
        """Return what this coach has written in a cycle, the newest first; nobody else's words."""
        own = [entry for entry in cycle.said if entry.by == self.person.id]
        lines = [Content(""), _heading(title)] if own else []
        now = self.desk.now()
        said = [
            (times.past_day(entry.at, now), f"{entry.stage}: {entry.text}")
            for entry in reversed(own)
        ]
        return lines + dated(said, columns)

    def action_more(self) -> None:
        """Open the menu of everything that can be done."""
        self.open_menu(self.desk.people.full_name(self._person_id))

    def action_next_page(self) -> None:
        """Turn to the next page of both cards."""
        self.year.next_page()
        self.cycle.next_page()

    def action_note(self) -> None:
        """Ask for a note that they find at their next sign-in."""
        self.ask_note(self._person_id)

    def action_private(self) -> None:
        """Open this coach's private notes about them."""
        draft = self.unsent_draft(f"private {self._person_id}")
        self.app.push_screen(PrivateNotesScreen(self._person_id, draft.text if draft else ""))

    def action_introduce(self) -> None:
        """Look for a colleague who has done before what they would like to do."""
        draft = self.unsent_draft(f"bridge {self._person_id}")
        self.app.push_screen(IntroductionScreen(self._person_id, draft.text if draft else ""))

    async def action_hello(self) -> None:
        """Log a hello."""
        desk, me, person = self.desk, self.person.id, self.desk.people[self._person_id]
        done = f"Hello to {person.first} logged."
        if await self.do_step(lambda: desk.capture.log(me, person, "hi"), done):
            self.show_live()

    def action_cycle(self) -> None:
        """Begin a cycle, go on with this coach's own, or take over a colleague's."""
        cycle = self.desk.cycles.cycle(self._person_id)
        if cycle is None:
            self._begin_cycle()
        elif cycle.coach == self.person.id:
            self._go_on(cycle)
        else:
            self._take_over(cycle)

    def _begin_cycle(self) -> None:
        desk, me, person = self.desk, self.person.id, self._person_id
        question = (
            "The goal, in their own words: what will students do? Please do not name students."
        )
        self.ask(
            Question(
                f"cycle of {person}",
                partial(Prompt, PromptSpec("A coaching cycle", question, confirm="Begin")),
                lambda answer: desk.cycles.open_cycle(me, person, answer.text),
                lambda _: "The cycle is open.",
            )
        )

    def _go_on(self, cycle: Cycle) -> None:
        """Ask what was said, and whether the cycle stays in its stage, goes on or is closed."""
        service, me = self.desk.cycles, self.person.id
        next_stage = service.next_stage(cycle) or ""
        choices = [STAY, *([f"On to {next_stage}"] if next_stage else []), CLOSE]

        def save(answer: PromptAnswer) -> object:
            if answer.choice == CLOSE:
                return service.close_cycle(cycle, me, answer.text)
            return service.say(cycle, me, answer.text, next_stage if moves_on(answer) else "")

        def moves_on(answer: PromptAnswer) -> bool:
            return answer.choice not in (STAY, CLOSE)

        def done(answer: PromptAnswer) -> str:
            if answer.choice == CLOSE:
                return "The cycle is closed."
            return f"On to {next_stage}." if moves_on(answer) else "Kept."

        title = f"{cycle.stage.capitalize()}: {cycle.goal}"
        question = "What was said? Please do not name students."
        spec = PromptSpec(title, question, choices=choices, confirm="Save", optional=True)
        self.ask(Question(f"cycle {cycle.id}", partial(Prompt, spec), save, done))

    def _take_over(self, cycle: Cycle) -> None:
        """Ask whether to take a colleague's cycle over; only a coach can."""
        service, me = self.desk.cycles, self.person.id
        coach, name = (
            self.desk.people.full_name(cycle.coach),
            self.desk.people.name(self._person_id),
        )
        if self.desk.people.lane_of(me) != COACHING:
            self.say(f"{coach} has a cycle with {name}; it stays between the two.", "hint")
            return

        def confirmed(yes: bool | None) -> None:
            if yes:
                done = f"You go on with {name}; both are told. The goal came along."
                take_over = self.do_step(lambda: service.take_over(cycle, me), done, for_good=True)
                self.run_worker(take_over, exit_on_error=False)

        question = (
            f"{coach} has this cycle. Take it over when the three of you agree: both are told, "
            f"the goal comes along, what was said stays between {name} and {coach}. "
            "It cannot be undone."
        )
        self.app.push_screen(ConfirmDialog(question, "Cancel", "Take it over"), confirmed)

    def action_book(self) -> None:
        """Ask what to book a time for, then ask for the time."""
        kinds = [name for name, kind in COACHING_KINDS.items() if kind.can_be_booked]
        tiles = [
            Tile(kind, value=kind, key=str(number), tone="coaching")
            for number, kind in enumerate(kinds, 1)
        ]
        request = self._open_request()
        if request:
            tiles.insert(0, Tile("As asked", request.category, request.id, "0", "note"))

        def purpose_chosen(value: str | None) -> None:
            if request and value == request.id:
                self._ask_time(request.category, request)
            elif value:
                self._ask_time(value, None)

        self.app.push_screen(ActionMenu("What for?", tiles), purpose_chosen)

    def _open_request(self) -> Request | None:
        """Return what this person has asked of the coaches and waits for; None for nothing."""
        requests = (
            request
            for request in self.desk.requests.for_person(self._person_id)
            if request.open and request.lane == COACHING and request.person == self._person_id
        )
        return next(requests, None)

    def _ask_time(self, kind: str, request: Request | None) -> None:
        """Ask for a time, and book it.

        Parameters:
            kind: what the time is for.
            request: the request that it is for; None makes a new one.
        """
        desk, me, person = self.desk, self.person.id, self._person_id

        def slot_chosen(slot: Slot | None) -> None:
            if slot is None:
                return

            def book() -> object:
                if request:
                    return desk.bookings.schedule(desk.requests.get(request.id), slot, me)
                return desk.bookings.flag(Need(COACHING, person, kind, by=me), slot)

            when = " ".join(visit_wording.slot(slot, desk.now()))
            done = f"Booked: {kind}, {when}. {desk.people.name(person)} is told."
            self.run_worker(self.do_step(book, done), exit_on_error=False)

        self.app.push_screen(SlotPickerScreen(kind, person, kind, me), slot_chosen)


def _heading(text: str) -> Content:
    return Content.styled(text, "bold")
