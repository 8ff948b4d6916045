"""The kinds of contact of the team with a person, from the lightest to the heaviest."""

from typing import Literal

ContactKind = Literal["hello", "fix", "coaching", "visit"]

CONTACT_KINDS: dict[ContactKind, str] = {
    "hello": "a hello",
    "fix": "a fix",
    "coaching": "coaching",
    "visit": "a visit",
}
"""Kind of contact -> its name. [reach] in `kiosk.toml` says for how many days each one counts."""
