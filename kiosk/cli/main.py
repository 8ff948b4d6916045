"""The app of all commands, and the exit codes of their refusals and failures."""

import os
import sys
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

from data.failures import NotSaved, RosterUnreadable
from kiosk.cli import output
from kiosk.cli.context import DataFolder, folder
from kiosk.school.errors import Refused
from kiosk.settings.reader import SettingsError

DONE, WRONG, ASKED_WRONGLY = 0, 1, 2
COMMANDS = {
    "keeper_commands": ("init", "export", "doctor", "roster", "person"),
    "teacher_commands": ("flag", "hi", "thanks", "people"),
    "queue_commands": ("queue", "show", "claim", "move", "note", "finish", "decline"),
    "board_commands": ("announce", "encourage", "where", "problem", "workshop", "resources"),
    "calendar_commands": ("slots", "book", "cancel", "walk", "week", "visit"),
}
"""Module -> its commands. Only the module of the command that was typed is loaded."""

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


@cache
def load(module: str) -> None:
    """Load a module of commands, and add them to the app.

    Parameters:
        module: one of COMMANDS.
    """
    import_module(f"kiosk.cli.{module}").add_to(app)


def _load_for(words: list[str]) -> None:
    """Load what the command needs that was typed. For the help, and for a command that does not
    exist, load everything.

    Parameters:
        words: with `--data DIR` at the beginning, if it was typed.
    """
    after_data = words[2:] if words[:1] == ["--data"] else words
    command = next((word for word in after_data if not word.startswith("-")), None)
    if command == "demo" or not after_data:
        return
    needed = [module for module, names in COMMANDS.items() if command in names]
    for module in needed or COMMANDS:
        load(module)


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
    _load_for(words)
    try:
        code = app(args=words, standalone_mode=False)
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
