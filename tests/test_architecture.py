"""Three rooms and one direction: screens look at kiosk, kiosk looks at data, never back."""

import ast
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_imports_go_one_way() -> None:
    """Run the contracts of import-linter in pyproject.toml."""
    run = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout


def test_the_rules_run_without_textual() -> None:
    """Load no library of a screen in data and kiosk, the whole command line among them."""
    code = (
        "import sys, kiosk.cli.main, kiosk.demo, kiosk.doctor.report;"
        "print(*[name for name in sys.modules if name.partition('.')[0] in {'textual', 'screens'}])"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == ""


def test_each_style_file_has_its_screen() -> None:
    """Find the screen of the same name beside it; packages take both along."""
    for styles in (ROOT / "screens").rglob("*.tcss"):
        assert styles.with_suffix(".py").exists(), f"{styles.name} has no screen"


def sources(*rooms: str) -> list[Path]:
    """Every Python file of some rooms."""
    return [path for room in rooms for path in (ROOT / room).rglob("*.py")]


def test_no_file_is_longer_than_400_lines() -> None:
    """Make two files of a longer one."""
    for path in sources("data", "kiosk", "screens", "tests"):
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 400, path


def test_no_function_is_longer_than_50_lines() -> None:
    """Make two functions of a longer one; ruff checks how complex one is."""
    for path in sources("data", "kiosk", "screens", "tests"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or 0) - node.lineno + 1
                assert lines <= 50, f"{path}: {node.name}"


def test_screens_are_imported_inside_a_function_in_one_place_alone() -> None:
    """Import everything else at the top of its file."""
    doors = [
        path.name
        for path in sources("screens")
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert doors == ["background.py"]
