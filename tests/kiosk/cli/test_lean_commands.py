"""A command loads what it works with, and nothing else."""

import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
import typer

from kiosk.cli.main import run
from kiosk.cli.parser import COMMANDS


@pytest.mark.parametrize("module", COMMANDS)
def test_each_module_is_loaded_for_the_commands_that_it_has(module: str) -> None:
    app = typer.Typer()
    import_module(f"kiosk.cli.{module}").add_to(app)
    commands = [
        each.name or (each.callback.__name__ if each.callback else "")
        for each in app.registered_commands
    ]
    groups = [str(group.name) for group in app.registered_groups]
    assert {*commands, *groups} == set(COMMANDS[module])


def test_the_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    run(["--help"])
    shown = capsys.readouterr().out
    assert [name for names in COMMANDS.values() for name in names if name not in shown] == []


def test_a_command_does_not_load_what_another_one_needs(tmp_path: Path) -> None:
    """Show the queue without the reading of rosters, calendars and QR codes, and the demo."""
    code = (
        "import sys; from kiosk.cli.main import run; run(sys.argv[1:]); "
        "print(sorted(sys.modules), file=sys.stderr)"
    )
    folder = str(tmp_path / "school")
    done = subprocess.run(
        [sys.executable, "-c", code, "--data", folder, "queue", "--json"],
        capture_output=True,
        text=True,
        check=True,
    )
    heavy = ("data.roster", "icalendar", "qrcode", "kiosk.demo", "textual", "kiosk.cli.keeper")
    assert [name for name in heavy if f"'{name}" in done.stderr] == []


def test_the_app_starts_without_the_parser_of_commands(tmp_path: Path) -> None:
    """Refuse to start without a terminal, and have loaded no parser for that."""
    (tmp_path / "kiosk.toml").write_text('[school]\nname = "Lincoln"\n', encoding="utf-8")
    code = (
        "import sys; from kiosk.cli.main import run; run(sys.argv[1:]); print(sorted(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "--data", str(tmp_path)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "needs a terminal" in done.stderr
    assert "'typer'" not in done.stdout
