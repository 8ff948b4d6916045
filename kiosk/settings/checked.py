"""What every part of the settings is: a struct that takes no field it does not know."""

from typing import Annotated

import msgspec
from msgspec import Meta

Name = Annotated[str, Meta(min_length=1, max_length=200)]
"""What people call something."""


class Checked(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """A part of the settings."""
