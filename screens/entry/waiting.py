"""The waiting screen: the time, where the team is, known problems, what is coming up, thanks, and
one large target to sign in. It shows nothing private: no request, and not who asked for anything.
"""

from datetime import datetime

from textual import events
from textual.app import ComposeResult
from textual.content import Content

from data.records import Person, Problem, Shown, Thanks
from kiosk.community.board import ComingEvent
from kiosk.people.session import Session
from kiosk.school.school_day import SchoolMoment
from kiosk.wording import phrases, times
from screens.base import KioskScreen
from screens.entry.door import Door
from screens.entry.sign_in import SignInScreen
from screens.entry.waiting_head import DayCell, WaitingHead
from screens.widgets.containers import Columns, Stack
from screens.widgets.grid_layout import TALL
from screens.widgets.masthead import NoticeLine
from screens.widgets.rotating_cards import Block, CardColumn, RotatingCard
from screens.widgets.team_card import team_blocks
from screens.widgets.text_layout import cut, flowed, spread, wrapped
from screens.widgets.tile_board import TileBoard

BESIDE = 40
"""Columns of a card from which on the date of an event is beside its title, not below it."""


MOST_LINES = 40
"""Lines of the longest thank-you on the wall; a page of the card has a few of them."""


class WaitingScreen(KioskScreen[None]):
    """The screen that the staffroom sees while nobody is signed in; the lowest on the stack.

    Parameters:
        message: shown at once, for a person who was signed out; "" for none.
    """

    HELP = (
        "Touch to sign in, type your name, or scan your badge. Nothing private is shown here: what "
        "you ask for is seen by you and by those who help."
    )

    def __init__(self, message: str = "") -> None:
        super().__init__()
        self._message = message
        self._minute = -1
        """The minute of the clock for which everything is shown."""
        self._cards: list[RotatingCard] = []

    def begin(self) -> None:
        self._cards = list(self.query(RotatingCard))
        super().begin()
        if self._message:
            self.say(self._message, "trouble")

    def body(self) -> ComposeResult:
        with Stack(id="inside"):
            yield WaitingHead()
            with Columns(id="cards"):
                with CardColumn(id="left"):
                    yield RotatingCard("Where to find us", "coaching", id="team")
                    with Columns(id="below"):
                        yield RotatingCard("We know about", "fix", id="problems")
                        yield RotatingCard("Thanks", "thanks", id="thanks")
                yield RotatingCard("Coming up", "note", id="coming")
            yield NoticeLine()
        yield Door()

    def show_live(self) -> None:
        self.query_one(NoticeLine).warn(self.desk.blocked_words())
        self.query_one("#cards").display = self.desk.ready
        if self.desk.ready:
            board = self.desk.board
            team, problems, coming = self.desk.whereabouts.team(), board.problems(), board.coming()
            wall = self.desk.thanks.wall()
            is_low = self.app.size.height < TALL
            self._card("team").show(lambda columns: team_blocks(team, columns, is_low=is_low))
            self._card("problems").show(lambda columns: self._problem_blocks(problems, columns))
            self._card("thanks").show(lambda columns: self._thanks_blocks(wall, columns))
            self._card("coming").show(lambda columns: event_blocks(coming, columns))
            self._card("problems").display = bool(problems)
            self._card("coming").display = bool(coming)
        self._show_time()
        self.query_one(CardColumn).share()

    def _card(self, card_id: str) -> RotatingCard:
        return self.query_one(f"#{card_id}", RotatingCard)

    def tick(self) -> None:
        """Turn the pages of the cards; update everything once a minute."""
        for card in self._cards:
            card.tick()
        if self.desk.now().minute != self._minute:
            self.show_live()

    def _show_time(self) -> None:
        now = self.desk.now()
        self._minute = now.minute
        school = self.desk.settings.school
        moment = self.desk.days.at(now)
        where = f"{school.name} · {school.kiosk}"
        if self.app.demo_pin:
            where = f"A demo · the coaches' PIN is {self.app.demo_pin}"
        self.query_one(WaitingHead).show(
            times.clock(now),
            where,
            (day_line(now, moment), day_line(now, moment, short=True)),
            self._day_cells(now),
        )

    def _day_cells(self, now: datetime) -> list[DayCell]:
        """Return the periods of today; none when there is no school."""
        bells = self.desk.days.bells_on(now.date())
        current = self.desk.days.at(now).period
        cells = []
        for period in bells.periods if bells else ():
            state = "over" if period.end <= now.time() else "ahead"
            cells.append(DayCell(period.name, period.starts, "on" if period is current else state))
        return cells

    def _problem_blocks(self, problems: list[Problem], columns: int) -> list[Block]:
        blocks: list[Block] = []
        for problem in problems:
            rooms = phrases.rooms(self.desk.board.rooms(problem)) or problem.wing
            since = ""
            if self.desk.date_of(problem.at) != self.desk.now().date():
                since = f"since {times.day(self.desk.date_of(problem.at))}"
            parts = [part for part in (problem.expected, rooms, since) if part]
            details = " · ".join(parts)
            if len(problem.title) + len(details) + 2 <= columns:
                right = Content.styled(details, "$muted")
                blocks.append([spread(Content(problem.title), right, columns)])
            else:
                title = [Content(line) for line in wrapped(problem.title, columns, 2)]
                shown = flowed(parts, columns)[:1]  # what does not fit whole is left away
                blocks.append([*title, *(Content.styled(line, "$muted") for line in shown)])
        return blocks

    def _thanks_blocks(self, wall: list[tuple[Thanks, Shown]], columns: int) -> list[Block]:
        if not wall:
            hello_count = self.desk.thanks.said_hi()
            empty = "None on the wall yet. Whoever is thanked decides who sees it."
            if hello_count > 1:
                empty += f" {hello_count} people said hi today."
            return [[Content.styled(line, "$muted") for line in wrapped(empty, columns, 4)]]
        return [self._thanks_block(thanks, shown, columns) for thanks, shown in wall]

    def _thanks_block(self, thanks: Thanks, shown: Shown, columns: int) -> Block:
        """Return a thank-you with the names, or the initials, as whoever was thanked has chosen."""
        name = phrases.short if shown == "wall" else _initials
        people = (self.desk.people.get(person_id) for person_id in (thanks.by, thanks.to))
        giver, receiver = (name(person) if person else "Someone" for person in people)
        quoted = wrapped(f"“{thanks.text or thanks.reason}”", columns, MOST_LINES)
        signed = Content.styled(cut(f"{giver}  to  {receiver}", columns), "$muted")
        return [*map(Content, quoted), signed]

    def on_tile_board_pressed(self, message: TileBoard.Pressed) -> None:
        message.stop()
        self._open_sign_in()

    def action_turn_page(self, by: int) -> None:
        """Turn the pages of the cards."""
        for card in self._cards:
            card.turn(by)

    def on_click(self) -> None:
        """Begin to sign in at a touch anywhere."""
        self._open_sign_in()

    def _open_sign_in(self, typed: str = "") -> None:
        """Open the sign-in, once the store is open.

        Parameters:
            typed: the letter that was typed; "" for none.
        """
        if not self.desk.ready and (words := self.desk.blocked_words()):
            self.say(words, "trouble")
        elif self.is_active:
            self.app.push_screen(SignInScreen(typed))

    def on_key(self, event: events.Key) -> None:
        """Open the sign-in at Enter, and at a letter, which is the first of a name."""
        if event.key in {"enter", "space"}:
            event.stop()
            self._open_sign_in()
        elif event.character and event.character.isalpha():
            event.stop()
            self._open_sign_in(event.character)

    def bind_session(self, session: Session) -> None:
        """Do nothing: this screen belongs to no session, and outlives all of them."""

    def action_back(self) -> None:
        """Do nothing: there is no screen below."""


def day_line(now: datetime, moment: SchoolMoment, *, short: bool = False) -> str:
    """Return such as "Tuesday 24 November · Day 3 · Period 3 ends 10:55".

    Parameters:
        moment: where `now` is in the school day.
        short: whether the names are short: "Tue 24 Nov · Day 3 · until 10:55".
    """
    short_day = f"{now:%a} {times.day(now.date())}"
    parts = [short_day if short else times.long_day(now.date())]
    if moment.cycle:
        parts.append(f"Day {moment.cycle}")
    if moment.period:
        ends = moment.period.ends
        parts.append(f"until {ends}" if short else f"{moment.period.name} ends {ends}")
    elif moment.next:
        parts.append(f"{moment.next.name} starts {moment.next.starts}")
    elif not moment.school:
        parts.append(moment.holiday or "no school")
    return " · ".join(parts)


def event_blocks(events: list[ComingEvent], columns: int) -> list[Block]:
    if columns < BESIDE:
        return [_narrow_event_block(event, columns) for event in events]
    date_width = max((len(event.when) for event in events), default=0) + 2
    return [_event_block(event, date_width, columns) for event in events]


def _event_block(event: ComingEvent, date_width: int, columns: int) -> Block:
    """Return the date of an event with its title beside it, and the details below the title."""
    when = Content.styled(f"{cut(event.when, date_width - 2):<{date_width}}", "$muted")
    style = "$accent" if event.birthday else ""
    first, *rest = wrapped(event.title, columns - date_width, 3) or [""]
    lines = [Content.assemble(when, Content.styled(first, style))]
    indent = " " * date_width
    lines += [Content.assemble(indent, Content.styled(line, style)) for line in rest]
    details = flowed(event.detail, columns - date_width)
    lines += [Content.assemble(indent, Content.styled(line, "$muted")) for line in details]
    return lines


def _narrow_event_block(event: ComingEvent, columns: int) -> Block:
    """Return the title of an event, with the date and the details below it."""
    style = "$accent" if event.birthday else ""
    lines = [Content.styled(line, style) for line in wrapped(event.title, columns, 3)]
    details = flowed([event.when, *event.detail], columns - 2)
    return [*lines, *(Content.styled(f"  {line}", "$muted") for line in details)]


def _initials(person: Person) -> str:
    return "".join(f"{part[0]}." for part in person.name.split()[:3])
