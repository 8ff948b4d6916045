"""The command line: what the keeper and scripts use. Begin with `main`; each module is a few
related commands. Exit codes: 0 done, 1 found wrong, 2 asked wrongly.
"""

import sys


def main() -> None:
    """Run the command line, or with no command the app."""
    from kiosk.cli.commands import run

    sys.exit(run(sys.argv[1:]))
