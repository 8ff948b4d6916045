"""Exchanging facts with a peer, until both have the union of their facts.

Facts never change, so there are no conflicts, and to give one twice does no harm.
"""

from data.store.store import Store
from data.sync.peer import Peer


def exchange(store: Store, peer: Peer) -> tuple[int, int]:
    """Save the facts that the peer has and this store has not, then give it those that it has not.

    Returns:
        How many facts were saved here, and how many were given.

    Raises:
        NotSaved: nothing was saved.
        OSError: the peer was out of reach; what was saved here by then stays.
    """
    offered = list(peer.offer())
    saved = store.ingest(offered)
    offered_ids = {fact.id for fact in offered}
    given = [fact for fact in store.all_facts() if fact.id not in offered_ids]
    if given:
        peer.take(given)
    return saved, len(given)
