"""How often the scheme's own text was not kept with the listed: no notice that it owes, no way to suspend.

Definition: a day on a list is defective if the text owes a notice of the entry that did not come (from the
day on which it was due), or if by the text the effect waits while somebody objects, and the one who might
object does not know of the entry. The item is the list, of persons with such a day; ``LIST: stays`` and
``LIST: days`` count stays with such a day, and the days. Asked of lists of which the text promises one or
the other. It is kept apart from wrongful, cannot pay and protected ground, and may overlap with all of
them. Left out is what the model takes to be kept: terms of decision and removal, levels of proof, hearings;
and what the text never promised, which the lint looks at. So it is the least that procedure fails by.
Formula: 100 x sum of persons with a defective day / sum of persons ever on the list; likewise stays, days.
Unit: per cent. Denominator: people ever on the list, stays on it, person-days on it, within the horizon.
Source: own definition; mostly put in by the assumption on how many notices reach people.
"""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.measures.measure import Fraction, Measure
from glasshouse.measures.sample import ALL, Sample

__all__ = ["MEASURE"]

_COUNTS = (
    ("", "defective", "listed", "people ever on the list"),
    (": stays", "defective-spells", "spells", "stays on the list"),
    (": days", "defective-days", "listed-days", "person-days on the list"),
)


def _fractions(sample: Sample) -> Iterator[Fraction]:
    for arm in sample.arms:
        for name in sample.items(arm, "defective"):
            people = float(sample.total(arm, "listed", name)[0])
            for words, counted, per, denominator in _COUNTS:
                yield Fraction(
                    arm,
                    f"{name}{words}",
                    ALL,
                    counted=sample.total(arm, counted, name),
                    per=sample.total(arm, per, name),
                    people=people,
                    denominator=denominator,
                )


MEASURE = Measure("Procedure not kept, of the listed", "per cent", 100.0, "share", _fractions, "accuracy")
