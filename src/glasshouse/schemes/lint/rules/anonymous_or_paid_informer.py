"""Points for what a neighbour told, or for telling on others.

What it checks
--------------
For each rule that makes somebody's position worse on an allegation or a report: whether one of the scheme's
sources that can see the conduct is an informer, by the convention ``informers`` (neighbours, the village).
And for each rule that makes a position better: whether its definition speaks of telling on others, in the
words of the convention ``words-of-informing``.

Why it matters
--------------
Nobody can answer a witness who is not named, and a witness with a quarrel, or one who is paid, is no proof
alone. Where everybody may be the one who tells, homes and talk are no longer private, for those who are never
reported as well.

What would justify it
---------------------
That a report only starts an inquiry, whose own finding is what counts; that the person reported learns what
was said and can answer it; and that telling brings nothing.

In simulation
-------------
``wrongfully-listed-share`` shows what false reports do under the assumed rates; with the patch, which asks
for a final decision, most of them stop short. Quarrels between people are in no society, so who tells on whom
a run does not say.

Limits
------
Who is an informer is our reading of the kinds of source. Whether reports are anonymous or checked the
language does not say: what was only observed counts as checked. Hotlines of agencies are not found.

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
from glasshouse.schemes.lint.spoken import spoken

__all__ = ["RULE"]

_UNCHECKED: Final = ("allegation", "report")


def _check(case: Case) -> Iterator[Observation]:
    if not case.penalised and not case.rewarded:
        yield case.not_applicable("no conduct makes anybody's position better or worse")
        return
    informers = case.convention("informers")
    kinds = {source.kind for source in case.scheme.data.sources} & set(informers.words)
    for rule, conduct in case.penalised:
        heard = [kind for kind in informers.words if kind in kinds and kind in conduct.seen_by]
        if rule.proof in _UNCHECKED and heard:
            yield case.fail(
                rule,
                "proof",
                about=conduct.id,
                message=f"the rule '{rule.id}' counts '{conduct.id}' on the word of the "
                f"{' or the '.join(heard)}, and nobody has to look into it",
                confidence="medium",
            )
    words = case.convention("words-of-informing")
    owner = "your own convention" if words.is_changed else "a convention of ours"
    for rule in {rule.id: rule for rule, _ in case.rewarded}.values():
        found = spoken(words.words, rule.definition or "")
        if found:
            yield case.fail(
                rule,
                "definition",
                message=f"the rule '{rule.id}' rewards {', '.join(found)} (a word of informing: {owner})",
            )


def _patch(case: Case, seen: Observation) -> Mapping[str, Any]:
    if seen.key == "definition":
        return {"remove": [seen.item]}
    rule = case.scheme.rule(seen.item.rpartition(".")[2])
    return {"set": [{"path": f"{seen.item}.proof", "value": final_proof(case, rule)}]}


RULE = Rule(
    id="GH209",
    name="anonymous-or-paid-informer",
    severity="warning",
    confidence="high",
    strength="T",
    norms=("iccpr-14-1", "iccpr-14-2", "iccpr-17-1", "gdpr-5-1-a", "gdpr-5-1-d"),
    rights=("fair-hearing", "privacy"),
    check=_check,
    would_show="that a report only starts an inquiry that the person can answer, and telling brings nothing",
    remedy="let reports start an inquiry and no more, and give nothing for telling on others",
    measures=("wrongfully-listed-share", "wrongful-share-of-listed"),
    patch=_patch,
    never_silent="The format requires 'sources' and 'proof'; a missing definition is asked for by GH102.",
)
