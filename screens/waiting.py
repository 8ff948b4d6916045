"""The waiting screen: what time it is in school, who is here for people, thanks, and one large
target. Nothing private: no request, no name of who asked for anything.
"""

from datetime import datetime

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Digits, Static

from data.records import Person, Thanks
from kiosk import words
from kiosk.day import Now
from screens.base import KioskScreen, Notice
from screens.card import Card
from screens.lines import cut, spread, wrapped
from screens.sign_in import SignIn
from screens.tile import Tile


class Waiting(KioskScreen[None]):
    """What the staffroom sees between two people."""

    def body(self) -> ComposeResult:
        with Horizontal(id="head"):
            yield Digits(id="clock")
            yield Static(id="school")
        with Horizontal(id="cards"):
            with Vertical(id="people"):
                yield Card("Here for you", "coaching", id="team")
                yield Card("Thanks this week", "thanks", id="thanks")
            with Vertical(id="today"):
                yield Card("Today", "note", id="day")
                yield Tile(
                    "Touch to sign in",
                    "or scan your badge, or type",
                    id="enter",
                    classes="-centred",
                )
        yield Notice("F2 other colours")

    def show_live(self) -> None:
        if self.desk.ready:
            self.query_one("#team", Card).show(self._team)
            self.query_one("#thanks", Card).show(self._thanks)
        self.tick()

    def tick(self) -> None:
        now = self.desk.now()
        self.query_one("#clock", Digits).update(words.clock(now))
        self.query_one("#school", Static).update(self._school(now))
        self.query_one("#day", Card).show(self._day)

    def _school(self, now: datetime) -> Content:
        school = self.desk.settings.school
        where = self.desk.days.at(now)
        lines = [f"{school.name} · {school.kiosk}", day_line(now, where)]
        if self.app.demo_pin:
            lines.append(f"A demo: the coaches' PIN is {self.app.demo_pin}")
        width = max(20, self.app.size.width - 28)
        return Content.styled("\n".join(cut(line, width) for line in lines), "$muted")

    def _team(self, columns: int, rows: int) -> list[Content]:
        team = self.desk.team("coaching") + self.desk.team("fix")
        if not team:
            said = "Nobody is named as coach or fixer yet."
            return [Content(line) for line in wrapped(said, columns, rows)]
        if rows >= 3 * len(team) - 1:
            return [line for person in team for line in _introduced(person, columns)][:-1]
        lines = [_who(person, columns) for person in team[:rows]]
        if len(team) > rows:
            lines[-1] = Content.styled(f"and {len(team) - rows + 1} more", "$muted")
        return lines

    def _thanks(self, columns: int, rows: int) -> list[Content]:
        lines: list[Content] = []
        for each in self.desk.wall():
            said = self._thank_you(each, columns)
            spaced = len(lines) + len(said) + (1 if lines else 0)
            if spaced > rows:
                break
            lines += [*([Content("")] if lines else []), *said]
        if not lines:
            said_hi = self.desk.checkins_today()
            empty = "None on the wall yet. Whoever is thanked decides who sees it."
            if said_hi > 1:
                empty += f" {said_hi} people said hi today."
            return [Content.styled(line, "$muted") for line in wrapped(empty, columns, rows)]
        return lines

    def _thank_you(self, thanks: Thanks, columns: int) -> list[Content]:
        giver, to = (self.desk.people.get(each) for each in (thanks.by, thanks.to))
        name = words.short if thanks.shown == "wall" else _initials
        pair = [name(person) if person else "Somebody" for person in (giver, to)]
        said = thanks.text or thanks.reason
        quoted = [Content(line) for line in wrapped(f"“{said}”", columns, 2)]
        return [*quoted, Content.styled(cut(f"{pair[0]}  to  {pair[1]}", columns), "$muted")]

    def _day(self, columns: int, rows: int) -> list[Content]:
        now = self.desk.now()
        where = self.desk.days.at(now)
        bells = self.desk.days.bells_on(now.date())
        if bells is None:
            ahead = self.desk.days.next_school_day(now.date())
            said = f"{where.holiday or 'No school today'}."
            if ahead:
                said += f" School goes on {words.long_day(ahead)}."
            return [Content(line) for line in wrapped(said, columns, rows)]
        clock = now.time()
        left = [period for period in bells.periods if period.end > clock]
        if not left:
            return [Content(line) for line in wrapped("The last bell has rung.", columns, rows)]
        lines = []
        for period in left[:rows]:
            on = period is where.period
            name = Content.styled(f"{'●' if on else ' '} {period.name}", "bold" if on else "")
            when = f"until {period.ends}" if on else period.starts
            lines.append(spread(name, Content.styled(when, "" if on else "$muted"), columns))
        return lines

    def on_tile_pressed(self) -> None:
        self._open()

    def _open(self, typed: str = "") -> None:
        if self.on_top:
            self.app.push_screen(SignIn(typed))

    def on_key(self, event: events.Key) -> None:
        """Enter opens the sign-in; so does a letter, which is then the first of a name."""
        if event.key in {"enter", "space"}:
            event.stop()
            self._open()
        elif event.character and event.character.isalpha():
            event.stop()
            if self.on_top:
                self._open(event.character)
            elif isinstance(self.app.screen, SignIn):
                self.app.screen.type(event.character)  # typed before the first had opened it

    def action_back(self) -> None:
        """There is nothing behind this one."""


def day_line(now: datetime, where: Now) -> str:
    """Tuesday 24 November · Day 3 · Period 3 ends 10:55"""
    parts = [words.long_day(now.date())]
    if where.cycle:
        parts.append(f"Day {where.cycle}")
    if where.period:
        parts.append(f"{where.period.name} ends {where.period.ends}")
    elif where.next:
        parts.append(f"{where.next.name} starts {where.next.starts}")
    elif not where.school:
        parts.append(where.holiday or "no school")
    return " · ".join(parts)


def _who(person: Person, columns: int) -> Content:
    name = Content.styled(person.name, "bold")
    return spread(name, Content.styled(words.ROLES[person.role], "$muted"), columns)


def _introduced(person: Person, columns: int) -> list[Content]:
    """Who it is, and what to come with."""
    what = {
        "coach": "lessons, tools, a second pair of eyes, or just a coffee",
        "fixer": "projectors, printers, Wi-Fi, logins, devices",
    }[person.role]
    return [_who(person, columns), Content.styled(cut(what, columns), "$muted"), Content("")]


def _initials(person: Person) -> str:
    return "".join(f"{part[0]}." for part in person.name.split()[:3])
