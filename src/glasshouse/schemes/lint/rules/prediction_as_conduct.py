"""A penalty for what somebody might do.

What it checks
--------------
For each rule that makes somebody's position worse on a conclusion from data (``proof: inference``): whether
its definition speaks of what might be, in the words of the convention ``words-of-forecast`` (risk, likely,
suspected and the like). A conclusion without such a word is left to a reader: it may be about an act that was
done, or about one that was not.

Why it matters
--------------
A forecast of wrongdoing is no wrongdoing, and nobody can prove that something would not have happened.
European law bans judging the risk of crime from a profile alone, and gives everybody a claim not to be
subject to decisions by machine alone that weigh on them.

What would justify it
---------------------
That the forecast only decides whom an official looks at first, with the same care for everybody, and that
nothing follows but from what is then found.

In simulation
-------------
``wrongfully-listed-share`` says how many are listed without the act. The patch asks for a final decision
instead; the difference is what the forecast took from people who had done nothing.

Limits
------
The language has no word for a forecast, so a definition decides; hence medium confidence in what it
finds. An inspection by risk (``does: inspect``) bars nothing and is not told here.

History
-------
0.1.0: new.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from glasshouse.schemes.lint.case import Case
from glasshouse.schemes.lint.observation import Observation
from glasshouse.schemes.lint.proving import final_proof
from glasshouse.schemes.lint.rule import Rule
from glasshouse.schemes.lint.spoken import spoken

__all__ = ["RULE"]


def _check(case: Case) -> Iterator[Observation]:
    rules = {rule.id: rule for rule, _ in case.penalised}
    if not rules:
        yield case.not_applicable("no conduct makes anybody's position worse")
        return
    words = case.convention("words-of-forecast")
    owner = "your own convention" if words.is_changed else "a convention of ours"
    for rule in rules.values():
        if rule.proof != "inference":
            continue
        found = spoken(words.words, rule.definition or "")
        if found:
            yield case.fail(
                rule,
                "proof",
                message=f"the rule '{rule.id}' acts on a conclusion from data about what might be: "
                f"{', '.join(found)} (a word of forecast: {owner})",
                confidence="medium",
            )
        else:
            yield case.review(
                rule,
                "proof",
                message=f"the rule '{rule.id}' acts on a conclusion from data; whether that is a forecast, "
                "or about an act that can be shown, the file does not say",
            )


def _patch(case: Case, seen: Observation) -> Mapping[str, Any]:
    rule = case.scheme.rule(seen.item.rpartition(".")[2])
    return {"set": [{"path": f"{seen.item}.proof", "value": final_proof(case, rule)}]}


RULE = Rule(
    id="GH210",
    name="prediction-as-conduct",
    severity="error",
    confidence="high",
    strength="L",
    core=True,
    norms=("ai-act-5-1-d", "gdpr-22", "iccpr-14-2"),
    rights=("fair-hearing", "data-protection"),
    check=_check,
    would_show="that the forecast only decides whom somebody looks at first, and brings nothing by itself",
    remedy="act only on past acts that somebody competent has found",
    measures=("wrongfully-listed-share", "wrongful-share-of-listed"),
    patch=_patch,
)
