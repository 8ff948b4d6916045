"""The first `kiosk.toml` of a school: every setting with its default."""

import json

_TOML = """\
# The settings of this school's Hallway. What is wrong in here is said with its line when the
# kiosk starts, and `kiosk doctor` looks it over.

# categories = ["Projector or screen", "Printer", "Wi-Fi", "Something else"]

[school]
name = NAME
kiosk = "Staffroom"
# keeper = "Sam Ortiz, ext. 214"   # whom to call about this kiosk
ZONE
year_starts = "08-01"            # month and day; a new ledger file begins

[idle]                           # seconds
teacher = 60
coach = 120
warning = 20

[screen]
theme = "chalkboard"             # or "paper", or "contrast"
animation = true

[pins]
length = 6                       # digits of a coach's or fixer's PIN, at least
own_length = 4                   # of a teacher's own
everybody = false                # true: nobody signs in without one

[badges]
prefix = ""                      # what the reader sends first, when it is set up to

[score]                          # points: who comes first in the queue, and why
now = 30                         # before the next period
today = 12
week = 2
minutes_a_point = 30             # minutes of school that somebody has waited
joined = 2                       # each colleague who says "me too", up to ten
nudged = 3                       # each nudge, up to five
reopened = 40                    # not working yet
pinned = 60                      # put to the front by one of the team
repeated = 2                     # fixed here again and again
unseen = 3                       # nobody was there for so many days:
unseen_days = 14
first_contact = 4                # nobody was ever there

[reach]                          # school days for which somebody counts as reached
hello = 3
fix = 6
coaching = 12
visit = 15

[team]
drift = 40                       # percent of fixing over which coaching is being eaten
asks = 3                         # people who ask for one topic: a workshop is suggested
repeats = 3                      # fixes of one thing: it is a known problem
repeat_days = 30                 # within so many school days
outside = ["District IT", "The vendor"]

# [keys]                         # other keys than those on the tiles: screen.action = "key"
# queue.claim = "k"

# [print]
# folder = "/srv/staff"          # sheets for a printer are written here; else in the data folder

# [cycle]
# length = 6
# first = 2026-08-31             # a date that was Day 1
# closure = "shift"              # a holiday: "shift" lets the cycle wait, "skip" loses the day

# [[holidays]]
# name = "Thanksgiving"
# on = 2026-11-26
# until = 2026-11-27

# [[rooms]]
# name = "Room 12"
# wing = "North"

[[bells]]
name = "Bell schedule"
days = ["mon", "tue", "wed", "thu", "fri"]
periods = [
    { name = "Period 1", starts = "08:00", ends = "08:50" },
    { name = "Period 2", starts = "09:00", ends = "09:50" },
    { name = "Period 3", starts = "10:05", ends = "10:55" },
    { name = "Period 4", starts = "11:05", ends = "11:55" },
    { name = "Lunch", starts = "11:55", ends = "12:40" },
    { name = "Period 5", starts = "12:40", ends = "13:30" },
    { name = "Period 6", starts = "13:40", ends = "14:30" },
    { name = "Period 7", starts = "14:40", ends = "15:30" },
]
"""


_NO_ZONE = "# timezone = \"America/Chicago\"   # the school's; the machine's own when left out"


def kiosk_toml(school: str, zone: str = "") -> str:
    """Return the text of the settings that a new data folder begins with.

    Parameters:
        zone: the school's time zone (IANA); "" where it is not known.
    """
    named = f"timezone = {json.dumps(zone)}" if zone else _NO_ZONE
    filled = _TOML.replace("ZONE", named, 1)
    return filled.replace("NAME", json.dumps(school, ensure_ascii=False), 1)
