"""The interface of what a kiosk exchanges facts with."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from data.ledger.facts import Fact


class Peer(Protocol):
    """Another kiosk, a shared folder or a district's hub. Used by `exchange`."""

    def offer(self) -> Iterable[Fact]:
        """Return the facts that this peer has."""

    def take(self, facts: Sequence[Fact]) -> None:
        """Give facts to this peer, which ignores those that it has."""
