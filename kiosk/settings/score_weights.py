"""What each reason for a place in the queue weighs."""

from typing import Annotated

from msgspec import Meta

from kiosk.settings.validation import Checked

Points = Annotated[int, Meta(ge=0, le=1000)]
"""Weight of a reason in the queue."""


class ScoreWeights(Checked, frozen=True, kw_only=True):
    """[score]: what each reason for a place in the queue weighs, in points.

    Every reason but age has an upper bound, and age has none: `kiosk.requests.queue.patience`
    returns after how many minutes of school no later request can overtake.
    """

    now: Points = 30
    """It is needed before the next period."""
    today: Points = 12
    """It is needed today."""
    week: Points = 2
    """It is needed this week."""
    minutes_a_point: Annotated[int, Meta(ge=1, le=600)] = 30
    """Minutes of school of waiting that are worth one point."""
    joined: Points = 2
    """Each colleague who says "me too", up to ten."""
    nudged: Points = 3
    """Each nudge, up to five."""
    reopened: Points = 40
    """Its teacher said that it does not work yet."""
    pinned: Points = 60
    """One of the team put it to the front."""
    repeated: Points = 2
    """The same was fixed in this room again and again."""
    unseen: Points = 3
    """Nobody of the team was there for `unseen_days`."""
    unseen_days: Annotated[int, Meta(ge=1, le=365)] = 14
    """Days after which somebody counts as unseen."""
    first_contact: Points = 4
    """Nobody of the team was ever there."""
