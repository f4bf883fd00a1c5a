"""Studies: what is done with the engine and the measures: single runs, and comparisons within one run."""

from __future__ import annotations

from glasshouse.studies.comparison import Comparison, Difference, Pair, Plan, compare, plan_comparison
from glasshouse.studies.simulation import DAYS_OF_A_YEAR, set_up, simulate, usual_society

__all__ = [
    "DAYS_OF_A_YEAR",
    "Comparison",
    "Difference",
    "Pair",
    "Plan",
    "compare",
    "plan_comparison",
    "set_up",
    "simulate",
    "usual_society",
]
