"""Who joins a scheme that one may stay out of.

Specification, subjects: "Joining". Those who stay out of a scheme that one may leave are those who would have
stayed out of one that one may join, as far as shares allow: one word decides on both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from glasshouse.engine.slow.luck import passes
from glasshouse.engine.slow.terms import stated

if TYPE_CHECKING:
    from glasshouse.engine.slow.people import Person
    from glasshouse.engine.slow.rates import Rates
    from glasshouse.engine.slow.terms import Terms

__all__ = ["joins"]


def joins(person: Person, terms: Terms, rates: Rates) -> bool:
    """Say whether somebody is in a scheme whose scope they fall under: by law, by choice or by staying."""
    way, enrolled = terms.scheme.scope.enrolment, stated(terms.scheme.practice.enrolled)
    if way == "compulsory":
        return True
    assert enrolled is not None
    share: float = enrolled
    for factor in rates.factors(person, terms.assumptions.consent.relative):
        share *= factor
    share = min(1.0, share)
    if way == "opt-in":
        return passes(person.joining, share)
    return not passes(person.joining, 1.0 - share)
