"""How much more often one group is listed than everybody else, given equal true conduct.

Definition: people of a group ever on a blacklist, over the records that its true conduct would bring if each
act were recorded against anybody alike; over the same of all others. 1 means that what the group does
explains how often it is listed. Above 1 something else does: who is seen, which records are false, whom a
rule strikes, who acts often enough where it takes several acts. Counted are records, each as one, whichever
blacklist they lead to and however long the stay. Told only where rules about conduct lead to a blacklist;
where a scorecard leads to one too, that stands beside.
Formula: (listed / expected) in the group / (listed / expected) elsewhere, with expected = sum over the
rules about conduct behind a blacklist (that enter it, or another list that leads onto it; where a band does,
that take points or put in a band) of (hits of the rule among all / acts of its conducts among all) x (acts
of its conducts in the group). Acts are expected acts in the arm (compensators).
Unit: times what the others have. Denominator: as named. Where nobody in the group is listed, the upper limit
lets 3 of its people be (rule of three).
Source: indirect standardisation (Rothman, Greenland and Lash, Modern Epidemiology, 2008, ch. 4), with conduct
in the place of age; "conditional" disparity in the sense of Kamiran, Zliobaite and Calders (2013).
"""

from __future__ import annotations

from glasshouse.measures.measure import Measure
from glasshouse.measures.ratios import more_often_given_conduct
from glasshouse.measures.sample import Sample

__all__ = ["MEASURE"]


def _blacklists(sample: Sample, arm: str) -> list[str]:
    return [entry.id for entry in sample.scheme(arm).lists if entry.polarity == "black"]


MEASURE = Measure(
    "Listed more or less often than others who do the same",
    "times",
    1.0,
    "rate",
    more_often_given_conduct("listed-any", _blacklists),
    "equality",
    among_groups=True,
)
