"""A penalty for conduct that nobody can recognise from its definition.

What it checks
--------------
The ``definition`` of each rule that makes somebody's position worse: that there is one, that it has at least
``fewest-words`` words, and that it uses none of the ``open-terms`` (both are conventions). ``definition:
null`` says that the text defines nothing. Where a rule has no such key, or one of fewer words, a reader is
asked: the words in a file are those of whoever wrote it down, and may be a summary of the text.

Why it matters
--------------
Nobody is punished for what no law made punishable, and a norm that restricts a right is precise enough for
people to know beforehand what to leave undone. An open word moves the decision from the law to whoever holds
the list that day, and it is where disliked opinions and habits come in without being named.

What would justify it
---------------------
A published reading of the open word, by a court or in binding guidance, that names the elements of the act,
and that those who decide must follow.

In simulation
-------------
The engine knows what the catalogue calls a conduct and not what a town takes it for, so a vague rule runs as
if it were a clear one: what vagueness lets in, a run leaves out.

Limits
------
Words are counted and compared; a long definition without a listed word can still say nothing, and a short one
can be clear. Definitions are often translations. Hence medium confidence.

History
-------
0.1.0: new. A short definition is for a reader to settle, and no finding.
"""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.schemes.lint.case import Case
from glasshouse.schemes.lint.observation import Observation
from glasshouse.schemes.lint.rule import Rule
from glasshouse.schemes.lint.spoken import spoken

__all__ = ["RULE"]


def _check(case: Case) -> Iterator[Observation]:
    rules = {rule.id: rule for rule, _ in case.penalised}
    if not rules:
        yield case.not_applicable("no rule makes anybody's position worse")
        return
    fewest, terms = case.convention("fewest-words"), case.convention("open-terms")
    owner = "your own convention" if terms.is_changed else "a convention of ours"
    for rule in rules.values():
        definition = case.says(rule, "definition")
        if definition.is_silent:
            yield case.review(
                rule,
                "definition",
                message=f"the file does not say how the text defines what '{rule.id}' counts",
            )
            continue
        if definition.is_none:
            yield case.fail(rule, "definition", message=f"the text does not define what '{rule.id}' counts")
            continue
        text: str = definition.value
        found = spoken(terms.words, text)
        if found:
            words = ", ".join(f"'{word}'" for word in found)
            yield case.fail(
                rule,
                "definition",
                message=f"the definition of '{rule.id}' leaves open what it means by {words} "
                f"(an open term: {owner})",
            )
        elif len(text.split()) < fewest.number:
            yield case.review(
                rule,
                "definition",
                message=f"what '{rule.id}' counts is defined in this file by {len(text.split())} words, "
                f'"{text}", fewer than {fewest.told}: whether the text itself names the elements of the act '
                "is for a reader to settle",
            )


RULE = Rule(
    id="GH102",
    name="vague-conduct",
    severity="error",
    confidence="medium",
    strength="T",
    core=True,
    norms=("iccpr-15-1", "iccpr-19-3", "gc-34-25", "echr-7"),
    rights=("legality",),
    check=_check,
    would_show="a published reading of the words that names the elements of the act and binds who decides",
    remedy="list the acts and their elements, and remove what catches everything else",
)
