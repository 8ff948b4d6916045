"""Three rooms and one direction: screens look at kiosk, kiosk looks at data, never back."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_imports_go_one_way() -> None:
    """import-linter's contracts of pyproject.toml hold."""
    run = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout


def test_the_rules_run_without_textual() -> None:
    """Data and kiosk, the whole command line among them, never load a screen's library."""
    code = (
        "import sys, kiosk.cli.main, kiosk.demo, kiosk.doctor.report;"
        "print(*[name for name in sys.modules if name.partition('.')[0] in {'textual', 'screens'}])"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == ""


def test_each_screen_brings_its_styles_along() -> None:
    """A style file stands beside the screen of the same name, and packages take it with them."""
    for styles in (ROOT / "screens").rglob("*.tcss"):
        assert styles.with_suffix(".py").exists(), f"{styles.name} has no screen"


def test_no_file_is_two() -> None:
    """About 400 lines, and then it is another file."""
    for room in ("data", "kiosk", "screens"):
        for path in (ROOT / room).rglob("*.py"):
            assert len(path.read_text(encoding="utf-8").splitlines()) <= 420, path
