"""How much more often one group is listed than everybody else, given equal true conduct.

Definition: people of a group ever on a blacklist, over the records that its true conduct would bring if each
act were recorded against anybody alike; over the same of all others. 1 means that what the group does
explains how often it is listed. Above 1 something else does: who is seen, which records are false, whom a
rule strikes.
Formula: (listed / expected) in the group / (listed / expected) elsewhere, with expected = sum over the rules
that list people (and that take points, where a band lists them) of (hits of the rule among all / acts of its
conducts among all) x (acts of its conducts in the group). Acts are expected acts in the arm (compensators).
Unit: times what the others have. Denominator: as named. Where nobody in the group is listed, the upper limit
lets 3 of its people be (rule of three).
Source: indirect standardisation (Rothman, Greenland and Lash, Modern Epidemiology, 2008, ch. 4), with conduct
in the place of age; "conditional" disparity in the sense of Kamiran, Zliobaite and Calders (2013).
"""

from __future__ import annotations

from glasshouse.measures.jackknife import Vector
from glasshouse.measures.measure import Measure
from glasshouse.measures.ratios import more_often, records_expected
from glasshouse.measures.sample import Group, Sample
from glasshouse.measures.shares import covered
from glasshouse.schemes.model import Rule, Scheme

__all__ = ["MEASURE"]


def _leading_to_a_blacklist(scheme: Scheme) -> list[Rule]:
    """Rules that put people on a blacklist; where a band does, also those that take points."""
    black = {entry.id for entry in scheme.lists if entry.polarity == "black"}
    enter = [rule for rule in scheme.rules if rule.effect.enter in black]
    if any(rule.when.band is not None for rule in enter):
        enter += [
            rule for rule in scheme.rules if rule.effect.points is not None and rule.effect.points.value < 0
        ]
    return enter


def _expected(sample: Sample, arm: str, group: Group) -> Vector:
    """Records expected of a group, as a vector; its own size where no rule could be told apart."""
    records = records_expected(sample, arm, group, _leading_to_a_blacklist(sample.scheme(arm)))
    return covered(sample, arm, group) if records is None else records


MEASURE = Measure(
    "Listed more often than others who do the same",
    "times",
    1.0,
    "rate",
    more_often("listed-any", _expected, "what others have who do the same"),
    "equality",
)
