"""What people of the sample school write."""

FIXES = {
    "Projector or screen": ["Will not turn on", "Picture flickers", "Remote is lost", ""],
    "Printer": ["Jams at every page", "Out of toner", "Prints half pages", ""],
    "Wi-Fi": ["Slow since Monday", "Drops in the middle of a lesson", ""],
    "Sound": ["No sound over HDMI", "Speaker hums", ""],
    "Login or password": ["Account locked", "New student without a login", ""],
    "Computer": ["Very slow to start", "Keyboard sticks", ""],
    "Student devices": ["Six tablets will not charge", "Cart is locked", ""],
}
COACHING_WISHES = {
    "Plan a lesson": ["Podcast unit, objectives are set", "Maps for the river unit", ""],
    "Teach it together": ["First time with green screen", "Stop-motion in class 7B", ""],
    "Watch my class": ["Look at the small groups", "Look at who talks, and who does not", ""],
    "Try a tool": ["Something for quick checks at the door", "Whiteboards students can share", ""],
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
    ("Maps students can draw on", "https://hallway.example/maps", "geography", "River unit"),
    ("Report cards, step by step", "https://hallway.example/reports", "office", "Opens Monday"),
    ("Stop-motion for beginners", "https://hallway.example/motion", "video", "One tablet a group"),
    ("Reading aloud, recorded", "https://hallway.example/aloud", "languages", "For shy voices"),
    ("Charging a cart of tablets", "https://hallway.example/cart", "devices", "What goes wrong"),
]

THANKED = [
    ("Okafor", "Osei", "The document camera saved my lab.", "wall"),
    ("Weiss", "Duarte", "First podcast episode is out.", "wall"),
    ("Lindqvist", "Okafor", "For the quiet word on Thursday.", "initials"),
]
"""(from, to, what was said, who may see it)"""
HOW_TOS = [
    (
        "Pair the room's speaker",
        ["Hold the round key", "Choose ROOM on your device", "Wait for the chime"],
        "sound",
    ),
    (
        "Print from a tablet",
        ["Share, then Print", "Choose Staff-North", "Badge at the printer"],
        "devices",
    ),
]
"""(title, steps, tag)"""
IDEAS = [
    ("Okafor", "A podcast wall", "A minute a group, a code beside each picture", "audio", True),
    ("Marsh", "Exit tickets by colour", "Three colours at the door, no names", "feedback", False),
]
"""(family name, title, how it goes, tag, whether they would show it)"""
SAID_OF = [
    ("worked", "The students did the cutting themselves"),
    ("worked", ""),
    ("partly", "Needs two lessons, not one"),
    ("worked", "Sound was fine even in the hall"),
    ("not", "No microphones left to borrow"),
    ("worked", ""),
]
