"""What is said when the disk did not take something: what was kept, and what to do."""

import errno

_CAUSES = {
    errno.ENOSPC: "the disk is full. Make room on it",
    errno.EDQUOT: "the disk quota is used up. Make room",
    errno.EROFS: "the data folder can only be read. Ask the keeper to make it writable",
    errno.EACCES: "this account may not use the data folder. Ask the keeper to allow it",
    errno.EPERM: "this account may not use the data folder. Ask the keeper to allow it",
}


class NotSaved(Exception):
    """It is not known to be saved; its words say why and what to do. Nothing was changed, but where
    it is a MaybeSaved.
    """


class MaybeSaved(NotSaved):
    """It cannot be known whether it was saved; its words say so. The next look settles it."""


def not_saved_message(error: OSError) -> str:
    """Say that nothing was changed, why, and what to do."""
    return (
        f"Not saved: {_cause(error)}, then try again. Nothing was changed, all that was saved is "
        "safe."
    )


def maybe_saved_message(error: OSError) -> str:
    """Say that it cannot be known whether something was saved, why, and what to do."""
    return f"It may have been saved. Look before you send it again. What happened: {_cause(error)}."


def _cause(error: OSError) -> str:
    known = _CAUSES.get(error.errno or 0)
    if known:
        return known
    return f"the disk did not take it ({error.strerror or error}). Ask the keeper to look at it"
