"""Points for or against taking part in politics.

What it checks
--------------
Whether any rule, for better or for worse, counts a conduct that belongs to political life: discipline of a
party in the conduct catalogue, or, in its definition, the words of the convention ``words-of-politics``
(voting, candidacy, party work, praise of the government). Found by words, the confidence is medium. Criticism
is for GH202 and petitions are for GH205, where they cost something; here they count if they are rewarded.

Why it matters
--------------
Every citizen takes part in public affairs, votes freely and has access to public service on equal terms, and
nobody is treated worse for political opinion. A bonus for praise is a penalty for silence, paid by everybody
else.

What would justify it
---------------------
No justification in the file changes this finding. A duty to vote, where a law has one, carries that law's own
sanction and needs no score.

In simulation
-------------
``band-share`` shows how many stand higher or lower; nobody's politics are in a society, so who they are a run
does not say, on purpose.

Limits
------
The catalogue has no conduct for voting or candidacy, so these are found by words alone. Praise that a repair
asks for is told by ``no-repair`` (GH805).

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
from glasshouse.schemes.lint.spoken import spoken

__all__ = ["RULE"]

_PARTY: Final = frozenset({"party-warning"})
"""Conducts of the catalogue that are the life of a party, whichever sign they bear."""

_VOICE: Final = frozenset({"expression", "assembly", "petition"})
"""Freedoms whose exercise, when it is rewarded, is a bonus for a side."""


def _check(case: Case) -> Iterator[Observation]:
    pairs = [(rule, conduct, "against") for rule, conduct in case.penalised]
    pairs += [(rule, conduct, "for") for rule, conduct in case.rewarded]
    if not pairs:
        yield case.not_applicable("no conduct makes anybody's position better or worse")
        return
    words = case.convention("words-of-politics")
    owner = "your own convention" if words.is_changed else "a convention of ours"
    by_conduct = {
        rule.id for rule, conduct, side in pairs if _is_political(conduct.id, conduct.protects, side)
    }
    told: set[str] = set()
    for rule, conduct, side in pairs:
        if _is_political(conduct.id, conduct.protects, side):
            yield case.fail(
                rule,
                "when",
                "conducts",
                about=conduct.id,
                message=f"the rule '{rule.id}' counts '{conduct.id}', a part of political life, "
                f"{side} a person",
                subjects=(conduct.id,),
            )
        elif rule.id not in by_conduct | told and (found := spoken(words.words, rule.definition or "")):
            yield case.fail(
                rule,
                "definition",
                message=f"the definition of '{rule.id}', which counts {side} a person, speaks of "
                f"{', '.join(found)} (a word of politics: {owner})",
                confidence="medium",
            )
            told.add(rule.id)


def _is_political(conduct: str, protects: tuple[str, ...], side: str) -> bool:
    return conduct in _PARTY or (side == "for" and bool(_VOICE & set(protects)))


def _patch(case: Case, seen: Observation) -> Mapping[str, Any]:
    rule = case.scheme.rule(seen.item.rpartition(".")[2])
    side = "against" if case.is_adverse(rule) else "for"
    left = [
        id for id in rule.when.conducts or () if not _is_political(id, tuple(case.conduct(id).protects), side)
    ]
    if not left or seen.key == "definition":
        return {"remove": [seen.item]}
    return {"set": [{"path": f"{seen.item}.when.conducts", "value": left}]}


RULE = Rule(
    id="GH206",
    name="political-participation-scored",
    severity="error",
    confidence="high",
    strength="T",
    core=True,
    norms=("iccpr-25-a", "iccpr-25-b", "iccpr-26", "coe-ai-convention-5"),
    rights=("public-affairs", "equality"),
    check=_check,
    would_show="nothing that this file could hold: political life is outside what a score may touch",
    remedy="delete the penalty and the bonus alike",
    measures=("band-share",),
    patch=_patch,
    never_silent="Conducts stand in the conduct catalogue; a missing definition is asked for by GH102.",
)
