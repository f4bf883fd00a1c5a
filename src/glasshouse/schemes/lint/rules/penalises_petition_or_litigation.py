"""A penalty on complaining, petitioning, suing or blowing the whistle.

What it checks
--------------
Whether a rule that makes somebody's position worse counts a conduct that exercises the right to petition, as
the conduct catalogue marks it; and whether the definition of such a rule speaks of complaints, suits or
reports of wrongdoing, in the words of the convention ``words-of-complaint``. Found by words, the confidence
is medium.

Why it matters
--------------
A right without a way to complain is none: everybody has an effective remedy, access to a tribunal, and a part
in public affairs. A scheme that counts complaints against those who make them takes away the way in which its
own errors would come to light.

What would justify it
---------------------
No justification in the file changes this finding. A knowingly false accusation is for a court, on proof that
it was known to be false; that somebody complains often, or in the wrong place, is not.

In simulation
-------------
``change-in-expression`` reports how much less people petition, ``protected-ground-share`` how many of the
listed are there for it. Both only report, and the change is what was assumed.

Limits
------
The catalogue knows petitions; suits and whistle-blowing are found by words alone. Appeals that cost the
person something are for ``no-effective-appeal`` (GH802).

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
from glasshouse.schemes.lint.spoken import spoken

__all__ = ["RULE"]


def _check(case: Case) -> Iterator[Observation]:
    if not case.penalised:
        yield case.not_applicable("no conduct makes anybody's position worse")
        return
    words = case.convention("words-of-complaint")
    owner = "your own convention" if words.is_changed else "a convention of ours"
    petitioned = {rule.id for rule, conduct in case.penalised if "petition" in conduct.protects}
    told: set[str] = set()
    for rule, conduct in case.penalised:
        if "petition" in conduct.protects:
            yield case.fail(
                rule,
                "when",
                "conducts",
                about=conduct.id,
                message=f"the rule '{rule.id}' penalises '{conduct.id}', an exercise of the right "
                "to petition",
                subjects=(conduct.id,),
            )
        elif rule.id not in petitioned | told and (found := spoken(words.words, rule.definition or "")):
            yield case.fail(
                rule,
                "definition",
                message=f"the definition of '{rule.id}' speaks of {', '.join(found)} "
                f"(a word of complaint: {owner})",
                confidence="medium",
            )
            told.add(rule.id)


def _patch(case: Case, seen: Observation) -> Mapping[str, Any]:
    rule = case.scheme.rule(seen.item.rpartition(".")[2])
    left = [id for id in rule.when.conducts or () if "petition" not in case.conduct(id).protects]
    if not left or seen.key == "definition":
        return {"remove": [seen.item]}
    return {"set": [{"path": f"{seen.item}.when.conducts", "value": left}]}


RULE = Rule(
    id="GH205",
    name="penalises-petition-or-litigation",
    severity="error",
    confidence="high",
    strength="T",
    core=True,
    norms=("iccpr-2-3", "iccpr-14-1", "iccpr-25-a", "iccpr-19-2", "whistleblowers-19"),
    rights=("remedy", "public-affairs"),
    check=_check,
    would_show="nothing that this file could hold: a knowingly false accusation is for a court",
    remedy="delete the rule, and protect those who complain by name",
    measures=("change-in-expression", "protected-ground-share"),
    patch=_patch,
    never_silent="Protection stands in the conduct catalogue; a missing definition is asked for by GH102.",
)
