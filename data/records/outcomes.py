"""The outcomes of a request or of a resource, as the person who asked for it tells them."""

import msgspec


class Outcome(msgspec.Struct, frozen=True):
    """The wording of an outcome.

    Parameters:
        answer: as a tile, for the person who tells it.
        said: within a sentence.
        brief: beside a quotation.
    """

    answer: str
    said: str
    brief: str


OUTCOMES: dict[str, Outcome] = {
    "worked": Outcome("It worked", "it worked", "worked"),
    "partly": Outcome("Partly", "it worked in part", "in part"),
    "not": Outcome("Not really", "it did not work", "did not"),
}
"""Outcome, as it is kept -> its wording. The outcome "" (none yet) is not in it."""
