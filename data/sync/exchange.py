"""Exchange with a peer: the set of facts is all there is to agree on, so union is enough and giving
one twice does no harm. What crosses the network is behind the `Peer` seam.
"""

from data.store.store import Store
from data.sync.peer import Peer


def exchange(store: Store, peer: Peer) -> tuple[int, int]:
    """Take what the peer has and this store has not, and the other way round.

    Returns:
        (facts taken, facts given).

    Raises:
        NotSaved: nothing was taken.
        OSError: the peer was out of reach; whatever was taken by then is kept.
    """
    offered = list(peer.offer())
    taken = store.ingest(offered)
    known = {fact.id for fact in offered}
    given = [fact for fact in store.all_facts() if fact.id not in known]
    if given:
        peer.take(given)
    return taken, len(given)
