"""What `kiosk doctor` says of one thing."""

import msgspec


class Finding(msgspec.Struct, frozen=True):
    """One thing that was looked at. What is `ok` may still be worth knowing."""

    name: str
    ok: bool
    words: str


def counted(count: int, one: str, many: str) -> str:
    """Say how many: "one line", "3 lines"."""
    return f"one {one}" if count == 1 else f"{count} {many}"
