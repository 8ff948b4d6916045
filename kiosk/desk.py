"""The desk: one school's documents, rules and clock in one hand, for a screen or a command.

Requests are asked and done here; what else there is has a drawer of its own.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from data.facts import Draft
from data.failures import NotSaved, in_words
from data.records import Lane, Request
from data.seams import Clock, Disk
from kiosk import queue, requests, sheet, words
from kiosk.board import Board
from kiosk.bookings import Bookings
from kiosk.calendar import Calendar
from kiosk.capture import Capture
from kiosk.coaching import Coaching
from kiosk.core import LANES, Core
from kiosk.demand import Demand, Topic
from kiosk.doors import Doors
from kiosk.goals import Goals
from kiosk.kindness import Kindness
from kiosk.own import Own
from kiosk.queue import Standing
from kiosk.reach import Reach
from kiosk.refused import Refused
from kiosk.shelf import Shelf
from kiosk.slots import Slot
from kiosk.vault import Vaults
from kiosk.walk import Walks
from kiosk.work import Time
from kiosk.workshops import Workshops

__all__ = ["LANES", "Desk"]


LEAVES = frozenset(
    f"request.{verb}"
    for verb in ("withdrawn", "declined", "moved", "handed", "referred", "finished")
)
"""What ends a request or gives it to others."""


def _leaves(request: Request, draft: Draft) -> bool:
    taken = draft.kind == "request.claimed" and request.owner not in ("", draft.by)
    return taken or draft.kind in LEAVES


class Desk(Core):
    """One data folder, opened, with all its drawers.

    Parameters:
        folder: where `kiosk.toml`, the ledger and the store stand.
        clock, disk: the seams; a test's own, or the machine's.

    Raises:
        SettingsError: the settings are missing or wrong.
    """

    def __init__(self, folder: Path, clock: Clock | None = None, disk: Disk | None = None) -> None:
        super().__init__(folder, clock, disk)
        self.kindness = Kindness(self)
        self.shelf = Shelf(self)
        self.calendar = Calendar(self)
        self.workshops = Workshops(self)
        self.board = Board(self, self.calendar, self.workshops)
        self.own = Own(self)
        self.time = Time(self)
        self.doors = Doors(self, self.calendar)
        self.bookings = Bookings(self, self.calendar, self.time)
        self.reach = Reach(self)
        self.walks = Walks(self, self.reach, self.calendar, self.time, self.standings)
        self.capture = Capture(self, self.walks)
        self.demand = Demand(self)
        self.goals = Goals(self, self.reach, self.time)
        self.coaching = Coaching(self, self.shelf)
        self.vaults = Vaults(self)
        self._standings: tuple[tuple[int, str], list[Standing]] | None = None

    def wanted(self, least: int = 2) -> list[Topic]:
        """What several asked to learn, without what a workshop to come is for that they are invited
        to or have signed for.
        """
        planned = [{*each.invited, *each.signed} for each in self.workshops.ahead()]
        return [
            topic
            for topic in self.demand.topics(self.shelf.tags(), least)
            if not any(set(topic.people) <= people for people in planned)
        ]

    def write_sheet(self, path: Path | None = None) -> Path:
        """A page of codes for all that is on the shelf, to be printed.

        Parameters:
            path: where; in the folder that the settings name when left out, else in the data
                folder.

        Raises:
            Refused: there is nothing on it.
            NotSaved: it cannot be written there.
        """
        if not self.shelf.all():
            raise Refused("Nothing is on the shelf yet. Add something first; no page was written.")
        target = path or Path(self.settings.print.folder or self.folder) / "resources.html"
        page = sheet.sheet(self.shelf.all(), self.settings.school.name, self.now())
        try:
            if target.parent == self.folder:
                self.disk.replace(target, [page.encode()])  # what lies there is nobody else's
            else:
                target.write_text(page, encoding="utf-8")
        except OSError as error:
            raise NotSaved(in_words(error)) from error
        return target

    def drift_line(self, person: str = "") -> int | None:
        """The percent of fixing that somebody's time bears; None for a fixer, whose job it is.

        Parameters:
            person: their id; "" is the whole team.
        """
        return None if self.lane_of(person) == "fix" else self.settings.team.drift

    def request(self, key: str) -> Request:
        """A request by its id or the beginning of it.

        Raises:
            Refused: there is none, or more than one begins like this.
        """
        found = self.store.find(Request, key)
        if found:
            return found
        ids = self.store.indexes.ids["requests"]
        begin = [each for each in ids if each.startswith(key.lower())] if key else []
        if len(begin) > 1:
            raise Refused(f"{len(begin)} requests begin with {key!r}. Type more of the id.")
        if not begin:
            raise Refused(f"There is no request {key!r}. See them all with: kiosk queue")
        return self._request(begin[0])

    def _request(self, key: str) -> Request:
        found = self.store.find(Request, key)
        assert found is not None
        return found

    def standings(self) -> list[Standing]:
        """The open requests in the order in which they are to be answered."""
        now = self.now()
        key = (self.store.changes, f"{now:%Y%m%d%H%M}")
        if self._standings is None or self._standings[0] != key:
            opened = self.store.where(Request, "open")
            contact, weights = self.store.indexes.contact, self.settings.score
            found = queue.standings(opened, now, self.days, contact, weights, self.demand.again)
            self._standings = (key, found)
        return self._standings[1]

    def finish(
        self, request: str, by: str, minutes: int, text: str, *, offer: bool = False
    ) -> Request:
        """A request is done; gives it as it then stands.

        Parameters:
            offer: whether ten minutes on using it well are offered to whoever asked.

        Raises:
            Refused: it is over already.
        """
        return self.on(
            request,
            lambda now: (
                requests.finish(now, by, minutes, text) + (requests.offer(now, by) if offer else [])
            ),
        )

    def standing(self, request: Request) -> Standing:
        """Where one open request stands."""
        for each in self.standings():
            if each.request.id == request.id:
                return each
        return Standing(request, ())

    def standing_words(self, request: Request) -> str:
        """Where one open request stands, said to the one who asked."""
        team = self.team_words(request.lane)
        return words.standing(self.standing(request), self.name, team, self.now().date())

    def requests_of(self, person: str) -> list[Request]:
        """What somebody asked for or joined: open ones first, then the newest."""
        found = [r for r in self.store.where(Request, "person", person) if not r.mistaken]
        newest = sorted(found, key=lambda request: request.at, reverse=True)
        return sorted(newest, key=lambda request: not (request.open or request.state == "finished"))

    def before_here(self, request: Request, most: int = 3) -> list[Request]:
        """Earlier requests of the same category in the same room, newest first."""
        place = f"{request.room}\n{request.category}"
        earlier = [
            each
            for each in self.store.where(Request, "place", place)
            if each.id != request.id and each.state in {"finished", "confirmed"}
        ]
        return sorted(earlier, key=lambda each: each.since, reverse=True)[:most]

    def same_trouble(self, category: str, room: str, person: str) -> list[Request]:
        """Open fixes of a category in the same room, then in the same wing, that somebody could
        join instead of flagging a second one.
        """
        wings = self.settings.wings
        wing = wings.get(room, "")
        found = [
            each.request
            for each in self.standings()
            if each.request.lane == "fix"
            and each.request.category == category
            and each.request.room
            and (each.request.room == room or (wing and wings.get(each.request.room) == wing))
            and each.request.person != person
            and all(joined.person != person for joined in each.request.joined)
        ]
        return sorted(found, key=lambda each: each.room != room)

    def on(self, key: str, rule: Callable[[Request], Sequence[Draft]]) -> Request:
        """Do what a rule decides about one request, as it stands at that moment; a visit to come
        is off when its request is over or goes to others.

        Returns:
            The request after it.
        """
        found = self.request(key)

        def decide() -> Sequence[Draft]:
            request = self._request(found.id)
            drafts = list(rule(request))
            leaves = next((each for each in drafts if _leaves(request, each)), None)
            if leaves and leaves.kind == "request.finished":
                drafts += self.calendar.held_for(found.id, leaves.by)
                booked = self.calendar.begun_for(found.id)
                start = self.calendar.begin(booked[-1]) if booked else None
                drafts += self.time.of_finish(request, leaves, start)
                drafts += self.walks.tick_finished(leaves.by, found.id)
            return drafts + (self.calendar.cancel_for(found.id, leaves.by) if leaves else [])

        self.act(decide)
        return self._request(found.id)

    def minutes_for(self, request: Request, coach: str) -> int:
        """What finishing a request offers as its time: that of the visit it was booked for, else
        from claim to now.
        """
        booked = self.calendar.begun_for(request.id)
        return booked[-1].minutes if booked else requests.minutes_spent(request, coach, self.now())

    def flag(
        self,
        lane: Lane,
        person: str,
        category: str,
        *,
        by: str = "",
        room: str | None = None,
        when: str = "week",
        text: str = "",
        look_at: str = "",
        feedback: str = "",
        slot: Slot | None = None,
    ) -> Request:
        """Write down a need; the room is the person's own unless another is given.

        Parameters:
            slot: the time with a coach that is booked with it.

        Raises:
            Refused: see requests.flag; or the slot has just gone, and nothing was written down.
        """
        own = self.people[person].room if room is None else room
        drafts = requests.flag(
            lane=lane,
            category=category,
            person=person,
            by=by or person,
            room=own,
            when=when,
            text=text,
            look_at=look_at,
            feedback=feedback,
        )
        if slot:
            self.calendar.book(slot, person, drafts, by or person, own)
        else:
            self.act(lambda: drafts)
        return self._request(drafts[0].subject)
