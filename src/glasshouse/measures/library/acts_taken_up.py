"""How many of the acts that a rule is about it takes up; what is left to 100 is missed.

Definition: times that a rule took effect, over the expected acts of the conducts that it counts, done by
the people covered while they are covered. Asked of rules that take effect at each record (the item is the
rule). An act is missed because nobody saw it, because no source of the scheme did, because it was not
proved, or because discretion passed it over. Times that rest on a false record, or on one that shows
another conduct, are among those taken up, so that more than 100 is possible and the share missed is at
least what is left.
Formula: 100 x sum of times the rule took effect / sum of expected acts.
Unit: per 100 acts. Denominator: expected acts of the people covered. Where the rule never took effect, the
upper limit lets it do so 3 times (rule of three).
Source: own definition: recall, and the missed share as the false negative rate by act, with the model's own
acts as the truth; mostly put in by the assumptions on who sees what.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from glasshouse.measures.measure import Fraction, Measure
from glasshouse.measures.sample import ALL, Sample

__all__ = ["MEASURE"]


def _fractions(sample: Sample) -> Iterator[Fraction]:
    for arm in sample.arms:
        counted = set(sample.items(arm, "covered-exposure"))
        covered = float(sample.total(arm, "covered")[0])
        for rule in sample.scheme(arm).rules:
            conducts = rule.when.conducts
            if rule.count.at_least.value != 1 or not conducts or not counted.issuperset(conducts):
                continue
            acts = np.sum([sample.acts_of_the_covered(arm, conduct) for conduct in conducts], axis=0)
            yield Fraction(
                arm,
                rule.id,
                ALL,
                counted=sample.total(arm, "hits", rule.id),
                per=acts,
                people=min(covered, float(acts[0])),
                denominator="expected acts of the people covered",
            )


MEASURE = Measure(
    "Records that a rule takes up, for acts done", "per 100 acts", 100.0, "rate", _fractions, "accuracy"
)
