"""A score or automatic decision that is not explained so that one could have acted otherwise.

What it checks
--------------
Of a scorecard: whether those scored are told anything of its formula (``disclosed``). For points and bands,
and for lists that a machine decides on: whether a notice covers them and tells what
would have changed the outcome (``contrastive``). ``notice: []`` says that nothing is explained; leaving the
section out says nothing, and a reader is asked. Lists that people decide on are left alone.

Why it matters
--------------
Whoever is judged by a number has a claim to know how it came about, in words, and which other facts would
have led to another outcome. A formula or a list of factors does not answer that; and a trade secret goes to a
court or authority to be weighed, it does not end the question (CJEU C-203/22).

What would justify it
---------------------
Little: that the person is told in another way, which the file should name. Where a secret is claimed, that an
authority has seen it and weighed it against the person's claim.

In simulation
-------------
The nearest different life of somebody listed is such an explanation, made from the rules alone;
``band-share`` says how many are owed one.

Limits
------
The lint reads that contrast is promised, not that it is understood. Trade secrets have no word in the
language yet.

History
-------
0.1.0: new.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from glasshouse.schemes.lint.case import Case
from glasshouse.schemes.lint.observation import Observation
from glasshouse.schemes.lint.rule import Rule
from glasshouse.schemes.model import List, Notice

__all__ = ["RULE"]


def _check(case: Case) -> Iterator[Observation]:
    scheme = case.scheme
    has_score = scheme.score.kind != "none"
    lists = [entry for entry in case.black_lists if _is_automatic(case, entry)]
    if not has_score and not lists:
        yield case.not_applicable("there is no score, and no list that a machine decides on")
        return
    said = case.says(scheme, "notice")
    if said.is_silent:
        yield case.review(scheme.scheme, message="the file does not say whether outcomes are explained")
        return
    if said.is_none:
        yield case.fail(scheme, "notice", message="nobody is told how a score or decision came about")
        return
    told: set[int] = set()
    if scheme.score.kind == "scorecard":
        yield from _disclosure(case)
    if has_score:
        scored = {rule.id for rule in scheme.rules if rule.effect.enter is None}
        covering = [n for n in scheme.notice if n.for_.bands or scored & set(n.for_.rules)]
        if not covering:
            yield case.fail(scheme.score, message="no notice explains points or bands")
        yield from _contrast(case, covering, "a score", told)
    for entry in lists:
        entering = {rule.id for rule in case.leads_to(entry)}
        covering = [n for n in scheme.notice if entry.id in n.for_.lists or entering & set(n.for_.rules)]
        if not covering:
            yield case.fail(entry, message=f"no notice explains the automatic entry on '{entry.id}'")
        yield from _contrast(case, covering, f"an entry on '{entry.id}'", told)


def _disclosure(case: Case) -> Iterator[Observation]:
    """What those scored by a scorecard are told of its formula."""
    score = case.scheme.score
    if case.says(score, "disclosed").is_silent:
        yield case.review(
            score, "kind", message="the file does not say what those scored are told of the formula"
        )
    elif score.disclosed in (None, "nothing"):
        yield case.fail(score, "disclosed", message="nobody is told how the scorecard comes to its number")


def _is_automatic(case: Case, entry: List) -> bool:
    """Whether a machine has the last word, or the first that counts, on an entry."""
    automation = case.scheme.scheme.automation
    if automation is not None and (automation.uses_ai == "yes" or automation.weight == "determinative"):
        return True
    return any(
        rule.proof == "inference" or (rule.decided_by or entry.decided_by) == "automatic"
        for rule in case.leads_to(entry)
    )


def _contrast(case: Case, covering: Sequence[Notice], what: str, told: set[int]) -> Iterator[Observation]:
    """What to say where no notice tells what would have changed the outcome; each chain is told once."""
    new = [notice for notice in covering if id(notice) not in told]
    told.update(id(notice) for notice in covering)
    if not new or any(notice.contrastive for notice in covering):
        return
    last = new[-1]
    if any(not case.says(notice, "contrastive").is_stated for notice in covering):
        yield case.review(
            last,
            "contrastive",
            message=f"the text does not say that {what} is told with what would change it",
        )
    else:
        yield case.fail(last, "contrastive", message=f"{what} is told without what would have changed it")


RULE = Rule(
    id="GH804",
    name="unintelligible-score",
    severity="error",
    confidence="high",
    strength="L",
    core=True,
    norms=("gdpr-15-1-h", "gdpr-13-2-f", "gdpr-22-3", "cjeu-c-203-22", "ai-act-86", "pipl-24"),
    rights=("data-protection", "fair-hearing"),
    check=_check,
    would_show="how each person learns, in words, what led to the outcome and what would have changed it",
    remedy="explain each outcome in plain words, with what would have changed it",
    measures=("band-share",),
)
