"""The base of every section of the settings: a struct that refuses unknown fields."""

from typing import Annotated

import msgspec
from msgspec import Meta

Name = Annotated[str, Meta(min_length=1, max_length=200)]
"""What people call something."""


class Checked(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """A section of the settings; an unknown field in it is an error."""
