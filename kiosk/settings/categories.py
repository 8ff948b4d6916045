"""What may be broken, as long as a school does not say it in its settings."""

DEFAULT_CATEGORIES = (
    "Projector or screen",
    "Printer",
    "Wi-Fi",
    "Sound",
    "Login or password",
    "Computer",
    "Student devices",
    "Something else",
)
"""Their titles, in the order of the tiles."""
