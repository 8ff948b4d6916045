"""Resources to take along: found by typing, or by filters such as what is new."""

from operator import attrgetter

from textual import getters
from textual.app import ComposeResult
from textual.widgets import Input

from data.records import Resource
from screens.actions import Action
from screens.base import KioskScreen
from screens.teacher.resource import ResourcePage
from screens.teacher.share_idea import ShareIdeaScreen
from screens.widgets.empty_state import Nothing
from screens.widgets.footer import Footer
from screens.widgets.masthead import Masthead
from screens.widgets.text_input import TextInput
from screens.widgets.tile import Tile
from screens.widgets.tile_board import TileBoard
from screens.widgets.tile_grid import LazyItems, TileGrid

NOTHING_FITS = Nothing("Nothing fits", "Try another word.", "else")
NOTHING_YET = Nothing("Nothing is here yet", "Share the first idea, or ask your coach.", "shelf")
ALL, NEW, MINE, IDEAS = "\0all", "\0new", "\0mine", "\0ideas"
"""Values of the filters that are no tags; no tag begins with \\0."""


class ResourcesScreen(KioskScreen[None]):
    """The screen on which a teacher finds a resource, the newest first."""

    WRITES = True

    HELP = "Touch one and its code is before you. Type to search, or touch a word above."
    KEYS = (("Letters", "search"), ("Enter", "the first one found"))
    NAME = "resources"
    ACTIONS = (Action("share", "", "Share an idea", "that worked in your class", "thanks"),)

    shelf = getters.query_one("#shelf", TileGrid)
    filters = getters.query_one("#filters", TileGrid)
    field = getters.query_one(TextInput)

    def __init__(self) -> None:
        super().__init__()
        self._filter = ALL
        self._found: list[Resource] = []

    def body(self) -> ComposeResult:
        yield Masthead("Resources", "Touch one, scan its code, take it with you.", tone="note")
        yield TextInput("Type what you are looking for")
        yield TileGrid(width=12, height=3, most_columns=6, loops=True, more="Other", id="filters")
        yield TileGrid(
            width=28,
            height=5,
            short_height=3,
            most_columns=3,
            picture_of_few="code",
            id="shelf",
        )
        yield Footer(*self.tiles("foot"))

    def begin(self) -> None:
        super().begin()
        self.field.focus()

    def show_live(self) -> None:
        self._show_filters()
        self._found = self._find()
        new = {resource.id for resource in self.desk.shelf.new()}
        if not self._found:
            self.shelf.show_nothing(NOTHING_FITS if self.desk.shelf.all() else NOTHING_YET)
            return
        self.shelf.show(
            LazyItems(
                self._found,
                attrgetter("id"),
                lambda resource: self._item(resource, resource.id in new),
            )
        )

    def _show_filters(self) -> None:
        shelf, subject = self.desk.shelf, self.person.subject
        titles = {ALL: "All", NEW: f"New {len(shelf.new())}"}
        if subject:
            titles[MINE] = f"For {subject}"
        titles[IDEAS] = "Ideas"
        titles |= {tag: tag[:1].upper() + tag[1:] for tag in shelf.tags(24)}
        chosen = "" if self.field.value.strip() else self._filter
        self.filters.show(
            [
                Tile(title, value=value, shape="control", chosen=value == chosen)
                for value, title in titles.items()
            ]
        )

    def _find(self) -> list[Resource]:
        """Return the resources that fit what is typed, or else the filter."""
        shelf = self.desk.shelf
        if self.field.value.strip():
            return shelf.search(self.field.value)
        if self._filter == ALL:
            return shelf.all()
        if self._filter == NEW:
            return shelf.new()
        if self._filter == MINE:
            return shelf.for_subject(self.person)
        return shelf.ideas() if self._filter == IDEAS else shelf.tagged(self._filter)

    def _item(self, resource: Resource, new: bool) -> Tile:
        about = resource.about
        if resource.kind == "idea":
            name = self.desk.people.full_name(resource.by)
            about = f"{name}: {about}" if about else "From a colleague"
        tone = {"idea": "thanks", "howto": "coaching"}.get(resource.kind, "note")
        state = "new" if new else ""
        return Tile(resource.title, about, resource.id, tone=tone, state=state)

    def on_input_changed(self, message: Input.Changed) -> None:
        message.stop()
        self.show_live()

    def on_input_submitted(self) -> None:
        """Open the first one found."""
        if self.field.value.strip() and self._found:
            self._open(self._found[0])

    def on_tile_board_pressed(self, message: TileBoard.Pressed) -> None:
        if message.board is self.filters:
            self._filter, self.field.value = message.value, ""
            self.show_live()
        else:
            resource = self.desk.shelf.find(message.value)
            assert resource is not None
            self._open(resource)

    def _open(self, resource: Resource) -> None:
        if self.is_active:
            self.app.push_screen(ResourcePage(resource))

    def action_share(self) -> None:
        """Open the form for an idea."""
        self.app.push_screen(ShareIdeaScreen())
