"""What holds for every test: properties are not timed, since a busy machine is no broken promise;
and styles are read once a process.
"""

from collections.abc import Hashable, Iterator
from typing import Any

import pytest
from hypothesis import settings
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

from kiosk.people import key_stretching
from kiosk.people.key_stretching import StretchingCost

settings.register_profile("hallway", deadline=None)
settings.load_profile("hallway")


@pytest.fixture(scope="session", autouse=True)
def _keys_are_stretched_in_no_time() -> Iterator[None]:
    """As slow as a machine bears is too slow for thousands of sign-ins."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(key_stretching, "cost_here", lambda: StretchingCost(1, 64, 1))
        yield


@pytest.fixture(scope="session", autouse=True)
def _styles_are_read_once() -> Iterator[None]:
    """Each test starts an app of its own; what is read from the same styles with the same colours
    is the same every time, and reading it is a sixth of what a journey costs.
    """
    known: dict[Hashable, list[RuleSet]] = {}
    read = Stylesheet._parse_rules

    def once(sheet: Stylesheet, css: str, *where: Any, **more: Any) -> list[RuleSet]:
        key = (frozenset(sheet._variables.items()), css, where, *sorted(more.items()))
        if key not in known:
            known[key] = read(sheet, css, *where, **more)
        return known[key]

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Stylesheet, "_parse_rules", once)
        yield
