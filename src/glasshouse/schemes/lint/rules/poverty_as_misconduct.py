"""A penalty for being unable to pay.

What it checks
--------------
For rules that make somebody's position worse over debts, arrears, bills or benefits: whether the rule asks
for ability (``ability: must-be-able``) or for intent (``fault: wilful``). A rule that names a conduct which
only somebody unable can show, or the rightful use of a benefit, fails in any case. Where the text says
neither, a reader is asked.

Why it matters
--------------
Nobody is imprisoned merely for being unable to fulfil a contract, and property is a ground on which nobody is
to be treated worse. A list that does not part "cannot" from "will not" punishes poverty, takes away the means
of earning one's way out of it, and compels nobody to pay what is not there.

What would justify it
---------------------
A test of means before the entry, by somebody who looks at the case, with a minimum left to live on; or proof
of intent. That somebody may object afterwards does not replace it.

In simulation
-------------
``cannot-pay-share`` says which part of the listed could not pay; ``change-in-conduct`` whether the able pay
more. With the patch of this rule, ``compare`` shows both again. How good a test of means is, is assumed.

Limits
------
Which conducts are about owing is our reading of the conduct catalogue. A test on paper that nobody makes
counts as one here. Negligence alone is not taken for intent.

History
-------
0.1.0: new.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from glasshouse.assumptions import Conduct
from glasshouse.schemes.lint.case import Case
from glasshouse.schemes.lint.observation import Observation
from glasshouse.schemes.lint.rule import Rule

__all__ = ["RULE"]

_OWING: Final = frozenset(
    {
        "pays-late",
        "defaults-on-loan",
        "refuses-judgment",
        "refuses-settlement",
        "unpaid-utility-bill",
        "under-reports-income",
    }
)
"""Conducts of the catalogue that somebody poor shows without intent: debts, arrears, benefits."""

_RIGHTFUL: Final = frozenset({"claims-benefit-correctly"})
"""Conducts of the catalogue that are the use of a benefit as it is meant."""


def _check(case: Case) -> Iterator[Observation]:
    pairs = [(rule, conduct) for rule, conduct in case.penalised if _is_about_means(conduct)]
    if not pairs:
        yield case.not_applicable("no rule is about debts, arrears or benefits")
        return
    for rule, conduct in pairs:
        ability, fault = case.says(rule, "ability"), case.says(rule, "fault")
        if _is_blameless(conduct):
            what = "the rightful use of a benefit" if conduct.id in _RIGHTFUL else "being unable to pay"
            yield case.fail(
                rule,
                "when",
                "conducts",
                about=conduct.id,
                message=f"the rule '{rule.id}' penalises '{conduct.id}', {what}",
                confidence="high",
                subjects=(conduct.id,),
            )
        elif (ability.is_stated and ability.value == "must-be-able") or (
            fault.is_stated and fault.value == "wilful"
        ):
            continue
        elif ability.is_silent:
            yield case.review(
                rule,
                "ability",
                about=conduct.id,
                message=f"the file does not say that '{rule.id}' parts who cannot from who will not "
                f"('{conduct.id}')",
            )
        else:
            yield case.fail(
                rule,
                "ability",
                about=conduct.id,
                message=f"the rule '{rule.id}' counts '{conduct.id}' without asking whether the person could "
                "have paid or acted otherwise",
                subjects=(conduct.id,),
            )


def _is_blameless(conduct: Conduct) -> bool:
    return conduct.id in _RIGHTFUL or (conduct.unable and conduct.mistaken_for in _OWING)


def _is_about_means(conduct: Conduct) -> bool:
    return conduct.id in _OWING or _is_blameless(conduct)


def _patch(case: Case, seen: Observation) -> Mapping[str, Any]:
    if seen.key == "ability":
        return {"set": [{"path": f"{seen.item}.ability", "value": "must-be-able"}]}
    rule = case.scheme.rule(seen.item.rpartition(".")[2])
    left = [id for id in rule.when.conducts or () if not _is_blameless(case.conduct(id))]
    if not left:
        return {"remove": [seen.item]}
    return {"set": [{"path": f"{seen.item}.when.conducts", "value": left}]}


RULE = Rule(
    id="GH207",
    name="poverty-as-misconduct",
    severity="error",
    confidence="medium",
    strength="T",
    core=True,
    norms=("iccpr-26", "iccpr-11", "icescr-2-2", "icescr-9", "icescr-11", "ai-act-annex-iii-5"),
    rights=("equality", "living-standard"),
    check=_check,
    would_show="a test of means in each case before the entry, or proof of intent",
    remedy="require proof that the person was able and would not, after a test of means",
    measures=("cannot-pay-share", "change-in-conduct"),
    patch=_patch,
)
