"""The two lanes of the queue, fixing and coaching; each request is in one of them."""

from typing import Final, Literal

import msgspec

Lane = Literal["fix", "coaching"]
FIX: Final[Lane] = "fix"
COACHING: Final[Lane] = "coaching"


class LaneInfo(msgspec.Struct, frozen=True):
    """The properties and the wording of a lane.

    Parameters:
        role: the role of the people who work on its requests.
        team: what these people are called.
        other: the other lane.
        tone: the style of its tiles and rows.
        finishing: what the teacher is asked when a request is finished, as told to its owner.
        asks: the same, as shown in the teacher's list.
        done: the state of a confirmed request in the teacher's list.
        move_here: suggested reasons to move a request into it.
        learnt: suggested notes on what was learnt about a request in it.
    """

    role: str
    team: str
    other: Lane
    tone: str
    finishing: str
    asks: str
    done: str
    move_here: tuple[str, ...]
    learnt: tuple[str, ...]


LANES: dict[Lane, LaneInfo] = {
    FIX: LaneInfo(
        role="fixer",
        team="the fixers",
        other=COACHING,
        tone="fix",
        finishing="is asked whether it works",
        asks="does it work?",
        done="works",
        move_here=("Something is broken first", "It needs a part or a right of IT"),
        learnt=("It is not the cable and not the lamp", "Tried what I know; it needs more rights"),
    ),
    COACHING: LaneInfo(
        role="coach",
        team="the coaches",
        other=FIX,
        tone="coaching",
        finishing="is asked how it went",
        asks="how did it go?",
        done="done",
        move_here=("It works; let's plan the lesson", "This is about using it well"),
        learnt=("They would like to begin soon", "You have done this before, I have not"),
    ),
}
LANE_OF: dict[str, Lane] = {info.role: lane for lane, info in LANES.items()}
"""Role -> the lane that its people work on; with such a role, a PIN opens the team's screens."""
