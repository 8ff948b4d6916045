"""A teacher's requests: the state of each in words, who has it, what is next, and its story."""

from collections.abc import Callable, Sequence

from textual import getters
from textual.app import ComposeResult
from textual.content import Content

from data.ledger.facts import NewFact
from data.records import COACHING, FIX, LANE_OF, LANES, Request, Visit
from kiosk.inbox.inbox import OUTCOME_ANSWERS
from kiosk.requests import rules
from kiosk.requests import wording as request_wording
from kiosk.wording import times
from screens.actions import Action
from screens.base import KioskScreen
from screens.dialogs.confirm import ConfirmDialog
from screens.teacher.edit_request import EditRequestForm, RequestEdit
from screens.widgets.card import Card
from screens.widgets.containers import Columns
from screens.widgets.empty_state import EmptyState, Nothing
from screens.widgets.footer import Footer
from screens.widgets.masthead import Masthead
from screens.widgets.row import Row
from screens.widgets.row_list import RowList
from screens.widgets.text_layout import NO_LIMIT, dated, wrapped

NOTHING_YET = Nothing(
    "Nothing yet", "What you ask for is seen here, with who has it and what is next.", "list"
)


class MyRequestsScreen(KioskScreen[None]):
    """The screen with the requests that a teacher has made or joined.

    Parameters:
        chosen: id of the request to show first; "" for the newest open one.
        text: an unsent correction of that request, to go on with; "" for none.
    """

    HELP = "Touch one of your requests to read where it stands and what happened so far."
    NAME = "requests"
    ACTIONS = (
        Action("works", "y", "It works", "and is closed", "coaching", main=True),
        Action("not-yet", "n", "Not yet", "back to the front of the line", "fix"),
        *(
            Action(outcome, str(number), title, "how it went", "coaching")
            for number, (title, outcome) in enumerate(OUTCOME_ANSWERS, 1)
        ),
        Action("nudge", "g", "Nudge", "asks for an answer, once a day", "note"),
        Action("change", "c", "Change", "put something right", "note"),
        Action("time", "o", "Other time", "for a booked visit", "coaching"),
        Action("withdraw", "w", "Take back", "you do not need it any more", "trouble"),
        Action("next_page", ".", "Next page", "of the story", area="menu"),
    )

    row_list = getters.query_one(RowList)
    story = getters.query_one("#story", Card)
    none = getters.query_one(EmptyState)

    def __init__(self, chosen: str = "", text: str = "") -> None:
        super().__init__()
        self._first, self._correction = chosen, text

    def body(self) -> ComposeResult:
        yield Masthead("My requests", "What you asked for, newest first.")
        with Columns(id="both"):
            found = RowList[Request](lambda request: request.id, self._row)
            yield found
            yield Card("", "note", id="story", least_rows=lambda: found.lines_used)
        yield EmptyState(id="none")
        yield Footer(*self.tiles("foot"))

    def begin(self) -> None:
        super().begin()
        self.row_list.focus()
        if self._correction and self._chosen_id:
            self._open_form(self.desk.requests.get(self._chosen_id))

    def show_live(self) -> None:
        person = self.person
        requests = self.desk.requests.for_person(person.id)
        ids = [request.id for request in requests]
        choose: str | None = None  # the choice stays as it is
        if self._chosen_id not in ids:
            choose = self._first if self._first in ids else next(iter(ids), "")
        self.row_list.show(requests, choose)
        self._show_story()

    def _row(self, request: Request) -> Row:
        is_over = not request.open and request.state != "finished"
        is_new = self.person.id in request.unread
        return Row(
            request.category,
            request.room,
            self._state_words(request),
            "● new" if is_new else times.moment(request.at, self.desk.now()),
            "" if is_over else LANES[request.lane].tone,
            is_loud=is_new,
            is_over=is_over,
            asks=request.state == "finished",
        )

    @property
    def _chosen_id(self) -> str:
        """Id of the request that is chosen; "" for none. Only the list knows: a copy would be older
        than a touch that the screen has not been told of yet.
        """
        return self.row_list.chosen

    @property
    def _request(self) -> Request | None:
        """The request that is chosen, as it is now; None for none."""
        return self.desk.requests.get(self._chosen_id) if self._chosen_id else None

    def _show_story(self) -> None:
        request = self._request
        self.show_actions()
        self.query_one("#both").display = request is not None
        self.none.display = request is None
        if request is None:
            self.none.show(NOTHING_YET)
            return
        title = request_wording.place(request)
        self.story.set_tone(LANES[request.lane].tone)
        self.story.show(lambda columns, _: self._story_lines(request, columns), title)
        if self.person.id in request.unread:
            self.run_worker(self._mark_read(request.id), exit_on_error=False)

    async def _mark_read(self, request_id: str) -> None:
        me = self.person.id
        await self.act(
            lambda: self.desk.requests.act(request_id, lambda latest: rules.read(latest, me))
        )

    def can(self, action_id: str) -> bool | None:
        request = self._request
        if request is None:
            return action_id == "next_page"
        match action_id:
            case "works" | "not-yet":
                return request.state == "finished" and request.lane == FIX
            case "worked" | "partly" | "not":
                return request.state == "finished" and request.lane == COACHING
            case "nudge":
                return request.open and not self._nudged_today(request)
            case "change":
                return request.open and request.person == self.person.id
            case "time":
                return self._booked_visit(request) is not None
            case "withdraw":
                return request.open
            case _:
                return super().can(action_id)

    def _nudged_today(self, request: Request) -> bool:
        return self.desk.now().date() in rules.nudge_days(request, self.person.id)

    def _booked_visit(self, request: Request) -> Visit | None:
        """Return the visit that is booked for a request of this person; None for none."""
        if not request.open:
            return None
        visits = self.desk.calendar.ahead(self.person.id)
        return next((visit for visit in visits if visit.request == request.id), None)

    def _state_words(self, request: Request) -> str:
        if request.state == "scheduled" and request.until:
            return f"{self._name_of(request.owner)} comes {times.until(request.until)}"
        return _state_words(request)

    def _story_lines(self, request: Request, columns: int) -> list[Content]:
        """Return the state of a request, what is next, how it was asked, and its story."""
        name, team = self._name_of, self.desk.people.team_words(request.lane)
        if request.open:
            state = self.desk.requests.standing_words(request)
        else:
            state = request_wording.ended(request, name)
        lines = [Content.styled(line, "bold") for line in wrapped(state, columns, 3)]
        following = request_wording.next_step(request, name, team, self.person.id)
        lines += [Content.styled(line, "$muted") for line in wrapped(following, columns, 2)]
        is_own = request.person == self.person.id
        asked = [f"“{request.text}”" if request.text and is_own else ""]
        asked += [f"Look at: {request.look_at}" if request.look_at else "", request.feedback]
        for text in filter(None, asked):
            lines += [Content(line) for line in wrapped(text, columns, NO_LIMIT)]
        lines += [Content(""), Content.styled("The story so far", "bold")]
        now = self.desk.now()
        story = [
            (times.moment(step.at, now), request_wording.story_line(step, self._teller))
            for step in reversed(request_wording.standing_story(request))
        ]
        return lines + dated(story, columns)

    def _teller(self, person_id: str) -> str:
        """Return who did a step of the story: "You", or the name as far as it may be known."""
        return "You" if person_id == self.person.id else self._name_of(person_id)

    def _name_of(self, person_id: str) -> str:
        """Return the name of this person or of one of the team. Others who have the same trouble
        are not named: that they asked is their own affair.
        """
        person = self.desk.people.get(person_id)
        may_be_named = person is None or person.id == self.person.id or person.role in LANE_OF
        return self.desk.people.name(person_id) if may_be_named else "A colleague"

    def action_next_page(self) -> None:
        """Turn to the next page of the story."""
        self.story.next_page()

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        message.stop()
        self._show_story()

    async def action_works(self) -> None:
        """Close the request: it works."""
        me = self.person.id
        await self._apply(lambda latest: rules.confirm(latest, me), "Good. It is closed.")

    async def action_not_yet(self) -> None:
        """Put the request back to the front: it does not work yet."""
        me = self.person.id
        done = "It's back at the front of the line."
        await self._apply(lambda latest: rules.reopen(latest, me), done)

    async def action_worked(self) -> None:
        """Tell that it worked."""
        await self._tell("worked")

    async def action_partly(self) -> None:
        """Tell that it worked in part."""
        await self._tell("partly")

    async def action_not(self) -> None:
        """Tell that it did not work."""
        await self._tell("not")

    async def _tell(self, outcome: str) -> None:
        me = self.person.id
        await self._apply(
            lambda latest: rules.tell(latest, me, outcome), "Thanks for letting us know."
        )

    async def action_nudge(self) -> None:
        """Ask for an answer."""
        me, today = self.person.id, self.desk.now().date()
        done = "Nudged. You'll get an answer here."
        await self._apply(lambda latest: rules.nudge(latest, me, today), done)

    def action_time(self) -> None:
        """Open the screen on which another time is chosen."""
        visit = self._booked_visit(self.desk.requests.get(self._chosen_id))
        if visit:
            self.app.open_screen("slots", visit.id)

    def action_change(self) -> None:
        """Open the form that corrects it."""
        self._open_form(self.desk.requests.get(self._chosen_id))

    def action_withdraw(self) -> None:
        """Ask whether to take it back, and do it."""
        request = self.desk.requests.get(self._chosen_id)
        self.app.push_screen(_withdraw_dialog(request), self._withdraw_confirmed)

    def _withdraw_confirmed(self, yes: bool | None) -> None:
        if yes:
            me = self.person.id
            withdraw = self._apply(lambda latest: rules.withdraw(latest, me), "Taken back.")
            self.run_worker(withdraw, exit_on_error=False)

    def _open_form(self, request: Request) -> None:
        """Open the form that corrects a request, with the unsent correction if there is one."""
        me = self.person.id
        form = EditRequestForm(request, self._correction or request.text)
        self._correction = ""

        def corrected(edit: RequestEdit | None) -> None:
            if edit is None:
                return
            correct = self._apply(
                lambda latest: rules.correct(
                    latest, me, room=edit.room, when=edit.when, text=edit.text
                ),
                "Changed. You keep your place in line.",
            )
            self.run_worker(correct, exit_on_error=False)

        self.app.push_screen(form, corrected)

    async def _apply(self, rule: Callable[[Request], Sequence[NewFact]], done: str) -> None:
        """Apply a rule to the chosen request as it is by then, and say that it is done."""
        request_id = self._chosen_id
        if await self.act(lambda: self.desk.requests.act(request_id, rule)):
            self.say(done)


def _withdraw_dialog(request: Request) -> ConfirmDialog:
    """Make the dialog that asks before a request is taken back. A request that others have joined
    stays theirs; of any other one the place in line is lost.
    """
    name = request_wording.place(request)
    if request.joined:
        question = f"Leave {name}? The others keep it."
        return ConfirmDialog(question, "Stay on it", "Not me after all")
    return ConfirmDialog(f"Take back {name}? Its place in line is lost.", "Cancel", "Take it back")


def _state_words(request: Request) -> str:
    lane = LANES[request.lane]
    return {
        "waiting": "waiting",
        "claimed": "in good hands",
        "scheduled": "a time is set",
        "paused": "resting",
        "reopened": "back at the front",
        "finished": lane.asks,
        "confirmed": lane.done,
        "withdrawn": "taken back",
        "declined": "declined",
    }[request.state]
