"""Share of all people who are refused something because of somebody else.

Definition: persons with a request refused at a gate because a consequence for somebody else (of their
household, their parents, their firm) reaches them. The item is the gate; ``GATE: no rule on them`` counts
those for whom no rule of the scheme ever took effect, ``GATE: children`` those under 18 at the start.
Formula: 100 x sum of such persons / sum of invented people.
Unit: per cent. Denominator: all invented people, covered by the scheme or not.
Source: own definition: who pays for what others did.
"""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.measures.measure import Fraction, Measure
from glasshouse.measures.sample import ALL, Sample

__all__ = ["MEASURE"]

_COUNTS = (
    ("", "reached-persons"),
    (": no rule on them", "reached-clear"),
    (": children", "reached-children"),
)


def _reaches(sample: Sample, arm: str) -> set[str]:
    """Gates at which a consequence reaches others than the person listed."""
    return {
        entry.gate
        for entry in sample.scheme(arm).consequences
        if entry.binds != "self" or any(whom != "self" for whom in entry.falls_on)
    }


def _fractions(sample: Sample) -> Iterator[Fraction]:
    persons = sample.persons()
    for arm in sample.arms:
        reached = _reaches(sample, arm)
        for gate in sample.items(arm, "reached-persons"):
            if gate not in reached:
                continue
            for words, count in _COUNTS:
                yield Fraction(
                    arm,
                    f"{gate}{words}",
                    ALL,
                    counted=sample.total(arm, count, gate),
                    per=persons,
                    people=float(persons[0]),
                    denominator="all invented people",
                )


MEASURE = Measure("Refused because of somebody else", "per cent", 100.0, "share", _fractions, "family")
