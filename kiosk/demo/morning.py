"""What is open when somebody looks at the sample school: one of each kind worth seeing."""

from collections.abc import Callable
from datetime import datetime, timedelta

from data.ledger.facts import NewFact
from data.records import Lane, When
from kiosk.demo.term import Term
from kiosk.requests import rules
from kiosk.requests.rules import Need


def plan(term: Term, end: datetime) -> None:
    """Plan the last hours before the story stops."""
    desk, who = term.desk, term.by_name
    ben, ana = who["Osei"].id, who["Duarte"].id

    def flag(minutes: int, lane: Lane, name: str, category: str, when: When, text: str) -> None:
        moment = term.school_time(end - timedelta(minutes=minutes))
        term.at(
            moment,
            lambda: desk.requests.flag(Need(lane, who[name].id, category, when=when, text=text)),
        )

    flag(22, "fix", "Rivera", "Projector or screen", "now", "Will not turn on")
    flag(1445, "coaching", "Okafor", "Plan a lesson", "week", "Podcast unit, objectives are set")
    flag(87, "fix", "Lindqvist", "Login or password", "today", "Account locked again")
    flag(2900, "coaching", "Adeyemi", "Watch my class", "week", "Look at the small groups")
    flag(1500, "fix", "Marsh", "Sound", "week", "No sound over HDMI")
    term.at(end - timedelta(minutes=18), lambda: _me_too(term, "Chen", "Rivera"))
    term.at(end - timedelta(minutes=11), lambda: _me_too(term, "Weiss", "Rivera"))
    term.at(end - timedelta(minutes=60), lambda: _newest(term, "Lindqvist", rules.claim, ben))
    today = end.date()
    term.at(
        end - timedelta(minutes=15),
        lambda: _newest(term, "Lindqvist", rules.nudge, who["Lindqvist"].id, today),
    )
    flag(300, "fix", "Chen", "Printer", "today", "Jams at every page")
    acts = ((70, rules.claim, ()), (40, rules.finish, (12, "Freed")))
    for minutes, rule, words in acts:
        term.at(
            end - timedelta(minutes=minutes),
            lambda rule=rule, words=words: _newest(term, "Chen", rule, ben, *words),  # type: ignore[misc]
        )
    term.at(
        end - timedelta(minutes=30),
        lambda: desk.thanks.thank(who["Okafor"].id, ana, text="First podcast episode is out."),
    )


def _newest(term: Term, name: str, rule: Callable[..., list[NewFact]], *words: object) -> None:
    """Apply a rule to somebody's newest open request, if there is one."""
    open_requests = [
        request for request in term.desk.requests.for_person(term.by_name[name].id) if request.open
    ]
    if open_requests:
        term.act_on(open_requests[0].id, rule, *words)


def _me_too(term: Term, name: str, whose: str) -> None:
    """Let somebody join another person's newest request."""
    person = term.by_name[name]
    _newest(term, whose, rules.join, person.id, person.room)
