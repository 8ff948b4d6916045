"""The kinds of contact that somebody of the team has with a person, lightest first."""

from typing import Literal

ContactKind = Literal["hello", "fix", "coaching", "visit"]

CONTACT_KINDS: dict[ContactKind, str] = {
    "hello": "a hello",
    "fix": "a fix",
    "coaching": "coaching",
    "visit": "a visit",
}
"""Kind of contact -> what it is called. A heavier one lasts longer: [reach] in `kiosk.toml`."""
