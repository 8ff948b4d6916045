"""A clock that is set, and a desk on the small school."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.desk import Desk
from tests.support.fakes import SetClock
from tests.support.schools import open_school


@pytest.fixture
def clock() -> SetClock:
    """Tuesday 3 November 2026, 8:15."""
    return SetClock()


@pytest.fixture
def desk(tmp_path: Path, clock: SetClock) -> Iterator[Desk]:
    """A desk on a folder with five people in it."""
    made = open_school(tmp_path, clock)
    yield made
    made.close()
