"""The exceptions for what cannot be written or read, with messages for people: what is saved, what
to do.
"""

import errno

_CAUSES = {
    errno.ENOSPC: "the disk is full. Make room on it",
    errno.EDQUOT: "the disk quota is used up. Make room",
    errno.EROFS: "the data folder can only be read. Ask the keeper to make it writable",
    errno.EACCES: "this account may not use the data folder. Ask the keeper to allow it",
    errno.EPERM: "this account may not use the data folder. Ask the keeper to allow it",
}


class NotSaved(Exception):
    """Something was not saved, and nothing was changed; the message says why and what to do.

    Only a MaybeSaved may have changed something.
    """


class MaybeSaved(NotSaved):
    """Something may have been saved or not. The ledger shows it once the disk works again."""


class RosterUnreadable(Exception):
    """No roster can be read from a file; the message is for the keeper.

    Parameters:
        what: a sentence that says what the file is, or is not.
        remedy: a sentence that says what to do.
    """

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(f"{what} Nothing was changed. {remedy}")


def not_saved_message(error: OSError) -> str:
    """Return the message of a NotSaved: why it was not saved, and what to do."""
    return (
        f"Not saved: {_cause(error)}, then try again. Nothing was changed, all that was saved is "
        "safe."
    )


def maybe_saved_message(error: OSError) -> str:
    """Return the message of a MaybeSaved: what to look at, and what happened."""
    return f"It may have been saved. Look before you send it again. What happened: {_cause(error)}."


def _cause(error: OSError) -> str:
    cause = _CAUSES.get(error.errno or 0)
    if cause:
        return cause
    return f"the disk did not take it ({error.strerror or error}). Ask the keeper to look at it"
