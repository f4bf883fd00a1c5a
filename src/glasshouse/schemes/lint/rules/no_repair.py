"""No way back by making good, or only one that asks for praise, labour or money.

What it checks
--------------
For each blacklist, whether one can leave it by making good: a remedy of kind ``repair`` for it, or an exit by
performance or repair; for points, a repair, or that all of them lapse. Where only waiting helps on a list, a
reader is asked. A repair that asks for praise, an apology, unpaid labour or a payment fails whatever else
there is. ``remedies`` left out says nothing.

Why it matters
--------------
A penalty that making good does not end gives nobody a reason to make good. Chinese rules call repair a right.
What is asked for it may not take more than was owed: praise and public apology compel speech, compulsory
volunteering is labour without consent, and a fee keeps those out who have least.

What would justify it
---------------------
A law that excludes repair for this act, with the reason why even performance does not lessen the risk; and a
term, so that time at least ends it.

In simulation
-------------
``exits`` says how stays end: by performance, repair, correction or time. ``restricted-time`` says how long
they last. A repair that is added is asked for and granted as the assumptions have it.

Limits
------
Whether a training is useful or a humiliation, the lint cannot tell. How fast the entry goes after performance
is asked by ``stays-after-fulfilment`` (GH506).

History
-------
0.1.0: new.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from glasshouse.ground.units import Money
from glasshouse.schemes.lint.case import Case
from glasshouse.schemes.lint.observation import Observation
from glasshouse.schemes.lint.rule import Rule
from glasshouse.schemes.model import List, Remedy

__all__ = ["RULE"]

_TOO_MUCH: Final = {
    "praise": "praise, which compels speech",
    "apology": "an apology, which compels speech",
    "volunteering": "volunteering, which is unpaid labour",
    "payment": "a payment on top of what was owed",
}


def _check(case: Case) -> Iterator[Observation]:
    scheme = case.scheme
    lists = case.black_lists
    losing = [rule for rule in scheme.rules if rule.effect.points and rule.effect.points.value < 0]
    if not lists and not losing:
        yield case.not_applicable("the scheme lists nobody and takes no points")
        return
    if case.says(scheme, "remedies").is_silent:
        yield case.review(scheme.scheme, message="the file says nothing of a way back by making good")
        return
    repairs = [remedy for remedy in scheme.remedies if remedy.kind == "repair"]
    for entry in lists:
        yield from _way_off(case, entry, repairs)
    for rule in losing:
        covered = any(rule.id in repair.for_.rules or repair.for_.bands for repair in repairs)
        if not covered and case.says(rule, "lapse").is_none:
            yield case.fail(
                rule, "lapse", message=f"neither time nor making good ever restores the points of '{rule.id}'"
            )
    for repair in repairs:
        yield from _terms(case, repair)


def _way_off(case: Case, entry: List, repairs: list[Remedy]) -> Iterator[Observation]:
    entering = {rule.id for rule in case.leads_to(entry)}
    covered = any(entry.id in r.for_.lists or entering & set(r.for_.rules) for r in repairs)
    if covered or any(way.by in ("performance", "repair") for way in entry.exit):
        return
    if isinstance(entry.stay.for_.value, str):
        yield case.fail(entry, "exit", message=f"nothing that somebody does ends a stay on '{entry.id}'")
    else:
        yield case.review(
            entry,
            "exit",
            message=f"only waiting ends a stay on '{entry.id}'; is there nothing that could be made good?",
        )


def _terms(case: Case, repair: Remedy) -> Iterator[Observation]:
    asks, fee = case.says(repair, "asks"), case.says(repair, "fee")
    if asks.is_silent:
        yield case.review(repair, "asks", message=f"the text does not say what '{repair.id}' asks for")
    for word in repair.asks:
        if word in _TOO_MUCH:
            yield case.fail(repair, "asks", about=word, message=f"'{repair.id}' asks for {_TOO_MUCH[word]}")
    if isinstance(fee.value, Money) and fee.value.amount > 0:
        yield case.fail(repair, "fee", message=f"asking for '{repair.id}' costs {fee.value}")


RULE = Rule(
    id="GH805",
    name="no-repair",
    severity="error",
    confidence="high",
    strength="D",
    core=True,
    norms=(
        "ndrc-order-36-right",
        "ndrc-order-58-repair",
        "guobanfa-2020-49-repair",
        "iccpr-19-1",
        "iccpr-18-2",
        "iccpr-8-3",
    ),
    rights=("remedy", "expression"),
    check=_check,
    would_show="a law that excludes repair here, and why performance does not lessen the risk",
    remedy="repair by itself, on performance and time, and ask for nothing else",
    measures=("exits", "restricted-time"),
)
