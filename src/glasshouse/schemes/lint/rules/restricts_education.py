"""A consequence that keeps somebody, or somebody's child, from a school.

What it checks
--------------
Whether any consequence makes schooling impossible, later, worse or dearer. Where it falls on children, or on
others than the person listed, confidence is high. A limit on the debtor's own spending on expensive schools
has medium confidence: Chinese courts explain it as one on the debtor and not on the child's schooling.

Why it matters
--------------
Education is a right of everyone and, for children, one that no act of a parent can forfeit. A child that has
to change schools over a parent's debt is punished for what somebody else did, in the years that count most.

What would justify it
---------------------
Hardly anything. For a limit on spending: a court's order, another school of the same kind within reach at no
cost, and no change of school in the middle of a year.

In simulation
-------------
``denials`` and ``refused-share`` at the gate ``private-school`` say how many are refused for what they did
themselves, ``refused-for-another`` how many for what somebody else did, children apart. What a change of
school does to a child is not simulated.

Limits
------
State schools, universities and places by merit are no gates yet, so a scheme that ranks applicants is found
only where its gate says so. Whether the child had to leave, a file does not tell.

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


def _check(case: Case) -> Iterator[Observation]:
    schools = [item for item in case.scheme.consequences if case.gate(item).right == "education"]
    if not schools:
        yield case.not_applicable("nothing in the scheme is about a school")
    for item in schools:
        if not restricts(item):
            continue
        others = [name for name in item.falls_on if name != "self"]
        if others:
            yield case.fail(
                item,
                "falls_on",
                message=f"'{item.id}' keeps people from '{item.gate}' and falls on {' and '.join(others)}, "
                "who did nothing",
            )
        else:
            yield case.fail(
                item,
                "gate",
                message=f"'{item.id}' keeps people from '{item.gate}'; that the person listed may not spend "
                "there can cost a child its school",
                confidence="medium",
            )


RULE = Rule(
    id="GH604",
    name="restricts-education",
    severity="error",
    confidence="high",
    strength="T",
    core=True,
    norms=("icescr-13", "crc-28", "echr-p1-2", "spc-spending-schools"),
    rights=("education", "family-and-children"),
    check=_check,
    would_show="that only the debtor's luxury is touched, and that no child changes school over it",
    remedy="take it out; at most limit the debtor's own spending on luxury",
    measures=("refused-for-another", "denials", "refused-share"),
    patch=lambda case, observation: {"remove": [observation.item]},
    never_silent="What a gate is stands in our data, and the format requires the key 'gate'.",
)
