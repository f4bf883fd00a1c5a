"""A penalty on gathering, joining or striking.

What it checks
--------------
Whether a rule that makes somebody's position worse counts a conduct that exercises freedom of assembly or of
association, as the conduct catalogue marks it: taking part in a protest or a strike, being a member, being
warned by one's own party. What ordinary law makes of the conduct does not matter; where it is not protected
as such, the confidence is medium.

Why it matters
--------------
Peaceful assembly and association are restricted only by law and as far as necessary in a democratic society.
A list of points for those who come is a restriction of it, for everybody who reads the list; and there is
none to ask whether this gathering, that day, was a danger to anybody.

What would justify it
---------------------
No justification in the file changes this finding. Violence at a gathering is an offence of its own, which a
court punishes in the person who used it.

In simulation
-------------
``change-in-acts`` and ``change-in-expression`` report how much less people gather and speak, and
``protected-ground-share`` how many of the listed are there for it. They only report: the change is what was
assumed, and no study ever measured chilling by social credit.

Limits
------
A conduct that hides a gathering under another name (a "disturbance") is found only if its definition is vague
(GH102). A warning by a party to its member is the party's own affair until a state counts it.

History
-------
0.1.0: new.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from glasshouse.schemes.lint.case import Case
from glasshouse.schemes.lint.observation import Observation
from glasshouse.schemes.lint.rule import Rule

__all__ = ["RULE"]

_FREEDOMS: Final = ("assembly", "association")


def _check(case: Case) -> Iterator[Observation]:
    if not case.penalised:
        yield case.not_applicable("no conduct makes anybody's position worse")
        return
    for rule, conduct in case.penalised:
        found = [freedom for freedom in _FREEDOMS if freedom in conduct.protects]
        if found:
            yield case.fail(
                rule,
                "when",
                "conducts",
                about=conduct.id,
                message=f"the rule '{rule.id}' penalises '{conduct.id}', an exercise of freedom of "
                f"{' and '.join(found)}",
                confidence=None if conduct.legality == "protected" else "medium",
                subjects=(conduct.id,),
            )


def _patch(case: Case, seen: Observation) -> Mapping[str, Any]:
    rule = case.scheme.rule(seen.item.rpartition(".")[2])
    left = [id for id in rule.when.conducts or () if not set(_FREEDOMS) & set(case.conduct(id).protects)]
    if not left:
        return {"remove": [seen.item]}
    return {"set": [{"path": f"{seen.item}.when.conducts", "value": left}]}


RULE = Rule(
    id="GH204",
    name="penalises-assembly-association",
    severity="error",
    confidence="high",
    strength="T",
    core=True,
    norms=("iccpr-21", "iccpr-22", "echr-11", "icescr-8"),
    rights=("assembly-and-association",),
    check=_check,
    would_show="nothing that this file could hold: limits on gathering need a precise law, case by case",
    remedy="delete the rule; leave violence to the courts",
    measures=("change-in-acts", "change-in-expression", "protected-ground-share"),
    patch=_patch,
    never_silent="Protection stands in the conduct catalogue, which always says.",
)
