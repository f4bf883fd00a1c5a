"""Do the two engines agree on hundreds of random worlds? Every number of every tally, as long as you like.

    python -m verification.twins                    # 1,000 worlds, some eight minutes on one core
    python -m verification.twins --worlds 200 --seed 5
    python -m verification.twins --catalogue        # and each scheme with both seeds of the tests, two more

The worlds are those of ``tests/twin/random_worlds.py``. Printed at the end: in how many worlds each kind of
count was more than nought, so that one sees what was compared. A disagreement is made as small as Hypothesis
can make it, and its scheme is printed.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from unittest import mock

import hypothesis
from tests.executed import executed
from tests.twin.agreement import differences
from tests.twin.catalogue import SEEDS, ordinary
from tests.twin.random_worlds import scenarios

from glasshouse.engine import simulate
from glasshouse.engine.compile import compile_scenario
from glasshouse.engine.scenario import Scenario
from glasshouse.engine.slow import simulate_slowly
from verification import report

__all__ = ["compare", "compare_catalogue", "main"]


class Disagreement(AssertionError):
    """The twins differ."""

    def __init__(self, found: list[str], scenario: Scenario) -> None:
        """Keep what differs, and where."""
        super().__init__("; ".join(found))
        self.scenario = scenario


def compare(worlds: int, seed: int) -> tuple[Counter[str], Disagreement | None]:
    """Compare on so many random worlds; an agenda of two places is tried on every third.

    Returns:
        In how many worlds each kind of count was more than nought, and the first disagreement, made small.
    """
    seen: Counter[str] = Counter()

    @hypothesis.seed(seed)
    @hypothesis.settings(
        max_examples=worlds,
        deadline=None,
        database=None,
        verbosity=hypothesis.Verbosity.quiet,
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    @hypothesis.given(scenarios())
    def one(scenario: Scenario) -> None:
        places = 2 if scenario.seed % 3 == 0 else simulate._AGENDA
        with mock.patch.object(simulate, "_AGENDA", places):
            fast = simulate.simulate_tally(scenario, threads=1)
        found = differences(fast, simulate_slowly(scenario))
        if found:
            raise Disagreement(found, scenario)
        seen["worlds"] += 1
        if len(compile_scenario(scenario).tables.readers):
            seen["(plain runs)"] += 1
        counts = {
            column.count for place, column in enumerate(fast.layout.totals) if fast.totals[:, 0, place].any()
        }
        counts |= {
            f"weekly {column.count}"
            for place, column in enumerate(fast.layout.weekly)
            if fast.weekly[:, 0, place].any()
        }
        seen.update(counts)

    try:
        one()
    except Disagreement as found:
        return seen, found
    return seen, None


def compare_catalogue() -> tuple[int, Disagreement | None]:
    """Compare on every scheme of the catalogue, with each of the seeds of which the tests take one.

    Returns:
        How many runs agree, and the first disagreement.
    """
    agree = 0
    for name in executed():
        for seed in SEEDS:
            scenario = ordinary(name, seed)
            found = differences(simulate.simulate_tally(scenario, threads=1), simulate_slowly(scenario))
            if found:
                return agree, Disagreement(found, scenario)
            agree += 1
    return agree, None


def main() -> int:
    """Compare and report; 1 if the twins ever differ."""
    reader = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    reader.add_argument("--worlds", type=int, default=1000)
    reader.add_argument("--seed", type=int, default=1)
    reader.add_argument("--catalogue", action="store_true", help="each scheme of the catalogue, too")
    given = reader.parse_args()
    began = time.perf_counter()
    seen, found = compare(given.worlds, given.seed)
    lines = [f"{seen['worlds']} random worlds, seed {given.seed}, {time.perf_counter() - began:.0f} s"]
    lines += [f"  {number:5}  {name}" for name, number in seen.most_common() if name != "worlds"]
    if given.catalogue and found is None:
        agree, found = compare_catalogue()
        lines.append(f"{agree} runs of the catalogue")
    if found is None:
        lines.append("The twins agree in every number.")
    else:
        lines.append(f"The twins DIFFER: {found}")
        about = found.scenario
        lines.append(
            f"society {about.society.id}, people {about.people}, days {about.days}, warm {about.warm}"
        )
        lines.append(f"seed {about.seed}, start {about.start}")
        lines += [arm.scheme.text for arm in about.arms]
        lines.append(repr(about.assumptions))
    report.write("twins", lines)
    return int(found is not None)


if __name__ == "__main__":
    sys.exit(main())
