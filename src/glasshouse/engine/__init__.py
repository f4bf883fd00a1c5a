"""The engine: a scenario becomes tables, a map over neighbourhoods fills a tally, that becomes outcomes.

What is simulated stands in `docs/understand/specification.md`, to the letter.
"""

from __future__ import annotations

from glasshouse.engine.scenario import BASELINE, Arm, Scenario
from glasshouse.engine.simulate import live_range, simulate_tally
from glasshouse.engine.tally import Column, Layout, Tally

__all__ = ["BASELINE", "Arm", "Column", "Layout", "Scenario", "Tally", "live_range", "simulate_tally"]
