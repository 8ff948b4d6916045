"""About me: what this kiosk keeps about a person, and what they can choose for themselves."""

from textual import getters
from textual.app import ComposeResult
from textual.content import Content

from data.records import (
    CheckIn,
    Cycle,
    Introduction,
    Note,
    OpenDoor,
    PrivateNote,
    Problem,
    Request,
    Resource,
    Take,
    Thanks,
    Visit,
    Work,
    Workshop,
)
from kiosk.people.account import PersonalData
from kiosk.wording import phrases, times
from screens.actions import Action
from screens.base import KioskScreen
from screens.dialogs.confirm import ConfirmDialog
from screens.entry.choose_pin import ChoosePinScreen
from screens.teacher.free_periods import FreePeriodsScreen
from screens.widgets.card import Card
from screens.widgets.choice_chips import ChoiceChips
from screens.widgets.field import Field
from screens.widgets.footer import Footer
from screens.widgets.masthead import Masthead
from screens.widgets.text_layout import beside, hanging_indent, named, wrapped

SHOWN = {"Ask me": "", "Only me": "private", "Initials": "initials", "The wall": "wall"}
"""Choice -> who may see the thanks that a person receives, as kept; "" asks each time."""
COUNTED = (
    (Request, ("request of yours, or that you joined", "requests of yours, or that you joined")),
    (Thanks, ("thank-you given or received", "thanks given or received")),
    (Note, ("note written or received", "notes written or received")),
    (CheckIn, ("time you said hi", "times you said hi")),
    (Take, ("resource taken along", "resources taken along")),
    (Resource, ("idea shared", "ideas shared")),
    (Visit, ("visit booked", "visits booked")),
    (OpenDoor, ("door opened", "doors opened")),
    (Workshop, ("workshop signed up for", "workshops signed up for")),
    (Problem, ("known problem that you have too", "known problems that you have too")),
    (Introduction, ("introduction to a colleague", "introductions to colleagues")),
    (Cycle, ("coaching cycle with your coach", "coaching cycles with your coach")),
    (Work, ("entry of a coach's time with you", "entries of a coach's time with you")),
    (PrivateNote, ("sealed note of a coach", "sealed notes of a coach")),
)
"""(kind of record, (words for one, words for several)); the page counts each."""
TWO_COLUMNS, COUNTS = 86, 44
"""Columns of the card from which on the counts stand beside the particulars, and their columns."""


class AboutMeScreen(KioskScreen[None]):
    """The screen with what is kept about the person who is signed in."""

    HELP = (
        "All that is kept about you, and what you may choose. Erasure is done by the keeper of "
        "this kiosk, on every kiosk; you see here that it was asked for."
    )
    NAME = "me"
    ACTIONS = (
        Action("pin", "p", "My PIN", "choose another"),
        Action("thanks", "t", "Thanks", "what you were thanked for", "thanks", opens="thanks-got"),
        Action("free", "f", "Free periods", "when you are free"),
        Action("erase", "e", "Erase me", "on every kiosk", "trouble"),
        Action("next_page", ".", "Next page", "of what is kept", area="menu"),
    )

    card = getters.query_one(Card)

    def body(self) -> ComposeResult:
        yield Masthead("About me", "What this kiosk keeps about you.")
        chips = ChoiceChips(list(SHOWN), single=True, id="shown")
        yield Field("Your thanks", chips, "Who sees them?")
        yield Card("Kept about you", "note", id="kept")
        yield Footer(*self.tiles("foot"))

    def show_live(self) -> None:
        person = self.person
        held = self.desk.accounts.personal_data(person.id)
        self.card.show(lambda columns, _: self._lines(held, columns))
        self._mark_shown()
        has_asked = bool(held.preference.erasure)
        self.change_tile("erase", title="Keep me after all" if has_asked else "Erase me")

    def _mark_shown(self) -> None:
        """Show on the chips what is kept."""
        kept = self.desk.accounts.preference(self.person.id).thanks
        choice = next(words for words, value in SHOWN.items() if value == kept)
        self.query_one("#shown", ChoiceChips).set(choice)

    def _lines(self, held: PersonalData, columns: int) -> list[Content]:
        person, now = held.person, self.desk.now()
        rows = {
            "Name and place": " · ".join(filter(None, (person.name, person.room))),
            "Role": " · ".join(filter(None, (phrases.ROLES[person.role], person.subject))),
            "E-mail": person.email or "none",
            "Badge": "known; number not kept" if held.badge else "none",
            "PIN": "set; nobody can read it" if held.pin else "none",
            "Free periods": self._free_words(held),
        }
        counts = self._count_lines(held)
        has_two = columns >= TWO_COLUMNS
        left = columns - COUNTS - 2 if has_two else columns
        lines = [line for name, words in rows.items() for line in named(name, words, left)]
        if held.preference.erasure:
            when = times.moment(held.preference.erasure, now)
            lines += hanging_indent(f"You asked for erasure {when}; the keeper sees it.", columns)
        lines = beside(lines, counts, left + 2) if has_two else [*lines, Content(""), *counts]
        lines.append(Content(""))
        moods = [check_in.day for check_in in held.documents[CheckIn] if check_in.day]
        if moods:
            lines += hanging_indent(f"How your days were  {', '.join(moods[-10:])}", columns)
        promise = "Leaders see numbers, never names. What you told your coach stays there."
        return [*lines, *(Content.styled(line, "$muted") for line in wrapped(promise, columns, 3))]

    def _count_lines(self, held: PersonalData) -> list[Content]:
        """Return how much of each kind is kept."""
        counts = [(held.count(kind), words) for kind, words in COUNTED]
        return [
            Content.assemble(
                Content.styled(f"{count:>4}  ", "bold"), words[0] if count == 1 else words[1]
            )
            for count, words in counts
            if count
        ]

    def _free_words(self, held: PersonalData) -> str:
        """Return the free periods such as "Day 1: Period 4, Period 6; Day 2: Period 7"."""
        day_names = dict(self.desk.calendar.day_keys())
        by_day: dict[str, list[str]] = {}
        for free_period in held.hours.free:
            day, _, period = free_period.partition(" ")
            by_day.setdefault(day_names.get(day, day), []).append(period)
        days = [f"{day}: {', '.join(periods)}" for day, periods in by_day.items()]
        return "; ".join(days) or "not set"

    def action_next_page(self) -> None:
        """Turn to the next page."""
        self.card.next_page()

    async def on_choice_chips_changed(self, message: ChoiceChips.Changed) -> None:
        message.stop()
        chosen = self.query_one("#shown", ChoiceChips).chosen[0]
        person, shown = self.person.id, SHOWN[chosen]
        if await self.act(lambda: self.desk.accounts.show_thanks(person, shown)):
            words = {
                "": "We'll ask you each time; until then nobody sees them.",
                "private": "Thanks stay with you from now on.",
                "initials": "From now on they go on the wall with initials only.",
                "wall": "From now on they go on the wall.",
            }
            self.say(words[shown])
        else:
            self._mark_shown()

    def action_pin(self) -> None:
        """Open the screen on which a PIN is chosen."""
        self.app.push_screen(ChoosePinScreen(self.person))

    def action_free(self) -> None:
        """Open the screen with the free periods."""
        self.app.push_screen(FreePeriodsScreen())

    async def action_erase(self) -> None:
        """Ask for erasure, after a question; or take that back."""
        person = self.person.id
        if self.desk.accounts.preference(person).erasure:
            if await self.act(lambda: self.desk.accounts.withdraw_erasure(person)):
                self.say("Good. Everything stays as it is.")
            return
        panel = ConfirmDialog(
            "Ask the person who runs this kiosk to erase everything kept about you, on every "
            "kiosk? Open requests are lost with it.",
            "Cancel",
            "Ask for it",
        )
        self.app.push_screen(panel, self._erasure_confirmed)

    def _erasure_confirmed(self, yes: bool | None) -> None:
        if yes:
            self.run_worker(self._ask_erasure(self.person.id), exit_on_error=False)

    async def _ask_erasure(self, person: str) -> None:
        if await self.act(lambda: self.desk.accounts.ask_erasure(person)):
            self.say("Asked. The keeper of this kiosk sees it; here you can take it back.")
