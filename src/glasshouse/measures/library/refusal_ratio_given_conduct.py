"""How much more often one group is refused something than everybody else, given equal true conduct.

Definition: people of a group refused a service at least once because of the scheme, over the records that its
true conduct would bring if each act were recorded against anybody alike; over the same of all others. 1 means
that what the group does explains how often it is refused. Above 1 something else does: who is seen, which
records are false, whom a rule strikes, who asks at the gate, who is reached by the record of somebody else.
Counted are records, each as one: how many points a record takes, how long a stay lasts, which gate it closes
and what deeds earn back are left out. Told only where rules about conduct lead to a refusal; where a
scorecard leads there too, that stands beside.
Formula: (refused / expected) in the group / (refused / expected) elsewhere, with expected = sum over the
rules about conduct behind a refusal (that enter a list of which something is refused, one that employers
read, or another that leads onto it; where a band or the score is refused something, or leads onto such a
list, that take points or put in a band) of (hits of the rule among all / acts of its conducts among all) x
(acts of its conducts in the group). Acts are expected acts in the arm (compensators).
Unit: times what the others have. Denominator: as named. Where nobody in the group is refused, the upper limit
lets 3 of its people be (rule of three).
Source: as listing-ratio-given-conduct: indirect standardisation (Rothman, Greenland and Lash, Modern
Epidemiology, 2008, ch. 4), with conduct in the place of age; "conditional" disparity in the sense of Kamiran,
Zliobaite and Calders (2013).
"""

from __future__ import annotations

from glasshouse.engine.counted import public_black_lists
from glasshouse.measures.leading import places_of
from glasshouse.measures.measure import Measure
from glasshouse.measures.ratios import more_often_given_conduct
from glasshouse.measures.sample import Sample
from glasshouse.schemes.model import REFUSES

__all__ = ["MEASURE"]


def _refused(sample: Sample, arm: str) -> list[str]:
    """Where an arm refuses something itself, or through employers who read its blacklists."""
    scheme = sample.scheme(arm)
    places = [place for item in scheme.consequences if item.does in REFUSES for place in places_of(item.when)]
    if sample.outcomes.scenario.assumptions.procedure.publication.hiring.value > 0.0:
        places += [entry.id for entry in public_black_lists(scheme)]
    return sorted(set(places))


MEASURE = Measure(
    "Refused more or less often than others who do the same",
    "times",
    1.0,
    "rate",
    more_often_given_conduct("refused-any", _refused),
    "equality",
    among_groups=True,
)
