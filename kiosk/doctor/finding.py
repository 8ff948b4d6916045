"""The result of one check of `kiosk doctor`."""

import msgspec


class Finding(msgspec.Struct, frozen=True):
    """The result of one check. One that is `ok` may still be worth reading."""

    name: str
    ok: bool
    words: str
