"""The first line of every screen."""

from textual.content import Content
from textual.widget import Widget

from screens.widgets.text_layout import printable, spread


class Header(Widget):
    """The first line of a screen: what it is at the left, where and when at the right."""

    def __init__(self, left: str = "", right: str = "") -> None:
        super().__init__()
        self._left, self._right = left, right

    def show(self, left: str | None = None, right: str | None = None) -> None:
        """Show other texts; None leaves one as it is."""
        self._left = self._left if left is None else left
        self._right = self._right if right is None else right
        self.refresh()

    def render(self) -> Content:
        left = Content.styled(printable(self._left), "bold")
        right = Content.styled(printable(self._right), "$muted")
        if left.cell_length + right.cell_length + 2 > self.size.width:
            right = right.truncate(max(0, self.size.width // 2), ellipsis=True)
        return spread(left, right, self.size.width)
