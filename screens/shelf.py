"""The shelf, for whoever keeps it: what was taken and whether it worked; add, edit, retire, and a
sheet of codes for the wall.
"""

from collections.abc import Sequence

from textual import events, getters
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content

from data.records import Resource
from kiosk import codes, words
from screens.card import Card, told
from screens.coach import CoachScreen
from screens.grid import ROOMY
from screens.lines import cut, seen, spread, wrapped
from screens.listing import Listing
from screens.resource_form import Filled, ResourceForm
from screens.sure import Sure
from screens.tile import Tile

MARKS = {"link": "LINK", "howto": "HOW-TO", "idea": "IDEA"}
SAID = {"worked": "worked", "partly": "in part", "not": "did not"}


class ShelfScreen(CoachScreen):
    """What can be taken along?"""

    SECTION = "shelf"
    HELP = (
        "Each with how often it was taken along and how it went. Add an address or the steps of a "
        "how-to; the sheet is a page of codes for your printer."
    )
    KEYS = (("A E X", "add, edit, take off the shelf"), ("S", "a sheet of codes to print"))

    found = getters.query_one(Listing)
    about = getters.query_one("#about-resource", Card)

    def bar(self) -> Sequence[Tile]:
        return (
            Tile("Add", key="a", tone="coaching", id="add", classes="-slim"),
            Tile("Print sheet", key="s", tone="note", id="sheet", classes="-slim"),
        )

    def main(self) -> ComposeResult:
        with Horizontal(id="both"):
            yield Listing[Resource](lambda each: each.id, self._row, id="resources")
            yield Card("", "note", id="about-resource")

    def actions(self) -> Sequence[Tile]:
        return (
            Tile("Edit", key="e", tone="note", id="edit"),
            Tile("Code", key="q", tone="note", id="code"),
            Tile("Take off", key="x", tone="trouble", id="retire"),
        )

    def on_mount(self) -> None:
        super().on_mount()
        self.found.focus()

    # -- what is shown ---------------------------------------------------------------------

    def show_live(self) -> None:
        if self.app.person is None:
            return
        self.show_top()
        found = self.desk.shelf.all()
        new = len(self.desk.shelf.new())
        self.top.show(f"Shelf   {len(found)} to take along, {new} new")
        first = None if self.found.chosen or not found else found[0].id
        self.found.show(found, first, 1 if self.app.size.height >= ROOMY else 0)
        self._show_about()

    def _row(self, resource: Resource, width: int) -> list[Content]:
        """Three lines: what, how it went, and its tags."""
        edge = Content.styled("▌ ", "$secondary" if resource.kind != "idea" else "$accent")
        room = width - 3
        mark = Content.styled(MARKS[resource.kind], "$muted")
        went = self._went(resource)
        tags = " · ".join(resource.tags)
        return [
            Content.assemble(
                edge, spread(Content.styled(seen(resource.title), "bold"), mark, room)
            ),
            Content.assemble(edge, cut(went, room)),
            Content.assemble(edge, Content.styled(cut(tags, room), "$muted")),
        ]

    def _went(self, resource: Resource) -> str:
        said = self.desk.shelf.said(resource.id)
        times = self.desk.shelf.taken(resource.id)
        taken = f"taken {words.count(times, 'time')}" if times else "not taken yet"
        if not said.told:
            return taken
        return f"{taken}, worked for {said.worked} of {said.told}"

    @property
    def _chosen(self) -> Resource | None:
        return self.desk.shelf.find(self.found.chosen) if self.found.chosen else None

    def _show_about(self) -> None:
        resource = self._chosen
        for name in ("edit", "code", "retire"):
            self.query_one(f"#{name}", Tile).disabled = resource is None
        if resource is None:
            said = "The shelf is empty. A adds the first one."
            self.about.show(lambda w, h: [Content(x) for x in wrapped(said, w, h)], "Nothing yet")
        else:
            self.about.show(lambda columns, _: self._about(resource, columns), resource.title)

    def _about(self, resource: Resource, columns: int) -> list[Content]:
        desk = self.desk
        lines = told(resource.about, columns) if resource.about else []
        for place, step in enumerate(resource.steps, 1):
            lines += told(f"{place}  {step}", columns)
        if resource.url:
            lines += [Content.styled(x, "bold") for x in wrapped(resource.url, columns, 6)]
        who = f"From {desk.full_name(resource.by)}, {words.moment(resource.at, desk.now())}"
        lines += [Content(""), *told(who, columns), *told(self._went(resource), columns)]
        if warned := codes.warning(codes.payload(resource)):
            lines += [Content(""), *told(f"▲ {warned}", columns)]
        said = desk.shelf.said(resource.id)
        if said.lines:
            lines += [Content("")]
        for outcome, text in said.lines[:8]:
            lines += told(f"{SAID[outcome]}: “{text}”", columns)
        return lines

    def on_listing_chosen(self, message: Listing.Chosen) -> None:
        message.stop()
        self._show_about()

    def on_listing_opened(self, message: Listing.Opened) -> None:
        """Change it."""
        message.stop()
        self._do("edit")

    # -- what is done ----------------------------------------------------------------------

    def on_key(self, event: events.Key) -> None:
        """Delete takes it off as X does."""
        if event.key == "delete" and self.on_top:
            event.stop()
            event.prevent_default()
            self._do("retire")

    async def pressed(self, tile: Tile) -> None:
        if tile.id == "sheet":
            await self._sheet()
        else:
            self._do(tile.id or "")

    def _do(self, what: str) -> None:
        resource = self._chosen
        match what:
            case "add":
                self._fill_in(ResourceForm("Add to the shelf"), "")
            case "edit" if resource:
                self._fill_in(ResourceForm("Change it", _filled(resource)), resource.id)
            case "code" if resource:
                from screens.shelf_code import ShelfCode

                self.app.push_screen(ShelfCode(resource))
            case "retire" if resource:
                self._retire(resource)

    def _retire(self, resource: Resource) -> None:
        me = self.person.id

        def sure(yes: bool | None) -> None:
            if yes:
                self.run_worker(
                    self.step(
                        lambda: self.desk.shelf.retire(resource.id, me),
                        f"Off the shelf: {resource.title}. What was said of it stays.",
                    ),
                    exit_on_error=False,
                )

        self.app.push_screen(
            Sure(f"Take “{resource.title}” off the shelf?", "Leave it", "Take it off"), sure
        )

    def _fill_in(self, form: ResourceForm, key: str) -> None:
        me, shelf = self.person.id, self.desk.shelf

        async def do(filled: Filled) -> None:
            given = filled.given()

            def rule() -> object:
                if key:
                    return shelf.change(key, me, filled.title, **given)
                return shelf.add(me, filled.title, **given)

            said = f"{'Changed' if key else 'On the shelf'}: {filled.title}."
            if await self.step(rule, said) is None:
                again = ResourceForm("Put it right", filled, self.refusal)
                self.app.push_screen(again, answered)

        def answered(filled: Filled | None) -> None:
            if filled is not None:
                self.run_worker(do(filled), exit_on_error=False)

        self.app.push_screen(form, answered)

    async def _sheet(self) -> None:
        path = await self.act(self.desk.write_sheet)
        if path:
            self.say(f"The sheet is written: {path}. Open it in a browser and print it.")


def _filled(resource: Resource) -> Filled:
    return Filled(
        resource.title,
        resource.url or " / ".join(resource.steps),
        resource.about,
        ", ".join(resource.tags),
    )
