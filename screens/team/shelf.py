"""The shelf, for whoever keeps it: what was taken and whether it worked; add, edit, retire, and a
sheet of codes for the wall.
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
from screens.team.list_detail import ListDetail, three_lines
from screens.team.resource_code import ResourceCodePage
from screens.widgets.card import told
from screens.widgets.text_layout import wrapped

MARKS = {"link": "LINK", "howto": "HOW-TO", "idea": "IDEA"}


class ShelfSection(ListDetail[Resource]):
    """What can be taken along?"""

    SECTION = "shelf"
    HELP = (
        "Each with how often it was taken along and how it went. Add an address or the steps of a "
        "how-to; the sheet is a page of codes for your printer."
    )
    NAME = "shelf"
    ACTIONS = (
        Action("add", "a", "Add", "an address, or the steps of a how-to", "coaching", "bar"),
        Action("sheet", "s", "Print sheet", "codes for the wall", "note", "bar"),
        Action("edit", "e", "Edit", "what it says", "note"),
        Action("code", "q", "Code", "as teachers see it", "note"),
        Action("retire", "x,delete", "Take off", "the shelf", "trouble"),
    )
    ABOUT = frozenset({"edit", "code", "retire"})
    OPENS = "edit"
    EMPTY = ("Nothing yet", "The shelf is empty. Add the first one above.")

    def things(self) -> Sequence[Resource]:
        return self.desk.shelf.all()

    def heading(self) -> str:
        return f"Shelf   {len(self._things)} to take along, {len(self.desk.shelf.new())} new"

    def key_of(self, thing: Resource) -> str:
        return thing.id

    def row(self, thing: Resource, width: int) -> list[Content]:
        tone = "$accent" if thing.kind == "idea" else "$secondary"
        tags, went = " · ".join(thing.tags), self._went(thing)
        return three_lines(tone, thing.title, MARKS[thing.kind], went, tags, width)

    def title_of(self, thing: Resource) -> str:
        return thing.title

    def _went(self, resource: Resource) -> str:
        said = self.desk.shelf.outcomes(resource.id)
        takes = self.desk.shelf.taken(resource.id)
        taken = f"taken {phrases.count(takes, 'time')}" if takes else "not taken yet"
        if not said.told:
            return taken
        return f"{taken}, worked for {said.worked} of {said.told}"

    def lines_of(self, thing: Resource, columns: int) -> list[Content]:
        desk = self.desk
        lines = told(thing.about, columns) if thing.about else []
        for place, step in enumerate(thing.steps, 1):
            lines += told(f"{place}  {step}", columns)
        if thing.url:
            lines += [Content.styled(x, "bold") for x in wrapped(thing.url, columns, 6)]
        who = f"From {desk.people.full_name(thing.by)}, {times.moment(thing.at, desk.now())}"
        lines += [Content(""), *told(who, columns), *told(self._went(thing), columns)]
        if warned := qr_codes.warning(qr_codes.payload(thing)):
            lines += [Content(""), *told(f"▲ {warned}", columns)]
        said = desk.shelf.outcomes(thing.id)
        if said.lines:
            lines += [Content("")]
        for outcome, text in said.lines[:8]:
            lines += told(f"{OUTCOMES[outcome].brief}: “{text}”", columns)
        return lines

    def action_code(self) -> None:
        """Show its code."""
        self.app.push_screen(ResourceCodePage(self._resource))

    @property
    def _resource(self) -> Resource:
        resource = self.chosen
        assert resource is not None  # else nothing can be done with it
        return resource

    def action_add(self) -> None:
        """Ask for something new."""
        me, shelf = self.person.id, self.desk.shelf
        self.ask(
            Question(
                "add to the shelf",
                partial(ResourceForm, "Add to the shelf"),
                lambda filled: shelf.add(me, filled.title, **filled.given()),
                lambda filled: f"On the shelf: {filled.title}.",
            )
        )

    def action_edit(self) -> None:
        """Ask what is to be changed."""
        resource = self._resource
        me, shelf = self.person.id, self.desk.shelf
        self.ask(
            Question(
                f"edit {resource.id}",
                partial(ResourceForm, f"Edit: {resource.title}", _filled(resource)),
                lambda filled: shelf.change(resource.id, me, filled.title, **filled.given()),
                lambda filled: f"Changed: {filled.title}.",
            )
        )

    def action_retire(self) -> None:
        """Take it off the shelf, when that is confirmed."""
        resource = self._resource
        me, shelf = self.person.id, self.desk.shelf

        def sure(yes: bool | None) -> None:
            if yes:
                said = f"Off the shelf: {resource.title}. What was said of it stays."
                taken = self.step(lambda: shelf.retire(resource.id, me), said)
                self.run_worker(taken, exit_on_error=False)

        question = f"Take “{resource.title}” off the shelf?"
        self.app.push_screen(ConfirmDialog(question, "Leave it", "Take it off"), sure)

    async def action_sheet(self) -> None:
        """Write a page of codes to print."""
        path = await self.act(lambda: qr_sheet.write(self.desk, self.desk.shelf.all()))
        if path:
            shared = bool(self.desk.settings.print.folder)
            then = "Open it in a browser and print it."
            said = then if shared else "Your keeper can fetch it from this machine for you."
            self.say(f"The sheet is written. {said} {path}")


def _filled(resource: Resource) -> ResourceEntry:
    return ResourceEntry(
        resource.title,
        resource.url or " / ".join(resource.steps),
        resource.about,
        ", ".join(resource.tags),
    )
