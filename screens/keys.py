"""The keys that lead to the sections of the team's side from anywhere behind a PIN."""

SECTION_KEYS = {
    "queue": "f3",
    "walk": "f4",
    "people": "f5",
    "dates": "f6",
    "asks": "f7",
    "shelf": "f8",
    "wall": "f9",
    "week": "f10",
}
"""Section -> its key."""
