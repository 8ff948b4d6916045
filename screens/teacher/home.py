"""The home of a teacher: a greeting, what waits for them, and six large tiles."""

from msgspec.structs import replace
from textual import getters
from textual.app import ComposeResult

from kiosk.inbox.inbox import Inbox, InboxItem, InboxReply
from kiosk.inbox.sent_line import add_line
from kiosk.people.drafts import TextDraft
from kiosk.people.session import Sent
from kiosk.school.undo import take_back
from kiosk.wording import phrases, times
from screens.actions import Action
from screens.base import KioskScreen
from screens.dialogs.comment_prompt import CommentPrompt
from screens.dialogs.prompt_base import PromptDraft
from screens.dialogs.text_view import TextView
from screens.widgets.footer import BACK, Footer
from screens.widgets.inbox_panel import InboxPanel
from screens.widgets.masthead import Head, Masthead
from screens.widgets.tile_grid import TileGrid

WIDE = 100
"""Columns from which on the countdown has a word before it."""
DRAFT = "draft"
"""Kind of the inbox item that offers to go on with a text."""
SENT = "sent"
"""Kind of the item that offers to take back what was just sent."""


class HomeScreen(KioskScreen[None]):
    """The screen that a teacher sees after signing in; also the own home of one of the team."""

    HELP = "Touch what you need. What waits for you comes first, and can be left for later."
    KEYS = (("1 2 3", "answer what waits at the top"),)
    NAME = "home"
    ACTIONS = (
        Action(
            "fix",
            "f",
            "Something is broken",
            "Projector, Wi-Fi, a login",
            "fix",
            "body",
            picture="broken",
            opens="fix",
        ),
        Action(
            "coaching",
            "c",
            "I'd like coaching",
            "Plan, co-teach, watch me",
            "coaching",
            "body",
            picture="coaching",
            opens="coaching",
        ),
        Action(
            "thanks",
            "t",
            "Say thanks",
            "To a colleague, IT, coach",
            "thanks",
            "body",
            picture="thanks",
            opens="thanks",
        ),
        Action("hi", "h", "Just saying hi", "Nothing needed. I'm here.", "", "body", picture="hi"),
        Action("requests", "m", "My requests", "", "", "body", picture="list", opens="requests"),
        Action(
            "resources",
            "r",
            "Resources",
            "take one along",
            "note",
            "body",
            picture="code",
            opens="resources",
        ),
        Action("not-sure", "n", "Not sure", opens="not-sure"),
        Action("workshops", "w", "Workshops", opens="workshops"),
        Action("me", "a", "About me", opens="me"),
    )

    masthead = getters.query_one(Masthead)
    foot = getters.query_one(Footer)
    inbox_panel = getters.query_one(InboxPanel)

    def body(self) -> ComposeResult:
        self._inbox = Inbox(self.desk, self.person.id)
        yield Masthead()
        yield InboxPanel(self.app.settle)
        yield TileGrid(
            [replace(tile, is_loud=bool(tile.tone)) for tile in self.tiles("body")],
            width=22,
            height=5,
            most_columns=3,
        )
        yield Footer(*self.tiles("foot"), back="Sign out")

    def show_live(self) -> None:
        self.tick()
        for head in self.query(Head):
            head.warn(self.desk.blocked_words())
        self._show_waiting()
        requests = self.desk.requests.for_person(self.person.id)
        open_requests = [request for request in requests if request.open]
        state, body = "", "Nothing open just now"
        if open_requests:
            is_narrow = self.app.size.width < WIDE
            state = self.desk.requests.standing_short(open_requests[0], is_narrow=is_narrow)
            body = ""
            if len(open_requests) > 1:
                state, body = f"{len(open_requests)} open", state
        self.change_tile("requests", state=state, body=body)
        if self.desk.thanks.said_hi_today(self.person.id):
            self.change_tile("hi", body="You said hi today")
        new = len(self.desk.shelf.new())
        self.change_tile("resources", state=f"{new} new" if new else "")

    def on_resize(self) -> None:
        super().on_resize()
        self.call_after_refresh(self.update_if_complete, self.show_live)

    def tick(self) -> None:
        """Show the time, and the seconds until the person is signed out; offer no longer to take
        back what was sent a while ago.
        """
        sent = self.session.sent
        if sent and self.desk.clock.monotonic() >= sent.until:
            self.session.sent = None
            self._show_waiting()
        now = self.desk.now()
        moment = self.desk.days.at(now)
        parts = [self.person.room, f"{now:%a} {times.day(now.date())}"]
        parts += [moment.period.name] if moment.period else []
        self.masthead.show(
            f"{times.greeting(now)}, {self.person.first}",
            right=" · ".join(part for part in parts if part),
        )
        if self.session.working:
            self.foot.change(BACK, title="Queue")
        else:
            minutes, seconds = divmod(self.app.idle_left, 60)
            left = f"{minutes}:{seconds:02}"
            is_wide = self.app.size.width >= WIDE
            self.foot.change(BACK, body=f"in {left}" if is_wide else left)

    @property
    def _latest_draft(self) -> TextDraft | None:
        """The text that they were writing last; one from the team's side waits behind the PIN."""
        drafts = self.app.drafts.for_person(self.person.id, self.desk.now().date())
        return next((draft for draft in drafts if not isinstance(draft, PromptDraft)), None)

    def _show_waiting(self) -> None:
        items = self._inbox.items()
        draft = self._latest_draft
        if draft:
            items.insert(0, _draft_item(draft))
        count = len(items)
        if sent := self.session.sent:
            items.insert(0, _sent_item(sent))
        waits = phrases.count(count, "thing waits for you", "things wait for you") if count else ""
        self.masthead.set_hint(waits)
        self.inbox_panel.show_items(items)
        shown = self.inbox_panel.item
        if shown and shown.once:
            self.run_worker(self.act(lambda: self._inbox.shown(shown)), exit_on_error=False)

    async def on_inbox_panel_answered(self, message: InboxPanel.Answered) -> None:
        message.stop()
        await self._answer(message.item, message.answer)

    async def _answer(self, item: InboxItem, answer: str) -> None:
        """Save the answer to an item of the inbox, and follow where it leads."""
        if item.kind == DRAFT:
            self._answer_draft(answer)
            return
        if item.kind == SENT:
            await self._answer_sent(answer)
            return
        reply = await self.act(lambda: self._inbox.answer(item, answer))
        if reply is None:
            return
        self._inbox.done(item)
        self.show_live()
        if reply.said:
            self.say(reply.said)
        self._follow(item, reply)

    def on_inbox_panel_read_on(self, message: InboxPanel.ReadOn) -> None:
        """Show all of an item, with its answers."""
        message.stop()
        item = message.item

        def answered(answer: str | None) -> None:
            if answer is not None:
                self.run_worker(self._answer(item, answer), exit_on_error=False)

        self.app.push_screen(TextView(item.head, item.body, item.answers, item.tone), answered)

    def _follow(self, item: InboxItem, reply: InboxReply) -> None:
        """Open the screen that an answer leads to, if any."""
        if not self.is_active:
            return
        if reply.goes == "line":
            self.ask_line({"kind": item.kind, "id": item.id, "outcome": reply.subject})
        elif reply.goes:
            self.app.open_screen(reply.goes, reply.subject)

    def ask_line(self, about: dict[str, str], text: str = "") -> None:
        """Ask for a line about how it went, which may be left out.

        Parameters:
            about: the kind and the id of the item, and its outcome.
            text: the text in the line at first.
        """
        question = "What was it like? Please do not name students."
        if about["kind"] == SENT:
            question = "It goes with what you sent. Please do not name students."
        panel = CommentPrompt("A line about it, if you like", question, text, about)

        def answered(text: str | None) -> None:
            if text:
                self.run_worker(self._save_line(about, text), exit_on_error=False)

        self.app.push_screen(panel, answered)

    async def _save_line(self, about: dict[str, str], text: str) -> None:
        kind, key, outcome = about["kind"], about["id"], about["outcome"]
        if kind == SENT:
            saved = await self.act(lambda: add_line(self.desk, key, self.person.id, text))
            if saved and self.session.sent and self.session.sent.line_for == key:
                self.session.sent = None
            self.show_live()
        else:
            saved = await self.act(lambda: self._inbox.tell(kind, key, outcome, text))
        if saved:
            self.say("Thanks, that is written down.")

    async def _answer_sent(self, answer: str) -> None:
        """Take back what was just sent, or ask for a line about it."""
        sent, me = self.session.sent, self.person.id
        if sent is None:
            return
        if answer == "line":
            self.ask_line({"kind": SENT, "id": sent.line_for, "outcome": ""})
            return
        undo = sent.undo
        assert undo is not None  # else it was not offered
        if await self.act(lambda: take_back(self.desk, undo, me)):
            self.app.drafts.drop(me, "line")  # it was about what is gone
            self.say(f"Taken back: {sent.what}.")
        if self.session.sent is sent:
            self.session.sent = None
        self.show_live()

    def _answer_draft(self, answer: str) -> None:
        """Go on with the draft, or drop it."""
        draft = self._latest_draft
        if draft is None or not self.is_active:  # a draft is dropped only when its screen opens
            return
        self.app.drafts.drop(self.person.id, draft.key)
        self.show_live()
        if answer != "go on":
            return
        if draft.place == "line":
            self.ask_line(draft.about, draft.text)
        else:
            self.app.resume(draft)

    _said_hi = False

    async def action_hi(self) -> None:
        """Save that they said hi; once a day is enough."""
        if self._said_hi:
            self.say("Hi again. Your coach knows that you were here.")
            return
        self._said_hi = True
        key = await self.act(lambda: self.desk.thanks.hi(self.person.id))
        self._said_hi = key is not None
        if key:
            self._inbox.ask_day(key)
            self.show_live()
            self.say("Hi, good to see you. That is all it takes.")

    def action_back(self) -> None:
        if self.session.working:
            self.app.pop_screen()
        else:
            self.app.leave_session()


def _draft_item(draft: TextDraft) -> InboxItem:
    """Return the item that offers to go on with a text."""
    return InboxItem(
        DRAFT,
        draft.place,
        "You were writing when you left",
        f"“{draft.text}”",
        (("Go on", "go on"), ("Let it go", "let go")),
        "note",
    )


def _sent_item(sent: Sent) -> InboxItem:
    """Return the item that offers to take back what was just sent, or to add a line."""
    answers = [("Undo", "undo")] if sent.undo else []
    answers += [("Add a line", "line")] if sent.line_for else []
    words = "You can still undo it" + (" or add a line." if sent.line_for else ".")
    head = f"Sent: {sent.what}"
    return InboxItem(SENT, sent.what, head, words, tuple(answers), "note", comes_first=True)
