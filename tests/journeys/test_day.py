"""A whole day of a coach, through the real app on the sample school: a walk in the morning, three
people met in the corridor, a fix that becomes coaching, a visit that is booked and moved, a
workshop out of what they ask for, what each teacher finds at the next sign-in, and the end of the
day. The week adds up to the minute with the facts.
"""

from typing import cast

import pytest

from data.records import Person, Visit, Work
from kiosk.desk import Desk
from kiosk.requests.topics import Topic
from kiosk.timesheet.week import Week, monday, span, week
from screens.teacher.home import HomeScreen
from tests.journeys.ways import coach_touches
from tests.support.pilot import NOW, Hands, SetClock, at_kiosk

SIZES = ((80, 24), (120, 40))


def this_week(desk: Desk, coach: Person) -> Week:
    """The coach's week, from the facts."""
    first = monday(NOW.date())
    return week(first, desk.timesheet.entries_between(first, desk.now().date(), coach.id))


async def work_as(hands: Hands, family: str) -> Person:
    """Sign in as one of the team, at the queue."""
    person = hands.person(family)
    hands.app.sign_in(person)
    await hands.until(lambda: hands.has("Claim"))
    return person


async def check_found(hands: Hands, family: str, words: str) -> None:
    """Sign in as a teacher, page through what waits, and check that this is read."""
    hands.app.sign_in(hands.person(family))
    await hands.until(lambda: isinstance(hands.app.screen, HomeScreen))
    home = cast("HomeScreen", hands.app.screen)
    while home.inbox_panel.item:
        read = home.inbox_panel.item
        if words in f"{read.head} {read.body}":
            await hands.shows(words[:20])
            return
        await hands.press("1")
        await hands.until(lambda: home.inbox_panel.item is not read)  # noqa: B023
        opened = hands.app.screen_stack
        await hands.press(*["escape"] * (len(opened) - 1 - opened.index(home)))
    raise AssertionError(f"{family} does not find {words!r}")


async def go_for_a_walk(hands: Hands, clock: SetClock) -> None:
    """Set out, leave the kiosk, and tick every stop off afterwards: the route has been kept."""
    desk = hands.app.desk
    ana = await work_as(hands, "Duarte")
    await hands.press("f4", "w")
    await hands.shows("Off you go")
    walk = desk.walks.current(ana.id)
    assert walk is not None
    hands.app.leave_session()
    clock.forward(minutes=12)
    await work_as(hands, "Duarte")
    await hands.press("f4")
    await hands.shows("0 of")
    for stop in walk.stops:
        await hands.press("s")
        await hands.shows(f"Hello to {desk.people.full_name(stop.person)}")
    walked = desk.walks.walk(walk.id)
    assert all(stop.how == "seen" for stop in walked.stops)
    for stop in walk.stops:
        contact = desk.store.indexes.contact[stop.person]
        assert contact.hello
        assert not contact.visit, "a hello is no visit"


async def log_three_people(hands: Hands) -> None:
    """Log three people who were met in the corridor: two keys and a name each."""
    for typed, said in (("wals", "1"), ("marsh, speaker hums", "3"), ("okaf", "5")):
        hands.forget_count()
        await hands.press("f12")
        await hands.write(typed)
        if "," in typed:
            await hands.press("enter")  # the words are at an end
        await hands.press(said)
        await hands.shows("Logged:")
        assert hands.keys <= 3


async def finish_a_fix_with_an_offer(hands: Hands, clock: SetClock) -> None:
    """Claim a fix, finish it after fourteen minutes, and offer ten minutes of coaching on it."""
    ben = await work_as(hands, "Osei")
    await hands.shows("Projector or screen")
    await hands.press("c")
    await hands.shows("You have it: Projector")
    clock.forward(minutes=14)
    await hands.press("f")
    await hands.shows("14 minutes")
    await hands.press("*")
    await hands.shows("is offered ten minutes on it")
    entries = hands.app.desk.timesheet.entries_on(ben.id, NOW.date())
    (spent,) = [each for each in entries if each.at >= NOW.isoformat()[:16]]
    assert (spent.kind, spent.minutes) == ("fixing", 14)


async def take_the_offer(hands: Hands) -> None:
    """Confirm the fix as its teacher, and take the offer: the fix becomes coaching."""
    rivera = hands.person("Rivera")
    hands.app.sign_in(rivera)
    await hands.shows("Does it work now?")
    await hands.tap("It works")
    await hands.shows("Ten minutes on using it well?")
    await hands.tap("Yes, find me")
    await hands.shows("finds you")
    coached = next(r for r in hands.app.desk.requests.for_person(rivera.id) if r.source)
    assert coached.lane == "coaching"


async def book_a_visit(hands: Hands) -> Visit:
    """Book a time with Peter Walsh from his page."""
    await work_as(hands, "Duarte")
    await hands.press("f5")
    await hands.write("wals")
    await hands.press("enter", "b", "1", "enter")
    await hands.shows("Booked: Plan a lesson")
    (visit,) = hands.app.desk.calendar.ahead(hands.person("Walsh").id)
    return visit


async def move_the_visit(hands: Hands, visit: Visit) -> None:
    """Find the visit among the dates, and move it to another time."""
    await work_as(hands, "Duarte")
    await hands.press("f6")
    await hands.until(lambda: hands.has("Person"))
    await hands.tap_row("Peter Walsh")
    await hands.press("t", "enter")
    await hands.shows("Moved to")
    moved = hands.app.desk.calendar.visit(visit.id)
    assert moved.start != visit.start


async def plan_a_workshop(hands: Hands) -> Topic:
    """Plan a workshop on what most would like to learn, and invite them; gives the topic."""
    topic = hands.app.desk.demand.topics(hands.app.desk.shelf.tags())[0]
    await hands.press("f7", "enter", "enter")
    await hands.shows(f"{len(topic.people)} are invited")
    return topic


async def sign_in_as_each_teacher(hands: Hands, topic: Topic) -> None:
    """Sign in as each teacher, who finds what was done for them."""
    await check_found(hands, "Okafor", "Ana Duarte says thanks")
    await check_found(hands, "Walsh", "Ana has moved your time")
    await check_found(hands, hands.app.desk.people[topic.people[0]].family, "You asked for it")
    hands.app.sign_in(hands.person("Marsh"))
    await hands.shows("2 open")


async def fill_the_gaps(hands: Hands) -> None:
    """Say at the end of the day what each gap was, and go back to the week."""
    timesheet, ana = hands.app.desk.timesheet, await work_as(hands, "Duarte")
    await hands.press("f10", "d")
    while timesheet.gaps(ana.id, NOW.date()):
        gaps = len(timesheet.gaps(ana.id, NOW.date()))
        await hands.press("0")
        await hands.until(lambda: len(timesheet.gaps(ana.id, NOW.date())) < gaps)  # noqa: B023
    await hands.press("w")


def check_total(after: Week, entries: list[Work]) -> None:
    """Check that a week's total is that of its facts, of its days and of its roles."""
    first = str(monday(NOW.date()))
    assert after.total == sum(each.minutes for each in entries if each.start[:10] >= first)
    assert (
        after.total
        == sum(sum(kinds.values()) for kinds in after.days.values())
        == sum(after.roles.values())
    )


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_a_whole_day_reaches_every_teacher_and_adds_up_to_the_minute(
    desk: Desk, clock: SetClock, size: tuple[int, int]
) -> None:
    """Go from the first walk to the end of the day, and let every teacher know."""
    async with at_kiosk(desk, size) as hands:
        ana = hands.person("Duarte")
        before = this_week(desk, ana)
        await go_for_a_walk(hands, clock)
        clock.forward(minutes=3)
        await log_three_people(hands)
        await finish_a_fix_with_an_offer(hands, clock)
        await take_the_offer(hands)
        visit = await book_a_visit(hands)
        hands.app.leave_session()
        await move_the_visit(hands, visit)
        topic = await plan_a_workshop(hands)
        await sign_in_as_each_teacher(hands, topic)
        clock.moment = NOW.replace(hour=15, minute=40)
        await fill_the_gaps(hands)
        after = this_week(desk, ana)
        await hands.shows(span(after.total))
        facts = desk.store.records(Work)
        check_total(after, [each for each in facts if each.coach == ana.id and not each.void])
        assert after.total > before.total


async def test_every_section_is_reached_by_touch_alone(desk: Desk) -> None:
    """Reach the same places without a keyboard, one after the other."""
    async with at_kiosk(desk, (100, 30)) as hands:
        await work_as(hands, "Duarte")
        for title, words in (
            ("Walk", "reached in 14 days"),
            ("People", "are due to be seen"),
            ("Dates", "Open periods"),
            ("Asks", "to learn"),
            ("Shelf", "to take along"),
            ("Wall", "Where I am"),
            ("Week", "What it means"),
            ("Queue", "Why here"),
        ):
            await coach_touches(hands, f"@{title}")
            await hands.shows(words)
        assert hands.keys == 0
