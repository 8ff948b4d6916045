"""The sections of the team's side: their titles, and the keys that lead to them."""

import msgspec


class SectionInfo(msgspec.Struct, frozen=True):
    """What is known of a section without loading its screen.

    Parameters:
        title: its name on the screen.
        key: opens it from anywhere behind a PIN; as Textual names keys.
    """

    title: str
    key: str


SECTIONS = {
    "queue": SectionInfo("Queue", "f3"),
    "walk": SectionInfo("Walk", "f4"),
    "people": SectionInfo("People", "f5"),
    "dates": SectionInfo("Dates", "f6"),
    "asks": SectionInfo("Asks", "f7"),
    "shelf": SectionInfo("Shelf", "f8"),
    "wall": SectionInfo("Wall", "f9"),
    "week": SectionInfo("Week", "f10"),
}
"""Name of a section -> its title and key. `screens.routes` makes the screens."""
