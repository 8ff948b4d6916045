"""The table of a teacher's journeys: the two ways of each, and the most taps and keys it takes.

No number may grow. Words that somebody chooses to write are not counted, only the way to them.
"""

from dataclasses import dataclass

from screens.teacher.coaching import CoachingScreen
from screens.teacher.my_requests import MyRequestsScreen
from tests.journeys import teacher_effects as then
from tests.journeys.teacher_effects import Done, First


@dataclass(frozen=True)
class Row:
    """A journey: its bars and its two ways.

    Parameters:
        name: what it is, after the number of its group, such as T2.
        touch: the most taps that it may take, and the titles to touch, with > between them and |
            between what one is called at another size; “words” are written.
        keyed: the most keys that it may take, and the keys to press; “words” are written, [words]
            are waited for.
        shows: what can be read at the end.
        done: what must be so at the end, and must not be so before.
        who: the family name of whoever is signed in; "" for nobody.
        first: what went before.
    """

    name: str
    touch: tuple[int, str]
    keyed: tuple[int, str]
    shows: str
    done: Done
    who: str = "Walsh"
    first: First = then.nothing


ROWS = (
    Row(
        "T2 sign in",
        (3, "Touch to sign in > W > Peter Walsh"),
        (4, "w a l [Peter Walsh] enter"),
        "Good morning, Peter",
        then.signed_in,
        who="",
    ),
    Row("T9 hi", (1, "Just saying hi"), (1, "h"), "Hi, good to see you", then.said_hi()),
    Row(
        "T9 hi, and how the day is",
        (2, "Just saying hi > Good"),
        (2, "h [How's your day?] 1"),
        "Thanks for letting us know",
        then.said_hi("Good"),
    ),
    Row(
        "T4 flag a fix",
        (3, "Something is broken > Printer > Before next period"),
        (3, "f 2 f3"),
        "Written down: Printer, Room 18",
        then.asked("fix", "Printer", room="Room 18", when="now"),
    ),
    Row(
        "T4 flag in another room",
        (5, "Something is broken > Not in Room 18? > Room 12|12 > Printer > Today"),
        (5, "f r “Room 12” enter 2 f4"),
        "Written down: Printer, Room 12",
        then.asked("fix", "Printer", room="Room 12", when="today"),
    ),
    Row(
        "T5 me too on a known problem",
        (3, "Something is broken > Printer > 2nd-floor printer"),
        (4, "f 2 tab enter"),
        "You are on it: 2nd-floor printer jams",
        then.on_problem,
    ),
    Row(
        "T5 me too in the same room",
        (3, "Something is broken > Sound > Also in your room"),
        (4, "f 4 tab enter"),
        "You are on it too: Sound, Room 18",
        then.joined,
        first=then.neighbour,
    ),
    Row(
        "T6 coaching with a time",
        (4, "I'd like coaching > Plan a lesson > ~Today/Period 4"),
        (6, "c 1 tab tab enter"),
        "Written down: Plan a lesson. Today Period 4",
        then.visited("Plan a lesson"),
    ),
    Row(
        "T6 watch my class, and what to look at",
        (4, "I'd like coaching > Watch my class > Groups > ~Today/Period 4"),
        (10, "c 3 tab right enter down down down enter"),
        "Written down: Watch my class. Today Period 4",
        then.visited("Watch my class", look_at="Groups"),
    ),
    Row(
        "T6 find me",
        (4, "I'd like coaching > One-to-one > Find me"),
        (3, "c 5 f3"),
        "Written down: One-to-one",
        then.asked("coaching", "One-to-one", state="waiting"),
    ),
    Row(
        "T6 a workshop wish",
        (4, "I'd like coaching > A workshop wish > Audio > Send the wish"),
        (7, "c 6 tab tab enter shift+tab enter"),
        "Written down: A workshop wish",
        then.asked("coaching", "A workshop wish", text="audio"),
    ),
    Row(
        "T7 not sure, and it is a fix",
        (3 + 2, "Not sure > Yes, it used to work > Printer > Today"),
        (4, "n 1 2 f4"),
        "Written down: Printer",
        then.asked("fix", "Printer"),
    ),
    Row(
        "T7 not sure on the way to a fix, and it is coaching",
        (1 + 1 + 2, "Something is broken > Not sure > No, it is new to me > Someone looks"),
        (4, "f n 2 2"),
        "What would you like?",
        then.sees(CoachingScreen),
    ),
    Row(
        "T7 not sure, and it is coaching",
        (1 + 2, "Not sure > No, it is new to me > Someone looks at it with me"),
        (3, "n 2 2"),
        "What would you like?",
        then.sees(CoachingScreen),
    ),
    Row(
        "T8 thanks to IT",
        (2, "Say thanks > Ben"),
        (2, "t “ben” [Ben Osei] enter"),
        "on its way to Ben",
        then.thanked("Osei"),
    ),
    Row(
        "T8 thanks to IT, with a reason",
        (3, "Say thanks > Great idea > Ben"),
        (7, "t shift+tab shift+tab enter tab tab “ben” [Ben Osei] enter"),
        "on its way to Ben",
        then.thanked("Osei", "Great idea"),
    ),
    Row(
        "T8 thanks to a colleague",
        (3, "Say thanks > L – M|M – N|M > Sarah Marsh"),
        (2, "t “marsh” [Sarah Marsh] enter"),
        "on its way to Sarah",
        then.thanked("Marsh"),
    ),
    Row(
        "T8 who may see thanks to me",
        (1, "Initials"),
        (1, "2"),
        "It goes on the wall.",
        then.allowed("initials"),
        first=then.thanks_came,
    ),
    Row(
        "T11 it works now",
        (1, "It works"),
        (1, "1"),
        "Good. It is closed",
        then.stands("confirmed"),
        first=then.finished,
    ),
    Row(
        "T11 it does not work yet",
        (1, "Not yet"),
        (1, "2"),
        "back at the front of the line",
        then.stands("reopened"),
        first=then.finished,
    ),
    Row(
        "T12 take a code along",
        (2, "Resources > Stop-motion for beginners"),
        (2, "r “stop motion” enter"),
        "Scan it with a phone",
        then.took(),
    ),
    Row(
        "T13 ask me how it went",
        (3, "Resources > Stop-motion for beginners > Ask me in a few days how it went"),
        (3, "r “stop motion” enter [Ask me in a few days how it went] a"),
        "We'll ask you in a few days.",
        then.took(wished=True),
    ),
    Row(
        "T13 how did it go",
        (1, "It worked"),
        (1, "1"),
        "What was it like?",
        then.told,
        who="Rivera",
        first=then.note_read,
    ),
    Row(
        "T10 see my requests",
        (1, "My requests"),
        (1, "m"),
        "The story so far",
        then.sees(MyRequestsScreen),
    ),
    Row(
        "T10 nudge",
        (2, "My requests > Nudge"),
        (2, "m g"),
        "Nudged. You'll get an answer here.",
        then.story("nudged"),
        first=then.flagged,
    ),
    Row(
        "T10 withdraw",
        (3, "My requests > Take back > Take it back"),
        (3, "m w y"),
        "Taken back.",
        then.stands("withdrawn"),
        first=then.flagged,
    ),
    Row(
        "T10 correct",
        (4, "My requests > Change > This week > Save"),
        (8, "m c tab right right enter up enter"),
        "Changed.",
        then.corrected,
        first=then.flagged,
    ),
    Row(
        "T14 share an idea",
        (3, "Resources > Share an idea > “Maps we draw” > Share it"),
        (7, "r shift+tab shift+tab enter “Maps we draw” enter enter enter"),
        "Shared. Colleagues find it under Resources.",
        then.shared("Maps we draw"),
    ),
    Row(
        "T14 ask a colleague to show it",
        (3, "Resources > A podcast wall > Ask Kofi to show it"),
        (3, "r “podcast wall” enter [Ask Kofi] k"),
        "The answer comes to your home.",
        then.asked_to_show,
    ),
    Row(
        "T15 open my door",
        (3, "I'd like coaching > Come and see > ~Today/Period 4"),
        (5, "c 7 tab tab enter"),
        "Your door is open: Today Period 4",
        then.door_open,
    ),
    Row(
        "T16 sign up for a workshop",
        (2, "Workshops > Podcasting basics"),
        (2, "w 1"),
        "You are in: Podcasting basics.",
        then.place_in("Podcasting basics"),
    ),
    Row(
        "T16 cancel a workshop",
        (3, "Workshops > Podcasting basics > Cancel my place"),
        (3, "w 1 x"),
        "You are off the list: Podcasting basics.",
        then.place_in("Podcasting basics", taken=False),
        first=then.signed_up,
    ),
    Row(
        "T17 who may see thanks from now on",
        (2, "About me > The wall"),
        (6, "a tab right right right enter"),
        "From now on they go on the wall.",
        then.chose(thanks="wall"),
    ),
    Row(
        "T17 set a PIN",
        (12, "About me > My PIN > 4 > 7 > 1 > 8 > Next > 4 > 7 > 1 > 8 > Next"),
        (12, "a p 4 7 1 8 enter [Once more] 4 7 1 8 enter"),
        "Your PIN is set.",
        then.pin_set,
    ),
    Row(
        "T17 ask for erasure",
        (3, "About me > Erase me > Ask for it"),
        (3, "a e y"),
        "Asked. The keeper of this kiosk sees it",
        then.erasure,
    ),
    Row(
        "T17 a free period",
        (3, "About me > Free periods > ~Day 2/Period 1"),
        (3, "a f 1"),
        "1 free so far.",
        then.free_in("2 Period 1"),
    ),
    Row(
        "T16 put a workshop on my phone",
        (2, "Workshops > Podcasting basics"),
        (2, "w 1"),
        "Scan it with a phone",
        then.code_drawn,
        first=then.signed_up,
    ),
)
