"""What must stand in the documents after an action for the whole school."""

from data.records import Person
from tests.journeys.teacher_effects import Done
from tests.support.pilot import Hands


def workshop(hands: Hands, me: Person) -> bool:
    """A workshop is planned, and those who asked are invited."""
    found = hands.app.desk.workshops.ahead()
    return any(each.by == me.id and len(each.invited) > 1 for each in found)


def somewhere(hands: Hands, me: Person) -> bool:
    """The board says where they are."""
    team = hands.app.desk.whereabouts.team()
    return any(
        w.person.id == me.id
        and w.where.lower().startswith("in ")
        and "library until 10:55" not in w.where.lower()
        for w in team
    )


def ended(hands: Hands, _: Person) -> bool:
    """One known problem is over."""
    return len(hands.app.desk.board.problems()) == 1


def logged(kind: str) -> Done:
    """Time of this kind is known of today."""

    def done(hands: Hands, me: Person) -> bool:
        today = hands.app.desk.timesheet.entries_on(me.id, hands.app.desk.now().date())
        return any(each.kind == kind for each in today)

    return done


def off_the_shelf(hands: Hands, _: Person) -> bool:
    """One is gone."""
    return len(hands.app.desk.shelf.all()) == 11


def sheet_written(hands: Hands, _: Person) -> bool:
    """There is a page to print."""
    return (hands.app.desk.folder / "resources.html").exists()


def announced(hands: Hands, _: Person) -> bool:
    """It hangs."""
    return any(each.text == "Cake at ten" for each in hands.app.desk.board.announcements())


def longer(hands: Hands, me: Person) -> bool:
    """The first hello of the day took seven minutes."""
    today = hands.app.desk.timesheet.entries_on(me.id, hands.app.desk.now().date())
    return bool(today) and max(each.minutes for each in today) == 7


def goal(hands: Hands, me: Person) -> bool:
    """It is one of theirs."""
    return any(each.goal.measure == "workshops" for each in hands.app.desk.goals.progress(me.id))


def workshop_called(title: str) -> Done:
    """Such a workshop is planned."""
    return lambda hands, _: any(each.title == title for each in hands.app.desk.workshops.ahead())


def called_off(title: str) -> Done:
    """It is planned no more."""
    return lambda hands, _: all(each.title != title for each in hands.app.desk.workshops.ahead())


def known_problems(count: int) -> Done:
    """So many are known."""
    return lambda hands, _: len(hands.app.desk.board.problems()) == count


def expected(words: str) -> Done:
    """A problem says when it will be over."""
    return lambda hands, _: any(each.expected == words for each in hands.app.desk.board.problems())


def on_the_shelf(title: str) -> Done:
    """It can be taken along."""
    return lambda hands, _: any(each.title == title for each in hands.app.desk.shelf.all())


def not_said_where(hands: Hands, me: Person) -> bool:
    """The board says what the facts tell."""
    return any(
        w.person.id == me.id and "Library" not in w.where for w in hands.app.desk.whereabouts.team()
    )


def celebrated(hands: Hands, _: Person) -> bool:
    """It hangs, as something to celebrate."""
    return any(
        (each.kind, each.text) == ("celebration", "Our first podcast")
        for each in hands.app.desk.board.announcements()
    )


def not_hung(begins: str) -> Done:
    """No such line hangs."""
    return lambda hands, _: (
        not any(each.text.startswith(begins) for each in hands.app.desk.board.announcements())
    )


def entries_of_today(count: int) -> Done:
    """So many entries are known of today."""
    return lambda hands, me: (
        len(hands.app.desk.timesheet.entries_on(me.id, hands.app.desk.now().date())) == count
    )


def target(measure: str, number: int) -> Done:
    """A goal stands at this number; 0 is none."""

    def done(hands: Hands, me: Person) -> bool:
        goals = [each.goal for each in hands.app.desk.goals.progress(me.id)]
        return number == sum(each.target for each in goals if each.measure == measure)

    return done
