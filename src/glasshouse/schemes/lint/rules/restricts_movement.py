"""A limit on travel that no court ordered, or that leaves no journey free.

What it checks
--------------
For each consequence that makes travel impossible, later, worse or dearer: whether a court decides on every
way into it, and whether journeys for a doctor, for a living and for the family are left free
(``except: [medical, livelihood, family]``). A band or score is never a court's decision. Where the text does
not say who decides, or what is left free, a reader is asked.

Why it matters
--------------
Everyone may move within a country and leave it. Limits must be provided by law, necessary for an aim of the
article's closed list, and the least intrusive that works, case by case. A blanket ban on seats keeps people
from hospitals, work and funerals, and hits hardest where the train is the only way.

What would justify it
---------------------
A court's order in the single case, for a short term, that names the journeys left free and says why nothing
milder (a charge on the debtor's assets, a hold on luxury only) would do.

In simulation
-------------
``denials`` and ``refused-share`` by gate say how many journeys are refused to how many people, and
``restricted-time`` for how long; the patch that adds exceptions shows how many were for a doctor or a living.

Limits
------
Slower classes that are left make a ban milder; the message says so, the finding stays. Border and residence
rules are no gates yet.

History
-------
0.1.0: new.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from glasshouse.schemes.lint.burdens import decision, restricts
from glasshouse.schemes.lint.case import Case
from glasshouse.schemes.lint.observation import Observation
from glasshouse.schemes.lint.rule import Rule
from glasshouse.schemes.model import Consequence

__all__ = ["RULE"]

_LEFT_FREE: Final = ("medical", "livelihood", "family")


def _check(case: Case) -> Iterator[Observation]:
    limits = [
        item for item in case.scheme.consequences if case.gate(item).right == "movement" and restricts(item)
    ]
    if not limits:
        yield case.not_applicable("nothing in the scheme limits travel")
    for item in limits:
        classes = "" if "any" in item.tiers else " (other classes are left)"
        what = f"'{item.id}' limits travel by {item.gate}{classes}"
        who = _who(case, item)
        said = case.says(item, "except")
        missing = [purpose for purpose in _LEFT_FREE if purpose not in item.except_]
        if who is not None and who != "":
            yield case.fail(item, "gate", message=f"{what}, and {who}")
        elif not said.is_silent and missing:
            yield case.fail(
                item, "except", message=f"{what} and leaves nothing free for {', '.join(missing)} reasons"
            )
        elif who == "" or said.is_silent:
            open_ = "who decides on it" if who == "" else "which journeys are left free"
            yield case.review(
                item, "gate" if who == "" else "except", message=f"{what}, and the text does not say {open_}"
            )


def _who(case: Case, item: Consequence) -> str | None:
    """Why no court stands behind a limit; None where one does, empty where the text does not say."""
    if item.when.list is None:
        return "it follows from a score, which no court decides on"
    leading = case.leads_to(item)
    silent = not leading
    for rule in leading:
        said, _ = decision(case, rule)
        silent = silent or said.is_silent
        if not said.is_silent and said.value != "court":
            return f"the rule '{rule.id}', which leads there, takes no court"
    return "" if silent else None


def _patch(case: Case, observation: Observation) -> Mapping[str, Any]:
    if observation.key == "except":
        return {"set": [{"path": f"{observation.item}.except", "value": list(_LEFT_FREE)}]}
    return {"remove": [observation.item]}


RULE = Rule(
    id="GH602",
    name="restricts-movement",
    severity="error",
    confidence="high",
    strength="T",
    core=True,
    norms=("iccpr-12-1", "iccpr-12-2", "iccpr-12-3", "gc-27-14", "gc-27-15", "echr-p4-2"),
    rights=("movement", "proportionality"),
    check=_check,
    would_show="a court's order in the single case, the least intrusive that works, with journeys left free",
    remedy="leave it to a court, for a short term, and keep journeys for health, a living and family free",
    measures=("denials", "refused-share", "restricted-time"),
    patch=_patch,
)
