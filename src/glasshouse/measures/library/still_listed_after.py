"""Share of stays on a list that last longer than so many days, as if none were cut off by the horizon.

Definition: stays still open after a month, three months, half a year, one year and so on, as far as the
horizon reaches. Stays that the horizon or a death cuts off count for as long as they were watched. What is
beyond the horizon is not told: still listed at the horizon is not for ever.
Formula: 100 x product over the classes of length up to that day of (1 - ended / (at risk - cut off / 2)).
Unit: per cent. Denominator: stays on the list begun before the end of the horizon.
Source: the life table in classes, the grouped form of the product-limit estimate (Kaplan and Meier, JASA 53,
1958, 457-481; Cutler and Ederer 1958); the interval is the jackknife's.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from glasshouse.engine.tally import SPELL_DAYS
from glasshouse.measures.measure import Fraction, Measure
from glasshouse.measures.sample import ALL, Sample

__all__ = ["MEASURE"]


def _fractions(sample: Sample) -> Iterator[Fraction]:
    days = sample.outcomes.scenario.days
    for arm in sample.arms:
        for name in sample.items(arm, "spells"):
            ended = [sample.total(arm, f"ended-{length}", name) for length in SPELL_DAYS]
            cut = [sample.total(arm, f"open-{length}", name) for length in SPELL_DAYS]
            at_risk = np.asarray(sum(ended[1:], ended[0]) + sum(cut[1:], cut[0]))
            people = float(sample.total(arm, "listed", name)[0])
            open_ = np.ones_like(at_risk)
            for length, over, off in zip(SPELL_DAYS[:-1], ended, cut, strict=False):
                if int(length) >= days:
                    break
                watched = at_risk - off / 2.0
                open_ = open_ * (1.0 - np.divide(over, watched, out=np.zeros_like(over), where=watched > 0.0))
                at_risk = at_risk - over - off
                yield Fraction(
                    arm,
                    f"{name}: {length} days",
                    ALL,
                    counted=np.clip(open_, 0.0, 1.0),
                    per=np.ones_like(open_),
                    people=people,
                    denominator="stays on the list, by life table",
                )


MEASURE = Measure("Still listed after", "per cent", 100.0, "share", _fractions, "permanence")
