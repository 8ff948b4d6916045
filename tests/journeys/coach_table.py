"""THE TABLE of the coach's and the fixer's side: every action of C1 to C14 in PRODUCT.md, its keys
and taps and its bar. A bar that PRODUCT.md or the issue names stands here as it does there: one key
each in the queue, a capture in three keys and a name, a workshop in two keys.
"""

from dataclasses import dataclass

from tests.journeys import coach_effects as then
from tests.journeys.effects import Done, First

ANA, BEN = "Duarte", "Osei"


@dataclass(frozen=True)
class Row:
    """An action: its bars and its two ways, beginning at the queue.

    Parameters:
        name: what it is, with its id in PRODUCT.md.
        touch: the most taps it may take, and the titles to touch, with > between them; “words” are
            written, {words} is a row of a list, @name is touched where it stands: in the row of
            sections, or in the panel that leads there; ^name is the shelf of names it stands on.
        keyed: the most keys it may take, and the keys; “words” are written, [words] waited for.
        shows: what can be read at the end.
        done: what must be so at the end, and must not be so before.
        who: the family name of whoever works.
        first: what went before.
    """

    name: str
    touch: tuple[int, str]
    keyed: tuple[int, str]
    shows: str
    done: Done
    who: str = BEN
    first: First = then.nothing


ROWS = (
    Row("C1 claim", (1, "Claim"), (1, "c"), "You have it: Projector", then.stands("claimed")),
    Row(
        "C1 another request, and claim it",
        (2, "{Room 15} > Claim"),
        (3, "down down c"),
        "You have it: Sound",
        then.stands("claimed", "Sound"),
    ),
    Row(
        "C1 note with a ready answer",
        (2, "Note > I come today"),
        (2, "n “I come today” enter"),
        "Noted.",
        then.told("noted", "I come today"),
    ),
    Row(
        "C1 set a time",
        (3, "More > Set a time > Today Period 6"),
        (2, "t enter"),
        "is told.",
        then.stands("scheduled"),
    ),
    Row(
        "C1 pause with a reason and a date",
        (3, "More > Let it rest > Waiting for a part"),
        (2, "p “Waiting for a part” enter"),
        "It rests, and comes back by itself",
        then.stands("paused"),
    ),
    Row(
        "C1 decline with a reason",
        (3, "More > Decline > We do not have it"),
        (2, "d “We do not have it” enter"),
        "Declined. María sees why.",
        then.stands("declined"),
    ),
    Row(
        "C1 to the front",
        (2, "More > To the front"),
        (1, "i"),
        "At the front",
        then.pinned,
    ),
    Row(
        "C1 undo the last step",
        (3, "Claim > @Undo"),
        (2, "c [You have it] u"),
        "Taken back: You have it",
        then.told("undone", ""),
    ),
    Row(
        "C2 move with a ready reason",
        (3, "More > Move to coaching > It works; let's plan"),
        (2, "m “It works” enter"),
        "Moved to coaching, with its age",
        then.moved,
    ),
    Row(
        "C3 finish; the minutes are there",
        (2, "Finish > Finished"),
        (2, "f enter"),
        "Finished, ",
        then.stands("finished"),
    ),
    Row(
        "C3 finish, five minutes more",
        (3, "Finish > 5 more > Finished"),
        (3, "f + enter"),
        "Finished, 5 min",
        then.spent(5),
    ),
    Row(
        "C3 the bridge: ten minutes on it are offered",
        (2, "Finish > Finish, and offer"),
        (2, "f b"),
        "is offered ten minutes on it",
        then.offered,
    ),
    Row(
        "C14 hand over to Ana",
        (4, "More > Hand on > Ana > Tried what I know"),
        (2, "a “It needs a lesson” enter"),
        "Handed on, with what you learnt",
        then.handed,
    ),
    Row(
        "C14 hand over to somebody outside",
        (4, "More > Hand on > The vendor > Tried what I know"),
        (9, "a shift+tab shift+tab shift+tab enter tab tab tab “It smokes” enter"),
        "Handed on, with what you learnt",
        then.referred,
    ),
    Row(
        "C4 capture a hi",
        (4, "Log > ^Walsh > Peter Walsh > Said hi"),
        (2, "f12 “wals” 1"),
        "Logged: Peter Walsh, said hi",
        then.met("hello"),
    ),
    Row(
        "C4 capture a visit",
        (4, "Log > ^Walsh > Peter Walsh > In class"),
        (2, "f12 “wals” 2"),
        "Logged: Peter Walsh, in class",
        then.met("visit"),
    ),
    Row(
        "C4 capture an ask, with what it is about",
        (4, "Log > ^Walsh > Peter Walsh > A fix"),
        (3, "f12 “wals, printer jams” enter 3"),
        "Logged: Peter Walsh, a fix",
        then.asks("fix"),
    ),
    Row(
        "C4 capture thanks",
        (4, "Log > ^Walsh > Peter Walsh > Thanks"),
        (2, "l “wals” 5"),
        "Logged: Peter Walsh, thanks",
        then.thanked,
    ),
    Row(
        "C5 set out, and say hello",
        (4, "@Walk > Set out > Hello"),
        (3, "f4 w [Off you go] s"),
        "A hello to",
        then.ticked("seen"),
        who=ANA,
    ),
    Row(
        "C5 somebody was not there",
        (4, "@Walk > Set out > Not there"),
        (3, "f4 w [Off you go] x"),
        "was not there",
        then.ticked("away"),
        who=ANA,
    ),
    Row(
        "C6 a person's page, and a note for them",
        (7, "@People > ^Walsh > Peter Walsh > More > Note > “Well done” > Do it"),
        (4, "f5 “wals” enter n “Well done” enter"),
        "reads it at the next sign-in",
        then.left_note,
        who=ANA,
    ),
    Row(
        "C7 book a time with somebody",
        (7, "@People > ^Walsh > Peter Walsh > Book > Plan a lesson > Today Period 4"),
        (6, "f5 “wals” enter b 1 enter"),
        "Booked: Plan a lesson",
        then.booked,
        who=ANA,
    ),
    Row(
        "C9 a workshop from what they ask for",
        (4, "@Asks > Make it > Plan it"),
        (3, "f7 enter enter"),
        "are invited at their next sign-in",
        then.workshop,
        who=ANA,
    ),
    Row(
        "C12 where I am",
        (4, "@Wall > Where I am > In class, back"),
        (3, "f9 w “In the lab” enter"),
        "Everybody sees where you are",
        then.somewhere,
        who=ANA,
    ),
    Row(
        "C12 end a known problem",
        (4, "@Wall > End it > It works again"),
        (3, "f9 e “New drum” enter"),
        "everybody who said me too is told",
        then.ended,
    ),
    Row(
        "C13 say what a gap was",
        (5, "@Week > Day > It was > Admin"),
        (3, "f10 d 0"),
        "Admin, ",
        then.logged("admin"),
        who=ANA,
    ),
    Row(
        "C6 begin a cycle",
        (6, "@People > ^Walsh > Peter Walsh > Cycle > “Pupils ask each other” > Do it"),
        (4, "f5 “wals” enter c “Pupils ask each other” enter"),
        "The cycle is open.",
        then.in_cycle,
        who=ANA,
    ),
    Row(
        "C6 a private note",
        (
            14,
            "@People > ^Walsh > Peter Walsh > More > Private > 2 > 7 > 0 > 4 > 1 > 8 > Open > "
            "[A line for yourself] > “Mornings are best” > Keep",
        ),
        (11, "f5 “wals” enter j 2 7 0 4 1 8 enter [A line for yourself] “Mornings” enter"),
        "Kept, and sealed.",
        then.sealed,
        who=ANA,
    ),
    Row(
        "C7 move a visit",
        (5, "@Dates > {Nadia Petrova} > Move > Today Period 4"),
        (5, "f6 down down t enter"),
        "Moved to",
        then.visit_is("booked", 1),
        who=ANA,
    ),
    Row(
        "C7 call a visit off",
        (5, "@Dates > {Nadia Petrova} > Call off > I am ill"),
        (5, "f6 down down x “I am ill” enter"),
        "Called off",
        then.visit_is("cancelled", 1),
        who=ANA,
    ),
    Row(
        "C7 the word that is owed",
        (4, "@Dates > Word > “They asked each other” > Do it"),
        (3, "f6 w “They asked each other” enter"),
        "reads it at the next sign-in",
        then.word_given,
        who=ANA,
    ),
    Row(
        "C8 introduce two colleagues",
        (8, "@People > ^Walsh > Peter Walsh > More > Introduce > “podcast” > Kofi Okafor"),
        (6, "f5 “wals” enter i “podcast” [Kofi Okafor] enter enter"),
        "Offered:",
        then.introduced,
        who=ANA,
    ),
    Row(
        "C11 take something off the shelf",
        (4, "@Shelf > Take off > Take it off"),
        (3, "f8 x y"),
        "Off the shelf:",
        then.off_the_shelf,
        who=ANA,
    ),
    Row(
        "C11 a sheet of codes",
        (3, "@Shelf > Print sheet"),
        (2, "f8 s"),
        "The sheet is written",
        then.sheet_written,
        who=ANA,
    ),
    Row(
        "C12 a line for everybody",
        (4, "@Wall > Announce > “Cake at ten” > Do it"),
        (3, "f9 a “Cake at ten” enter"),
        "It hangs on the waiting screen.",
        then.announced,
        who=ANA,
    ),
    Row(
        "C13 an entry took longer",
        (6, "@Week > Day > {Hello} > It was > 5 min more"),
        (4, "f10 d home +"),
        "7 min.",
        then.longer,
        who=ANA,
    ),
    Row(
        "C13 a goal for the year",
        (6, "@Week > Year > Goal > Workshops given > Set it"),
        (5, "f10 y n 4 enter"),
        "Workshops given: 8",
        then.goal,
        who=ANA,
    ),
)
