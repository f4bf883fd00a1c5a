"""Points that are never forgotten, or not for a very long time.

What it checks
--------------
When points that a rule takes away lapse: never (``lapse: null``), or later than the convention
``longest-memory`` (60 months). Where the text does not say and the file assumes a number, the rule asks for a
reader. Points that somebody gained are left alone.

Why it matters
--------------
Personal data are kept no longer than the purpose needs, and a person has a claim to erasure afterwards. An
old act says little of what somebody does today; a record without an end makes every penalty a life sentence
and takes away the reason to change.

What would justify it
---------------------
A law that sets the term for this kind of act, with evidence that the act still foretells the harm after so
long. For most offences, criminal law itself strikes the record sooner.

In simulation
-------------
``band-share`` shows how many are in a low band on the last day, and ``restricted-time`` how long people live
under a restriction; with the patch of this rule, ``compare`` shows what forgetting changes. A run must be
longer than the memory to show it.

Limits
------
Whether a term fits the gravity of the act is not asked here; see ``disproportionate`` (GH606). How long
records themselves are kept is asked by ``retention-beyond-source`` (GH304), stays on lists by
``indefinite-or-self-renewing-list`` (GH505).

History
-------
0.1.0: new.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from glasshouse.schemes.lint.case import Case
from glasshouse.schemes.lint.observation import Observation
from glasshouse.schemes.lint.rule import Rule

__all__ = ["RULE"]


def _check(case: Case) -> Iterator[Observation]:
    rules = [rule for rule in case.scheme.rules if rule.effect.points and rule.effect.points.value < 0]
    if not rules:
        yield case.not_applicable("no rule takes points away")
    longest = case.convention("longest-memory")
    for rule in rules:
        lapse = case.says(rule, "lapse")
        if lapse.is_silent:
            yield case.review(
                rule, "lapse", message=f"the text does not say when the points of '{rule.id}' lapse"
            )
        elif lapse.is_none:
            yield case.fail(rule, "lapse", message=f"the points of '{rule.id}' never lapse")
        elif lapse.value.nominal_days > longest.duration.nominal_days:
            yield case.fail(
                rule,
                "lapse",
                message=f"the points of '{rule.id}' lapse after {lapse.value}, later than {longest.told}",
            )


def _patch(case: Case, seen: Observation) -> Mapping[str, Any]:
    value = str(case.convention("longest-memory"))
    return {"set": [{"path": f"{seen.item}.lapse", "value": value}]}


RULE = Rule(
    id="GH404",
    name="never-forgets",
    severity="error",
    confidence="high",
    strength="L",
    core=True,
    norms=("gdpr-5-1-e", "gdpr-17", "huderia-reversibility", "ndrc-order-36-tiers"),
    rights=("data-protection", "proportionality"),
    check=_check,
    would_show="a law that sets this term, and evidence that so old an act still foretells the harm",
    remedy="let points lapse, sooner for lighter acts",
    measures=("band-share", "restricted-time"),
    patch=_patch,
)
