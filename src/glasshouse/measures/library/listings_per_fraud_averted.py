"""People first listed for each fraud averted.

Definition: the reciprocal of frauds-averted: persons put on a blacklist for the first time within the horizon
over expected acts of fraud averted. Not determined where the frauds averted may be nought. Never told without
how many of the listed were so wrongly or could not pay.
Formula: sum of persons ever on a blacklist / - sum of change in acts of fraud.
Unit: people first listed per fraud averted. Denominator: expected acts of fraud averted.
Source: own definition; the interval is a Fieller set (E. C. Fieller, JRSS B 16, 1954, 175-185). It carries
the assumptions on response and is no evidence that people respond so.
"""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.measures.fraud import averted_and_listed, who_was_listed
from glasshouse.measures.measure import Fraction, Measure
from glasshouse.measures.sample import ALL, Sample

__all__ = ["MEASURE"]


def _fractions(sample: Sample) -> Iterator[Fraction]:
    for arm, averted, listed in averted_and_listed(sample):
        yield Fraction(
            arm,
            "any",
            ALL,
            counted=listed,
            per=averted,
            people=float(listed[0]),
            denominator="frauds averted",
            beside=who_was_listed(sample, arm),
        )


MEASURE = Measure(
    "People listed for each fraud averted",
    "people first listed per fraud averted",
    1.0,
    "signed",
    _fractions,
    "economy",
    fieller=True,
    put_in=True,
)
