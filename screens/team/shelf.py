"""The shelf, for whoever keeps it: what was taken and whether it worked; add, edit, retire, and a
sheet of codes for the wall.
"""

from collections.abc import Mapping, Sequence
from functools import partial

from textual.content import Content

from data.records import Resource
from kiosk.library import qr_codes, qr_sheet
from kiosk.wording import phrases, times
from screens.dialogs.confirm import ConfirmDialog
from screens.dialogs.prompt_base import Question
from screens.dialogs.resource_form import ResourceEntry, ResourceForm
from screens.team.list_detail import ListDetail, three_lines
from screens.team.resource_code import ResourceCodePage
from screens.widgets.card import told
from screens.widgets.text_layout import wrapped
from screens.widgets.tile import Tile

MARKS = {"link": "LINK", "howto": "HOW-TO", "idea": "IDEA"}
SAID = {"worked": "worked", "partly": "in part", "not": "did not"}


class ShelfSection(ListDetail[Resource]):
    """What can be taken along?"""

    SECTION = "shelf"
    HELP = (
        "Each with how often it was taken along and how it went. Add an address or the steps of a "
        "how-to; the sheet is a page of codes for your printer."
    )
    KEYS = (
        ("A E X", "add, edit, take off the shelf"),
        ("Q S", "its code, a sheet of codes to print"),
    )
    ACTS = {"delete": "retire"}
    OPENS = "edit"
    EMPTY = ("Nothing yet", "The shelf is empty. A adds the first one.")

    def bar(self) -> Sequence[Tile]:
        return (
            Tile("Add", key="a", tone="coaching", id="add", classes="-slim"),
            Tile("Print sheet", key="s", tone="note", id="sheet", classes="-slim"),
        )

    def actions(self) -> Sequence[Tile]:
        return (
            Tile("Edit", key="e", tone="note", id="edit"),
            Tile("Code", key="q", tone="note", id="code"),
            Tile("Take off", key="x", tone="trouble", id="retire"),
        )

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
        said = self.desk.shelf.said(resource.id)
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
        said = desk.shelf.said(thing.id)
        if said.lines:
            lines += [Content("")]
        for outcome, text in said.lines[:8]:
            lines += told(f"{SAID[outcome]}: “{text}”", columns)
        return lines

    def able(self, thing: Resource | None) -> Mapping[str, bool]:
        return dict.fromkeys(("edit", "code", "retire"), thing is not None)

    async def do(self, what: str) -> None:
        resource = self.chosen
        match what:
            case "add":
                self._add()
            case "sheet":
                await self._sheet()
            case "edit" if resource:
                self._edit(resource)
            case "code" if resource:
                self.app.push_screen(ResourceCodePage(resource))
            case "retire" if resource:
                self._retire(resource)

    def _add(self) -> None:
        me, shelf = self.person.id, self.desk.shelf
        self.ask(
            Question(
                "add to the shelf",
                partial(ResourceForm, "Add to the shelf"),
                lambda filled: shelf.add(me, filled.title, **filled.given()),
                lambda filled: f"On the shelf: {filled.title}.",
            )
        )

    def _edit(self, resource: Resource) -> None:
        me, shelf = self.person.id, self.desk.shelf
        self.ask(
            Question(
                f"edit {resource.id}",
                partial(ResourceForm, f"Edit: {resource.title}", _filled(resource)),
                lambda filled: shelf.change(resource.id, me, filled.title, **filled.given()),
                lambda filled: f"Changed: {filled.title}.",
            )
        )

    def _retire(self, resource: Resource) -> None:
        me, shelf = self.person.id, self.desk.shelf

        def sure(yes: bool | None) -> None:
            if yes:
                said = f"Off the shelf: {resource.title}. What was said of it stays."
                taken = self.step(lambda: shelf.retire(resource.id, me), said)
                self.run_worker(taken, exit_on_error=False)

        question = f"Take “{resource.title}” off the shelf?"
        self.app.push_screen(ConfirmDialog(question, "Leave it", "Take it off"), sure)

    async def _sheet(self) -> None:
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
