"""The waiting screen: what time it is in school, where those are who help, what is known, what is
coming, thanks, and one large target. Nothing private: no request, no name of who asked for
anything.
"""

from datetime import datetime

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Digits, Static

from data.records import Person, Problem, Shown, Thanks
from kiosk.community.board import ComingEvent
from kiosk.community.whereabouts import Whereabouts
from kiosk.people.session import Session
from kiosk.school.school_day import SchoolMoment
from kiosk.wording import phrases, times
from screens.base import KioskScreen
from screens.entry.sign_in import SignInScreen
from screens.widgets.notice import Notice
from screens.widgets.rotating_cards import Block, CardColumn, RotatingCard
from screens.widgets.text_layout import cut, flowed, spread, wrapped
from screens.widgets.tile import Tile

BESIDE = 40
"""Columns from which on a date stands beside what it is about, not below it."""


class WaitingScreen(KioskScreen[None]):
    """What the staffroom sees between two people.

    Parameters:
        said: what whoever still stands here has to be told.
    """

    HELP = (
        "Touch to sign in, type your name, or scan your badge. Here stands nothing private: what "
        "you ask for is seen by you and by those who help."
    )

    def __init__(self, said: str = "") -> None:
        super().__init__()
        self._said = said

    def on_mount(self) -> None:
        super().on_mount()
        if self._said:
            self.say(self._said, "trouble")

    def body(self) -> ComposeResult:
        with Horizontal(id="head"):
            yield Digits(id="clock")
            yield Static(id="school")
        with Horizontal(id="cards"):
            with CardColumn(id="left"):
                yield RotatingCard("Where to find us", "coaching", id="team")
                yield RotatingCard("We know about", "fix", gap=0, id="problems")
                yield RotatingCard("Thanks this week", "thanks", id="thanks")
            with Vertical(id="right"):
                with CardColumn():
                    yield RotatingCard("Coming up", "note", id="coming")
                    yield RotatingCard("Today", "note", gap=0, spare=True, id="day")
                yield Tile(
                    "Touch to sign in",
                    "or scan your badge, or type",
                    id="enter",
                    classes="-centred",
                )
        yield Notice("F1 help   F2 other colours")

    def show_live(self) -> None:
        for notice in self.query(Notice):
            notice.warn(self.desk.blocked_words())
        if self.desk.ready:
            board = self.desk.board
            team, problems, coming = self.desk.whereabouts.team(), board.problems(), board.coming()
            wall = self.desk.thanks.wall()
            self._card("team").show(lambda columns: _team(team, columns))
            self._card("problems").show(lambda columns: self._problems(problems, columns))
            self._card("thanks").show(lambda columns: self._thanks(wall, columns))
            self._card("coming").show(lambda columns: _coming(coming, columns))
        self._card("day").show(self._day)
        self._tell_time()
        for column in self.query(CardColumn):
            column.share()

    def _card(self, key: str) -> RotatingCard:
        return self.query_one(f"#{key}", RotatingCard)

    _minute = -1

    def tick(self) -> None:
        for card in self.query(RotatingCard):
            card.tick()
        if self.desk.now().minute != self._minute:
            self.show_live()

    def _tell_time(self) -> None:
        now = self.desk.now()
        self._minute = now.minute
        self.query_one("#clock", Digits).update(times.clock(now))
        school = self.desk.settings.school
        where = self.desk.days.at(now)
        lines = [f"{school.name} · {school.kiosk}", day_line(now, where)]
        if self.app.demo_pin:
            lines.append(f"A demo: the coaches' PIN is {self.app.demo_pin}")
        width = max(20, self.app.size.width - 28)
        text = "\n".join(cut(line, width) for line in lines)
        self.query_one("#school", Static).update(Content.styled(text, "$muted"))

    def _problems(self, problems: list[Problem], columns: int) -> list[Block]:
        blocks: list[Block] = []
        for problem in problems:
            rooms = phrases.rooms(self.desk.board.rooms(problem)) or problem.wing
            since = ""
            if self.desk.date_of(problem.at) != self.desk.now().date():
                since = f"since {times.day(self.desk.date_of(problem.at))}"
            told = " · ".join(part for part in (problem.expected, rooms, since) if part)
            if len(problem.title) + len(told) + 2 <= columns:
                right = Content.styled(told, "$muted")
                blocks.append([spread(Content(problem.title), right, columns)])
            else:
                title = [Content(line) for line in wrapped(problem.title, columns, 2)]
                blocks.append([*title, Content.styled(cut(told, columns), "$muted")])
        return blocks

    def _thanks(self, wall: list[tuple[Thanks, Shown]], columns: int) -> list[Block]:
        if not wall:
            said_hi = self.desk.thanks.said_hi()
            empty = "None on the wall yet. Whoever is thanked decides who sees it."
            if said_hi > 1:
                empty += f" {said_hi} people said hi today."
            return [[Content.styled(line, "$muted") for line in wrapped(empty, columns, 4)]]
        return [self._thank_you(thanks, shown, columns) for thanks, shown in wall]

    def _thank_you(self, thanks: Thanks, shown: Shown, columns: int) -> Block:
        name = phrases.short if shown == "wall" else _initials
        people = (self.desk.people.get(each) for each in (thanks.by, thanks.to))
        giver, to = (name(person) if person else "Somebody" for person in people)
        quoted = wrapped(f"“{thanks.text or thanks.reason}”", columns, 3)
        signed = Content.styled(cut(f"{giver}  to  {to}", columns), "$muted")
        return [*map(Content, quoted), signed]

    def _day(self, columns: int) -> list[Block]:
        now = self.desk.now()
        where = self.desk.days.at(now)
        bells = self.desk.days.bells_on(now.date())
        if bells is None:
            ahead = self.desk.days.next_school_day(now.date())
            said = f"{where.holiday or 'No school today'}."
            if ahead:
                said += f" School goes on {times.long_day(ahead)}."
            return [[Content(line) for line in wrapped(said, columns, 4)]]
        left = [period for period in bells.periods if period.end > now.time()]
        if not left:
            return [[Content("The last bell has rung.")]]
        blocks: list[Block] = []
        for period in left:
            on = period is where.period
            name = Content.styled(f"{'●' if on else ' '} {period.name}", "bold" if on else "")
            when = f"until {period.ends}" if on else period.starts
            blocks.append([spread(name, Content.styled(when, "" if on else "$muted"), columns)])
        return blocks

    def on_tile_pressed(self) -> None:
        self._open()

    def _open(self, typed: str = "") -> None:
        if not self.desk.ready and (words := self.desk.blocked_words()):
            self.say(words, "trouble")
        elif self.on_top:
            self.app.push_screen(SignInScreen(typed))

    def on_key(self, event: events.Key) -> None:
        """Enter opens the sign-in; so does a letter, which is then the first of a name."""
        if event.key in {"enter", "space"}:
            event.stop()
            self._open()
        elif event.character and event.character.isalpha():
            event.stop()
            if self.on_top:
                self._open(event.character)
            elif isinstance(self.app.screen, SignInScreen):
                self.app.screen.type(event.character)  # typed before the first had opened it

    def belong(self, session: Session) -> None:
        """It is of no session: whoever comes next stands before it."""

    def action_back(self) -> None:
        """There is nothing behind this one."""


def day_line(now: datetime, where: SchoolMoment) -> str:
    """Tuesday 24 November · Day 3 · Period 3 ends 10:55"""
    parts = [times.long_day(now.date())]
    if where.cycle:
        parts.append(f"Day {where.cycle}")
    if where.period:
        parts.append(f"{where.period.name} ends {where.period.ends}")
    elif where.next:
        parts.append(f"{where.next.name} starts {where.next.starts}")
    elif not where.school:
        parts.append(where.holiday or "no school")
    return " · ".join(parts)


def _team(team: list[Whereabouts], columns: int) -> list[Block]:
    """Who is where: a sign and words beside each other, and when they are open next."""
    if not team:
        said = "Nobody is named as coach or fixer yet. The keeper does it: kiosk person role"
        return [[Content(line) for line in wrapped(said, columns, 4)]]
    return [_whereabouts(each, columns) for each in team]


def _whereabouts(each: Whereabouts, columns: int) -> Block:
    name = Content.styled(each.person.name, "bold")
    role = Content.styled(phrases.ROLES[each.person.role], "$muted")
    sign = Content.styled("○ ", "$warning") if each.away else Content.styled("● ", "$primary")
    where = Content.assemble(sign, each.where)
    opens = Content.styled(f"open {each.open_next}" if each.open_next else "", "$muted")
    return [spread(name, role, columns), spread(where, opens, columns)]


def _coming(coming: list[ComingEvent], columns: int) -> list[Block]:
    if columns < BESIDE:
        return [_below(each, columns) for each in coming]
    blocks: list[Block] = []
    wide = max((len(each.when) for each in coming), default=0) + 2
    for each in coming:
        when = Content.styled(f"{cut(each.when, wide - 2):<{wide}}", "$muted")
        style = "$accent" if each.birthday else ""
        first, *rest = wrapped(each.title, columns - wide, 3) or [""]
        lines = [Content.assemble(when, Content.styled(first, style))]
        indent = " " * wide
        lines += [Content.assemble(indent, Content.styled(line, style)) for line in rest]
        detail = flowed(each.detail, columns - wide)
        lines += [Content.assemble(indent, Content.styled(line, "$muted")) for line in detail]
        blocks.append(lines)
    return blocks


def _below(each: ComingEvent, columns: int) -> Block:
    """What it is, and when and where below it."""
    style = "$accent" if each.birthday else ""
    lines = [Content.styled(line, style) for line in wrapped(each.title, columns, 3)]
    told = flowed([each.when, *each.detail], columns - 2)
    return [*lines, *(Content.styled(f"  {line}", "$muted") for line in told)]


def _initials(person: Person) -> str:
    return "".join(f"{part[0]}." for part in person.name.split()[:3])
