"""The command line, for the keeper and for scripts. Begin with `main`; each module is a few related
commands. Exit codes: 0 done, 1 something is wrong, 2 wrong usage.

The docstring of a command is its help text.
"""
