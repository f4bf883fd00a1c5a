"""A penalty on speech.

What it checks
--------------
Whether a rule that makes somebody's position worse counts a conduct that exercises freedom of expression.
What a conduct exercises stands in the conduct catalogue, so no wording in the scheme changes it. Speech that
ordinary law punishes (slander, say) is told too, with medium confidence: the punishment belongs to a court,
and the score adds another.

Why it matters
--------------
Everyone may hold opinions without interference and impart information of all kinds. Restrictions must be
provided by law, serve an aim of the article's closed list, and be necessary; a list of points for posts meets
none of it, and it reaches further than those whom it punishes, because others read the list and keep quiet.

What would justify it
---------------------
No justification in the file changes this finding. A state that wants to restrict speech has to do so by a
precise law that a court applies case by case.

In simulation
-------------
``change-in-expression`` reports how often people speak with the scheme and without it, and
``protected-ground-share`` how many of the listed are there for it. Both only report: the change is what was
assumed about people's response, and no study ever measured chilling by social credit.

Limits
------
A conduct that the catalogue does not mark as expression is not found, such as a "bad influence" that hides
it; ``vague-conduct`` (GH102) looks at the definitions. A source that watches posts without a rule on speech
is for ``mass-surveillance-source`` (GH302).

History
-------
0.1.0: new.
"""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.schemes.lint.case import Case
from glasshouse.schemes.lint.observation import Observation
from glasshouse.schemes.lint.rule import Rule

__all__ = ["RULE"]


def _check(case: Case) -> Iterator[Observation]:
    for rule, conduct in case.penalised:
        if "expression" not in conduct.protects:
            continue
        lawful = conduct.legality == "protected"
        which = "which is protected expression" if lawful else "speech that ordinary law leaves to a court"
        yield case.fail(
            rule,
            "when",
            "conducts",
            about=conduct.id,
            message=f"the rule '{rule.id}' penalises '{conduct.id}', {which}",
            confidence=None if lawful else "medium",
        )


RULE = Rule(
    id="GH202",
    name="penalises-expression",
    severity="error",
    confidence="high",
    strength="T",
    core=True,
    norms=("iccpr-19-1", "iccpr-19-2", "iccpr-19-3", "echr-10", "eu-charter-11"),
    rights=("expression",),
    check=_check,
    would_show="nothing that this file could hold: restrictions of speech need a precise law and a court",
    remedy="delete the rule; leave unlawful speech to the courts",
    measures=("change-in-expression", "protected-ground-share"),
    patch=lambda case, seen: {"remove": [seen.item]},
    never_silent="Protection stands in the conduct catalogue, which always says.",
)
