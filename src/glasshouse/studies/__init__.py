"""Studies: what is done with the engine and the measures; so far a single run."""

from __future__ import annotations

from glasshouse.studies.simulation import DAYS_OF_A_YEAR, set_up, simulate, usual_society

__all__ = ["DAYS_OF_A_YEAR", "set_up", "simulate", "usual_society"]
