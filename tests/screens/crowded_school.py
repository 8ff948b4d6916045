"""A school with as many of everything as there may be, for the tests of pages."""

from datetime import timedelta

from data.ledger.facts import raw_fact
from kiosk.desk import Desk
from kiosk.requests import rules
from kiosk.requests.rules import Need
from tests.support.pilot import NOW

SCRIPTS = (
    ("Χριστόφορος Κωνσταντίνος", "Παπαδημητρίου"),
    ("Александра Константиновна", "Вознесенская"),
    ("María de los Ángeles", "Fernández de Córdoba"),
    ("Nguyễn Thị Phương Thảo", "Trần-Đặng"),
    ("Þórbjörg Guðrún Álfheiður", "Þorsteinsdóttir"),
    ("Maximiliane-Friederike", "Schwarzenberg-Hohenlohe"),
    ("佐藤", "長谷川小五郎左衛門"),
    ("", "Llanfairpwllgwyngyllgogerychwyrndrobwll"),
    ("عبد الرحمن", "بن عبد العزيز"),
)
LETTERS = "abcdefghijklmnoprstuvwz"


def _long_names(count: int) -> list[tuple[str, str]]:
    """(given, family) names of forty characters, no two alike."""
    found = []
    for number in range(count):
        given, family = SCRIPTS[number % len(SCRIPTS)]
        told = f"{LETTERS[number % 23].upper()}{LETTERS[number // 23]}{family}"
        found.append((given[: 40 - len(told) - 1].strip(), told[:40]))
    return found


def crowd(desk: Desk) -> None:
    """Fill a school with as many of everything as there may be."""
    ana, ben = desk.people.team("coaching")[0].id, desk.people.team("fix")[0].id
    walsh = next(each for each in desk.people.staff() if each.family == "Walsh")
    drafts = []
    for number, (given, family) in enumerate(_long_names(500)):
        body = {"key": f"wide{number}", "name": f"{given} {family}".strip(), "given": given}
        body |= {"family": family, "room": f"Annexe {number}"}
        drafts.append(raw_fact("person.listed", f"wide{number}", body=body))
    for number in range(3000):
        told = {"title": f"{number} A resource with a title that is rather long", "about": "w" * 90}
        told |= {"url": f"https://x.example/{number}"}
        tags = {"tags": [f"topic {number % 40}"]}
        drafts.append(raw_fact("resource.added", f"wide{number}", by=ana, body=told | tags))
    desk.act(lambda: drafts)
    desk.shelf.share(ana, "Donaudampfschifffahrtsgesellschaftskapitaenspatentpruefung" * 2)
    for number in range(50):
        title = f"Problem {number} with a name that does not fit on one line"
        desk.board.open_problem(ben, title, "Printer", expected="back by the end of the week")
    for number in range(60):
        day = (NOW + timedelta(days=1 + number // 4)).date()
        desk.board.announce(ana, f"News {number:02} that are told in some words", day)
    for number in range(40):
        request = desk.requests.flag(
            Need("fix", walsh.id, "Computer", room=f"Annexe {number}", text="w" * 300)
        )
        if number % 2:
            desk.requests.act(request.id, lambda r: rules.decline(r, ben, "Not ours to change"))
    for number in range(30):
        start = NOW + timedelta(days=1 + number)
        desk.workshops.plan(ana, f"Workshop {number} on a topic of some length", start, 30)
