"""Somebody who has done what was owed and is still on the list.

What it checks
--------------
For each blacklist that people get on for a duty left undone (conducts about money owed, or owed to the
state), whether performing it is a way off the list, and whether the removal takes at most ``longest-removal``
(30 days, a convention). Where the text does not say how long removal takes, a reader is asked.

Why it matters
--------------
A list that presses for performance has no reason left once the duty is performed; every day after that is
punishment which nobody decided on. It also takes away the reason to perform: who stays listed all the same
can keep the money.

What would justify it
---------------------
That the list answers something else than the unpaid duty (an offence with its own term, set by law), so that
performance does not undo the reason for it; or that a check of the payment takes this long.

In simulation
-------------
``exits`` says how many stays end by performance and how many by time; with a reform that adds the exit,
``compare`` shows what ``restricted-time`` falls to.

Limits
------
Only duties about money and towards the state are asked; that a wrong of another kind was made good is not
seen. That somebody learns of the removal, and others drop their copies, the file does not tell.

History
-------
0.1.0: new.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from glasshouse.schemes.lint.case import Case
from glasshouse.schemes.lint.observation import Observation
from glasshouse.schemes.lint.rule import Rule

__all__ = ["RULE"]

_OWED: Final = ("financial", "government")
"""Spheres of life in which what was left undone can be done later."""


def _check(case: Case) -> Iterator[Observation]:
    lists = {
        row.rule.effect.enter: row.conduct
        for row in reversed(case.rows)
        if row.rule is not None and row.rule.effect.enter is not None and row.context in _OWED
    }
    asked = [entry for entry in case.black_lists if entry.id in lists]
    if not asked:
        yield case.not_applicable("no blacklist is for a duty that can be performed later")
    longest = case.convention("longest-removal")
    for entry in asked:
        ways = [way for way in entry.exit if way.by == "performance"]
        if not ways:
            yield case.fail(
                entry,
                "exit",
                message=f"who makes good '{lists[entry.id]}' stays on '{entry.id}': performance is no way "
                "off it",
            )
        for way in ways:
            said = case.says(way, "within")
            what = f"who has performed leaves '{entry.id}'"
            if said.is_silent:
                yield case.review(
                    way,
                    "within",
                    message=f"the text does not say how soon after performing one leaves '{entry.id}'",
                )
            elif said.value.nominal_days > longest.duration.nominal_days:
                yield case.fail(
                    way,
                    "within",
                    message=f"{what} only within {said.value}, later than {longest.told}",
                )


def _patch(case: Case, observation: Observation) -> Mapping[str, Any]:
    within = str(case.convention("longest-removal"))
    if observation.key == "within":
        return {"set": [{"path": f"{observation.item}.within", "value": within}]}
    return {"add": [{"path": f"{observation.item}.exit", "value": {"by": "performance", "within": within}}]}


RULE = Rule(
    id="GH506",
    name="stays-after-fulfilment",
    severity="warning",
    confidence="high",
    strength="D",
    norms=(
        "guobanfa-2020-49-repair",
        "ndrc-order-36-right",
        "ndrc-order-58-repair",
        "gc-27-14",
        "gdpr-16",
        "gdpr-17",
    ),
    rights=("proportionality", "data-protection"),
    check=_check,
    would_show="that the list answers something which performance does not undo",
    remedy="take people off the list of itself, within days of performance",
    measures=("exits", "restricted-time"),
    patch=_patch,
)
