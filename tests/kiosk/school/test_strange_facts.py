"""Facts of another kiosk or a newer version that this one cannot read."""

from typing import Any

import pytest

from data.records.registry import TABLES
from kiosk.desk import Desk
from tests.support.fakes import foreign
from tests.support.schools import ANA, MARIA
from tests.support.two_kiosks import waiting


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("visit.booked", {"coach": ANA, "start": "soon", "minutes": 5}),
        ("visit.booked", {"coach": ANA, "start": "2026-11-03T09:00", "minutes": 5}),
        ("workshop.planned", {"title": "t", "start": "soon", "minutes": 5}),
        ("presence.told", {"where": "Gym", "until": "2026-11-03T09:00"}),
        ("announcement.made", {"text": "Cake", "date": "31 December"}),
    ],
)
def test_a_fact_with_an_unreadable_time_does_not_stop_the_waiting_screen(
    desk: Desk, kind: str, body: dict[str, Any]
) -> None:
    """Pass over a strange fact of another kiosk."""
    subject = ANA if kind.startswith("presence") else "x"
    desk.store.ingest([foreign(kind, subject, 1, by=MARIA, whom=MARIA, body=body)])
    desk.whereabouts.team()
    desk.board.coming()
    waiting(desk, MARIA)
    desk.calendar.ahead(MARIA)


@pytest.mark.parametrize("noun", ["presence", "preference", "hours", "pin"])
def test_a_fact_with_an_unknown_verb_makes_no_document(desk: Desk, noun: str) -> None:
    """Show nothing half-understood of a newer kiosk."""
    desk.store.ingest([foreign(f"{noun}.of_tomorrow", "x", 1)])
    assert desk.store.find(TABLES[noun].record, "x") is None
