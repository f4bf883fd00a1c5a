"""Both engines on one scenario: every number of every tally must be the same."""

from __future__ import annotations

from collections.abc import Sequence
from unittest import mock

import numpy as np

from glasshouse.engine import simulate
from glasshouse.engine.scenario import Scenario
from glasshouse.engine.slow import simulate_slowly
from glasshouse.engine.tally import (
    Tally,
)

__all__ = ["assert_twins_agree", "differences"]


def differences(fast: Tally, slow: Tally) -> list[str]:
    """What two tallies disagree on, column by column; empty when every number is the same."""
    assert fast.layout == slow.layout
    found = []
    axes = {"totals": fast.layout.totals, "weekly": fast.layout.weekly, "exposure": fast.layout.conducts}
    for name, left in fast.arrays().items():
        right = slow.arrays()[name]
        if np.array_equal(left, right):
            continue
        if name not in axes:
            found.append(name)
            continue
        for place, column in enumerate(axes[name]):
            here, there = left[..., place], right[..., place]
            if not np.array_equal(here, there):
                found.append(f"{name} {column}: fast {here[:, 0].sum()}, slow {there[:, 0].sum()}")
    return found


def assert_twins_agree(scenario: Scenario, agendas: Sequence[int] = (simulate._AGENDA,)) -> Tally:
    """Both engines on one scenario; `agendas`: places that the fast one's agenda begins with, each tried."""
    slow = simulate_slowly(scenario)
    for places in agendas:
        with mock.patch.object(simulate, "_AGENDA", places):
            fast = simulate.simulate_tally(scenario, threads=1)
        assert differences(fast, slow) == []
    return slow
