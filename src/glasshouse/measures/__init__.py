"""Measures: questions put to the outcomes of a run, answered with interval, unit and denominator."""

from __future__ import annotations

from glasshouse.measures.estimate import Estimate
from glasshouse.measures.measure import Fraction, Measure, measures
from glasshouse.measures.results import Results, ask
from glasshouse.measures.sample import Sample

__all__ = ["Estimate", "Fraction", "Measure", "Results", "Sample", "ask", "measures"]
