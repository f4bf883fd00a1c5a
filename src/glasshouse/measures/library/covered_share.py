"""How many people may be struck at all: covered by the scheme on some day, and for how much of the time.

Definition: ``people`` are those whom the scheme covers on at least one day of the horizon, whatever happens
to them; ``days`` are the days on which it does. Who dies, moves away or comes of age within the horizon is
covered for a part of it.
Formula: 100 x sum of persons covered / sum of persons; 100 x sum of person-days covered / (sum of persons x
days of the horizon).
Unit: per cent. Denominator: all invented people (of the kind that the scheme is about), or their days.
Source: own definition: the population at risk (Rothman, Greenland and Lash, Modern Epidemiology, 2008, ch.
3).
"""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.measures.measure import Fraction, Measure
from glasshouse.measures.sample import ALL, Sample

__all__ = ["MEASURE"]


def _fractions(sample: Sample) -> Iterator[Fraction]:
    days = sample.outcomes.scenario.days
    for arm in sample.arms:
        persons = sample.persons(sample.whole(arm))
        people = float(persons[0])
        covered, held = sample.total(arm, "covered"), sample.total(arm, "covered-days")
        yield Fraction(arm, "people", ALL, covered, persons, people, "all invented people")
        yield Fraction(arm, "days", ALL, held, persons * days, people, "days of all invented people")


MEASURE = Measure("Whom the scheme covers", "per cent", 100.0, "share", _fractions, "liberty")
