"""A penalty on belief, worship or religious dress.

What it checks
--------------
Whether a rule that makes somebody's position worse counts a conduct that exercises freedom of thought,
conscience or religion, as the conduct catalogue marks it; and whether the definition of such a rule speaks of
belief, in the words of the convention ``words-of-belief`` (prayer, veil, sect and the like). Found by words,
the confidence is medium.

Why it matters
--------------
The freedom to have a belief is absolute; only showing it may be limited, by law and as far as necessary for
the named aims. Nobody is to be coerced in a way that impairs it, and losing points or a train seat for a
prayer is coercion even where no prayer is forbidden.

What would justify it
---------------------
No justification in the file changes this finding. A state that has to limit how a belief is shown does so by
a precise law that a court applies to the single act, whoever believes what.

In simulation
-------------
No conduct of the standard catalogue is an exercise of belief, and there is no place in a society for
anybody's religion; so a run says nothing here, on purpose.

Limits
------
Words can mislead in both ways: a rule against damage to a place of worship may be told, and a rule against
"superstition" by another name may not. Data on belief are asked by ``special-category-input`` (GH301).

History
-------
0.1.0: new.
"""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.schemes.lint.case import Case
from glasshouse.schemes.lint.observation import Observation
from glasshouse.schemes.lint.rule import Rule
from glasshouse.schemes.lint.spoken import spoken

__all__ = ["RULE"]


def _check(case: Case) -> Iterator[Observation]:
    if not case.penalised:
        yield case.not_applicable("no conduct makes anybody's position worse")
        return
    words = case.convention("words-of-belief")
    owner = "your own convention" if words.is_changed else "a convention of ours"
    told: set[str] = set()
    for rule, conduct in case.penalised:
        if "belief" in conduct.protects:
            yield case.fail(
                rule,
                "when",
                "conducts",
                about=conduct.id,
                message=f"the rule '{rule.id}' penalises '{conduct.id}', which is an exercise of belief",
            )
        elif rule.id not in told and (found := spoken(words.words, rule.definition or "")):
            yield case.fail(
                rule,
                "definition",
                message=f"the definition of '{rule.id}' speaks of {', '.join(found)} "
                f"(a word of belief: {owner})",
                confidence="medium",
            )
            told.add(rule.id)


RULE = Rule(
    id="GH203",
    name="penalises-belief",
    severity="error",
    confidence="high",
    strength="T",
    core=True,
    norms=("iccpr-18-1", "iccpr-18-2", "iccpr-18-3", "echr-9", "gdpr-9-1"),
    rights=("belief",),
    check=_check,
    would_show="nothing that this file could hold: limits on showing a belief need a precise law and a court",
    remedy="delete the rule",
    measures=("protected-ground-share",),
    patch=lambda case, seen: {"remove": [seen.item]},
    never_silent="Protection stands in the conduct catalogue; a missing definition is asked for by GH102.",
)
