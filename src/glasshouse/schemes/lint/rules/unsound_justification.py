"""A justification that does not count, or that answers nothing.

What it checks
--------------
Each entry of ``justify``: whether its rule exists and takes an answer, whether aim, necessity and milder
means say something that could be weighed, and whether it has an end that has not come. One that meets no
finding is told too, for somebody to look at.

Why it matters
--------------
A restriction of rights has to be justified by whoever makes it, each time, with reasons that another can
weigh. An answer with empty boxes, or from years ago, would only look like one.

What would justify it
---------------------
A complete answer. Rules about speech, belief, assembly, petition, votes, lawful conduct, specially protected
data, surveillance and foreign purposes take none.

In simulation
-------------
Nothing: an answer changes no life.

Limits
------
The lint sees that an answer is complete, not that it is good. Every report shows it beside the finding.

History
-------
0.1.0: new.
"""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.schemes.lint.case import Case
from glasshouse.schemes.lint.justifying import UNANSWERABLE, meets, shortcomings
from glasshouse.schemes.lint.observation import Observation
from glasshouse.schemes.lint.rule import Rule, all_rules

__all__ = ["RULE"]


def _check(case: Case) -> Iterator[Observation]:
    if not case.scheme.justify:
        yield case.not_applicable("the file answers no finding")
    for entry in case.scheme.justify:
        if entry.rule not in all_rules():
            yield case.fail(entry, "rule", message=f"there is no rule {entry.rule} that this could answer")
            continue
        if entry.rule in UNANSWERABLE:
            yield case.fail(
                entry, "rule", message=f"{entry.rule} takes no answer: a form does not mend what it finds"
            )
            continue
        for key, phrase in shortcomings(entry, case.as_of):
            yield case.fail(entry, key, message=f"this answer to {entry.rule} does not count: {phrase}")
        if entry.rule not in case.found:
            continue  # that rule did not run, so nobody can say what it would have found
        seen = case.found[entry.rule]
        if not any(one.kind == "fail" and meets(entry, entry.rule, one) for one in seen):
            yield case.review(
                entry, "rule", message=f"{entry.rule} finds nothing here that this would answer"
            )


RULE = Rule(
    id="GH001",
    name="unsound-justification",
    severity="error",
    confidence="high",
    strength="S",
    core=True,
    norms=("gc-27-14",),
    rights=("oversight",),
    check=_check,
    would_show="aim, necessity, milder means and an end, each in words that can be weighed",
    remedy="complete the answer, or delete it",
    never_silent="A file without answers has nothing to check.",
)
