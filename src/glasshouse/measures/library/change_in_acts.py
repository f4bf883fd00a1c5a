"""Change in the number of acts that exercise no right to speak, meet or believe, against the baseline.

Definition: expected acts of a conduct that the scheme's rules count, in the arm less those of the same people
without a scheme (paired in each life). Negative: fewer acts. For violations this is what the scheme averts,
if people respond as assumed; for prosocial acts, what it adds.
Formula: 100,000 x sum of change x 2^-16 x rate / 365.25 / (invented people x years).
Unit: acts per 100,000 person-years. Denominator: person-years of all invented people.
Source: own definition: benefits are told with the same care as harms. As change-in-conduct, it carries the
assumptions on response and is no evidence that people respond so.
"""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.engine.scenario import DAYS_PER_YEAR
from glasshouse.measures.expression import speaks_out
from glasshouse.measures.measure import Fraction, Measure
from glasshouse.measures.sample import ALL, Sample

__all__ = ["MEASURE"]


def _fractions(sample: Sample) -> Iterator[Fraction]:
    scenario = sample.outcomes.scenario
    conducts = scenario.assumptions.conducts
    persons = sample.persons()
    for arm in sample.arms:
        for conduct in sample.items(arm, "change"):
            if speaks_out(conducts[conduct]):
                continue
            yield Fraction(
                arm,
                conduct,
                ALL,
                counted=sample.changed_acts(arm, conduct),
                per=persons * (scenario.days / DAYS_PER_YEAR),
                people=float(persons[0]),
                denominator="person-years of all invented people",
            )


MEASURE = Measure(
    "Change in acts", "per 100,000 person-years", 100_000.0, "signed", _fractions, "economy", put_in=True
)
