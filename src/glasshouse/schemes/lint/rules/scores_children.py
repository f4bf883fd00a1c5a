"""A scheme that reaches people under 18.

What it checks
--------------
The youngest age in ``scope.min_age``, or that every rule sets one of its own (``whom.min_age``). An age under
18 fails, and so does a text that sets none; where the text was not found or is silent, a reader is asked.

Why it matters
--------------
A child's best interests come first in every decision about it, children have a privacy and a reputation of
their own, and a child who breaks a rule is to be treated in a way that helps it take its place in society. A
score that starts at fourteen follows somebody into a life that has not begun.

What would justify it
---------------------
Little: a measure that protects the child itself, decided case by case by a court for children, that leaves no
record at majority. A general score is not that.

In simulation
-------------
Run with the age that the text sets and with 18: ``listed-share`` and ``refused-share`` by age group show how
many children are concerned. Nobody under the scheme's age is scored in a run.

Limits
------
Children who bear what a parent did are another matter; see ``family-spillover`` (GH701). The lint does not
know at which age criminal responsibility begins in the jurisdiction.

History
-------
0.1.0: new.
"""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.schemes.lint.case import Case
from glasshouse.schemes.lint.observation import Observation
from glasshouse.schemes.lint.rule import Rule

__all__ = ["RULE"]

_MAJORITY = 18
"""Age below which somebody is a child: Convention on the Rights of the Child, article 1."""


def _check(case: Case) -> Iterator[Observation]:
    scope = case.scheme.scope
    if "person" not in scope.subjects:
        yield case.not_applicable("the scheme covers no natural persons")
        return
    ages = [case.says(rule.whom, "min_age") for rule in case.scheme.rules]
    if all(age.is_stated and age.value >= _MAJORITY for age in ages):
        return
    youngest = case.says(scope, "min_age")
    if youngest.is_silent:
        yield case.review(scope, "min_age", message="the text does not say from which age people are covered")
    elif youngest.is_none:
        yield case.fail(scope, "min_age", message="the scheme sets no youngest age, so it reaches children")
    elif youngest.value < _MAJORITY:
        yield case.fail(
            scope, "min_age", message=f"the scheme reaches children from the age of {youngest.value}"
        )


RULE = Rule(
    id="GH703",
    name="scores-children",
    severity="error",
    confidence="high",
    strength="T",
    core=True,
    norms=("crc-3", "crc-16", "crc-40", "gdpr-recital-38", "gdpr-recital-71", "pipl-28", "pipl-31"),
    rights=("family-and-children", "data-protection"),
    check=_check,
    would_show="that the measure serves each child concerned, is decided case by case, and ends at majority",
    remedy="cover nobody under 18, and delete what is held of anybody from before",
    measures=("listed-share", "refused-share"),
    patch=lambda case, seen: {"set": [{"path": "scope.min_age", "value": _MAJORITY}]},
    patch_is_safe=True,
)
