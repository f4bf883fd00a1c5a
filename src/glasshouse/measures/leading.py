"""Leading: the rules about conduct behind a listing or a refusal, however many lists and bands lie between.

A rule about conduct enters a list, takes points, or puts somebody in a band; lists and bands may lead on to
other lists. A band is a part of the score, and which rules brought somebody's score there is not counted: all
that take points or put in a band stand behind each band. A scorecard has no rules that lead into it, so
nobody's acts stand behind what it alone leads to.
"""

from __future__ import annotations

from collections.abc import Iterable

from glasshouse.schemes.model import Rule, Scheme
from glasshouse.schemes.model.consequences import Condition
from glasshouse.schemes.model.rules import Trigger

__all__ = ["SCORE", "by_scorecard", "places_of", "rules_leading_to"]

SCORE = "the score"
"""The one place that rules lead to beside the lists, which go by their ids; no id has a blank."""


def places_of(when: Condition | Trigger) -> set[str]:
    """Where somebody stands of whom it holds: on one of some lists, or somewhere on the score."""
    if when.list:
        return set(when.list)
    return set() if isinstance(when, Trigger) and when.conducts else {SCORE}


def rules_leading_to(scheme: Scheme, places: Iterable[str]) -> tuple[Rule, ...]:
    """Rules about conduct behind some places, each once, in the order of the scheme."""
    behind = _behind(scheme, places)
    return tuple(rule for rule in scheme.rules if rule.when.conducts and _place_led_to(rule) in behind)


def by_scorecard(scheme: Scheme, places: Iterable[str]) -> list[str]:
    """Those of some places that a scorecard leads to."""
    if scheme.score.kind != "scorecard":
        return []
    return [place for place in places if SCORE in _behind(scheme, (place,))]


def _behind(scheme: Scheme, places: Iterable[str]) -> set[str]:
    """Some places, and those from which rules lead on to them."""
    found: set[str] = set()
    more = set(places)
    while more:
        found |= more
        before = (places_of(rule.when) for rule in scheme.rules if _place_led_to(rule) in more)
        more = set().union(*before) - found
    return found


def _place_led_to(rule: Rule) -> str | None:
    """Where a rule leads; None where it earns points."""
    effect = rule.effect
    if effect.enter is not None:
        return effect.enter
    return SCORE if effect.points is None or effect.points.value < 0 else None
