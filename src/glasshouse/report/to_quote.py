"""The sentence to quote: one number of a report, by its wider interval, and no finer than that bears."""

from __future__ import annotations

from glasshouse.measures.measure import measures
from glasshouse.report.material import Material
from glasshouse.report.numbers import plural, rounded, scale
from glasshouse.report.verdict import quoted

__all__ = ["to_quote"]


def to_quote(material: Material) -> str | None:
    """The sentence; None where no number is above nought, or nobody drew what is assumed."""
    e = quoted(material)
    if e is None or e.low is None or e.high is None or e.assumed_low is None or e.assumed_high is None:
        return None
    factor, unit = scale(e)
    low, high = (end * factor for end in (min(e.low, e.assumed_low), max(e.high, e.assumed_high)))
    return (
        f"To quote it: '{measures()[e.id].title} within {plural(material.scenario.days, 'day')}, in a "
        f"simulation of invented people: between {rounded(low, low, high)} and {rounded(high, low, high)} "
        f"{unit} of the {material.whom} covered, if its assumptions hold; no evidence of any real place'. "
        "Never the one number alone."
    )
