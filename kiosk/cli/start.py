"""Starting the app: the one door from below up to the screens, opened when somebody comes."""

import os
import tempfile
from pathlib import Path

import typer

from kiosk.cli import say
from kiosk.desk import Desk


def start_app(folder: Path) -> None:
    """The kiosk on a data folder, until its keeper stops it."""
    desk = Desk(folder)
    _run(desk)


def start_demo(seed: int) -> None:
    """The kiosk on a sample school that is thrown away afterwards."""
    from kiosk.demo import PIN, make_school

    with tempfile.TemporaryDirectory(prefix="hallway-demo-") as folder:
        desk = make_school(Path(folder), seed)
        coach = desk.team("coaching")[0]
        say.line(f"Sign in as {coach.name} with the PIN {PIN} to see the coach's side.")
        say.line("Nothing of this is kept. Stop it with Ctrl+C.")
        _run(desk, demo_pin=PIN)


def _run(desk: Desk, demo_pin: str = "") -> None:
    for name in [name for name in os.environ if name.startswith("TEXTUAL")]:
        del os.environ[name]  # some of them would let a key stop the kiosk
    from screens.app import KioskApp

    app = KioskApp(desk, demo_pin=demo_pin)
    try:
        app.run()
    finally:
        desk.close()
    if app.return_code:
        raise typer.Exit(app.return_code)
