"""The two lanes that a request may be in: fixing and coaching."""

from typing import Final, Literal

import msgspec

Lane = Literal["fix", "coaching"]
FIX: Final[Lane] = "fix"
COACHING: Final[Lane] = "coaching"


class LaneInfo(msgspec.Struct, frozen=True):
    """What is known of a lane.

    Parameters:
        role: of whoever answers it.
        team: what they are called together.
        other: the other lane.
        tone: the meaning that its tiles and rows have.
        finishing: what its teacher is asked when it is finished, said to whoever finished it.
        asks: the same, in the teacher's list.
        done: how it stands in the teacher's list when it is over.
        move_here: ready reasons to move a request into it.
        learnt: ready words for what was learnt about a request of it.
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
"""Role -> the lane that is theirs; whoever has one may open the team's side with a PIN."""
