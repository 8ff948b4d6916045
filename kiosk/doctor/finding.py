"""What `kiosk doctor` says of one thing."""

import msgspec


class Finding(msgspec.Struct, frozen=True):
    """One thing that was looked at. What is `ok` may still be worth knowing."""

    name: str
    ok: bool
    words: str
