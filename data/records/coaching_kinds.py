"""The kinds of coaching: what a teacher may ask a coach for."""

import msgspec


class CoachingKind(msgspec.Struct, frozen=True):
    """The properties and the wording of a kind of coaching.

    Parameters:
        work: the kind of work that it is in a timesheet.
        about: the second line of its tile; "" when teachers are not offered it.
        prompt: what a teacher is asked to write about it.
        such_as: an example of what to write.
        in_class: whether it takes place while the teacher teaches.
        sees_teaching: whether the coach sees somebody teach, and owes them feedback.
        can_be_booked: whether a time can be booked for it from a person's page.
    """

    work: str
    about: str = ""
    prompt: str = ""
    such_as: str = ""
    in_class: bool = False
    sees_teaching: bool = False
    can_be_booked: bool = True


PLAN, TEACH, WATCH = "Plan a lesson", "Teach it together", "Watch my class"
TRY, ONE_TO_ONE, WISH = "Try a tool", "One-to-one", "A workshop wish"
OPEN_DOOR, SHOW = "Open door", "Show it in class"

COACHING_KINDS: dict[str, CoachingKind] = {
    PLAN: CoachingKind(
        "planning",
        "Bring the goal, we plan it together",
        "Objectives",
        "can explain a river's course",
    ),
    TEACH: CoachingKind(
        "co-teaching",
        "Two of us in your room",
        "Topic",
        "first time with green screen",
        in_class=True,
        sees_teaching=True,
    ),
    WATCH: CoachingKind(
        "observing",
        "Say what to look at",
        "Anything else",
        "the pair work after ten minutes",
        in_class=True,
        sees_teaching=True,
    ),
    OPEN_DOOR: CoachingKind("observing", sees_teaching=True, can_be_booked=False),
    SHOW: CoachingKind("modelling", sees_teaching=True),
    TRY: CoachingKind(
        "modelling",
        "A new one, or one that will not obey",
        "Which tool",
        "quick checks at the door",
    ),
    ONE_TO_ONE: CoachingKind(
        "one-to-one",
        "Half an hour for what you choose",
        "What for",
        "sort my drive before reports",
    ),
    WISH: CoachingKind(
        "workshop",
        "What several of us would like to learn",
        "To learn",
        "podcasting",
        can_be_booked=False,
    ),
}
"""Category of a coaching request -> its kind of coaching."""


def kind_named(category: str) -> CoachingKind:
    """Return the kind of coaching of a category; one that the school added counts as one-to-one."""
    return COACHING_KINDS.get(category, COACHING_KINDS[ONE_TO_ONE])
