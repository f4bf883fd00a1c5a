"""Days under a burden of the scheme for each 10,000 yuan of loss done by the conduct that its rules count.

Definition: person-days with some burden in force (a burdening consequence or a blacklist), over the loss that
the counted conduct does in the arm, seen or not, by anybody. Conduct without a loss in money, and lawful
expression, add no loss: rules about them make the number larger.
Formula: sum of person-days under a burden / (sum over conducts of expected acts x harm / 10,000).
Unit: days per 10,000 yuan of loss. Denominator: loss by the conduct that the rules count. Where nobody is
under a burden, the upper limit lets 3 of the people be so throughout (rule of three, per person).
Source: own definition: burden for each unit of what the rule is for, as in a test of proportionality.
"""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.measures.expression import speaks_out
from glasshouse.measures.measure import Fraction, Measure
from glasshouse.measures.sample import ALL, Sample

__all__ = ["MEASURE"]

_YUAN = 10_000.0


def _fractions(sample: Sample) -> Iterator[Fraction]:
    scenario = sample.outcomes.scenario
    for arm in sample.arms:
        losses = [
            sample.acts(arm, conduct) * (held.harm.value / _YUAN)
            for conduct in sample.items(arm, "change")
            if (held := scenario.assumptions.conducts[conduct]).harm is not None and not speaks_out(held)
        ]
        if not losses:
            continue
        loss = sum(losses[1:], losses[0])
        covered = float(sample.total(arm, "covered")[0])
        days = scenario.days * covered / float(loss[0]) if loss[0] > 0.0 else 0.0
        yield Fraction(
            arm,
            "any",
            ALL,
            counted=sample.total(arm, "sanctioned-days"),
            per=loss,
            people=covered,
            denominator="loss by the conduct that the rules count",
            at_most=days or 1.0,
        )


MEASURE = Measure(
    "Days under a burden for each loss", "days per 10,000 yuan", 1.0, "rate", _fractions, "proportionality"
)
