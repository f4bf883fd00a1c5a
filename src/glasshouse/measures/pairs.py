"""Pairs of a conduct and what follows from it: so many days under a consequence each time a rule takes it up.

A run counts how often each rule takes effect, how long each consequence is in force and how long the stays
last that each rule began. The days of a consequence are shared out among the rules that lead to it: where a
list brings it about, in proportion to the days of the stays that each began; where a band or the score does,
in proportion to the points that each took.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from glasshouse.measures.jackknife import Vector
from glasshouse.measures.measure import FEWEST_PEOPLE, Fraction
from glasshouse.measures.sample import ALL, Sample
from glasshouse.schemes.model import REFUSES, WORSENS

if TYPE_CHECKING:
    from glasshouse.assumptions import Conduct
    from glasshouse.schemes import Scheme
    from glasshouse.schemes.model import Consequence, Rule

__all__ = ["heaviest"]

_RESTRICTS = frozenset({*REFUSES, *WORSENS})
"""What a consequence does that takes something away; a warning does not."""


@dataclass(frozen=True, eq=False)
class _Pair:
    """One conduct under one consequence.

    Attributes:
        rule, conduct, consequence: ids.
        days: under the consequence, of all times that the rule took effect.
        times: that the rule took effect.
        takes: acts that it takes for that.
    """

    rule: str
    conduct: Conduct
    consequence: str
    days: Vector
    times: Vector
    takes: int


def heaviest(
    weight: Callable[[Conduct, int], float | None], denominator: str
) -> Callable[[Sample], Iterator[Fraction]]:
    """Of each arm the pair with most days for what the conduct weighs, by name.

    Args:
        weight: what so many acts of a conduct weigh; None for conduct that is not asked after.
        denominator: in words.
    """

    def fractions(sample: Sample) -> Iterator[Fraction]:
        for arm in sample.arms:
            found = [
                (float(pair.days[0] / pair.times[0]) / weighs, weighs, pair)
                for pair in _pairs(sample, arm)
                if (weighs := weight(pair.conduct, pair.takes)) is not None
            ]
            if not found:
                continue
            _, weighs, pair = max(found, key=lambda each: each[0])
            days = float(sample.outcomes.scenario.days)
            yield Fraction(
                arm,
                f"{pair.conduct.id}: {pair.consequence}",
                ALL,
                counted=pair.days,
                per=pair.times * weighs,
                people=float(pair.times[0]),
                denominator=denominator,
                at_most=days / weighs,
                beside=_chosen(len(found), pair),
            )

    return fractions


def _chosen(of: int, pair: _Pair) -> str:
    harm = pair.conduct.harm
    loss = "no loss in money" if harm is None else f"a loss of {harm.value:,.0f} yuan an act, assumed"
    if pair.takes > 1:
        loss += f", {pair.takes} acts each time"
    which = "the only pair" if of == 1 else f"the heaviest of {of} pairs, picked by the same figures"
    return f"{which}; by the rule '{pair.rule}'; {loss}"


def _pairs(sample: Sample, arm: str) -> Iterator[_Pair]:
    """The pairs of an arm whose rule took effect often enough to say anything."""
    scheme, conducts = sample.scheme(arm), sample.outcomes.scenario.assumptions.conducts
    rules = {rule.id: rule for rule in scheme.rules}
    for item in scheme.consequences:
        if item.does not in _RESTRICTS:
            continue
        weights = _weights_behind(sample, arm, scheme, item)
        every = sum(weights.values(), np.zeros_like(sample.total(arm, "covered")))
        if not weights or (every <= 0.0).any():
            continue
        in_force = sample.total(arm, "consequence-days", item.id)
        for id, weight in weights.items():
            times = sample.total(arm, "hits", id)
            if times[0] < FEWEST_PEOPLE or (times <= 0.0).any():
                continue
            for name in rules[id].when.conducts or ():
                takes = int(rules[id].count.at_least.value)
                yield _Pair(id, conducts[name], item.id, in_force * weight / every, times, takes)


def _weights_behind(sample: Sample, arm: str, scheme: Scheme, item: Consequence) -> dict[str, Vector]:
    """Rules about conduct that lead to a consequence, each with its part in it."""
    if item.when.list is None:
        return _of_the_score(sample, arm, scheme)
    found: dict[str, Vector] = {}
    for name in item.when.list:
        _add(found, _of_a_list(sample, arm, scheme, name, ()))
    return found


def _of_a_list(
    sample: Sample, arm: str, scheme: Scheme, name: str, before: tuple[str, ...]
) -> dict[str, Vector]:
    """Rules about conduct that lead onto a list, with the days of the stays that come of each."""
    found: dict[str, Vector] = {}
    for rule in scheme.rules:
        if rule.effect.enter != name:
            continue
        days = sample.total(arm, "stay-days", rule.id)
        if rule.when.conducts:
            _add(found, {rule.id: days})
            continue
        behind: dict[str, Vector] = {}
        if rule.when.band:
            _add(behind, _of_the_score(sample, arm, scheme))
        for other in rule.when.list or ():
            if other not in (name, *before):
                _add(behind, _of_a_list(sample, arm, scheme, other, (name, *before)))
        every = sum(behind.values(), np.zeros_like(days))
        if behind and not (every <= 0.0).any():
            _add(found, {id: days * part / every for id, part in behind.items()})
    return found


def _of_the_score(sample: Sample, arm: str, scheme: Scheme) -> dict[str, Vector]:
    """Rules about conduct that take points, with the points that each took."""
    return {
        rule.id: sample.total(arm, "hits", rule.id) * taken
        for rule in scheme.rules
        if rule.when.conducts and (taken := _points_taken(scheme, rule)) > 0.0
    }


def _points_taken(scheme: Scheme, rule: Rule) -> float:
    if rule.effect.points is not None:
        return max(0.0, -float(rule.effect.points.value))
    if rule.effect.to_band is None or scheme.score.start is None:
        return 0.0
    # Down to the top of a band: from the start, as if nothing else had been taken.
    top = next(band.to for band in scheme.score.bands if band.id == rule.effect.to_band)
    if top is None or top.value is None or scheme.score.start.value is None:
        return 0.0
    return max(0.0, float(scheme.score.start.value) - float(top.value))


def _add(found: dict[str, Vector], more: dict[str, Vector]) -> None:
    for id, weight in more.items():
        found[id] = found[id] + weight if id in found else weight
