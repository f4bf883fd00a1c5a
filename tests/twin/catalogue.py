"""The schemes of the catalogue as scenarios for both engines, in an ordinary land and in a busy one."""

from __future__ import annotations

import datetime
from functools import cache

from glasshouse import assumptions, schemes, society
from glasshouse.assumptions import Assumptions
from glasshouse.engine.scenario import Arm, Scenario

__all__ = ["SEEDS", "busy", "of_the_catalogue", "ordinary"]

SEEDS = (1, 2**64 - 1)
"""An ordinary seed, and the one that fills both words of the key."""


@cache
def standard() -> Assumptions:
    return assumptions.load("standard")


@cache
def busy() -> Assumptions:
    """The standard assumptions in a land where everything is done, seen and mistaken more often."""
    changed = standard()
    for done in standard().conducts.values():
        rate = done.rate.value
        changed = changed.replace_number(f"conducts.{done.id}.rate", max(rate, 20.0))
        seen = sum(share.value for share in done.seen_by.values())
        for source, share in done.seen_by.items():
            if 0.0 < seen < 0.9:
                path = f"conducts.{done.id}.seen_by.{source}"
                changed = changed.replace_number(path, share.value * 0.9 / seen)
    for source in standard().sources.values():
        for name, rate in source.false_records.items():
            path = f"sources.{source.id}.false_records.{name}"
            changed = changed.replace_number(path, min(2.0, 200.0 * rate.value))
    return changed


def of_the_catalogue(
    names: list[str],
    about: Assumptions,
    people: int,
    days: int,
    seed: int,
    start: datetime.date | None = None,
) -> Scenario:
    """Schemes of one country as arms of one run, from the day on which the last of them came into force."""
    read = [schemes.load(name) for name in names]
    where = "china-2020" if read[0].scheme.jurisdiction == "CN" else "simpleland"
    begin = start or max(scheme.scheme.force.from_ for scheme in read)
    arms = tuple(Arm(scheme.id, scheme) for scheme in read)
    return Scenario(arms, society.load(where), about, people, days, seed, begin)


def ordinary(name: str, seed: int) -> Scenario:
    """A scheme as it is in an ordinary land."""
    return of_the_catalogue([name], standard(), people=500, days=400, seed=seed)
