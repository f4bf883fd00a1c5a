"""No milder means are recorded beside a scheme that burdens people.

What it checks
--------------
Whether ``governance.alternatives`` names milder means that were weighed, such as information, a fine, a check
of a licence, or nothing at all. Where it names none, a reader is asked, who may find them in the preparatory
papers. A scheme that only favours is left alone.

Why it matters
--------------
A restriction has to be the least intrusive of those that would work. Whoever has weighed nothing else cannot
know that it is, and whoever compares a scheme only with doing nothing has left out the fine.

What would justify it
---------------------
A record of what else was weighed, by whom, and what spoke against it; best of all a trial.

In simulation
-------------
Write each milder means as a reform and run it beside the scheme: ``listed-share`` and ``refused-share`` show
what it spares, ``change-in-acts`` what it would cost in effect, if people respond as assumed.

Limits
------
That alternatives are named does not mean that they were weighed. Every finding here asks for a reader.

History
-------
0.1.0: new, in preview.
"""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.schemes.lint.case import Case
from glasshouse.schemes.lint.observation import Observation
from glasshouse.schemes.lint.rule import Rule

__all__ = ["RULE"]


def _check(case: Case) -> Iterator[Observation]:
    if not case.harms:
        yield case.not_applicable("nothing in the scheme makes anybody's position worse")
        return
    governance = case.scheme.governance
    if governance is None:
        yield case.review(case.scheme.scheme, message="the file does not say which milder means were weighed")
        return
    said = case.says(governance, "alternatives")
    if said.is_none:
        yield case.review(governance, "alternatives", message="no milder means were weighed, says the file")
    elif said.is_silent:
        yield case.review(
            governance, "alternatives", message="the file does not say which milder means were weighed"
        )


RULE = Rule(
    id="GH902",
    name="least-intrusive-not-shown",
    severity="warning",
    confidence="review",
    strength="T",
    status="preview",
    norms=("gc-27-14", "ai-act-5-1-c-ii", "ca-aia-business-drivers"),
    rights=("proportionality",),
    check=_check,
    would_show="which milder means were weighed, and why none of them works",
    remedy="record the milder means, and run each as a reform beside the scheme",
    measures=("listed-share", "refused-share", "change-in-acts"),
)
