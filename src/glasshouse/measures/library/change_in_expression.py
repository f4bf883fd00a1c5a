"""Change in expression, assembly, petition and association, against the baseline.

Definition: expected acts of a conduct that the scheme's rules count, in the arm against the same people
without a scheme (paired: the difference is taken in each life, then summed). It is reported, never
aimed at: no sort key, no objective. No chilling by social credit was ever measured.
Formula: 100 x sum of change / sum of exposure, where both are integrals of the rate over each life
(compensators).
Unit: per cent of the acts without the scheme. Denominator: expected acts of all invented people without the
scheme.
Source: own definition; expected counts are compensators of the point processes (Daley and Vere-Jones, An
Introduction to the Theory of Point Processes, 2003, ch. 7). The change is what the
assumptions on response put in, carried through who knows of the scheme and who is under a burden; it is no
evidence that people respond so.
"""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.measures.expression import speaks_out
from glasshouse.measures.measure import NEVER_MEASURED, Fraction, Measure
from glasshouse.measures.sample import ALL, Sample

__all__ = ["MEASURE"]


def _fractions(sample: Sample) -> Iterator[Fraction]:
    people = float(sample.outcomes.tally.persons[:, 0].sum())
    conducts = sample.outcomes.scenario.assumptions.conducts
    for arm in sample.arms:
        for conduct in sample.items(arm, "change"):
            if not speaks_out(conducts[conduct]):
                continue
            yield Fraction(
                arm,
                conduct,
                ALL,
                counted=sample.total(arm, "change", conduct),
                per=sample.exposure(conduct),
                people=people,
                denominator="acts expected without the scheme",
            )


MEASURE = Measure(
    "Change in expression",
    "per cent",
    100.0,
    "signed",
    _fractions,
    report_only=True,
    note=NEVER_MEASURED,
)
