"""Contracts, invoices and judgments that public bodies keep because of the scheme, and would have broken.

Definition: expected breaches of duty by public bodies (conduct of agencies that breaks a duty owed to
somebody: contracts and promises, payments, judgments), fewer in the arm than without a scheme, paired in
each life. One item for each conduct that the scheme's rules count, and ``any`` for all of them. Negative:
more are broken.
Formula: - 1,000 x sum of change x 2^-16 x rate / 365.25 / (invented public bodies x years).
Unit: per 1,000 bodies and year. Denominator: body-years of all invented public bodies.
Source: own definition: benefits are told with the same care as harms. It carries the assumptions on
response and is no evidence that public bodies respond so.
"""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.engine.scenario import DAYS_PER_YEAR
from glasshouse.measures.bodies import those_covered
from glasshouse.measures.measure import Fraction, Measure
from glasshouse.measures.sample import Sample

__all__ = ["MEASURE"]


def _fractions(sample: Sample) -> Iterator[Fraction]:
    scenario = sample.outcomes.scenario
    about = scenario.assumptions.conducts
    for arm in sample.arms:
        group = those_covered(sample, arm, "agency")
        if group is None:
            continue
        kept = {
            conduct: -sample.changed_acts(arm, conduct, group)
            for conduct in sample.items(arm, "change")
            if about[conduct].legality == "breach" and "agency" in about[conduct].by
        }
        bodies = sample.persons(("subject", "agency"))
        every = list(kept.values())
        for name, counted in (*([("any", sum(every[1:], every[0]))] if every else []), *kept.items()):
            yield Fraction(
                arm,
                name,
                group,
                counted=counted,
                per=bodies * (scenario.days / DAYS_PER_YEAR),
                people=float(bodies[0]),
                denominator="body-years of all invented public bodies",
            )


MEASURE = Measure(
    "Contracts that public bodies keep",
    "per 1,000 bodies and year",
    1000.0,
    "signed",
    _fractions,
    "economy",
    put_in=True,
)
