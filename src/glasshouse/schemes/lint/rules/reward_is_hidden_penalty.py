"""A reward in a service that is scarce or that everybody needs.

What it checks
--------------
Whether a consequence gives priority where places are scarce or the service belongs to the minimum of life, or
grants to some what is such a minimum (medium confidence: the others may have it by another way). Which
services are scarce or essential stands in ``catalogue/norms/gates.yaml``.

Why it matters
--------------
Where one person's place ahead is another's place behind, a reward for the well-behaved is a penalty for
everybody else, without a decision, a reason or an appeal. In public posts and in care, places go by merit and
need; a score that moves them weighs most on those who had no chance to earn points.

What would justify it
---------------------
That the advantage costs nobody anything (more places, not an earlier one), or that what is rewarded bears on
the service itself.

In simulation
-------------
``band-share`` says who holds the reward, by group; a reform that removes it shows who moves up. Waiting lists
as such are not simulated, so nobody is seen to wait longer.

Limits
------
Scarcity differs by place and year; our data take public posts and honours as scarce and leave out jobs,
school places and hospital beds that may be. Discounts that everybody else pays for are not told.

History
-------
0.1.0: new.
"""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.schemes.lint.case import Case
from glasshouse.schemes.lint.observation import Observation
from glasshouse.schemes.lint.rule import Rule
from glasshouse.schemes.model import FAVOURS

__all__ = ["RULE"]


def _check(case: Case) -> Iterator[Observation]:
    favours = [item for item in case.scheme.consequences if item.does in FAVOURS]
    if not favours:
        yield case.not_applicable("the scheme gives no favours")
    for item in favours:
        view = case.gate(item)
        if view.essential is not None:
            verb = "puts some first in" if item.does == "priority" else "grants to some only"
            yield case.fail(
                item,
                "does",
                message=f"'{item.id}' {verb} '{item.gate}', which belongs to the minimum of "
                f"{view.essential.replace('-', ' ')}",
                confidence=None if item.does == "priority" else "medium",
            )
        elif view.rationed and item.does == "priority":
            yield case.fail(
                item,
                "does",
                message=f"'{item.id}' puts some first in '{item.gate}', where places are scarce, so others "
                "wait or go without",
            )


RULE = Rule(
    id="GH608",
    name="reward-is-hidden-penalty",
    severity="warning",
    confidence="high",
    strength="T",
    norms=("iccpr-25-c", "iccpr-26", "icescr-2-2", "icescr-12"),
    rights=("equality", "living-standard"),
    check=_check,
    would_show="that the advantage takes nothing from anybody else",
    remedy="reward with what costs nobody else a place",
    measures=("band-share",),
    patch=lambda case, observation: {"remove": [observation.item]},
    never_silent="What a gate is stands in our data, and the format requires 'gate' and 'does'.",
)
