"""What somebody is taken to be, scored in place of what somebody did.

What it checks
--------------
Two things. Rules whose proof is ``inference``: what they count was concluded from other data and found by
nobody. And words of the convention ``trait-words`` (character, loyalty, trustworthiness and the like) in
the definition of a rule, the title of a list or a purpose of the scheme, told with medium confidence.

Why it matters
--------------
An act can be proved, disputed and left behind. A trait cannot: it is a conclusion about the whole person,
drawn by somebody else. The European ban names inferred and predicted characteristics beside behaviour, and
accuracy, a duty of data-protection law, has no meaning for a fact that nobody can check.

What would justify it
---------------------
For an inference: a law that allows it, its error rate, and a decision by a person who looks at the facts
before anything follows. For a trait: nothing that we know of.

In simulation
-------------
A rule with the proof ``inference`` takes records as they come, true and false. The patch asks for a final
penalty instead; ``wrongful-share-of-listed`` and ``wrongful-days-share`` show the difference.

Limits
------
The language has no key that says "this score stands for a character", so the lint reads what stands in its
place. Words are easily changed; a scheme that speaks of acts and means persons is seen by
``cross-domain-total-score`` (GH401). Forecasts of future acts are asked by ``prediction-as-conduct``
(GH210).

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
    scheme = case.scheme
    words = case.convention("trait-words").words
    if said := spoken(words, "; ".join(scheme.scheme.purpose)):
        yield case.fail(
            scheme.scheme,
            "purpose",
            message=f"the purpose speaks of what people are ({', '.join(said)}; words of a convention of "
            "ours) and not of what they do",
            confidence="medium",
        )
    for rule in scheme.rules:
        if rule.proof == "inference":
            yield case.fail(
                rule,
                "proof",
                message=f"'{rule.id}' acts on what is inferred of somebody, not on what was found",
            )
        if said := spoken(words, rule.definition or ""):
            yield case.fail(
                rule,
                "definition",
                message=f"the definition of '{rule.id}' speaks of what people are ({', '.join(said)}; words "
                "of a convention of ours) and not of what they do",
                confidence="medium",
            )
    for entry in scheme.lists:
        if said := spoken(words, entry.title or ""):
            yield case.fail(
                entry,
                "title",
                message=f"the title of '{entry.id}' calls people {', '.join(said)} (words of a convention "
                "of ours)",
                confidence="medium",
            )


RULE = Rule(
    id="GH403",
    name="inferred-traits",
    severity="error",
    confidence="high",
    strength="L",
    core=True,
    norms=("ai-act-5-1-c", "gdpr-5-1-d", "gdpr-22", "coe-ai-convention-7"),
    rights=("data-protection", "privacy", "equality"),
    check=_check,
    would_show="a law that allows the inference, its error rate, and a person who looks at the facts first",
    remedy="score acts that were found, not persons",
    measures=("wrongful-share-of-listed", "wrongful-days-share"),
    patch=lambda case, seen: (
        {"set": [{"path": f"{seen.item}.proof", "value": "penalty-final"}]} if seen.key == "proof" else {}
    ),
    never_silent="The format requires 'proof'; words are read only where they stand.",
)
