"""The life table of stays on a list: the share still open after so many days, as if none were cut off."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from glasshouse.engine.tally import SPELL_DAYS
from glasshouse.measures.jackknife import Vector
from glasshouse.measures.sample import Sample

__all__ = ["open_after"]


def open_after(sample: Sample, arm: str, name: str) -> Iterator[tuple[int, Vector]]:
    """The ends of the classes of length within the horizon, with the share of stays still open there.

    Stays that the horizon or a death cuts off are at risk for half of their class (Cutler and Ederer, Journal
    of Chronic Diseases 8, 1958, 699-712).

    Args:
        sample: of one run.
        arm: in which.
        name: the list.
    """
    ended = [sample.total(arm, f"ended-{length}", name) for length in SPELL_DAYS]
    cut = [sample.total(arm, f"open-{length}", name) for length in SPELL_DAYS]
    at_risk = np.asarray(sum(ended[1:], ended[0]) + sum(cut[1:], cut[0]))
    still = np.ones_like(at_risk)
    for length, over, off in zip(SPELL_DAYS[:-1], ended, cut, strict=False):
        if int(length) >= sample.outcomes.scenario.days:
            return
        watched = at_risk - off / 2.0
        still = still * (1.0 - np.divide(over, watched, out=np.zeros_like(over), where=watched > 0.0))
        at_risk = at_risk - over - off
        yield int(length), np.clip(still, 0.0, 1.0)
