"""Rows, and how they are measured and printed: ratios of things done side by side in one run, so
that a slow machine makes both slow.
"""

import gc
import statistics
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One figure: what, as it was measured, as far as it may go, and whether it does."""

    what: str
    measured: str
    reach: str
    ok: bool


def at_most(what: str, value: float, reach: float, unit: str = "x", note: str = "") -> Row:
    """A figure that should be small."""
    return Row(what, f"{value:.2f}{unit}{note}", f"<= {reach:g}{unit}", value <= reach)


def at_least(what: str, value: float, reach: float, unit: str = "x", note: str = "") -> Row:
    """A figure that should be large."""
    return Row(what, f"{value:,.0f}{unit}{note}", f">= {reach:,.0f}{unit}", value >= reach)


def seconds(act: Callable[[], object]) -> float:
    """How long one call takes."""
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def side_by_side(acts: Mapping[str, Callable[[], object]], times: int) -> dict[str, float]:
    """The median of each, taken in turns, so that whatever slows the machine slows all of them."""
    taken: dict[str, list[float]] = {name: [] for name in acts}
    gc.collect()
    for _ in range(times):
        for name, act in acts.items():
            taken[name].append(seconds(act))
    return {name: statistics.median(each) for name, each in taken.items()}


def p95(values: Iterable[float]) -> float:
    """What 95 of 100 stay under."""
    ordered = sorted(values)
    return ordered[int(len(ordered) * 0.95)]


def show(rows: Iterable[Row]) -> bool:
    """Print each row when it is there; whether all are within reach."""
    widths = (66, 26, 12, 3)
    everything = True
    print(_line(("what", "measured", "reach", "ok?"), widths))
    print("-+-".join("-" * width for width in widths))
    for row in rows:
        everything &= row.ok
        line = (row.what, row.measured, row.reach, "yes" if row.ok else "NO")
        print(_line(line, widths), flush=True)
    return everything


def _line(cells: tuple[str, ...], widths: tuple[int, ...]) -> str:
    return " | ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
