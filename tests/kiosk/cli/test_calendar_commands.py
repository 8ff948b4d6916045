"""A coach's calendar, walk and week from a shell: what is booked is booked once, what took place is
time, and what is refused changes nothing.
"""

from datetime import timedelta

from icalendar import Calendar

from data.ledger.facts import raw_fact
from data.records import Visit
from kiosk.desk import Desk
from tests.kiosk.cli.command_line import Kiosk


def test_an_open_time_is_booked_once(kiosk: Kiosk) -> None:
    """Book a time that `slots` lists, close it, and refuse it a second time."""
    first = kiosk.json("slots", "--as", "Ana")[0]
    when = ("--on", first["on"], "--at", first["at"])
    said = kiosk.done("book", "--as", "Ana", "--person", "Maria", "--about", "Plan a lesson", *when)
    assert "Maria Rivera" in said
    assert first not in kiosk.json("slots", "--as", "Ana")
    words = kiosk.refused("book", "--as", "Ana", "--person", "Kofi", *when)
    assert "kiosk slots" in words
    (visit,) = kiosk.json("visit", "list", "--as", "Ana")
    assert (visit["person"], visit["about"], visit["state"], visit["holds"]) == (
        "Maria Rivera",
        "Plan a lesson",
        "booked",
        True,
    )
    assert visit["id"] == said.split()[0]


def test_the_time_of_a_visit_that_is_called_off_is_open_again(kiosk: Kiosk) -> None:
    """Refuse it without words for the teacher; with them open the time and let the request wait
    again.
    """
    key = kiosk.done("book", "--as", "Ana", "--person", "Maria").split()[0]
    assert "Say why" in kiosk.refused("cancel", key, "--as", "Ana")
    kiosk.done("cancel", key[:6], "--as", "Ana", "I", "am", "ill")
    (visit,) = kiosk.json("visit", "list", "--as", "Ana")
    assert visit["state"] == "cancelled"
    (request,) = kiosk.json("queue")
    assert request["state"] == "waiting"


def test_a_visit_that_was_made_counts_in_the_week(kiosk: Kiosk) -> None:
    """Write the minutes of a look into a class into the week, with what they mean."""
    before = kiosk.json("week", "--as", "Ana")
    assert before["minutes"] == 0
    assert "Nothing is known" in before["conclusion"]
    kiosk.done("visit", "made", "--as", "Ana", "--person", "Kofi", "--minutes", "25", "Looked in")
    after = kiosk.json("week", "--as", "Ana")
    assert (after["minutes"], after["coaching"], after["fixing"]) == (25, 25, 0)
    assert sum(after["kinds"].values()) == sum(after["days"].values()) == 25
    assert "25 min" in kiosk.done("week", "--as", "Ana")
    assert kiosk.json("week", "--as", "Ben")["minutes"] == 0


def test_a_visit_that_was_held_is_kept_once_and_owes_feedback(kiosk: Kiosk) -> None:
    """Finish its request, keep its time once, and owe feedback until it is given."""
    about = ("--about", "Watch my class")
    key = kiosk.done("book", "--as", "Ana", "--person", "Maria", *about).split()[0]
    assert "still to come" in kiosk.refused("visit", "held", key, "--as", "Ana")
    desk = Desk(kiosk.folder)
    yesterday = desk.now() - timedelta(days=1)
    body = {"start": yesterday.isoformat(timespec="minutes"), "minutes": 50}
    moved = raw_fact("visit.moved", key, by="ana", body=body)
    desk.act(lambda: [moved])
    desk.close()
    kiosk.done("visit", "held", key, "--as", "Ana", "--minutes", "45")
    assert kiosk.json("queue") == []
    (visit,) = kiosk.json("visit", "list", "--as", "Ana")
    assert (visit["state"], visit["word_owed"]) == ("held", True)
    kiosk.done("visit", "word", key, "--as", "Ana", "They asked each other")
    (visit,) = kiosk.json("visit", "list", "--as", "Ana")
    assert not visit["word_owed"]
    assert "already" in kiosk.refused("visit", "word", key, "--as", "Ana", "Again")
    desk = Desk(kiosk.folder)
    assert sum(each.minutes for each in desk.timesheet.entries_between(*_days(desk, key))) == 45
    desk.close()


def _days(desk: Desk, key: str) -> tuple:  # type: ignore[type-arg]
    found = desk.store.find(Visit, key)
    assert found is not None
    day = desk.calendar.begin(found).date()
    return day, day


def test_a_walk_has_a_purpose_at_each_stop(kiosk: Kiosk) -> None:
    """Put teachers on it who were never seen, and take no longer than there is time."""
    walk = kiosk.json("walk", "--minutes", "30")
    assert walk["minutes"] <= 30
    assert {stop["person"] for stop in walk["stops"]} == {
        "Maria Rivera",
        "Kofi Okafor",
        "Jonas Lindqvist",
    }
    assert all(stop["purpose"] and stop["days"] is None for stop in walk["stops"])
    assert "walking included" in kiosk.done("walk", "--minutes", "30")
    assert "5 minutes" in kiosk.refused("walk", "--minutes", "2")


def test_a_calendar_file_is_written(kiosk: Kiosk) -> None:
    """Write what a calendar can read, and nothing of what somebody asked for."""
    kiosk.done("book", "--as", "Ana", "--person", "Maria", "--about", "Plan a lesson", "I am lost")
    path = kiosk.folder.parent / "ana.ics"
    kiosk.done("visit", "list", "--as", "Ana", "--ics", str(path))
    raw = path.read_bytes()
    (event,) = Calendar.from_ical(raw).walk("VEVENT")
    assert "Maria Rivera" in str(event["summary"])
    assert b"lost" not in raw
    assert b"Plan a lesson" not in raw
    nowhere = str(kiosk.folder / "no" / "where.ics")
    assert "cannot be written" in kiosk.refused("visit", "list", "--as", "Ana", "--ics", nowhere)


def test_the_sheet_is_written_and_its_place_is_said(kiosk: Kiosk) -> None:
    """Write it into the data folder when no place is named."""
    kiosk.done("resources", "add", "Door", "--as", "Ana", "--url", "https://x.example/d")
    said = kiosk.done("resources", "sheet")
    path = kiosk.folder / "resources.html"
    assert str(path) in said
    assert "<svg" in path.read_text(encoding="utf-8")


def test_an_unknown_visit_coach_or_day_is_refused_in_words(kiosk: Kiosk) -> None:
    """Name what nobody knows."""
    assert "visit list" in kiosk.refused("cancel", "zzzz", "--as", "Ana", "ill")
    assert "neither coach nor fixer" in kiosk.refused("walk", "--as", "Maria")
    assert "2026-11-27" in kiosk.refused("week", "--of", "Friday")
    assert "kiosk slots" in kiosk.refused(
        "book", "--as", "Ana", "--person", "Maria", "--on", "2001-01-01"
    )


def test_booking_gives_the_waiting_request_its_time(kiosk: Kiosk) -> None:
    """Make no second request of the same kind; make one of another kind; refuse an unknown one."""
    key = kiosk.done("flag", "coaching", "--person", "Maria", "--category", "One-to-one").split()[0]
    kiosk.done("book", "--as", "Ana", "--person", "Maria")
    (asked,) = kiosk.json("queue")
    assert (asked["id"], asked["state"]) == (key, "scheduled")
    kiosk.done("book", "--as", "Ana", "--person", "Maria", "--about", "Plan a lesson")
    assert len(kiosk.json("queue")) == 2
    said = kiosk.refused("book", "--as", "Ana", "--person", "Kofi", "--about", "Nonsense")
    assert "'Plan a lesson'" in said
