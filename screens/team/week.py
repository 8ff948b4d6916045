"""The week: where the hours went, drawn for a terminal, with the conclusion in words; the day and
its gaps, asked about in a minute; the goals of the year.
"""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from textual import events, getters
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from data.records import Work
from kiosk.outreach.goals import MEASURES, OFFERED
from kiosk.timesheet.entries import COACHING_WORK, WORK_KINDS, TimeGap, name_of
from kiosk.timesheet.week import Week, conclusion, monday, span, week
from kiosk.wording import phrases, times
from screens.actions import Action
from screens.dialogs.action_menu import ActionMenu
from screens.dialogs.minutes_prompt import MinutesEntry, MinutesPrompt
from screens.dialogs.prompt_base import Question
from screens.team.section import Section
from screens.team.week_chart import goals, kinds, mix
from screens.widgets.card import Card
from screens.widgets.row_list import RowList
from screens.widgets.text_layout import cut, spread, wrapped
from screens.widgets.tile import Tile
from screens.widgets.tile_grid import ROOMY

Row = TimeGap | Work
STEP = 5
"""Minutes by which an entry is made longer or shorter with one key."""


class WeekSection(Section):
    """Where did the time go?"""

    SECTION = "week"
    HELP = (
        "Hours come from what you finish and log; nothing is entered twice. At the end of the day "
        "the gaps between them are asked about: one key says what each was."
    )
    KEYS = (("1 to 0", "what a gap was, or what an entry was of"),)
    NAME = "week"
    ACTIONS = (
        Action("see-week", "w", "Week", "where the time went", "note", "bar"),
        Action("see-day", "d", "Day", "with its gaps", "note", "bar"),
        Action("see-year", "y", "Year", "and its goals", "note", "bar"),
        Action("earlier", "<", "Earlier", "a week or a day back", "note"),
        Action("later", ">", "Later", "a week or a day on", "note"),
        Action("was", "enter", "It was", "what an entry or a gap was", "coaching"),
        Action("goal", "n", "Goal", "for the year", "coaching"),
        Action("longer", "+,=", "5 min more", "", "note", "menu"),
        Action("shorter", "-", "5 min less", "", "note", "menu"),
        Action("remove", "x", "Remove it", "", "trouble", "menu"),
        Action("leaf", ".", "Next page", "of both cards", place="menu"),
    )

    found = getters.query_one(RowList)
    picture = getters.query_one("#picture", Card)
    beside = getters.query_one("#beside-week", Card)

    def __init__(self) -> None:
        super().__init__()
        self._view = "week"
        self._day: date | None = None
        self._rows: list[Row] = []

    def main(self) -> ComposeResult:
        yield Static(id="meaning", markup=False)
        with Horizontal(id="both"):
            yield Card("", "coaching", id="picture")
            with Vertical(id="day"):
                yield RowList[Row](self._key, self._row, height=3, id="entries")
            yield Card("", "note", id="beside-week")

    def on_mount(self) -> None:
        self._day = self.desk.now().date()
        super().on_mount()

    def show_live(self) -> None:
        if self._day is None:
            return
        self.show_top()
        for view in ("week", "day", "year"):
            self.query_one(f"#see-{view}", Tile).set_class(view == self._view, "-chosen")
        day = self._view == "day"
        self.query_one("#day").display = day
        self.picture.display = self._view != "day"
        {"week": self._show_week, "day": self._show_day, "year": self._show_year}[self._view]()
        self.show_actions()

    def can(self, name: str) -> bool | None:
        match name:
            case "was":
                if self._view != "day":
                    return False
                return True if self.found.chosen else None
            case "longer" | "shorter" | "remove":
                return self._view == "day" and isinstance(self._chosen, Work)
            case "goal":
                return self._view == "year"
            case "earlier" | "later":
                return self._view != "year"
            case _:
                return super().can(name)

    def _mean(self, said: str) -> None:
        self.query_one("#meaning", Static).update(said)

    def _weeks(self) -> tuple[Week, Week]:
        assert self._day is not None
        first = monday(self._day)
        me, time = self.person.id, self.desk.timesheet
        now = week(first, time.entries_between(first, first + timedelta(days=6), me))
        earlier = first - timedelta(days=7)
        return now, week(earlier, time.entries_between(earlier, first - timedelta(days=1), me))

    def _show_week(self) -> None:
        now, before = self._weeks()
        limit = self.desk.timesheet.drift_line(self.person.id)
        self._mean(conclusion(now, before, limit))
        title = f"Week of {times.day(now.first)}: {span(now.total)}"
        self.picture.show(lambda columns, _: kinds(now, columns), title)
        self.beside.show(lambda columns, _: mix(now, before, limit, columns), "What it means")

    def _key(self, row: Row) -> str:
        return row.id if isinstance(row, Work) else f"gap {row.start.isoformat()}"

    def _show_day(self) -> None:
        assert self._day is not None
        me, time = self.person.id, self.desk.timesheet
        entries, gaps = time.entries_on(me, self._day), time.gaps(me, self._day)
        self._rows = sorted([*entries, *gaps], key=self._starts)
        known = sum(each.minutes for each in entries)
        asked = phrases.count(len(gaps), "gap")
        self._mean(
            f"{times.long_day(self._day)}: {span(known)} known, {asked}. A number says what it was."
        )
        keys = [self._key(each) for each in self._rows]
        chosen: str | None = None
        if self.found.chosen not in keys:
            chosen = next((k for k in keys if k.startswith("gap")), "")
        self.found.show(self._rows, chosen, 1 if self.app.size.height >= ROOMY else 0)
        self.beside.show(lambda columns, _: self._kinds_to_say(columns), "It was")

    @staticmethod
    def _starts(row: Row) -> str:
        return (
            times.wall_time(row.start).isoformat()
            if isinstance(row, Work)
            else row.start.isoformat()
        )

    def _row(self, row: Row, width: int) -> list[Content]:
        """Three lines: when and how long, what, and where it comes from."""
        room = width - 3
        minutes = Content(span(row.minutes))
        if isinstance(row, TimeGap):
            edge = Content.styled("▌ ", "$muted")
            when = f"{times.clock(row.start)} to {times.clock(row.end)}"
            kind, about, _ = row.guess
            guess = f"{about}, as planned? Enter says so" if kind else about
            head = Content.styled(when, "bold")
            return [
                Content.assemble(edge, spread(head, minutes, room)),
                Content.assemble(edge, cut(guess or "what was it?", room)),
            ]
        tone = "$warning" if row.kind == "fixing" else "$primary"
        edge = Content.styled(
            "▌ ", tone if row.kind in (*COACHING_WORK, "fixing") else "$secondary"
        )
        who = self.desk.people.full_name(row.person) if row.person else ""
        head = Content.styled(
            f"{times.clock(times.wall_time(row.start))}  {name_of(row.kind)}", "bold"
        )
        about = " · ".join(part for part in (row.about, who) if part)
        return [
            Content.assemble(edge, spread(head, minutes, room)),
            Content.assemble(edge, cut(about, room)),
        ]

    def _kinds_to_say(self, columns: int) -> list[Content]:
        lines = [
            Content.assemble(
                Content.styled(f"{place % 10}  ", "bold $secondary"), cut(name, columns)
            )
            for place, name in enumerate(WORK_KINDS.values(), 1)
        ]
        keys = [self.shown_key_for(name) for name in ("longer", "shorter", "remove")]
        more = "{} and {} change the minutes of an entry, {} removes it.".format(*keys)
        more += " A gap may stay a gap."
        return [*lines, Content(""), *(Content(x) for x in wrapped(more, columns, 4))]

    def _show_year(self) -> None:
        found = self.desk.goals.progress(self.person.id)
        reached = sum(each.reached for each in found)
        said = f"{reached} of {phrases.count(len(found), 'goal')} reached so far."
        self._mean(said if found else "No goal yet.")
        self.picture.show(lambda columns, _: goals(found, columns), "Goals of the year")
        self.beside.show(lambda columns, _: self._year(columns), "The year so far")

    def _year(self, columns: int) -> list[Content]:
        desk = self.desk
        first, today = desk.goals.year_began(desk.now().date()), desk.now().date()
        year = week(first, desk.timesheet.entries_between(first, today, self.person.id))
        there, everybody = desk.contacts.reached()
        fixed, offered, taken = desk.demand.bridge()
        facts = (
            ("Hours known", span(year.total)),
            ("Fixing", f"{year.share} %"),
            ("Seen in 14 days", f"{there} of {everybody}"),
            ("Fixes in school", str(fixed)),
            ("offered coaching", str(offered)),
            ("and took it", str(taken)),
        )
        return [spread(Content(name), Content(said), columns) for name, said in facts]

    def on_key(self, event: events.Key) -> None:
        """Numbers say what it was."""
        sign = event.character or ""
        if self._view == "day" and self.on_top and sign.isdecimal():
            event.stop()
            event.prevent_default()
            self._say(list(WORK_KINDS)[(int(sign) - 1) % 10])

    def action_leaf(self) -> None:
        """Turn to the next page of both cards."""
        self.picture.next_page()
        self.beside.next_page()

    def action_see_week(self) -> None:
        """Show where the time of a week went."""
        self._see("week")

    def action_see_day(self) -> None:
        """Show a day with its gaps."""
        self._see("day")
        self.found.focus()

    def action_see_year(self) -> None:
        """Show the year and its goals."""
        self._see("year")

    def _see(self, view: str) -> None:
        self._view = view
        self.show_live()

    def action_earlier(self) -> None:
        """Go a week or a day back."""
        self._turn(-1)

    def action_later(self) -> None:
        """Go a week or a day on."""
        self._turn(1)

    def action_longer(self) -> None:
        """Add five minutes to the entry."""
        self._longer(STEP)

    def action_shorter(self) -> None:
        """Take five minutes off the entry."""
        self._longer(-STEP)

    def action_remove(self) -> None:
        """Remove the entry."""
        self._longer(0)

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        message.stop()
        self.show_actions()

    def on_row_list_opened(self, message: RowList.Opened) -> None:
        """As planned, when something was planned; else what it was is asked."""
        message.stop()
        row = self._chosen
        if isinstance(row, TimeGap) and row.guess[0]:
            self._say(row.guess[0])
        else:
            self.action_was()

    def _turn(self, by: int) -> None:
        assert self._day is not None
        today = self.desk.now().date()
        step = timedelta(days=7 if self._view == "week" else 1) * by
        self._day = min(today, self._day + step)
        self.show_live()

    @property
    def _chosen(self) -> Row | None:
        return next((r for r in self._rows if self._key(r) == self.found.chosen), None)

    def action_was(self) -> None:
        """Ask what it was; of an entry also how long it took."""
        tiles = [
            Tile(name, key=str(place % 10), tone="coaching", value=kind, classes="-slim")
            for place, (kind, name) in enumerate(WORK_KINDS.items(), 1)
        ]
        tiles += self.menu_tiles("longer", "shorter", "remove")

        def chosen(what: str | None) -> None:
            if what in WORK_KINDS:
                self._say(what)
            elif what:
                self.action_perform(what)

        self.app.push_screen(ActionMenu("It was", tiles), chosen)

    def _say(self, kind: str) -> None:
        row, me, time = self._chosen, self.person.id, self.desk.timesheet
        if isinstance(row, TimeGap):
            said = f"{name_of(kind)}, {span(row.minutes)}."
            self._start(lambda: time.fill(me, row, kind), said)
        elif row is not None:
            self._start(lambda: time.correct(row.id, me, kind=kind), f"It was {name_of(kind)}.")

    def _longer(self, by: int) -> None:
        row, me, time = self._chosen, self.person.id, self.desk.timesheet
        if not isinstance(row, Work):
            return
        minutes = max(0, row.minutes + by) if by else 0
        said = f"{span(minutes)}." if minutes else "Removed."
        self._start(lambda: time.correct(row.id, me, minutes=minutes), said)

    def _start(self, what: Callable[[], object], said: str) -> None:
        async def do() -> None:
            await self.step(what, said)
            self.show_live()

        self.run_worker(do(), exit_on_error=False)

    def action_goal(self) -> None:
        """Ask for a goal of the year."""
        me, kept = self.person.id, self.desk.goals
        set_already: dict[str, int] = {
            each.goal.measure: each.goal.target for each in kept.progress(me)
        }
        tiles = [
            Tile(
                name,
                f"goal {set_already[measure]} {unit}" if measure in set_already else "",
                key=str(place),
                tone="coaching",
                value=measure,
                classes="-slim",
            )
            for place, (measure, (name, unit)) in enumerate(MEASURES.items(), 1)
        ]

        def chosen(measure: str | None) -> None:
            if measure:
                target = set_already.get(measure, OFFERED[measure])
                self._ask_target(measure, target, is_set=measure in set_already)

        self.app.push_screen(ActionMenu("A goal for the year", tiles), chosen)

    def _ask_target(self, measure: str, target: int, *, is_set: bool) -> None:
        me, kept = self.person.id, self.desk.goals
        name, unit = MEASURES[measure]

        def rule(found: MinutesEntry) -> object:
            if found.also:
                return kept.drop(me, measure)
            return kept.set(me, measure, found.minutes)

        def done(found: MinutesEntry) -> str:
            if found.also:
                return f"No goal any more: {name}."
            return f"{name}: {found.minutes} {unit}".rstrip() + "."

        panel = partial(
            MinutesPrompt,
            name,
            target,
            words=False,
            also="No goal any more" if is_set else "",
            unit=unit or "in all",
            does="Set it",
        )
        self.ask(Question(f"goal {measure}", panel, rule, done))
