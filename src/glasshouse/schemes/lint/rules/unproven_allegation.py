"""A penalty before anybody competent has decided that the act was done.

What it checks
--------------
The ``proof`` of each rule that makes somebody's position worse: an allegation, a report, or a conclusion from
data (``inference``) is no final decision. In China, where policy asks for an effective legal document behind
each negative entry, confidence is high; elsewhere medium, because the presumption of innocence reaches a
scheme only as far as its penalties are punitive.

Why it matters
--------------
Whoever is charged is presumed innocent until proved guilty, and personal data have to be accurate. A score
that moves on a complaint gives everybody power over everybody, and the one concerned has to prove that
something was not done.

What would justify it
---------------------
That the entry only suspends something for a few days, to avert a danger that a decision would come too late
for, and falls away by itself unless the decision is made.

In simulation
-------------
``wrongfully-listed-share`` and ``wrongful-share-of-listed`` say how many are listed for what they did not do.
The patch asks for a final decision; how many false records it stops is assumed.

Limits
------
What an officer or a camera saw (``observed``) is not told here, though nobody has decided on it either;
see GH501 for lists. A final penalty can be wrong as well, and an "appeal" on paper only.

History
-------
0.1.0: new.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from glasshouse.schemes.lint.case import Case
from glasshouse.schemes.lint.observation import Observation
from glasshouse.schemes.lint.proving import final_proof
from glasshouse.schemes.lint.rule import Rule

__all__ = ["RULE"]

_UNPROVEN: Final = {
    "allegation": "an allegation is enough",
    "report": "a report is enough",
    "inference": "a conclusion from data is enough",
}


def _check(case: Case) -> Iterator[Observation]:
    rules = {rule.id: rule for rule, _ in case.penalised}
    if not rules:
        yield case.not_applicable("no conduct makes anybody's position worse")
        return
    in_china = case.scheme.scheme.jurisdiction.startswith("CN")
    for rule in rules.values():
        if rule.proof in _UNPROVEN:
            yield case.fail(
                rule,
                "proof",
                message=f"for the rule '{rule.id}', {_UNPROVEN[rule.proof]}; nobody has to have decided",
                confidence=None if in_china else "medium",
            )


def _patch(case: Case, seen: Observation) -> Mapping[str, Any]:
    if not seen.item.startswith("rules."):
        return {}  # an input of a scorecard: there is no rule that could ask for proof
    rule = case.scheme.rule(seen.item.rpartition(".")[2])
    return {"set": [{"path": f"{seen.item}.proof", "value": final_proof(case, rule)}]}


RULE = Rule(
    id="GH208",
    name="unproven-allegation",
    severity="error",
    confidence="high",
    strength="T",
    core=True,
    norms=("iccpr-14-2", "gdpr-5-1-d", "guobanfa-2020-49-effective-document"),
    rights=("fair-hearing", "data-protection"),
    check=_check,
    would_show="that the entry only bridges the days until a decision, and ends by itself without one",
    remedy="require a final decision by a competent body",
    measures=("wrongfully-listed-share", "wrongful-share-of-listed"),
    patch=_patch,
    never_silent="The format requires the key 'proof'.",
)
