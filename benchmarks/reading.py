"""How long reading and checking take: a text, the assumptions, each scheme, and the findings on each."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from functools import partial

from benchmarks.report import table
from glasshouse import assumptions
from glasshouse.ground.document import read_text
from glasshouse.schemes.lint.checking import check
from glasshouse.schemes.lint.examples import AS_OF
from glasshouse.schemes.lint.selection import Selection
from glasshouse.schemes.reading import catalogue, load

__all__ = ["reading"]

_LINES = 10_000
_LINE = "  - {id: rule-%05d, when: {conducts: [walk-on-red]}, effect: {points: -5}, proof: judgment}\n"
_ASKED = Selection(as_of=AS_OF, preview=True)


def _spent(work: Callable[[], object], rounds: int) -> list[float]:
    """Processor milliseconds of each round, after one that fills the caches."""
    work()
    spent = []
    for _ in range(rounds):
        began = time.process_time()
        work()
        spent.append(1000 * (time.process_time() - began))
    return spent


def _row(what: str, spent: list[float], most: float) -> list[str]:
    return [what, f"{statistics.median(spent):.1f}", f"{min(spent):.1f}", f"{max(spent):.1f}", f"{most:,.0f}"]


def reading(rounds: int) -> str:
    """A document of a megabyte, the standard assumptions, and loading and checking the whole catalogue."""
    text = "rules:\n" + "".join(_LINE % number for number in range(_LINES))
    # By its path, as a set that is asked for by its id is kept.
    standard = assumptions.catalogue()["standard"]
    schemes = {id: load(id) for id in catalogue()}
    loading = {id: _spent(partial(load, id), rounds) for id in schemes}
    checking = {id: _spent(partial(check, scheme, _ASKED), rounds) for id, scheme in schemes.items()}
    rows = [
        _row(
            f"a text of {len(text) / 1e6:.1f} MB", _spent(partial(read_text, text), rounds), len(text) / 1000
        ),
        _row("the standard assumptions", _spent(partial(assumptions.load, standard), rounds), 80),
    ]
    for what, times, most in (("load", loading, 60), ("lint", checking, 50)):
        slowest = max(times, key=lambda id: statistics.median(times[id]))
        rows.append(_row(f"{what}, the slowest scheme ({slowest})", times[slowest], most))
    together = [sum(one) for one in zip(*checking.values(), strict=True)]
    rows.append(_row(f"lint, all {len(schemes)} schemes", together, 2000))
    heads = ["processor milliseconds", "median", "fastest", "slowest", "at most"]
    return f"Reading and checking, {rounds} rounds, caches of a first one filled\n\n{table(heads, rows)}"
