"""One act that counts in two rules at once.

What it checks
--------------
Pairs of rules that make somebody's position worse and that one and the same record sets off: the same
conduct, places and people that overlap, and neither rule standing ``instead_of`` the other. Where one of them
only counts repetition (``count.at_least``), a reader is asked, because a rule on repetition can be a rule of
its own or the same penalty twice.

Why it matters
--------------
Nobody is punished again for what was finally decided. A scheme that takes points and lists for one act, on
top of the fine that the law sets, multiplies the answer without anybody having weighed the sum.

What would justify it
---------------------
That the two serve different aims and that whoever decides the second takes the first into account, so that
together they stay in proportion to the act.

In simulation
-------------
``listed-share`` and ``band-share`` with the patch show how much of either is due to counting twice. The patch
takes the act out of the later rule of the file; ``instead_of`` would leave it there and displace the earlier.

Limits
------
That a scheme counts what a court or agency has already fined is how nearly all of them work, and is not told
here: the file does not say whether the fine was served. Chains through lists and bands are one way and not
two. The article on being punished twice speaks of crimes, hence medium confidence.

History
-------
0.1.0: new.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any, Final

from glasshouse.schemes.lint.case import Case
from glasshouse.schemes.lint.observation import Observation
from glasshouse.schemes.lint.rule import Rule
from glasshouse.schemes.model import Rule as SchemeRule

__all__ = ["RULE"]

_ROAMING: Final = ("anywhere", "own-place")
"""Places that may be any; two others overlap only if they are one."""


def _check(case: Case) -> Iterator[Observation]:
    rules = tuple({rule.id: rule for rule, _ in case.penalised if rule in case.scheme.rules}.values())
    if len(rules) < 2:
        yield case.not_applicable("fewer than two rules make anybody's position worse")
        return
    for earlier, later in combinations(rules, 2):
        shared = [id for id in later.when.conducts or () if id in (earlier.when.conducts or ())]
        if not shared or not _meet(earlier, later):
            continue
        acts = ", ".join(f"'{id}'" for id in shared)
        if earlier.count.at_least.value == later.count.at_least.value:
            yield case.fail(
                later,
                "when",
                about=earlier.id,
                message=f"one {acts} counts under '{earlier.id}' and under '{later.id}' at once",
                subjects=tuple(shared),
            )
        else:
            yield case.review(
                later,
                "when",
                about=earlier.id,
                message=f"{acts} counts under '{earlier.id}' and, repeated, under '{later.id}' as well; "
                "whether that is one penalty or two, the file does not say",
                subjects=tuple(shared),
            )


def _meet(one: SchemeRule, other: SchemeRule) -> bool:
    """Whether some record sets off both rules."""
    if one.id in other.instead_of or other.id in one.instead_of:
        return False
    if one.where != other.where and one.where not in _ROAMING and other.where not in _ROAMING:
        return False
    return _overlap(one.whom.subjects, other.whom.subjects) and _overlap(
        one.whom.professions, other.whom.professions
    )


def _overlap(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two choices have something in common; an empty one chooses all."""
    return not one or not other or bool(set(one) & set(other))


def _patch(case: Case, seen: Observation) -> Mapping[str, Any]:
    later = case.scheme.rule(seen.item.rpartition(".")[2])
    order = case.scheme.rules.index(later)
    earlier = [rule for rule, _ in case.penalised if rule in case.scheme.rules[:order]]
    counted = {
        id
        for rule in earlier
        if rule.count.at_least.value == later.count.at_least.value and _meet(rule, later)
        for id in rule.when.conducts or ()
    }
    left = [id for id in later.when.conducts or () if id not in counted]
    if not left:
        return {"remove": [seen.item]}
    return {"set": [{"path": f"{seen.item}.when.conducts", "value": left}]}


RULE = Rule(
    id="GH211",
    name="double-counting",
    severity="warning",
    confidence="medium",
    strength="T",
    norms=("iccpr-14-7", "eu-charter-50", "eu-charter-49-3"),
    rights=("proportionality", "fair-hearing"),
    check=_check,
    would_show="that the two serve different aims, and that whoever decides the second counts the first",
    remedy="count the act once, and credit penalties that were already served",
    measures=("listed-share", "band-share"),
    patch=_patch,
    never_silent="What sets a rule off is required, and without 'instead_of' the language lets both apply.",
)
