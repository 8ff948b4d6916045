"""The week: where the hours of a week went, the entries and the gaps of a day, the goals of the
year.
"""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from textual import events, getters
from textual.app import ComposeResult
from textual.content import Content

from data.records import Work
from kiosk.outreach.goals import MEASURES, OFFERED
from kiosk.timesheet.entries import COACHING_WORK, WORK_KINDS, TimeGap, name_of
from kiosk.timesheet.week import Week, conclusion, monday, span, week
from kiosk.wording import phrases, times
from screens.actions import Action
from screens.dialogs.action_menu import ActionMenu
from screens.dialogs.minutes_prompt import MinutesEntry, MinutesPrompt, MinutesSpec
from screens.dialogs.prompt_base import Question
from screens.team.section import Section
from screens.team.week_chart import balance_lines, goal_lines, spaced, week_lines
from screens.widgets.card import Card
from screens.widgets.containers import Columns
from screens.widgets.empty_state import EmptyState, Nothing
from screens.widgets.grid_layout import HIGH
from screens.widgets.row_list import Row, RowList
from screens.widgets.text_layout import cut, spread, wrapped
from screens.widgets.tile import Tile

DayRow = TimeGap | Work
"""A row of the day: a gap, or an entry of the time report."""
STEP = 5
"""Minutes by which an entry is made longer or shorter with one key."""


EMPTY_WEEK = Nothing("An empty week", "What you finish and log shows up here.", "calendar")
EMPTY_YEAR = Nothing(
    "No goal yet", "Set one: it is measured from what you do, and never entered.", "calendar"
)


class WeekSection(Section):
    """The section of the time report. It shows a week, a day or the year."""

    SECTION = "week"
    HELP = (
        "Hours come from what you finish and log; nothing is entered twice. At the end of the day "
        "the gaps between them are asked about: one key says what each was."
    )
    KEYS = (("1 to 0", "what a gap was, or what an entry was of"),)
    NAME = "week"
    ACTIONS = (
        Action("see-week", "w", "Week", "where the time went", area="view"),
        Action("see-day", "d", "Day", "with its gaps", area="view"),
        Action("see-year", "y", "Year", "and its goals", area="view"),
        Action("was", "enter", "Fill in", "what an entry or a gap was", "coaching", main=True),
        Action("goal", "n", "Goal", "for the year", "coaching", main=True),
        Action("earlier", "<", "Earlier", "a week or a day back", "note"),
        Action("later", ">", "Later", "a week or a day on", "note"),
        Action("longer", "+,=", "5 min more", "", "note", "menu"),
        Action("shorter", "-", "5 min less", "", "note", "menu"),
        Action("remove", "x", "Remove it", "", "trouble", "menu"),
        Action("next_page", ".", "Next page", "of both cards", area="menu"),
    )

    row_list = getters.query_one(RowList)
    chart = getters.query_one("#picture", Card)
    explanation = getters.query_one("#beside-week", Card)

    def __init__(self) -> None:
        super().__init__()
        self._view = "week"
        """"week", "day" or "year"."""
        self._day: date | None = None
        """The day that is shown, or one of the week that is shown; None before mounting."""
        self._rows: list[DayRow] = []
        """The rows of the day, by their beginning."""

    def compose_main(self) -> ComposeResult:
        with Columns(id="both"):
            yield Card("", "coaching", id="picture")
            yield RowList[DayRow](_key_of, self._row, id="entries")
            yield Card("", "note", id="beside-week")
        yield EmptyState(id="none")

    def begin(self) -> None:
        self._day = self.desk.now().date()
        super().begin()

    def show_live(self) -> None:
        if self._day is None:
            return
        self.show_top()
        self.bar.choose(view := f"see-{self._view}")
        self.masthead.show(self.actions()[view][1].title)
        shows_day = self._view == "day"
        self.row_list.display = shows_day
        self.chart.display = not shows_day
        {"week": self._show_week, "day": self._show_day, "year": self._show_year}[self._view]()
        self.show_actions()

    def can(self, action_id: str) -> bool | None:
        match action_id:
            case "was":
                if self._view != "day":
                    return False
                return True if self.row_list.chosen else None
            case "longer" | "shorter" | "remove":
                return self._view == "day" and isinstance(self._chosen, Work)
            case "goal":
                return self._view == "year"
            case "earlier" | "later":
                return self._view != "year"
            case _:
                return super().can(action_id)

    def _show_meaning(self, words: str) -> None:
        """Say in the masthead what it comes to."""
        self.masthead.set_hint(words)

    def _week_of(self, first: date) -> Week:
        """Return this person's week that begins on a Monday."""
        last = first + timedelta(days=6)
        return week(first, self.desk.timesheet.entries_between(first, last, self.person.id))

    def _show_week(self) -> None:
        assert self._day is not None
        first = monday(self._day)
        shown, before = self._week_of(first), self._week_of(first - timedelta(days=7))
        limit = self.desk.timesheet.drift_line(self.person.id)
        self._show_charts(bool(shown.total), EMPTY_WEEK)
        self._show_meaning(conclusion(shown, before, limit) if shown.total else "")
        has_air = self.app.size.height >= HIGH
        title = f"Week of {times.day(shown.first)}: {span(shown.total)}"
        self.chart.show(lambda columns, _: spaced(week_lines(shown, columns), has_air), title)
        self.explanation.show(
            lambda columns, _: balance_lines(shown, before, limit, columns), "What it means"
        )

    def _show_charts(self, has_any: bool, nothing: Nothing) -> None:
        """Show the charts, or that there is nothing to draw one of, with what to do."""
        self.query_one("#both").display = has_any
        none = self.query_one(EmptyState)
        none.display = not has_any
        none.show(nothing)

    def _show_day(self) -> None:
        assert self._day is not None
        self._show_charts(True, EMPTY_WEEK)
        me, timesheet = self.person.id, self.desk.timesheet
        entries, gaps = timesheet.entries_on(me, self._day), timesheet.gaps(me, self._day)
        self._rows = sorted([*entries, *gaps], key=_start_of)
        known = sum(entry.minutes for entry in entries)
        unknown = phrases.count(len(gaps), "gap")
        self._show_meaning(
            f"{self._day:%a} {times.day(self._day)}: {span(known)} known, {unknown}."
        )
        keys = [_key_of(row) for row in self._rows]
        choose: str | None = None
        if self.row_list.chosen not in keys:
            choose = next((key for key in keys if key.startswith("gap")), "")
        self.row_list.show(self._rows, choose)
        self.explanation.show(lambda columns, _: self._key_lines(columns), "It was")

    def _row(self, row: DayRow) -> Row:
        """Return when and how long; what it was, or what it may have been."""
        if isinstance(row, TimeGap):
            title = f"{times.clock(row.start)} to {times.clock(row.end)}"
            kind, about, _ = row.guess
            words = f"{about}, as planned? Enter says so" if kind else about or "What was it?"
            return Row(title, span(row.minutes), words)
        is_coaching = row.kind in COACHING_WORK
        tone = "fix" if row.kind == "fixing" else "coaching" if is_coaching else "note"
        title = f"{times.clock(times.wall_time(row.start))}  {name_of(row.kind)}"
        who = self.desk.people.full_name(row.person) if row.person else ""
        words = " · ".join(part for part in (row.about, who) if part)
        return Row(title, span(row.minutes), words, tone=tone)

    def _key_lines(self, columns: int) -> list[Content]:
        """Return the keys of the day: digits for the kinds of work, and those of the entries."""
        lines = [
            Content.assemble(Content.styled(f"{number % 10}  ", "bold"), cut(name, columns))
            for number, name in enumerate(WORK_KINDS.values(), 1)
        ]
        keys = [self.shown_key_for(action_id) for action_id in ("longer", "shorter", "remove")]
        words = "{} and {} change the minutes of an entry, {} removes it.".format(*keys)
        words += " A gap may stay a gap."
        return [*lines, Content(""), *(Content(line) for line in wrapped(words, columns, 4))]

    def _show_year(self) -> None:
        goals = self.desk.goals.progress(self.person.id)
        reached = sum(progress.reached for progress in goals)
        words = f"{reached} of {phrases.count(len(goals), 'goal')} reached so far."
        self._show_charts(bool(goals), EMPTY_YEAR)
        self._show_meaning(words if goals else "")
        self.chart.show(lambda columns, _: goal_lines(goals, columns), "Goals of the year")
        self.explanation.show(lambda columns, _: self._year_lines(columns), "The year so far")

    def _year_lines(self, columns: int) -> list[Content]:
        """Return the numbers of the year, each with its name."""
        desk = self.desk
        first, today = desk.goals.year_began(desk.now().date()), desk.now().date()
        year = week(first, desk.timesheet.entries_between(first, today, self.person.id))
        reached, everybody = desk.contacts.reached()
        fixed, offered, taken = desk.demand.bridge()
        numbers = (
            ("Hours known", span(year.total)),
            ("Fixing", f"{year.share} %"),
            ("Seen in 14 days", f"{reached} of {everybody}"),
            ("Fixes in school", str(fixed)),
            ("offered coaching", str(offered)),
            ("and took it", str(taken)),
        )
        return [spread(Content(name), Content(number), columns) for name, number in numbers]

    def on_key(self, event: events.Key) -> None:
        """Say by a digit what the chosen row of the day was."""
        character = event.character or ""
        if self._view == "day" and self.is_active and character.isdecimal():
            event.stop()
            event.prevent_default()
            self._set_kind(list(WORK_KINDS)[(int(character) - 1) % 10])

    def action_next_page(self) -> None:
        """Turn to the next page of both cards."""
        self.chart.next_page()
        self.explanation.next_page()

    def action_see_week(self) -> None:
        """Show where the time of a week went."""
        self._show_view("week")

    def action_see_day(self) -> None:
        """Show a day with its gaps."""
        self._show_view("day")
        self.row_list.focus()

    def action_see_year(self) -> None:
        """Show the year and its goals."""
        self._show_view("year")

    def _show_view(self, view: str) -> None:
        self._view = view
        self.show_live()

    def action_earlier(self) -> None:
        """Go a week or a day back."""
        self._move_time(-1)

    def action_later(self) -> None:
        """Go a week or a day on."""
        self._move_time(1)

    def action_longer(self) -> None:
        """Add five minutes to the entry."""
        self._change_minutes(STEP)

    def action_shorter(self) -> None:
        """Take five minutes off the entry."""
        self._change_minutes(-STEP)

    def action_remove(self) -> None:
        """Remove the entry."""
        entry, me, timesheet = self._chosen, self.person.id, self.desk.timesheet
        if isinstance(entry, Work):
            self._run_step(lambda: timesheet.correct(entry.id, me, minutes=0), "Removed.")

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        message.stop()
        self.show_actions()

    def on_row_list_opened(self, message: RowList.Opened) -> None:
        """Fill a gap as it was planned; if nothing was planned, ask what it was."""
        message.stop()
        row = self._chosen
        if isinstance(row, TimeGap) and row.guess[0]:
            self._set_kind(row.guess[0])
        else:
            self.action_was()

    def _move_time(self, by: int) -> None:
        """Show the week or the day that is `by` later, or earlier; none after today."""
        assert self._day is not None
        today = self.desk.now().date()
        step = timedelta(days=7 if self._view == "week" else 1) * by
        self._day = min(today, self._day + step)
        self.show_live()

    @property
    def _chosen(self) -> DayRow | None:
        """The row of the day that is chosen; None for none."""
        rows = (row for row in self._rows if _key_of(row) == self.row_list.chosen)
        return next(rows, None)

    def action_was(self) -> None:
        """Open the menu of what it was; for an entry also of how long it took."""
        tiles = [
            Tile(name, value=kind, key=str(number % 10), tone="coaching")
            for number, (kind, name) in enumerate(WORK_KINDS.items(), 1)
        ]
        tiles += self.menu_tiles("longer", "shorter", "remove")

        def tile_chosen(value: str | None) -> None:
            if value in WORK_KINDS:
                self._set_kind(value)
            elif value:
                self.action_perform(value)

        self.app.push_screen(ActionMenu("What was it?", tiles), tile_chosen)

    def _set_kind(self, kind: str) -> None:
        """Make an entry of the chosen gap, or correct the kind of the chosen entry."""
        row, me, timesheet = self._chosen, self.person.id, self.desk.timesheet
        if isinstance(row, TimeGap):
            done = f"{name_of(kind)}, {span(row.minutes)}."
            self._run_step(lambda: timesheet.fill(me, row, kind), done)
        elif row is not None:
            done = f"It was {name_of(kind)}."
            self._run_step(lambda: timesheet.correct(row.id, me, kind=kind), done)

    def _change_minutes(self, by: int) -> None:
        """Make the chosen entry longer or shorter, by minutes."""
        entry, me, timesheet = self._chosen, self.person.id, self.desk.timesheet
        if isinstance(entry, Work):
            done = f"{span(abs(by))} {'more' if by > 0 else 'less'}."
            if entry.minutes + by <= 0:
                done = "Removed."
            self._run_step(lambda: timesheet.lengthen(entry.id, me, by), done)

    def _run_step(self, change: Callable[[], object], done: str) -> None:
        """Do a step in a worker, and show the day as it is then."""

        async def run() -> None:
            await self.do_step(change, done)
            self.show_live()

        self.run_worker(run(), exit_on_error=False)

    def action_goal(self) -> None:
        """Ask which goal of the year to set."""
        progress = self.desk.goals.progress(self.person.id)
        targets: dict[str, int] = {each.goal.measure: each.goal.target for each in progress}
        tiles = [
            Tile(
                name,
                f"goal {targets[measure]} {unit}" if measure in targets else "",
                measure,
                str(number),
                "coaching",
            )
            for number, (measure, (name, unit)) in enumerate(MEASURES.items(), 1)
        ]

        def measure_chosen(measure: str | None) -> None:
            if measure:
                target = targets.get(measure, OFFERED[measure])
                self._ask_target(measure, target, is_set=measure in targets)

        self.app.push_screen(ActionMenu("A goal for the year", tiles), measure_chosen)

    def _ask_target(self, measure: str, target: int, *, is_set: bool) -> None:
        """Ask for the target of a goal, and set it; a goal that is set can also be dropped."""
        me, goals = self.person.id, self.desk.goals
        name, unit = MEASURES[measure]

        def save(entry: MinutesEntry) -> object:
            if entry.alternative:
                return goals.drop(me, measure)
            return goals.set(me, measure, entry.minutes)

        def done(entry: MinutesEntry) -> str:
            if entry.alternative:
                return f"No goal any more: {name}."
            return f"{name}: {entry.minutes} {unit}".rstrip() + "."

        spec = MinutesSpec(
            name,
            target,
            asks_text=False,
            unit=unit or "in all",
            confirm="Set it",
            alternative="No goal any more" if is_set else "",
        )
        self.ask(Question(f"goal {measure}", partial(MinutesPrompt, spec), save, done))


def _key_of(row: DayRow) -> str:
    """Return what tells a row from the others."""
    return row.id if isinstance(row, Work) else f"gap {row.start.isoformat()}"


def _start_of(row: DayRow) -> str:
    """Return when a row begins, by the clock on the wall, so that rows can be sorted."""
    start = times.wall_time(row.start) if isinstance(row, Work) else row.start
    return start.isoformat()
