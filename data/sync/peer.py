"""What a kiosk exchanges facts with."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from data.ledger.facts import Fact


class Peer(Protocol):
    """Somewhere facts are exchanged with: another kiosk, a shared folder, a district's hub.

    The set of facts is all there is to agree on, so giving one twice does no harm.
    """

    def offer(self) -> Iterable[Fact]:
        """The facts this peer has."""

    def take(self, facts: Sequence[Fact]) -> None:
        """Hand facts over to this peer."""
