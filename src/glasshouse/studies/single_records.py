"""Of how many listings, or first burdens, one single record is the reason: lives out of a run, lived again.

The interval is the exact binomial one (C. J. Clopper and E. S. Pearson, Biometrika 26, 1934, 404-413), for
luck only, at the central assumptions.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal

from glasshouse.engine.slow import relive
from glasshouse.ground.errors import Interrupted, Problem
from glasshouse.measures.estimate import CENTRAL, Estimate
from glasshouse.measures.measure import FEWEST_PEOPLE
from glasshouse.schemes.model import BURDENS
from glasshouse.studies.but_for import but_for
from glasshouse.studies.paths import PathsOfArm

if TYPE_CHECKING:
    from glasshouse.engine.scenario import Arm, Scenario

__all__ = ["BUT_FOR", "LIVES", "interrupted", "single_records"]

BUT_FOR = "but-for-share"
"""Of how many listings one single record is the reason; told apart from the others."""

LIVES = 50
"""Lives of an arm that are lived again without their records."""


def single_records(
    scenario: Scenario,
    arm: Arm,
    homes: Sequence[int],
    paths: Sequence[PathsOfArm],
    shows: Sequence[set[int] | None],
    lives: int,
    stop: threading.Event | None,
) -> Iterator[Estimate]:
    """Of how many listings, or first burdens where there is no list, one single record is the reason."""
    kind: Literal["listing", "first burden"] = "listing"
    burdens: tuple[str, ...] = ()
    if not any(entry.polarity == "black" for entry in arm.scheme.lists):
        kind = "first burden"
        burdens = tuple(item.id for item in arm.scheme.consequences if item.does in BURDENS)
        if not burdens:
            return
    looked_at = hang = false = found = 0
    for home, path, showing in zip(homes, paths, shows, strict=True):
        struck = path.person[path.listed if kind == "listing" else path.burdened]
        found += len(struck)
        some = [int(person) for person in struck[: max(0, lives - looked_at)]]
        if not some:
            continue
        for told in relive(scenario, home, some, showing, arm.name):
            if stop is not None and stop.is_set():
                raise interrupted()
            asked = but_for(scenario, arm.name, told[arm.name], burdens)
            if asked is None:
                return
            if asked:
                looked_at += 1
                hang += bool(asked[0].single)
                false += any(not record.true for record in asked[0].single)
    people = sum(len(path.person) for path in paths)
    yield _told(arm.name, people, kind, (looked_at, hang, false), found)


def _told(arm: str, people: int, kind: str, counts: tuple[int, int, int], found: int) -> Estimate:
    from scipy.stats import binomtest

    looked_at, hang, false = counts
    value = low = high = None
    if looked_at == 0:
        note = f"nobody to ask: no {kind} among the {people:,} people looked at"
    else:
        ends = binomtest(hang, looked_at).proportion_ci(0.95)
        value, low, high = (100.0 * part for part in (hang / looked_at, float(ends[0]), float(ends[1])))
        note = (
            f"of {looked_at} {kind}s looked at, {hang} hang on one single record, {false} of them on one "
            "that is false"
        )
        if looked_at < FEWEST_PEOPLE:
            note += f"; {looked_at} are few: the interval says how little that tells"
        if found > looked_at:
            note += f"; the first {looked_at} of {found}"
    return Estimate(
        BUT_FOR,
        arm,
        "",
        "all",
        value,
        low,
        high,
        "per cent",
        f"{kind}s lived again without one record at a time, the first of each person",
        f"the luck of which {kind}s were looked at (exact binomial limits), {CENTRAL}",
        looked_at,
        note,
    )


def interrupted() -> Interrupted:
    """What is raised where somebody stops the looking."""
    return Interrupted(
        Problem(
            "Interrupted while lives were looked at.",
            remedy="Run the same command again.",
            code="interrupted",
        )
    )
