"""The command line: what the keeper and scripts use. Begin with `main`; each module is a few
related commands. Exit codes: 0 done, 1 found wrong, 2 asked wrongly.
"""
