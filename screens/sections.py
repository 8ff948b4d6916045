"""The sections of the team's side: what each is called, and the key that leads there from anywhere
behind a PIN.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class SectionInfo:
    """What is known of a section before its screen is made.

    Parameters:
        title: what it is called.
        key: leads there, in Textual's name of a key.
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
"""Name of a section -> what is known of it. `screens.routes` makes its screen."""
