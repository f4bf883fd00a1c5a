"""Person-time short of money, of work or of credit, as a part of the time under a scheme."""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.engine.scenario import DAYS_PER_YEAR
from glasshouse.measures.measure import Fraction
from glasshouse.measures.sample import ALL, Sample

__all__ = ["of_person_time"]


def of_person_time(sample: Sample, arm: str, name: str, count: str, item: str = "") -> Iterator[Fraction]:
    """Person-days of a count, of the person-years of the people covered; nothing where not in force.

    Args:
        sample: of one run.
        arm: whose count.
        name: the item to answer for.
        count: of person-days.
        item: what is counted.
    """
    years = sample.years_in_force(arm)
    if years <= 0.0:
        return
    covered = sample.total(arm, "covered")
    yield Fraction(
        arm,
        name,
        ALL,
        counted=sample.total(arm, count, item) / DAYS_PER_YEAR,
        per=covered * years,
        people=float(covered[0]),
        denominator="person-years of people covered",
    )
