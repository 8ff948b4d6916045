"""Start the app. This is the one import from below the screens, and it is lazy."""

import gc
import logging
import os
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk import fault_log
from kiosk.cli import output
from kiosk.desk import Desk
from kiosk.school.errors import Refused

if TYPE_CHECKING:
    from screens.app import KioskApp


def start_app(folder: Path) -> int:
    """Run the kiosk on a data folder until its keeper stops it; return its exit code.

    Raises:
        Refused: there is no terminal.
        SettingsError: as Desk does.
    """
    desk = Desk(folder)
    check_terminal()
    return run_app(desk)


def check_terminal() -> None:
    """Check that there is a terminal to draw on.

    Raises:
        Refused: there is none.
    """
    ends = (sys.__stdin__, sys.__stderr__)
    if not all(end is not None and end.isatty() for end in ends):
        raise Refused(
            "The kiosk needs a terminal, and here is none: start it in a terminal window, or from "
            "a service that opens one. The other commands work without it; see: kiosk --help"
        )


def run_app(desk: Desk, demo_pin: str = "") -> int:
    """Run the kiosk until its keeper stops it, close the desk, and return the exit code.

    Parameters:
        demo_pin: as for `load_app`.
    """
    for name in [name for name in os.environ if name.startswith("TEXTUAL")]:
        del os.environ[name]  # some of them would let a key stop the kiosk
    fault_log.open_log(desk.folder)
    _log_stray_errors()
    app = load_app(desk, demo_pin)
    fault_log.logger.info("START")
    code = fault_log.STOPPED
    try:
        app.run()
        code = app.return_code or 0
    except Exception as error:  # Textual itself could not go on
        fault_log.Faults().note(error, 0)
    finally:
        desk.close()
    if code == fault_log.STOPPED:
        _print_stopped_page(desk)
    if not code:
        fault_log.logger.info("END")
    return code


def load_app(desk: Desk, demo_pin: str = "") -> "KioskApp":
    """Load the code of the app and make it.

    Garbage is not collected until its first screen is painted (`screens.background`): what is
    loaded stays, and looking through it again and again is a twentieth of the start.

    Parameters:
        demo_pin: the PIN that the waiting screen of a demo shows; "" in a school.
    """
    gc.disable()
    from screens.app import KioskApp

    return KioskApp(desk, demo_pin=demo_pin)


def _log_stray_errors() -> None:
    """Log the errors of other threads and finalizers instead of printing them over the app."""
    log = fault_log.Faults()
    threading.excepthook = lambda hook: log.note(hook.exc_value, 0) if hook.exc_value else None
    sys.unraisablehook = lambda hook: log.note(hook.exc_value, 0) if hook.exc_value else None
    logging.raiseExceptions = False


def _print_stopped_page(desk: Desk) -> None:
    """Print a plain page for whoever stands at a kiosk that stopped itself."""
    keeper = desk.settings.school.keeper or "whoever looks after this kiosk"
    sys.stderr.write("\x1b[2J\x1b[H")
    output.trouble("")
    output.trouble(f"  {desk.settings.school.name} · Hallway")
    output.trouble("")
    output.trouble("  The kiosk keeps running into the same trouble, and has stopped itself.")
    output.trouble("  Everything that was saved is safe.")
    output.trouble("")
    output.trouble(f"  Please tell {keeper}.")
    output.trouble("")
    output.trouble(f"  For them: kiosk doctor, and {desk.folder / fault_log.LOG}")
