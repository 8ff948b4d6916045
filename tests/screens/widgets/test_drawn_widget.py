"""A widget that draws its own lines keeps them until they change, and has one for each row."""

from collections.abc import Iterable

from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.strip import Strip

from screens.widgets.drawn_widget import DrawnWidget


class Numbers(DrawnWidget):
    """Each row is drawn with the number of drawings so far."""

    drawings = 0
    refreshes_itself = False

    def draw(self, y: int) -> Iterable[tuple[int, Strip]]:
        self.drawings += 1
        if self.refreshes_itself:
            self.refresh()
        return [(y, Strip.blank(self.size.width)), (y + 1, Strip.blank(self.size.width))]


class Shown(App[None]):
    def compose(self) -> ComposeResult:
        yield Numbers()


async def test_lines_are_drawn_once_until_something_changes() -> None:
    """Draw them again after a refresh, and of a part only those."""
    async with Shown().run_test(size=(20, 6)) as pilot:
        numbers = pilot.app.query_one(Numbers)
        whole = Region(0, 0, 20, 6)
        numbers.refresh()
        numbers.render_lines(whole)
        numbers.drawings = 0
        numbers.render_lines(whole)
        assert numbers.drawings == 0
        numbers.refresh(Region(0, 2, 20, 2))
        numbers.render_lines(whole)
        assert numbers.drawings == 1
        numbers.refresh()
        numbers.render_lines(whole)
        assert numbers.drawings == 4


async def test_each_row_that_is_asked_for_has_a_line() -> None:
    """Return one also beyond what was drawn, and while a drawing asks for another one."""
    async with Shown().run_test(size=(20, 6)) as pilot:
        numbers = pilot.app.query_one(Numbers)
        numbers.refreshes_itself = True
        for rows in (6, 9):
            strips = numbers.render_lines(Region(2, 0, 10, rows))
            assert [strip.cell_length for strip in strips] == [10] * rows
        numbers.refreshes_itself = False
