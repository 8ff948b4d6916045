"""A line that is added to what one touch has sent."""

from data.ledger.facts import Fact
from kiosk.desk import Desk
from kiosk.requests import rules


def add_line(desk: Desk, line_for: str, person: str, text: str) -> list[Fact]:
    """Add a line to a request or to thanks; it stands behind what was written before.

    Parameters:
        line_for: what it belongs to, as in `Sent.line_for`.
        person: id of whoever sent it.

    Raises:
        Refused: it can no longer get a line.
    """
    kind, _, key = line_for.partition(" ")
    if kind == "thanks":
        return desk.thanks.add_line(key, person, text)
    desk.accounts.refuse_pin(person, text)
    before = desk.requests.get(key).text
    whole = f"{before} {text}".strip()
    return desk.act(lambda: rules.correct(desk.requests.get(key), person, text=whole))
