"""A Chinese list with grounds beyond the four classes that national policy allows.

What it checks
--------------
For each blacklist that brings more than a talk or a closer look, the conducts that lead there, whether each
belongs to one of the four classes: grave harm to life or health, grave harm to fair markets or social order,
defiance of judicial or administrative orders, refusal of defence duties. A crime outside the first and third
is left to a reader, because the gravity of the single case decides.

Why it matters
--------------
In 2020 the State Council's office drew a line around serious lists, because agencies and towns had put on
them whatever annoyed them: petitioning, unpaid fares, unsorted waste. The limit is domestic, so it binds
those who run such lists whatever one thinks of the treaties.

What would justify it
---------------------
A statute or a policy document of the centre that names this ground for a list of its own, or a reading of one
of the classes that an appeal body has accepted.

In simulation
-------------
``listed-share`` by ground says how many are on the list for what lies outside; run with the patch to see the
list that is left.

Limits
------
Which class a conduct belongs to is our reading; the policy speaks of acts that are grave, and gravity differs
from case to case. Whether a list is one of "serious" dishonesty in the policy's sense, a file does not say.
Preview until somebody has read the record of the norm again.

History
-------
0.1.0: new.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from glasshouse.assumptions import Conduct
from glasshouse.schemes.lint.burdens import black_lists, restricts
from glasshouse.schemes.lint.case import Case
from glasshouse.schemes.lint.observation import Observation
from glasshouse.schemes.lint.rule import Rule
from glasshouse.schemes.model import Rule as SchemeRule

__all__ = ["RULE"]

_WITHIN: Final = frozenset(
    {
        "drunk-driving",
        "evades-judgment",
        "refuses-judgment",
        "hides-assets",
        "breaches-consumption-order",
        "obstructs-enforcement",
        "refuses-settlement",
    }
)
"""Conducts of the catalogue that are within a class by what they are: danger to life, or defiance of what a
court ordered. Norm: Guobanfa [2020] 49, on serious lists."""


def _check(case: Case) -> Iterator[Observation]:
    weighty = [
        id
        for id in black_lists(case)
        if any(restricts(item) and id in (item.when.list or ()) for item in case.scheme.consequences)
    ]
    if not weighty:
        yield case.not_applicable("no list brings more than a talk or a closer look")
        return
    for rule in case.scheme.rules:
        if rule.effect.enter not in weighty:
            continue
        outside = _outside(case, rule)
        grave = [f"'{conduct.id}'" for conduct in outside if conduct.legality == "crime"]
        light = [f"'{conduct.id}'" for conduct in outside if conduct.legality != "crime"]
        if light:
            yield case.fail(
                rule,
                "when",
                message=f"the rule '{rule.id}' puts people on '{rule.effect.enter}' for "
                f"{', '.join(light)}, which none of the four classes of serious lists names",
            )
        elif grave:
            yield case.review(
                rule,
                "when",
                message=f"whether {', '.join(grave)} harms markets or social order so gravely that "
                f"'{rule.effect.enter}' is the place for it, somebody must say case by case",
            )


def _outside(case: Case, rule: SchemeRule) -> list[Conduct]:
    """The conducts behind a rule that are in none of the four classes."""
    conducts = dict.fromkeys(row.conduct for row in case.rows if row.rule is rule and row.conduct)
    return [case.conduct(id) for id in conducts if id not in _WITHIN]


def _patch(case: Case, observation: Observation) -> Mapping[str, Any]:
    rules = {rule.id: rule for rule in case.scheme.rules}
    seen = rules[observation.item.removeprefix("rules.")]
    into = [rule for rule in rules.values() if rule.effect.enter == seen.effect.enter]
    if all(_outside(case, rule) for rule in into):
        return {}  # a list that nobody can enter is refused: the list itself has to go, with all it brings
    return {"remove": [observation.item]}


RULE = Rule(
    id="GH502",
    name="list-grounds-too-wide",
    severity="error",
    confidence="medium",
    strength="D",
    status="preview",
    norms=("guobanfa-2020-49-list-grounds",),
    rights=("legality", "proportionality"),
    check=_check,
    would_show="a statute or a document of the centre that names this ground for this list",
    remedy="limit the grounds of the list to the four classes",
    measures=("listed-share",),
    patch=_patch,
    never_silent="The format requires 'when'; what a conduct is stands in the conduct catalogue.",
)
