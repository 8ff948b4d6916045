"""The entrance of the command line: it starts the app or runs a command, and turns what stopped
either into words and an exit code.

The app is started without the parser of the commands, which takes as long to load as the first
screen takes to be painted.
"""

import os
import sys
from importlib import import_module
from pathlib import Path

from data.failures import NotSaved, RosterUnreadable
from kiosk.cli import output
from kiosk.cli.context import DataFolder, folder
from kiosk.cli.exit_codes import ASKED_WRONGLY, DONE, WRONG
from kiosk.school.errors import Refused
from kiosk.settings.reader import SettingsError


def main() -> None:
    """Run the command line, or with no command the app."""
    sys.exit(run(sys.argv[1:]))


def run(words: list[str]) -> int:
    """Run one command line.

    Parameters:
        words: what was typed after `kiosk`; `--data DIR` may stand anywhere.

    Returns:
        The exit code.
    """
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]  # a pipe's text
    words = _data_first(words)
    try:
        code = _run_app(words) if _has_no_command(words) else _run_command(words)
        sys.stdout.flush()
    except Refused as refused:
        output.trouble(str(refused))
        return ASKED_WRONGLY
    except (SettingsError, NotSaved, RosterUnreadable) as wrong:
        output.trouble(str(wrong))
        return WRONG
    except (BrokenPipeError, SystemExit):  # the parser turns a broken pipe into an exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.__stdout__.fileno())  # type: ignore[union-attr]
        return DONE
    except Exception as error:
        return _log_fault(error)
    return code


def _has_no_command(words: list[str]) -> bool:
    return not words or (words[0] == "--data" and len(words) == 2)


def _run_app(words: list[str]) -> int:
    from kiosk.cli.launch import start_app

    DataFolder.path = Path(words[1]) if words else None
    return start_app(folder())


def _run_command(words: list[str]) -> int:
    from kiosk.cli.parser import run_command

    return run_command(words)


def _log_fault(error: Exception) -> int:
    """Log a fault of ours, and say so.

    Returns:
        The exit code.
    """
    fault_log = import_module("kiosk.fault_log")  # hardly ever needed, and slow to load
    fault_log.open_log(folder())
    fault_log.Faults().note(error, 0)
    output.trouble(
        "Something went wrong here that should not. What was saved is safe; look before you do it "
        f"again. Where it happened is in {folder() / fault_log.LOG}, for whoever keeps Hallway."
    )
    return WRONG


def _data_first(words: list[str]) -> list[str]:
    """Return the words with `--data DIR` moved to the front, where the parser expects it."""
    end = words.index("--") if "--" in words else len(words)
    for index, word in enumerate(words[:end]):
        if word == "--data" and index + 1 < end:
            return [word, words[index + 1], *words[:index], *words[index + 2 :]]
        if word.startswith("--data="):
            return [word, *words[:index], *words[index + 1 :]]
    return words
