"""No assessment of what the scheme does to people, or one that says nothing of its size.

What it checks
--------------
Whether ``governance.assessment`` names an assessment, and whether what it says of it speaks of scale, scope,
probability and reversibility, the four questions of the Council of Europe's method. None is told as such;
where the file does not say, or the words are missing, a reader is asked.

Why it matters
--------------
Before public bodies score people, somebody has to write down who is reached, how hard, how probably, and what
cannot be undone. European law asks it of many systems, Canada's directive of every automated decision of the
federal government, and a treaty of its parties. Afterwards is too late to choose otherwise.

What would justify it
---------------------
That the law asks for none, and why the reach and the harm are small enough to do without.

In simulation
-------------
A run can fill in numbers: scale (``restricted-time``), scope (``listed-share``), probability
(``wrongfully-listed-share``), reversibility (``exits``). They are about invented people: a worksheet, and not
an assessment of a deployed system.

Limits
------
The lint sees that an assessment is named. Whether it was made before use, published, and believed, it cannot
see. The duties of the European AI Act hold for AI systems; where ``uses_ai`` is no, they are a benchmark.

History
-------
0.1.0: new.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from glasshouse.schemes.lint.case import Case
from glasshouse.schemes.lint.observation import Observation
from glasshouse.schemes.lint.rule import Rule

__all__ = ["RULE"]

_QUESTIONS: Final = ("scale", "scope", "probability", "reversibility")
"""What an assessment tells of each impact: HUDERIA methodology of the Council of Europe."""


def _check(case: Case) -> Iterator[Observation]:
    governance = case.scheme.governance
    if governance is None:
        if case.says(case.scheme, "governance").is_none:
            yield case.fail(
                case.scheme, "governance", message="the text says that nobody assessed the impact"
            )
        else:
            yield case.review(
                case.scheme.scheme, message="the file does not say whether the impact was assessed"
            )
        return
    said = case.says(governance, "assessment")
    if said.is_silent:
        yield case.review(
            governance, "assessment", message="the file does not say whether the impact was assessed"
        )
    elif said.is_none:
        yield case.fail(governance, "assessment", message="no assessment of the impact was made")
    else:
        missing = [word for word in _QUESTIONS if word not in said.value.lower()]
        if missing:
            yield case.review(
                governance,
                "assessment",
                message=f"what the file says of the assessment does not speak of {', '.join(missing)}",
            )


RULE = Rule(
    id="GH901",
    name="no-impact-assessment",
    severity="warning",
    confidence="high",
    strength="L",
    norms=(
        "ai-act-27",
        "gdpr-35",
        "coe-ai-convention-16",
        "huderia-scale",
        "huderia-reversibility",
        "ca-directive-impact-assessment",
    ),
    rights=("oversight",),
    check=_check,
    would_show="why the law asks for no assessment, and why reach and harm are small enough without",
    remedy="assess scale, scope, probability and reversibility before use, and publish the answers",
    measures=("restricted-time", "listed-share", "wrongfully-listed-share", "exits"),
)
