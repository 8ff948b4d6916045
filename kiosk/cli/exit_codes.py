"""The exit codes of the command line."""

DONE, WRONG, ASKED_WRONGLY = 0, 1, 2
