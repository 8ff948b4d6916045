"""Start the app on a sample school."""

import tempfile
from pathlib import Path

from data.records import COACHING
from kiosk.cli import output
from kiosk.cli.launch import check_terminal, run_app
from kiosk.demo import PIN, make_school


def start_demo(seed: int) -> int:
    """Run the kiosk on a sample school that is thrown away afterwards; return its exit code.

    Raises:
        Refused: there is no terminal.
    """
    check_terminal()
    with tempfile.TemporaryDirectory(prefix="hallway-demo-") as folder:
        desk = make_school(Path(folder), seed)
        coach = desk.people.team(COACHING)[0]
        output.line(f"Sign in as {coach.name} with the PIN {PIN} to see the coach's side.")
        output.line("Nothing of this is kept. Stop it with Ctrl+C.")
        return run_app(desk, demo_pin=PIN)
