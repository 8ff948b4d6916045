"""What waits for somebody at sign-in, one thing at a time: an answer, whether it works now, how it
went, a note, a change of plans, thanks. Asked once, never in the way, answered with one touch.

A new kind is a function that yields its items, a function that does what an answer says, and a row
in SOURCES.
"""

import msgspec

from data.ledger.facts import Fact
from data.records.resources import TakeAsked
from kiosk.desk import Desk
from kiosk.inbox import (
    calendar_items,
    coaching_items,
    message_items,
    outcome_items,
    request_items,
)
from kiosk.inbox.items import (
    OUTCOME_ANSWERS,
    AnswerItem,
    AskItems,
    InboxItem,
    InboxReply,
    InboxSession,
)
from kiosk.requests import rules

__all__ = ["OUTCOME_ANSWERS", "Inbox", "InboxItem", "InboxReply"]


class ItemSource(msgspec.Struct, frozen=True):
    """A source of items: what asks, and what an answer to each kind of its items does."""

    ask: AskItems
    answers: dict[str, AnswerItem]


SOURCES = (
    ItemSource(calendar_items.ask_clashes, {"clash": calendar_items.answer_clash}),
    ItemSource(request_items.ask_unread, {"answer": request_items.answer_unread}),
    ItemSource(request_items.ask_working, {"working": request_items.answer_working}),
    ItemSource(request_items.ask_offers, {"offer": request_items.answer_offer}),
    ItemSource(message_items.ask_notes, {"note": message_items.answer_note}),
    ItemSource(calendar_items.ask_visits, {"visit": calendar_items.answer_visit}),
    ItemSource(calendar_items.ask_workshops, {"workshop": calendar_items.answer_workshop}),
    ItemSource(message_items.ask_problems, {"problem": message_items.answer_problem}),
    ItemSource(outcome_items.ask_outcomes, {"outcome": outcome_items.answer_outcome}),
    ItemSource(outcome_items.ask_takes, {"take": outcome_items.answer_outcome}),
    ItemSource(coaching_items.ask_cycles, {"cycle": coaching_items.answer_cycle}),
    ItemSource(
        coaching_items.ask_introductions,
        {
            "introduction": coaching_items.answer_introduction,
            "introduced": coaching_items.answer_introduced,
        },
    ),
    ItemSource(message_items.ask_thanks, {"thanks": message_items.answer_thanks}),
    ItemSource(message_items.ask_day, {"day": message_items.answer_day}),
)
"""All that may wait, in the order in which it is shown."""

ANSWER: dict[str, AnswerItem] = {
    kind: answer for source in SOURCES for kind, answer in source.answers.items()
}
"""Kind of item -> what an answer to it does."""


class Inbox:
    """What waits for one person in one session; home, the team's sections and tests ask it.

    Parameters:
        desk: the school.
        person: id of whoever is signed in.
    """

    def __init__(self, desk: Desk, person: str) -> None:
        self._desk = desk
        self._person = person
        self._session = InboxSession(desk, person)

    def ask_day(self, checkin: str) -> None:
        """Ask how the day is, after a hi.

        Parameters:
            checkin: id of the hi.
        """
        self._session.checkin = checkin

    def items(self) -> list[InboxItem]:
        """Return what waits now, in the order in which it is shown."""
        return [item for source in SOURCES for item in source.ask(self._session)]

    def shown(self, item: InboxItem) -> list[Fact]:
        """Write down that an item was shown, so that no other session asks it again."""
        if not item.once or item.key in self._session.asked:
            return []
        self._session.asked[item.key] = None
        if item.kind == "take":
            return self._desk.act(lambda: [TakeAsked(item.id, by=self._person)])
        return self._desk.act(lambda: rules.ask(self._desk.requests.get(item.id), self._person))

    def done(self, item: InboxItem) -> None:
        """Put an item away for this session, answered or not."""
        self._session.asked.pop(item.key, None)
        if item.kind == "day":
            self._session.checkin = ""

    def answer(self, item: InboxItem, answer: str) -> InboxReply:
        """Do what an answer to an item says.

        Parameters:
            answer: one of those that the item offers.

        Raises:
            Refused, NotSaved: nothing was changed.
        """
        return ANSWER[item.kind](self._session, item, answer)

    def tell(self, kind: str, key: str, outcome: str, text: str) -> list[Fact]:
        """Write down how it went, with a line about it; see `outcome_items.tell_outcome`."""
        return outcome_items.tell_outcome(self._session, kind, key, outcome, text)
