"""How something went, as whoever asked for it tells."""

import msgspec


class Outcome(msgspec.Struct, frozen=True):
    """What is known of an outcome.

    Parameters:
        answer: what the tile says that tells it.
        said: the same in the midst of a sentence.
        brief: the same beside a quotation.
    """

    answer: str
    said: str
    brief: str


OUTCOMES: dict[str, Outcome] = {
    "worked": Outcome("It worked", "it worked", "worked"),
    "partly": Outcome("Partly", "it worked in part", "in part"),
    "not": Outcome("Not really", "it did not work", "did not"),
}
"""Outcome of a request or a take -> what is known of it; "" is nothing yet."""
