"""The general engine on the scorebook workload: a scheme file, a plain society, and assumptions made in code.

How the workload is said in Glasshouse's own words: the frailty is one lognormal trait that all eight conducts
depend on; everything is seen, by one source, so that there is one stream; 'conduct slows down in band D' is
the response of people under a burden. The engine runs its baseline beside the scheme and keeps its full tally
by week, group and replicate: nothing is switched off for the benchmark.
"""

from __future__ import annotations

import math
import time
from datetime import date
from functools import cache
from pathlib import Path

from benchmarks import scorebook as book
from glasshouse import assumptions, schemes, society
from glasshouse.engine import Arm, Scenario, simulate_tally
from glasshouse.engine.scenario import DAYS_PER_YEAR

__all__ = ["run", "scenario", "warm_up"]

_FILE = Path(__file__).with_name("scorebook.yaml")
_SOURCE = "camera"
_GATE = "flight"


@cache
def _scheme() -> schemes.Scheme:
    """The scheme, checked against the workload's constants.

    Raises:
        ValueError: file and constants differ.
    """
    scheme = schemes.load(_FILE)
    points = [rule.effect.points.value for rule in scheme.rules if rule.effect.points is not None]
    edges = {band.id: None if band.from_ is None else band.from_.value for band in scheme.score.bands}
    start = scheme.score.start
    if (
        points != book.POINTS.tolist()
        or edges != dict(book.BANDS)
        or start is None
        or start.value != book.START
    ):
        raise ValueError(f"{_FILE.name} and benchmarks.scorebook are no longer the same workload")
    return scheme


@cache
def _assumptions() -> assumptions.Assumptions:
    """Eight conducts that everybody sees, one frailty, one gate, one response.

    A trait's factor has mean 1 in Glasshouse and median 1 in the workload: hence the factor on the rates.
    """
    mean_frailty = math.exp(book.FRAILTY_SPREAD**2 / 2)
    names = [conduct for rule in _scheme().rules for conduct in rule.when.conducts or ()]
    still = assumptions.Trait(spread=0.0, household_correlation=0.0)
    unmoved = assumptions.Response(general=0.0, own=0.0)
    return assumptions.Assumptions(
        id="scorebook",
        title="The scorebook workload",
        traits={
            "prudence": still,
            "lawfulness": assumptions.Trait(spread=book.FRAILTY_SPREAD, household_correlation=0.0),
            "voice": still,
            "civic": still,
        },
        conducts=[
            assumptions.Conduct(
                id=name,
                title=name,
                context="civic",
                legality="lawful",
                trait=assumptions.TraitUse(id="lawfulness", sign=1),
                rate=conduct.daily_rate * DAYS_PER_YEAR * mean_frailty,
                seen_by={_SOURCE: 1.0},
                response="violation",
            )
            for name, conduct in zip(names, book.CONDUCTS, strict=True)
        ],
        sources=[assumptions.Source(id=_SOURCE, title="Everything is seen")],
        gates=[assumptions.Gate(id=_GATE, title="Trips", demand=book.TRIPS_PER_DAY * DAYS_PER_YEAR)],
        response={
            "violation": assumptions.Response(general=0.0, own=1.0 - book.SLOWED),
            "expression": unmoved,
            "prosocial": unmoved,
            "neutral": unmoved,
        },
    )


def scenario(people: int, seed: int) -> Scenario:
    """The workload as a scenario of one arm beside the baseline."""
    return Scenario(
        arms=(Arm("scorebook", _scheme()),),
        society=society.plain(),
        assumptions=_assumptions(),
        people=people,
        days=book.DAYS,
        seed=seed,
        start=date(2019, 1, 1),
    )


def warm_up() -> float:
    """Compile, or load from Numba's cache; seconds taken."""
    began = time.perf_counter()
    run(people=1_000)
    return time.perf_counter() - began


def run(people: int, threads: int = 1, seed: int = 1) -> book.Tally:
    """Simulate `people` for the workload's year."""
    asked = scenario(people, seed)
    began = time.perf_counter()
    tally = simulate_tally(asked, threads=threads)
    seconds = time.perf_counter() - began

    def total(count: str, item: str) -> int:
        """Over all replicates; the first group is everybody."""
        numbers = [
            number
            for number, column in enumerate(tally.layout.totals)
            if (column.arm, column.count, column.item) == ("scorebook", count, item)
        ]
        return int(tally.totals[:, 0, numbers].sum())

    a, b, c, d = (total("band-end", name) for name, _ in book.BANDS)
    return book.Tally(
        engine="general engine",
        people=people,
        bands=(a, b, c, d),
        denials=total("refused", _GATE),
        seconds=seconds,
        threads=threads,
    )
