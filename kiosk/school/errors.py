"""The error of a rule that does not allow an act."""


class Refused(Exception):
    """An act was not done and nothing was changed; the message says why, and what to do next."""
