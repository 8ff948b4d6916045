"""What a rule says when something cannot be done."""


class Refused(Exception):
    """It was not done and nothing was changed; its words say why, and what to do next."""
