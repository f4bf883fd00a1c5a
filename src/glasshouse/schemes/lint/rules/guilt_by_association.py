"""A burden for what somebody else did.

What it checks
--------------
Whether a scorecard makes the friends' scores an input (``peer-score``), whether a consequence binds the
officers or the head of a body for what the body did (``binds``), and whether
a definition counts what friends, contacts, relatives or neighbours do (words of the convention
``words-of-others``). The first fails, the second too with medium confidence, the third is left to a reader,
who can tell
whether another's act counts or somebody is only harmed by it.

Why it matters
--------------
A person answers for their own acts. Scoring the company that somebody keeps makes everybody a guard over
everybody else, and takes from those who have least choice of neighbours, colleagues and family. It also
touches the freedom to associate, and guilt that nobody has proved of the person.

What would justify it
---------------------
For officers: that this person had the power to prevent the breach and did not, found case by case by a court
or authority that heard them. For friends, family and neighbours nothing that a file could hold.

In simulation
-------------
``refused-for-another`` counts the officers who are refused something, and those of whom no rule ever took a
record. The patch puts the person who acted in their place; ``denials`` and ``refused-share`` then say how
many lose the service.

Limits
------
Who in a household bears a burden in fact is asked by ``family-spillover`` (GH701).

History
-------
0.1.0: new.
"""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.schemes.lint.burdens import restricts
from glasshouse.schemes.lint.case import Case
from glasshouse.schemes.lint.observation import Observation
from glasshouse.schemes.lint.rule import Rule

__all__ = ["RULE"]

_WHO = {"officers": "the officers", "head": "the head"}


def _check(case: Case) -> Iterator[Observation]:
    scheme = case.scheme
    has_bodies = set(scheme.scope.subjects) != {"person"}
    for consequence in scheme.consequences:
        if not restricts(consequence) or not case.gate(consequence).contexts:
            continue
        if consequence.binds in _WHO:
            yield case.fail(
                consequence,
                "binds",
                message=f"'{consequence.id}' binds {_WHO[consequence.binds]} of a body for what the body did",
                confidence="medium",
            )
        elif has_bodies and case.says(consequence, "binds").is_silent:
            yield case.review(
                consequence,
                "binds",
                message=f"the scheme covers bodies, and the file does not say whom '{consequence.id}' binds",
            )
    for dimension in scheme.score.dimensions:
        for entry in dimension.inputs:
            if entry.kind == "peer-score":
                yield case.fail(
                    entry,
                    "kind",
                    message=f"the dimension '{dimension.id}' makes the scores of somebody's friends part of "
                    "their own",
                )
    words = case.convention("words-of-others").words
    for rule in scheme.rules:
        if rule.definition is None or not case.is_adverse(rule):
            continue
        found = [word for word in words if f" {word} " in _spaced(rule.definition)]
        if found:
            yield case.review(
                rule,
                "definition",
                message=f"the definition of '{rule.id}' speaks of {', '.join(found)} (words of a convention "
                "of ours): does it count what they do?",
            )


def _spaced(text: str) -> str:
    """The words of a text in lower case, with one blank around each."""
    letters = "".join(character if character.isalnum() else " " for character in text.lower())
    return f" {' '.join(letters.split())} "


RULE = Rule(
    id="GH702",
    name="guilt-by-association",
    severity="error",
    confidence="high",
    strength="T",
    core=True,
    norms=("iccpr-22", "iccpr-17-1", "iccpr-26", "iccpr-14-2", "gdpr-5-1-a", "gdpr-5-1-d"),
    rights=("assembly-and-association", "privacy", "equality"),
    check=_check,
    would_show="that this person could have prevented the breach, found case by case after hearing them",
    remedy="bind the person who acted, and delete what counts other people's acts",
    measures=("refused-for-another", "denials", "refused-share"),
    patch=lambda case, seen: (
        {"set": [{"path": f"{seen.item}.binds", "value": "self"}]} if seen.key == "binds" else {}
    ),
)
