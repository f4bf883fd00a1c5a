"""A penalty for what the law leaves free.

What it checks
--------------
Whether a rule that makes somebody's position worse counts a conduct that ordinary law leaves free (``lawful``
in the conduct catalogue) or even praises (``prosocial``): buying games, being unable to pay, claiming a
benefit rightly. What a conduct is in law stands in the catalogue, so no wording in the scheme changes it.
Conduct that exercises a freedom by name is for GH202 to GH206.

Why it matters
--------------
What no law forbids, nobody may be made to pay for in a roundabout way. The European ban on social scoring
counts treatment that is not justified by the gravity of the behaviour, and lawful behaviour has none. Chinese
policy asks for an effective legal document behind each negative entry; for lawful conduct there is none.

What would justify it
---------------------
A law that forbids the conduct first. For a price rather than a penalty: that the conduct bears on the risk
priced, in the same sphere, and with the person's knowledge.

In simulation
-------------
``change-in-conduct`` reports how many do the lawful thing less, ``listed-share`` how many are listed for it.
Both rest on what was assumed about people's response.

Limits
------
The catalogue describes ordinary law in general; a jurisdiction can differ. Whether losing a favour is a
penalty is not asked: a rule that takes points is taken for one.

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

_FREE: Final = {"lawful": "which the law leaves free", "prosocial": "which helps others"}


def _check(case: Case) -> Iterator[Observation]:
    if not case.penalised:
        yield case.not_applicable("no conduct makes anybody's position worse")
        return
    for rule, conduct in case.penalised:
        if conduct.legality in _FREE:
            yield case.fail(
                rule,
                "when",
                "conducts",
                about=conduct.id,
                message=f"the rule '{rule.id}' penalises '{conduct.id}', {_FREE[conduct.legality]}",
                subjects=(conduct.id,),
            )


def _patch(case: Case, seen: Observation) -> Mapping[str, Any]:
    rule = case.scheme.rule(seen.item.rpartition(".")[2])
    left = [id for id in rule.when.conducts or () if case.conduct(id).legality not in _FREE]
    if not left:
        return {"remove": [seen.item]}
    return {"set": [{"path": f"{seen.item}.when.conducts", "value": left}]}


RULE = Rule(
    id="GH201",
    name="penalises-lawful-conduct",
    severity="error",
    confidence="high",
    strength="L",
    core=True,
    norms=("ai-act-5-1-c-ii", "iccpr-17-1", "guobanfa-2020-49-effective-document"),
    rights=("legality", "privacy"),
    check=_check,
    would_show="a law that forbids the conduct itself, made before and for its own reasons",
    remedy="count only breaches that were established in law",
    measures=("change-in-conduct", "listed-share"),
    patch=_patch,
    never_silent="What the law makes of a conduct stands in the conduct catalogue, which always says.",
)
