"""The sample school with a term of life in it, made through the same rules as real use."""

import heapq
import random
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from importlib import resources
from itertools import count
from pathlib import Path

from data.facts import Draft, new_id
from data.records import Lane, Person
from data.roster import read_roster
from data.seams import Disk, SystemClock
from kiosk import pins, requests, roster
from kiosk.desk import Desk
from kiosk.refused import Refused

PIN = "270418"
WEEKS = 11
MORNING = time(10, 42)

FIXES = {
    "Projector or screen": ["Will not turn on", "Picture flickers", "Remote is lost", ""],
    "Printer": ["Jams at every page", "Out of toner", "Prints half pages", ""],
    "Wi-Fi": ["Slow since Monday", "Drops in the middle of a lesson", ""],
    "Sound": ["No sound over HDMI", "Speaker hums", ""],
    "Login or password": ["Account locked", "New pupil without a login", ""],
    "Computer": ["Very slow to start", "Keyboard sticks", ""],
    "Student devices": ["Six tablets will not charge", "Cart is locked", ""],
}
COACHING = {
    "Plan a lesson": ["Podcast unit, objectives are set", "Maps for the river unit", ""],
    "Teach it together": ["First time with green screen", "Stop-motion in class 7B", ""],
    "Watch my class": ["Look at the small groups", "Look at who talks, and who does not", ""],
    "Try a tool": ["Something for quick checks at the door", "Whiteboards pupils can share", ""],
    "One-to-one": ["Sort my drive before reports", ""],
}
DONE = [
    "Reseated the cable",
    "New lamp",
    "Restarted it, watch it for a day",
    "Reset and tested",
    "",
]
THANKS = [
    "The document camera saved my lab.",
    "First podcast episode is out.",
    "You stayed until it worked.",
    "The class asked for you again.",
    "For the quiet word on Thursday.",
]
RESOURCES = [
    ("Podcast in one lesson", "https://hallway.example/podcast", "audio", "Record, cut, share"),
    ("Green screen, three ways", "https://hallway.example/green", "video", "With what is there"),
    ("Quick checks at the door", "https://hallway.example/door", "feedback", "Five minutes"),
    ("Maps pupils can draw on", "https://hallway.example/maps", "geography", "River unit"),
    ("Report cards, step by step", "https://hallway.example/reports", "office", "Opens Monday"),
    ("Stop-motion for beginners", "https://hallway.example/motion", "video", "One tablet a group"),
    ("Reading aloud, recorded", "https://hallway.example/aloud", "languages", "For shy voices"),
    ("Charging a cart of tablets", "https://hallway.example/cart", "devices", "What goes wrong"),
]


class DemoClock:
    """A clock that is set while the term is made, and then goes on from a school morning."""

    def __init__(self, start: datetime) -> None:
        self._system = SystemClock()
        self._set: datetime | None = start
        self._lead = timedelta()

    def set(self, moment: datetime) -> None:
        """Stand still at this moment."""
        self._set = moment

    def run(self) -> None:
        """Go on from where it stands."""
        assert self._set is not None
        self._lead = self._set - self._system.now()
        self._set = None

    def now(self) -> datetime:
        return self._set or (self._system.now() + self._lead)

    def monotonic(self) -> float:
        return self._system.monotonic()


class UnsyncedDisk(Disk):
    """A disk for what is thrown away: it does not wait for the platter."""

    def fsync(self, fd: int) -> None:
        """Nothing here is to outlive a power cut."""


def last_school_morning(today: datetime) -> datetime:
    """The latest Tuesday, a little before the end of Period 3: a day with life in it."""
    back = (today.weekday() - 1) % 7
    return datetime.combine(today.date() - timedelta(days=back), MORNING, today.tzinfo)


def make_school(folder: Path, seed: int = 7, end: datetime | None = None) -> Desk:
    """A school folder with a term in it, and the desk it is open on.

    Parameters:
        folder: a new or empty folder.
        seed: another seed, another term.
        end: when the term's story stops; the clock stands there in a test, and goes on from there
            in the demo (None).
    """
    moment = end or last_school_morning(SystemClock().now())
    first = moment.date() - timedelta(days=moment.weekday(), weeks=WEEKS)
    sample = resources.files("data.sample")
    toml = sample.joinpath("kiosk.toml").read_text(encoding="utf-8")
    dates = {"= FIRST": f"= {first}", "= HOLIDAY": f"= {first + timedelta(weeks=5)}"}
    for mark, filled in dates.items():
        toml = toml.replace(mark, filled)
    disk = UnsyncedDisk()
    disk.make_folder(folder)
    disk.replace(folder / "kiosk.toml", [toml.encode()])
    clock = DemoClock(datetime.combine(first, time(7, 30), moment.tzinfo))
    desk = Desk(folder, clock, disk)
    with resources.as_file(sample.joinpath("staff.csv")) as staff:
        plan = roster.plan(read_roster(staff), (), desk.mark)
    desk.act(lambda: roster.apply(plan))
    _Term(desk, clock, random.Random(seed)).live(first, moment)
    clock.set(moment)
    if end is None:
        clock.run()
    return desk


class _Term:
    """Lives through the days: each act may put a later one on the list."""

    def __init__(self, desk: Desk, clock: DemoClock, dice: random.Random) -> None:
        self.desk, self.clock, self.dice = desk, clock, dice
        self._later: list[tuple[datetime, int, Callable[[], object]]] = []
        self._count = count()
        staff = sorted(desk.staff(), key=lambda person: person.name)
        self.teachers = [person for person in staff if person.role == "teacher"]
        self.others = [person for person in staff if person.role != "teacher"]
        self.by_name = {person.family: person for person in staff}
        # Some come by every week, some are hardly ever seen: the walk is for those.
        self.eager = self.teachers[::2]
        self.quiet = self.teachers[1::7]

    def live(self, first: date, end: datetime) -> None:
        """From the first day to the moment the story stops."""
        self._begin()
        day = first
        while day <= end.date():
            if self.desk.days.bells_on(day):
                self._plan_day(datetime.combine(day, time(7, 40), end.tzinfo))
            day += timedelta(days=1)
        self._plan_last_morning(end)
        while self._later and self._later[0][0] < end:
            moment, _, act = heapq.heappop(self._later)
            self.clock.set(moment)
            act()

    def at(self, moment: datetime, act: Callable[[], object]) -> None:
        """Put an act on the list."""
        heapq.heappush(self._later, (moment, next(self._count), act))

    def _begin(self) -> None:
        desk = self.desk
        hashed = pins.set_pin("", PIN, len(PIN))[0].body
        team = desk.team("coaching") + desk.team("fix")
        by = team[0].id
        drafts = [Draft("pin.set", each.id, whom=each.id, body=hashed) for each in team]
        desk.act(lambda: drafts)
        for title, url, tag, about in RESOURCES:
            body = {"title": title, "url": url, "about": about, "tags": [tag]}
            drafts = [Draft("resource.added", new_id(), by=by, body=body)]
            desk.act(lambda drafts=drafts: drafts)  # type: ignore[misc]  # each its own
            self.clock.set(self.clock.now() + timedelta(minutes=1))

    def _plan_day(self, morning: datetime) -> None:
        for _ in range(self.dice.randint(3, 7)):
            self.at(self._during(morning), self._hi)
        for _ in range(self.dice.choice([1, 2, 2, 3, 4])):
            self.at(self._during(morning), lambda: self._flag("fix"))
        if self.dice.random() < 0.6:
            self.at(self._during(morning), lambda: self._flag("coaching"))
        if self.dice.random() < 0.4:
            self.at(self._during(morning), self._thank)

    def _during(self, morning: datetime) -> datetime:
        return morning + timedelta(minutes=self.dice.randint(0, 460))

    def _someone(self) -> Person:
        busy = self.dice.random() < 0.75
        person = self.dice.choice(self.eager if busy else self.teachers)
        return self.dice.choice(self.teachers) if person in self.quiet else person

    def _hi(self) -> None:
        self.desk.hi(self._someone().id)

    def _flag(self, lane: Lane) -> None:
        texts = FIXES if lane == "fix" else COACHING
        category = self.dice.choice(list(texts))
        when = self.dice.choice(["now", "today", "today", "week"] if lane == "fix" else ["week"])
        person, text = self._someone(), self.dice.choice(texts[category])
        request = self.desk.flag(lane, person.id, category, when=when, text=text)
        coach = self.dice.choice(self.desk.team(lane))
        hours = self.dice.expovariate(1 / (2.5 if lane == "fix" else 14)) + 0.1
        claimed = self._school_time(self.clock.now() + timedelta(hours=hours))
        self.at(claimed, lambda: self._on(request.id, requests.claim, coach.id))
        if self.dice.random() < 0.06:
            moved = claimed + timedelta(minutes=4)
            to_coaching = "the board works, let's plan the lesson"
            reason = to_coaching if lane == "fix" else "cable, not lesson"
            self.at(moved, lambda: self._on(request.id, requests.move, coach.id, reason))
            other = self.dice.choice(self.desk.team("coaching" if lane == "fix" else "fix"))
            claimed = self._school_time(moved + timedelta(hours=5))
            self.at(claimed, lambda: self._on(request.id, requests.claim, other.id))
            coach = other
        minutes = self.dice.randint(4, 35) if lane == "fix" else self.dice.randint(20, 55)
        done = claimed + timedelta(minutes=minutes)
        words = self.dice.choice(DONE) if lane == "fix" else ""
        self.at(done, lambda: self._on(request.id, requests.finish, coach.id, minutes, words))
        answer = self._school_time(done + timedelta(hours=self.dice.randint(1, 30)))
        said = requests.reopen if self.dice.random() < 0.05 else requests.confirm
        self.at(answer, lambda: self._on(request.id, said, person.id))
        if said is requests.reopen:
            again = self._school_time(answer + timedelta(hours=3))
            self.at(again, lambda: self._on(request.id, requests.finish, coach.id, 10, ""))
            self.at(again, lambda: self._on(request.id, requests.confirm, person.id))

    def _school_time(self, moment: datetime) -> datetime:
        """Not at night and not on a Sunday."""
        if moment.hour >= 16:
            moment = (moment + timedelta(days=1)).replace(hour=8, minute=moment.minute)
        if moment.hour < 8:
            moment = moment.replace(hour=8)
        while self.desk.days.bells_on(moment.date()) is None:
            moment += timedelta(days=1)
        return moment

    def _on(self, key: str, rule: Callable[..., list[Draft]], *words: object) -> None:
        try:
            self.desk.on(key, lambda request: rule(request, *words))
        except Refused:
            return  # somebody was quicker, as it happens in a school

    def _thank(self) -> None:
        giver = self._someone()
        to = self.dice.choice([*self.others, *self.others, *self.teachers])
        if to == giver:
            return
        key = self.desk.thank(giver.id, to.id, text=self.dice.choice(THANKS))
        if self.dice.random() < 0.8:
            shown = self.dice.choice(["wall", "wall", "initials", "private"])
            later = self._school_time(self.clock.now() + timedelta(hours=self.dice.randint(1, 9)))
            self.at(later, lambda: self.desk.allow_thanks(key, to.id, shown))

    def _plan_last_morning(self, end: datetime) -> None:
        """What stands open when somebody looks: one of each kind worth seeing."""
        desk, who = self.desk, self.by_name
        ben, ana = who["Osei"].id, who["Duarte"].id

        def flag(minutes: int, lane: Lane, name: str, category: str, when: str, text: str) -> None:
            moment = self._school_time(end - timedelta(minutes=minutes))
            self.at(moment, lambda: desk.flag(lane, who[name].id, category, when=when, text=text))

        flag(22, "fix", "Rivera", "Projector or screen", "now", "Will not turn on")
        flag(
            1445, "coaching", "Okafor", "Plan a lesson", "week", "Podcast unit, objectives are set"
        )
        flag(87, "fix", "Lindqvist", "Login or password", "today", "Account locked again")
        flag(2900, "coaching", "Adeyemi", "Watch my class", "week", "Look at the small groups")
        flag(1500, "fix", "Marsh", "Sound", "week", "No sound over HDMI")
        self.at(end - timedelta(minutes=18), lambda: self._me_too("Chen", "Rivera"))
        self.at(end - timedelta(minutes=11), lambda: self._me_too("Weiss", "Rivera"))
        self.at(end - timedelta(minutes=60), lambda: self._newest("Lindqvist", requests.claim, ben))
        today = end.date()
        self.at(
            end - timedelta(minutes=15),
            lambda: self._newest("Lindqvist", requests.nudge, who["Lindqvist"].id, today),
        )
        flag(300, "fix", "Chen", "Printer", "today", "Jams at every page")
        acts = ((70, requests.claim, ()), (40, requests.finish, (12, "Freed")))
        for minutes, rule, words in acts:
            self.at(
                end - timedelta(minutes=minutes),
                lambda rule=rule, words=words: self._newest("Chen", rule, ben, *words),  # type: ignore[misc]
            )
        self.at(
            end - timedelta(minutes=30),
            lambda: desk.thank(who["Okafor"].id, ana, text="First podcast episode is out."),
        )

    def _newest(self, name: str, rule: Callable[..., list[Draft]], *words: object) -> None:
        mine = [each for each in self.desk.requests_of(self.by_name[name].id) if each.open]
        if mine:
            self._on(mine[0].id, rule, *words)

    def _me_too(self, name: str, whose: str) -> None:
        person = self.by_name[name]
        self._newest(whose, requests.join, person.id, person.room)
