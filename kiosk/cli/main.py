"""The app of all commands, and the exit codes of their refusals and failures."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from data.failures import NotSaved
from data.roster import RosterUnreadable
from kiosk import fault_log
from kiosk.cli import (
    board_commands,
    calendar_commands,
    keeper_commands,
    output,
    queue_commands,
    teacher_commands,
)
from kiosk.cli.context import DataFolder, folder
from kiosk.school.errors import Refused
from kiosk.settings.reader import SettingsError

DONE, WRONG, ASKED_WRONGLY = 0, 1, 2

app = typer.Typer(
    name="kiosk",
    help="Hallway: a staffroom kiosk where teachers ask for a fix or for coaching.",
    no_args_is_help=False,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@app.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    data: Annotated[
        Path | None, typer.Option(help="The data folder.", envvar="KIOSK_DATA", show_default=False)
    ] = None,
) -> None:
    """Start the app on the data folder, or run one of the commands."""
    DataFolder.path = data
    if context.invoked_subcommand is None:
        from kiosk.cli.launch import start_app

        start_app(folder())


@app.command()
def demo(
    seed: Annotated[int, typer.Option(help="Another seed, another school.")] = 7,
) -> None:
    """The app on a throw-away sample school with a term of life in it."""
    from kiosk.cli.launch import start_demo

    start_demo(seed)


keeper_commands.add_to(app)
teacher_commands.add_to(app)
queue_commands.add_to(app)
board_commands.add_to(app)
calendar_commands.add_to(app)


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
    try:
        code = app(args=_data_first(words), standalone_mode=False)
        sys.stdout.flush()
    except typer.Abort:
        output.trouble("Stopped. Nothing was changed.")
        return ASKED_WRONGLY
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
        return _usage(error)
    return code if isinstance(code, int) else DONE


def _usage(error: Exception) -> int:
    """Print what was typed wrongly, in the words of the parser; anything else is a fault of ours,
    which is logged.

    Returns:
        The exit code.
    """
    show = getattr(error, "show", None)
    if show is not None:
        show()
        return ASKED_WRONGLY
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
