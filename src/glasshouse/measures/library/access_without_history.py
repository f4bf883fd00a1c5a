"""People without a credit history who gain access on the scheme's word: no deposit, no prepayment, a loan.

Definition: of the people covered of whom no lender has a record, those with at least one request favoured
by the scheme at a gate where one is otherwise asked for a history or for money laid down. The item is the
gate. Who is without a history is not drawn: of each group the assumptions name a share, and what the group
gains is taken to be gained by those without a history as often as by the others in it. Whether they would
have got by without the scheme is not asked; that some gain is no reason to score the others.
Formula: 100 x sum over groups of (share without history x persons ever favoured there) / sum over groups of
(share without history x persons covered).
Unit: per cent. Denominator: people covered without a credit history, as expected from the shares.
Source: own definition: benefits are told with the same care as harms; an expectation over groups, as in
direct standardisation (Rothman, Greenland and Lash, Modern Epidemiology, 2008, ch. 4). The shares are
assumed.
"""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.measures.jackknife import Vector
from glasshouse.measures.measure import Fraction, Measure
from glasshouse.measures.sample import ALL, Group, Sample
from glasshouse.schemes.model import FAVOURS

__all__ = ["MEASURE"]


def _shares(sample: Sample) -> dict[Group, float]:
    """The groups of one dimension, or everybody, each with the share of its people without a history."""
    credit = sample.outcomes.scenario.assumptions.credit
    dimension = next((name for name in credit.relative if name in sample.dimensions), None)
    if dimension is None:
        return {ALL: credit.without_history.value}
    return {
        (dimension, category): credit.share(dimension, category) for category in sample.categories(dimension)
    }


def _expected(sample: Sample, arm: str, count: str, item: str = "") -> Vector:
    held = [share * sample.total(arm, count, item, group) for group, share in _shares(sample).items()]
    return sum(held[1:], held[0])


def _fractions(sample: Sample) -> Iterator[Fraction]:
    assumptions = sample.outcomes.scenario.assumptions
    if assumptions.credit.without_history.value == 0.0:
        return
    for arm in sample.arms:
        favoured = {item.gate for item in sample.scheme(arm).consequences if item.does in FAVOURS}
        for gate in sample.items(arm, "favoured-persons"):
            about = assumptions.gates[gate]
            if gate in favoured and about.on_credit and "person" in about.by and sample.whole(arm) == ALL:
                covered = _expected(sample, arm, "covered")
                yield Fraction(
                    arm,
                    gate,
                    ALL,
                    counted=_expected(sample, arm, "favoured-persons", gate),
                    per=covered,
                    people=float(covered[0]),
                    denominator="people covered without a credit history",
                )


MEASURE = Measure(
    "Access gained without a credit history",
    "per cent",
    100.0,
    "share",
    _fractions,
    "economy",
    note="who is without a history is an assumed share of each group",
)
