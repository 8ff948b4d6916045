"""A script and the app on the same data folder: each sees the other's change within a second."""

import json
import subprocess
import sys
from pathlib import Path
from time import monotonic
from typing import Any

from data.system import Disk
from kiosk.desk import Desk
from screens.team.queue import QueueSection
from tests.support.pilot import at_kiosk


def kiosk(folder: Path, *words: str) -> str:
    """Run one command in a process of its own, and give what it printed."""
    run = subprocess.run(
        [sys.executable, "-m", "kiosk", "--data", str(folder), *words],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert run.returncode == 0, run.stderr
    return run.stdout


def queue(folder: Path) -> list[dict[str, Any]]:
    """The open requests as a script sees them."""
    found: list[dict[str, Any]] = json.loads(kiosk(folder, "queue", "--json"))
    return found


async def test_the_app_and_a_script_see_the_changes_of_each_other(
    desk: Desk, tmp_path: Path
) -> None:
    """Flag, claim, note, move and finish at a shell: show each in the queue within a second, keep
    the selection, and let the next command see a tap.
    """
    folder = tmp_path / "school"
    desk.store.disk = desk.store.ledger.disk = Disk()
    async with at_kiosk(desk, (120, 40)) as hands:
        hands.app.sign_in(hands.person("Osei"))
        await hands.shows("Why here")
        await hands.press("4", "down", "down")
        screen = hands.app.screen
        assert isinstance(screen, QueueSection)
        chosen = screen.chosen

        async def seen(words: str) -> None:
            begun = monotonic()
            await hands.shows(words)
            assert monotonic() - begun < 1.0
            assert screen.chosen == chosen

        command = ("flag", "fix", "--person", "Peter Walsh", "--category", "Printer", "--when")
        key = kiosk(folder, *command, "now", "It [/] smokes").strip()
        await seen("P. Walsh")
        kiosk(folder, "claim", key, "--as", "Ben")
        await seen("with Ben")
        kiosk(folder, "note", key, "--as", "Ben", "A new drum is coming")
        kiosk(folder, "move", key, "--as", "Ben", "It prints; the settings are the question")
        await seen("P. Walsh · coaching")
        kiosk(folder, "finish", key, "--as", "Ana", "--minutes", "9")
        await hands.until(
            lambda: key not in {each.request.id for each in desk.requests.standings()}
        )
        await hands.until(lambda: "P. Walsh" not in hands.text())
        assert screen.chosen == chosen

        await hands.press("c")
        await hands.shows("You have it")
        tapped = next(each for each in queue(folder) if each["id"] == chosen)
        assert (tapped["state"], tapped["owner"]) == ("claimed", "Ben Osei")
    shown = json.loads(kiosk(folder, "show", key, "--json"))
    assert shown["state"] == "finished"
    assert [step["kind"] for step in shown["story"]] == [
        "flagged",
        "claimed",
        "noted",
        "moved",
        "finished",
    ]
