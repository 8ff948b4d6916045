"""The shelf, for the team: how often each resource was taken and whether it worked. Resources are
added, edited and taken off, and their codes are printed on a sheet.
"""

from collections.abc import Sequence
from functools import partial

from textual.content import Content

from data.records import OUTCOMES, Resource
from kiosk.library import qr_codes, qr_sheet
from kiosk.wording import phrases, times
from screens.actions import Action
from screens.dialogs.confirm import ConfirmDialog
from screens.dialogs.prompt_base import Question
from screens.dialogs.resource_form import ResourceEntry, ResourceForm
from screens.team.list_detail import ListDetail
from screens.team.resource_code import ResourceCodePage
from screens.widgets.empty_state import Nothing
from screens.widgets.row import Row
from screens.widgets.text_layout import hanging_indent, wrapped

MARKS = {"link": "link", "howto": "how-to", "idea": "idea"}
"""Kind of a resource -> its mark in the list."""


class ShelfSection(ListDetail[Resource]):
    """The section of the resources that teachers can take along."""

    SECTION = "shelf"
    HELP = (
        "Each with how often it was taken along and how it went. Add an address or the steps of a "
        "how-to; the sheet is a page of codes for your printer."
    )
    NAME = "shelf"
    ACTIONS = (
        Action("add", "a", "Add", "an address, or the steps of a how-to", area="bar"),
        Action("sheet", "s", "Print sheet", "codes for the wall", area="bar"),
        Action("code", "q", "QR code", "as teachers see it", "note", main=True),
        Action("edit", "e", "Edit", "what it says", "note"),
        Action("retire", "x,delete", "Take off", "the shelf", "trouble"),
    )
    ITEM_ACTIONS = frozenset({"edit", "code", "retire"})
    ENTER_ACTION = "edit"
    EMPTY = Nothing("Nothing yet", "The shelf is empty. Add the first one above.", "shelf")
    EMPTY_ACT = "add"

    _new: frozenset[str] = frozenset()
    """Ids of the resources that are new."""

    def items(self) -> Sequence[Resource]:
        self._new = frozenset(resource.id for resource in self.desk.shelf.new())
        return self.desk.shelf.all()

    def summary(self) -> str:
        return f"{len(self._items)} to take along, {len(self._new)} new."

    def key_of(self, item: Resource) -> str:
        return item.id

    def row_of(self, item: Resource) -> Row:
        tone = "thanks" if item.kind == "idea" else "note"
        takes = self.desk.shelf.taken(item.id)
        taken = f"taken {phrases.count(takes, 'time')}" if takes else ""
        is_new = item.id in self._new
        note = "● new" if is_new else taken
        return Row(item.title, MARKS[item.kind], " · ".join(item.tags), note, tone, is_loud=is_new)

    def title_of(self, item: Resource) -> str:
        return item.title

    def _use_words(self, resource: Resource) -> str:
        """Return how often a resource was taken, and for how many it worked."""
        feedback = self.desk.shelf.outcomes(resource.id)
        takes = self.desk.shelf.taken(resource.id)
        taken = f"taken {phrases.count(takes, 'time')}" if takes else "not taken yet"
        if not feedback.told:
            return taken
        return f"{taken}, worked for {feedback.worked} of {feedback.told}"

    def detail_lines(self, item: Resource, columns: int) -> list[Content]:
        desk = self.desk
        lines = hanging_indent(item.about, columns) if item.about else []
        for number, step in enumerate(item.steps, 1):
            lines += hanging_indent(f"{number}  {step}", columns)
        if item.url:
            lines += [Content.styled(line, "bold") for line in wrapped(item.url, columns, 6)]
        who = f"From {desk.people.full_name(item.by)}, {times.moment(item.at, desk.now())}"
        lines += [
            Content(""),
            *hanging_indent(who, columns),
            *hanging_indent(self._use_words(item), columns),
        ]
        if warning := qr_codes.warning(qr_codes.payload(item)):
            lines += [Content(""), *hanging_indent(f"▲ {warning}", columns)]
        feedback = desk.shelf.outcomes(item.id)
        if feedback.lines:
            lines += [Content("")]
        for outcome, text in feedback.lines[:8]:
            lines += hanging_indent(f"{OUTCOMES[outcome].brief}: “{text}”", columns)
        return lines

    def action_code(self) -> None:
        """Show its QR code."""
        self.app.push_screen(ResourceCodePage(self.chosen_item))

    def action_add(self) -> None:
        """Open the form for a new resource."""
        me, shelf = self.person.id, self.desk.shelf
        self.ask(
            Question(
                "add to the shelf",
                partial(ResourceForm, "Add to the shelf"),
                lambda entry: shelf.add(me, entry.title, **entry.fields()),
                lambda entry: f"On the shelf: {entry.title}.",
            )
        )

    def action_edit(self) -> None:
        """Open the form with the chosen resource."""
        resource = self.chosen_item
        me, shelf = self.person.id, self.desk.shelf
        self.ask(
            Question(
                f"edit {resource.id}",
                partial(ResourceForm, f"Edit: {resource.title}", _entry_of(resource)),
                lambda entry: shelf.change(resource.id, me, entry.title, **entry.fields()),
                lambda entry: f"Changed: {entry.title}.",
            )
        )

    def action_retire(self) -> None:
        """Ask whether to take it off the shelf, and do it."""
        resource = self.chosen_item
        me, shelf = self.person.id, self.desk.shelf

        def confirmed(yes: bool | None) -> None:
            if yes:
                done = f"Off the shelf: {resource.title}. What was said of it stays."
                retire = self.do_step(lambda: shelf.retire(resource.id, me), done)
                self.run_worker(retire, exit_on_error=False)

        question = f"Take “{resource.title}” off the shelf?"
        self.app.push_screen(ConfirmDialog(question, "Cancel", "Take it off"), confirmed)

    async def action_sheet(self) -> None:
        """Write a sheet with all codes, to be printed."""
        path = await self.act(lambda: qr_sheet.write(self.desk, self.desk.shelf.all()))
        if path:
            is_shared = bool(self.desk.settings.print.folder)
            open_it = "Open it in a browser and print it."
            how = open_it if is_shared else "Whoever looks after this kiosk can print it for you."
            self.say(f"The sheet is written. {how} {path}")


def _entry_of(resource: Resource) -> ResourceEntry:
    """Return a resource as the form shows it."""
    return ResourceEntry(
        resource.title,
        resource.url or " / ".join(resource.steps),
        resource.about,
        ", ".join(resource.tags),
    )
