"""Rates of what happens at gates, per year of a person whom a scheme covers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from glasshouse.measures.measure import Fraction
from glasshouse.measures.sample import ALL, Sample

__all__ = ["per_year_in_force"]


def per_year_in_force(sample: Sample, arm: str, count: str, gates: Iterable[str]) -> Iterator[Fraction]:
    """A count at each gate over the years of the people covered; nothing where the scheme is never in force.

    Args:
        sample: of one run.
        arm: whose counts.
        count: of requests, for each gate.
        gates: to answer for.
    """
    years = sample.years_in_force(arm)
    if years <= 0.0:
        return
    covered = sample.total(arm, "covered")
    for gate in gates:
        yield Fraction(
            arm,
            gate,
            ALL,
            counted=sample.total(arm, count, gate),
            per=covered * years,
            people=float(covered[0]),
            denominator="person-years of people covered",
            at_most=1.0 / years,
        )
