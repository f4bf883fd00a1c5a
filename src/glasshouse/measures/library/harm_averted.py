"""Loss averted by the change in conduct, in yuan per person-year.

Definition: expected acts that the scheme's rules count, fewer in the arm than without a scheme, times the
loss that the assumptions put on one act. Conduct without a loss in money, and lawful expression, count
nothing. Negative: more loss.
Formula: - sum over conducts of change x 2^-16 x rate / 365.25 x harm / (invented people x years).
Unit: yuan per person-year. Denominator: person-years of all invented people.
Source: own definition: benefits are told with the same care as harms. It carries the assumptions on response
and on harm and is no evidence that people respond so, or of what an act costs.
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
    persons = sample.persons()
    for arm in sample.arms:
        averted = [
            sample.changed_acts(arm, conduct) * -held.harm.value
            for conduct in sample.items(arm, "change")
            if (held := scenario.assumptions.conducts[conduct]).harm is not None and not speaks_out(held)
        ]
        if averted:
            yield Fraction(
                arm,
                "any",
                ALL,
                counted=sum(averted[1:], averted[0]),
                per=persons * (scenario.days / DAYS_PER_YEAR),
                people=float(persons[0]),
                denominator="person-years of all invented people",
            )


MEASURE = Measure("Loss averted", "yuan per person-year", 1.0, "signed", _fractions, "economy", put_in=True)
