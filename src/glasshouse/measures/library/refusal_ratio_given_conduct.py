"""How much more often one group is refused something than everybody else, given equal true conduct.

Definition: people of a group refused a service at least once because of the scheme, over the records that its
true conduct would bring if each act were recorded against anybody alike; over the same of all others. 1 means
that what the group does explains how often it is refused. Above 1 something else does: who is seen, which
records are false, whom a rule strikes, who asks at the gate, who is reached by the record of somebody else.
Counted are records, each as one: how many points a record takes, how long a stay lasts, which gate it closes
and what deeds earn back are left out. Told only where rules about conduct lead to a refusal: a scorecard that
asks for no acts has none to weigh groups by, and rules that only an amendment brings are left out.
Formula: (refused / expected) in the group / (refused / expected) elsewhere, with expected = sum over the
rules that lead to a refusal (onto a list or into a band that is refused something, through other lists and
bands too, or onto a blacklist that employers read; where a score leads there, the rules that take points) of
(hits of the rule among all / acts of its conducts among all) x (acts of its conducts in the group). Acts are
expected acts in the arm (compensators).
Unit: times what the others have. Denominator: as named. Where nobody in the group is refused, the upper limit
lets 3 of its people be (rule of three).
Source: as listing-ratio-given-conduct: indirect standardisation (Rothman, Greenland and Lash, Modern
Epidemiology, 2008, ch. 4), with conduct in the place of age; "conditional" disparity in the sense of Kamiran,
Zliobaite and Calders (2013).
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from glasshouse.engine.tally import REFUSES, public_black_lists
from glasshouse.measures.jackknife import Vector
from glasshouse.measures.measure import Measure
from glasshouse.measures.ratios import more_often, records_expected
from glasshouse.measures.sample import Group, Sample
from glasshouse.schemes.model import Rule, Scheme

__all__ = ["MEASURE"]

_SCORE = ("score", "")
"""What rules that take points lead to; beside it stand lists and bands, by name."""


def _leading_to_a_refusal(sample: Sample, arm: str) -> list[Rule]:
    """Rules behind the refusals of an arm, also by way of lists and bands that lead onto other lists."""
    scheme = sample.scheme(arm)
    wanted = {
        place
        for item in scheme.consequences
        if item.does in REFUSES
        for place in _places(item.when.list, item.when.band, item.when.score is not None)
    }
    if sample.outcomes.scenario.assumptions.procedure.publication.hiring.value > 0.0:
        wanted |= {("list", entry.id) for entry in public_black_lists(scheme)}
    found: list[Rule] = []
    while more := [rule for rule in _behind(scheme, wanted) if rule not in found]:
        found += more
        for rule in more:
            wanted |= _places(rule.when.list, rule.when.band)
    return found


def _places(lists: Iterable[str] | None, bands: Iterable[str] | None, score: bool = False) -> set[Group]:
    """Where somebody stands who is refused: on lists, in bands (and so at a score), at a score."""
    named = {("band", band) for band in bands or ()}
    return named | {("list", name) for name in lists or ()} | ({_SCORE} if named or score else set())


def _behind(scheme: Scheme, wanted: set[Group]) -> list[Rule]:
    """Rules that lead to one of some places."""
    return [
        rule
        for rule in scheme.rules
        if ("list", rule.effect.enter) in wanted
        or ("band", rule.effect.to_band) in wanted
        or (_SCORE in wanted and rule.effect.points is not None and rule.effect.points.value < 0)
    ]


def _expected(sample: Sample, arm: str, group: Group) -> Vector:
    """Records expected of a group, as a vector; nought where no rule could be told apart."""
    records = records_expected(sample, arm, group, _leading_to_a_refusal(sample, arm))
    return np.zeros_like(sample.persons()) if records is None else records


MEASURE = Measure(
    "Refused more often than others who do the same",
    "times",
    1.0,
    "rate",
    more_often("refused-any", _expected, "what others have who do the same"),
    "equality",
)
