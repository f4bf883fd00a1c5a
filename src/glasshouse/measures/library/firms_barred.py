"""Share of the firms covered that were ever barred from something: tenders, credit, permits.

Definition: firms with a refusal by the scheme in force at a gate on at least one day of the horizon,
whether or not they asked there. The item ``any`` is any gate where firms ask, the others are the gates one
by one. What binds a firm's officers and not the firm bars no firm.
Formula: 1,000 x sum of firms ever barred / sum of firms covered.
Unit: per 1,000 firms. Denominator: invented firms that the scheme covers.
Source: own definition: a period prevalence (Rothman, Greenland and Lash, Modern Epidemiology, 2008, ch. 3).
"""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.measures.bodies import those_covered
from glasshouse.measures.measure import Fraction, Measure
from glasshouse.measures.sample import Sample
from glasshouse.measures.shares import gates_closed

__all__ = ["MEASURE"]


def _fractions(sample: Sample) -> Iterator[Fraction]:
    about = sample.outcomes.scenario.assumptions.gates
    for arm in sample.arms:
        group = those_covered(sample, arm, "firm")
        gates = [gate for gate in gates_closed(sample, arm) if "firm" in about[gate].by]
        if group is None or not gates:
            continue
        firms = sample.total(arm, "covered", group=group)
        asked = [("any", "restricted-any", ""), *((gate, "restricted-persons", gate) for gate in gates)]
        for name, count, item in asked:
            counted = sample.total(arm, count, item, group)
            yield Fraction(arm, name, group, counted, firms, float(firms[0]), "firms covered")


MEASURE = Measure("Firms barred", "per 1,000 firms", 1000.0, "share", _fractions, "economy")
