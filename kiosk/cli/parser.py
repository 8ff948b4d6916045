"""The parser of the command line: every command, and what is said of a line that it cannot read."""

from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

from kiosk.cli import output
from kiosk.cli.context import DataFolder
from kiosk.cli.exit_codes import ASKED_WRONGLY, DONE

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
    epilog="Without a command, the kiosk itself is started on the data folder.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@app.callback()
def choose_folder(
    data: Annotated[
        Path | None,
        typer.Option(help="The data folder; else KIOSK_DATA names it.", show_default=False),
    ] = None,
) -> None:
    """Run one of the commands on a data folder."""
    DataFolder.path = data


@app.command()
def demo(
    seed: Annotated[int, typer.Option(help="Another seed, another school.")] = 7,
) -> None:
    """The app on a throw-away sample school with a term of life in it."""
    from kiosk.cli.launch_demo import start_demo

    raise typer.Exit(start_demo(seed))


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
    if command == "demo":
        return
    needed = [module for module, names in COMMANDS.items() if command in names]
    for module in needed or COMMANDS:
        load(module)


def run_command(words: list[str]) -> int:
    """Run a command, or print what was typed wrongly, in the words of the parser.

    Parameters:
        words: with `--data DIR` at the beginning, if it was typed.

    Returns:
        The exit code.

    Raises:
        Exception: whatever stopped the command.
    """
    _load_for(words)
    try:
        code = app(args=words, standalone_mode=False)
    except typer.Abort:
        output.trouble("Stopped. Nothing was changed.")
        return ASKED_WRONGLY
    except Exception as error:
        show = getattr(error, "show", None)
        if show is None:
            raise
        show()
        return ASKED_WRONGLY
    return code if isinstance(code, int) else DONE
