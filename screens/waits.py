"""What waits for somebody at sign-in, one thing at a time: does it work now, thanks received, and
after a hi, how the day is. It never blocks: everything else stays in reach.
"""

from dataclasses import dataclass
from time import monotonic

from textual import getters
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from data.records import Request, Thanks
from kiosk import words
from kiosk.desk import Desk
from screens.lines import stack, wrapped
from screens.tile import Tile

DAYS = (("Good", "Good"), ("So-so", "So-so"), ("Hard", "Hard"))


class Waits(Widget):
    """A panel with a sentence and two or three answers; not there when nothing waits.

    Parameters:
        desk: whose requests and thanks.
        person: who is asked.
        settle: seconds for which a new question takes no answer: a second tap is the last one's.
    """

    words = getters.query_one("#waits-words", Static)

    @dataclass
    class Answered(Message):
        """One touch: which item, and what was said."""

        item: str
        answer: str

    def __init__(self, desk: Desk, person: str, settle: float) -> None:
        super().__init__()
        self._desk = desk
        self._person = person
        self._item = ""
        self._asked: dict[str, None] = {}
        self._checkin = ""
        self._lines: tuple[str, str] = ("", "")
        self._settle = settle
        self._since = 0.0

    def compose(self) -> ComposeResult:
        with Horizontal(classes="panel"):
            yield Static(id="waits-words")
            for _ in range(3):
                yield Tile(classes="-slim")

    def look(self) -> None:
        """Show the first thing that waits, or nothing."""
        asked = map(self._desk.request, self._asked)
        finished = [each for each in asked if each.state == "finished"]
        thanked = self._desk.thanks_for(self._person)
        if finished:
            self._ask_working(finished[0], len(finished) + len(thanked))
        elif thanked:
            self._show_thanks(thanked[0])
        elif self._checkin:
            self._show(
                self._checkin,
                "How is the day? Only if you like.",
                "",
                DAYS,
                "note",
            )
        else:
            self._item = ""
            self.display = False

    def ask_about(self, request: Request) -> None:
        """Put a finished request on the list of what is asked in this session."""
        self._asked[request.id] = None

    def ask_day(self, checkin: str) -> None:
        """After a hi: how the day is, for whoever likes to say."""
        self._checkin = checkin
        self.look()

    def _ask_working(self, request: Request, waiting: int) -> None:
        who = self._desk.name(request.owner)
        when = words.moment(request.since, self._desk.now())
        last = request.story[-1].text if request.story else ""
        said = f"{who} finished it {when}{': ' + last if last else ''}."
        more = f" ({waiting - 1} more after this)" if waiting > 1 else ""
        self._show(
            request.id,
            f"Does it work now? {words.place(request)}",
            said + more,
            (("Yes, it works", "works"), ("Not yet", "not_yet"), ("Ask me later", "later")),
            "fix" if request.lane == "fix" else "coaching",
        )

    def _show_thanks(self, thanks: Thanks) -> None:
        giver = self._desk.full_name(thanks.by)
        said = thanks.text or thanks.reason
        self._show(
            thanks.id,
            f"{giver} says thanks: “{said}”",
            "Who may see it?",
            (("Only me", "private"), ("Initials", "initials"), ("The wall", "wall")),
            "thanks",
        )

    def _show(
        self,
        item: str,
        head: str,
        body: str,
        answers: tuple[tuple[str, str], ...],
        tone: str,
    ) -> None:
        self._item, self._lines, self._since = item, (head, body), monotonic()
        panel = self.query_one(Horizontal)
        for name in ("fix", "coaching", "thanks", "note"):
            panel.set_class(name == tone, f"-{name}")
        for place, tile in enumerate(self.query(Tile)):
            tile.display = place < len(answers)
            if tile.display:
                title, value = answers[place]
                tile.key = str(place + 1)
                tile.show(title, "", value, tone)
        self.display = True
        self.call_after_refresh(self._write)

    def on_resize(self) -> None:
        self._write()

    def _write(self) -> None:
        if not self.is_attached:
            return
        width, rows = self.words.size
        head = wrapped(self._lines[0], width, 2)
        lines = [Content.styled(line, "bold") for line in head]
        rest = wrapped(self._lines[1], width, rows - len(lines))
        self.words.update(stack([*lines, *(Content.styled(line, "$muted") for line in rest)]))

    def check(self) -> None:
        """What is asked stays, whatever else comes in, for as long as there is something to ask."""
        if self._item in self._asked and self._desk.request(self._item).state != "finished":
            self.done(self._item)

    def done(self, item: str) -> None:
        """It has been answered: on to the next, if there is one."""
        self._asked.pop(item, None)
        if item == self._checkin:
            self._checkin = ""
        self.look()

    def on_tile_pressed(self, message: Tile.Pressed) -> None:
        message.stop()
        if self.display and monotonic() - self._since >= self._settle:
            self.post_message(self.Answered(self._item, message.tile.value))
