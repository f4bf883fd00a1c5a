"""Frauds averted for each 1,000 people first listed.

Definition: expected acts of fraud (gain by deceiving somebody: selling fakes, false advertising, evading a
judgment or tax, hiding assets or income, false claims on benefits; by people or firms) that the scheme's
rules count, fewer in the arm than without a scheme, over persons put on a blacklist for the first time
within the horizon. Signed: negative where there is more fraud. Never told without how many of the listed
were so wrongly or could not pay.
Formula: 1,000 x - sum of change in acts of fraud / sum of persons ever on a blacklist.
Unit: frauds per 1,000 people first listed. Denominator: invented people first listed, on all grounds.
Source: own definition; the interval is a Fieller set (Fieller 1954), not determined where it is unbounded.
It carries the assumptions on response and is no evidence that people respond so.
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
            counted=averted,
            per=listed,
            people=float(listed[0]),
            denominator="people first listed",
            beside=who_was_listed(sample, arm),
        )


MEASURE = Measure(
    "Frauds averted for each 1,000 people listed",
    "frauds per 1,000 people first listed",
    1000.0,
    "signed",
    _fractions,
    "economy",
    fieller=True,
    put_in=True,
)
