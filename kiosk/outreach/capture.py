"""Hallway capture: write down what was said in the corridor before it is forgotten."""

from collections.abc import Sequence

from data.ledger.facts import Fact, NewFact, new_id
from data.name_search import plain
from data.records import COACHING, FIX, Lane, Person
from data.records.coaching_kinds import ONE_TO_ONE
from data.records.thanks import NoteLeft
from data.text import clean
from kiosk.community.thanks import thank
from kiosk.outreach.walks import HELLO, Walks
from kiosk.requests import rules
from kiosk.requests.rules import Need
from kiosk.school.errors import Refused
from kiosk.school.school import School

LOOKED_IN = 15
"""Minutes of a visit that was not booked; the end of the day corrects them."""
CAPTURE_KINDS = {
    "hi": ("Said hi", "2 min", "note"),
    "visit": ("In class", "15 min", "coaching"),
    "fix": ("A fix", "queued", "fix"),
    "coaching": ("Coaching", "queued", "coaching"),
    "thanks": ("Thanks", "from you", "thanks"),
    "note": ("A note", "at sign-in", "note"),
}
"""Kind of meeting -> (its name, what comes of it, the colour of its tile), in the order of its
keys.
"""


def category_of(text: str, categories: Sequence[str]) -> str:
    """Return the category that somebody's words name; the last one, "Something else", when they
    name none.
    """
    words = f" {plain(text)} "
    for category in categories:
        names = [word for word in plain(category).split() if len(word) > 3]
        joined = _joined(category)
        if any(f" {name}" in words for name in names) or joined in _joined(words):
            return category
    return categories[-1]


def _joined(text: str) -> str:
    """Return the letters alone, so that wifi, wi fi and Wi-Fi are one word."""
    return "".join(sign for sign in plain(text) if sign.isalnum())


class Capture:
    """Writes down whom the team of one school met in the corridors."""

    def __init__(self, school: School, walks: Walks) -> None:
        self._school = school
        self._walks = walks

    def log(self, coach: str, person: Person, what: str, text: str = "") -> list[Fact]:
        """Write down a meeting, with the time that it took.

        Parameters:
            what: one of CAPTURE_KINDS.
            text: a line about it.

        Raises:
            Refused: it is oneself, or a note without words.
        """
        facts = self._facts(coach, person, what, clean(text))
        return self._school.act(lambda: facts)

    def _facts(self, coach: str, person: Person, what: str, text: str) -> Sequence[NewFact]:
        if coach == person.id:
            raise Refused("That is you. Nothing was kept.")
        match what:
            case "hi":
                return self._walks.hello_facts(coach, person.id, "", HELLO, text)
            case "visit":
                return self._walks.visit_facts(
                    coach, person.id, LOOKED_IN, text or "Looked in", person.room
                )
            case "thanks":
                return thank(new_id(), coach, person.id, "" if text else "For your help", text)
            case "note":
                if not text:
                    raise Refused("A note needs words: write them after the name and a comma.")
                return [NoteLeft(new_id(), by=coach, whom=person.id, text=text)]
            case "coaching":
                return self._asked(coach, person, COACHING, ONE_TO_ONE, text)
            case _:
                category = category_of(text, self._school.settings.categories)
                return self._asked(coach, person, FIX, category, text)

    def _asked(
        self, coach: str, person: Person, lane: Lane, category: str, text: str
    ) -> Sequence[NewFact]:
        return rules.flag(
            Need(
                lane=lane,
                category=category,
                person=person.id,
                by=coach,
                room=person.room,
                text=text,
            )
        )
