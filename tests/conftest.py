"""What holds for every test: properties are not timed; a busy machine is no broken promise."""

from hypothesis import settings

settings.register_profile("hallway", deadline=None)
settings.load_profile("hallway")
