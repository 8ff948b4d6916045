"""The week: where the hours of a week went, the entries and the gaps of a day, the goals of the
year.
"""

from collections.abc import Callable
from datetime import date, timedelta

from msgspec.structs import replace
from textual import events, getters
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from data.records import Work
from kiosk.timesheet.entries import WORK_KINDS, TimeGap, name_of
from kiosk.timesheet.week import Week, conclusion, monday, span, week
from kiosk.wording import phrases, times
from screens.actions import Action
from screens.dialogs.action_menu import ActionMenu
from screens.team.day_kinds import key_lines, kind_tiles, tone_of_kind
from screens.team.day_rows import DayRow, key_of, question, start_of
from screens.team.section import Section
from screens.team.week_chart import balance_lines, goal_lines, spaced, week_lines
from screens.team.year_goals import goal_tiles, target_question, year_lines
from screens.widgets.card import Card
from screens.widgets.containers import Columns, Stack
from screens.widgets.empty_state import EmptyState, Nothing
from screens.widgets.grid_layout import HIGH, TALL
from screens.widgets.menu_board import MenuBoard
from screens.widgets.row import Row
from screens.widgets.row_list import RowList
from screens.widgets.tile_board import TileBoard

BROAD_ENOUGH = 100
"""Columns of a window from which on the kinds of work stand side by side; the class "-wide"."""
ENTRY_ACTS = ("longer", "shorter", "remove")
"""What can be done with an entry."""
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
        Action("goal", "n", "New goal", "for the year", "coaching", main=True),
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
    kinds = getters.query_one("#kinds", MenuBoard)

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
            yield Card("", "coaching", fills=True, id="picture")
            yield RowList[DayRow](key_of, self._row, id="entries")
            yield Card("", "note", fills=True, id="beside-week")
            with Stack(id="was"):
                yield Static(id="asked")
                yield MenuBoard(most_columns=2, gap=1, id="kinds")
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
        self.query_one("#both").set_class(shows_day, "-day")
        {"week": self._show_week, "day": self._show_day, "year": self._show_year}[self._view]()
        self.show_actions()

    def can(self, action_id: str) -> bool | None:
        match action_id:
            case "was":
                if self._view != "day":
                    return False
                is_entry_low = isinstance(self._chosen, Work) and self.app.size.height < HIGH
                if self._has_kinds and not is_entry_low:
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

    def main_action(self) -> str:
        """Return the act that the screen is there for; none while the kinds can be touched."""
        return "" if self._has_kinds else super().main_action()

    @property
    def _has_kinds(self) -> bool:
        """Whether the kinds of work can be touched beside the day."""
        width, height = self.app.size
        return self._view == "day" and height >= TALL and width >= BROAD_ENOUGH

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
        self.chart.show(
            lambda columns, rows: spaced(
                week_lines(shown, columns, rows // 2 if has_air else rows), has_air
            ),
            title,
        )
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
        self._rows = sorted([*entries, *gaps], key=start_of)
        keys = [key_of(row) for row in self._rows]
        choose: str | None = None
        if self.row_list.chosen not in keys:
            choose = next((key for key in keys if key.startswith("gap")), "")
        self.row_list.show(self._rows, choose)
        keys = [self.shown_key_for(action_id) for action_id in ENTRY_ACTS]
        self.explanation.show(lambda columns, _: key_lines(keys, columns), "What was it?")
        self._show_chosen()

    def _show_chosen(self) -> None:
        """Show what can be said of the chosen row, and ask about it if it is a gap."""
        assert self._day is not None
        row, today = self._chosen, self.desk.now().date()
        known = sum(each.minutes for each in self._rows if isinstance(each, Work))
        gaps = [each for each in self._rows if isinstance(each, TimeGap)]
        day = "" if self._day == today else f"{self._day:%a} {times.day(self._day)}: "
        words = f"{day}{span(known)} known, {phrases.count(len(gaps), 'gap')}."
        if isinstance(row, TimeGap):
            words += f" {question(row)}"
        self._show_meaning(words)
        self._show_kinds()

    def _show_kinds(self) -> None:
        """Show what the chosen row may have been, each to be touched; and of an entry what it is,
        and how its minutes change.
        """
        if self._view != "day":
            return
        row = self._chosen
        self.query_one("#asked", Static).update(Content(question(row) if row else ""))
        tiles = [
            replace(tile, chosen=isinstance(row, Work) and tile.value == row.kind)
            for tile in kind_tiles()
        ]
        if row is None:
            tiles = [replace(tile, disabled=True) for tile in tiles]
        if self.app.size.height >= HIGH:
            tiles += [self.tile(act) for act in ENTRY_ACTS if self.can(act)]
        self.kinds.show(replace(tile, shape="control") for tile in tiles)

    def _row(self, row: DayRow) -> Row:
        """Return when and how long; what it was, or what it may have been."""
        if isinstance(row, TimeGap):
            title = f"{times.clock(row.start)} to {times.clock(row.end)}"
            kind, about, _ = row.guess
            words = f"{about}, as planned? Enter says so" if kind else about or "What was it?"
            return Row(title, span(row.minutes), words)
        tone = tone_of_kind(row.kind) or "note"
        title = f"{times.clock(times.wall_time(row.start))}  {name_of(row.kind)}"
        who = self.desk.people.full_name(row.person) if row.person else ""
        words = " · ".join(part for part in (row.about, who) if part)
        return Row(title, span(row.minutes), words, tone=tone)

    def _show_year(self) -> None:
        goals = self.desk.goals.progress(self.person.id)
        reached = sum(progress.reached for progress in goals)
        words = f"{reached} of {phrases.count(len(goals), 'goal')} reached so far."
        self._show_charts(bool(goals), EMPTY_YEAR)
        self._show_meaning(words if goals else "")
        self.chart.show(lambda columns, _: goal_lines(goals, columns), "Goals of the year")
        self.explanation.show(
            lambda columns, _: year_lines(self.desk, self.person.id, columns), "The year so far"
        )

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
        self._show_chosen()
        self.show_actions()

    def on_resize(self) -> None:
        """Show the kinds and the act that the screen is there for as the new window has them."""
        self._show_kinds()
        self.call_after_refresh(self.update_if_complete, self.show_actions)

    def on_tile_board_pressed(self, message: TileBoard.Pressed) -> None:
        """Say by touch what the chosen row of the day was."""
        if message.board is self.kinds:
            message.stop()
            self._set_kind(message.value)

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
        rows = (row for row in self._rows if key_of(row) == self.row_list.chosen)
        return next(rows, None)

    def action_was(self) -> None:
        """Open the menu of what it was; for an entry also of how long it took."""
        tiles = [*kind_tiles(), *self.menu_tiles(*ENTRY_ACTS)]

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
        me = self.person.id
        progress = self.desk.goals.progress(me)
        targets: dict[str, int] = {each.goal.measure: each.goal.target for each in progress}

        def measure_chosen(measure: str | None) -> None:
            if measure:
                self.ask(target_question(self.desk.goals, me, measure, targets.get(measure)))

        self.app.push_screen(ActionMenu("A goal for the year", goal_tiles(targets)), measure_chosen)
