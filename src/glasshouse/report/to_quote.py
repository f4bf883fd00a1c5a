"""The sentence to quote: one number of a report, by the range that holds both causes, no finer than that."""

from __future__ import annotations

from glasshouse.measures.joined import joined
from glasshouse.measures.measure import measures
from glasshouse.report.material import Material
from glasshouse.report.numbers import plural, unit
from glasshouse.report.ranges import in_brackets
from glasshouse.report.resting import assumed_in_ten
from glasshouse.report.use import Uses
from glasshouse.report.verdict import quoted

__all__ = ["to_quote"]


def to_quote(material: Material, uses: Uses) -> str | None:
    """The sentence; None where no number is above nought, or nobody drew what is assumed."""
    e = quoted(material)
    if e is None or joined(e) is None:
        return None
    use = uses.of(e)
    if not use.quotable:
        return f"'{measures()[e.id].title}': {use.words}."
    ends, holds = in_brackets(e)
    compared = "never itself held against the world" if uses.never_itself(e) else use.words
    start = "" if material.scenario.warm else "; nothing on record before the first day"
    return (
        f"To quote it: '{measures()[e.id].title}, in {plural(material.scenario.days, 'day')} of a simulation "
        f"of invented people: between {ends.replace(' to ', ' and ')} {unit(e)} of the {material.whom} "
        f"covered, {holds}; {compared}; {assumed_in_ten(material.scenario)}{start}; no evidence of any real "
        "place'. Never the one number alone."
    )
