"""No process by which a wrong record is found, corrected and taken out again.

What it checks
--------------
For each blacklist and for points that are lost: whether a remedy of the kind ``correction`` covers it, how
soon what was decided is carried out (``then``), and whether an entry that a remedy overturns leaves the
list (an exit by ``overturned``). Also whether a rule applies by machine alone to records that nobody has
found true: then no person looks whether the record is about the right one.

Why it matters
--------------
Records are wrong about a share of people that is never nought: namesakes, misread plates, incomes that were
averaged. Whoever keeps them has to see to it that they are right, and to mend them soon when somebody shows
that they are not. An appeal to a court does not replace a simple way to say "this is not me".

What would justify it
---------------------
Another process of the same worth: the source corrects by itself and the correction reaches every copy, with
an error rate that somebody outside has measured.

In simulation
-------------
``wrongful-share-of-listed`` counts those who are on a list by mistake, ``wrongful-days-share`` how long
they stay there. The patch adds the missing exit, so that what is overturned ends.

Limits
------
The language knows no rules for matching identities, so the lint cannot ask for them; it sees only that
nobody looks. Whether error rates are published is asked by ``no-independent-oversight`` (GH905), whether a
review is independent and timely by ``no-effective-appeal`` (GH802).

History
-------
0.1.0: new.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from glasshouse.schemes.lint.burdens import decision
from glasshouse.schemes.lint.case import Case
from glasshouse.schemes.lint.observation import Observation
from glasshouse.schemes.lint.rule import Rule
from glasshouse.schemes.model import List, Remedy

__all__ = ["RULE"]

_UNPROVEN: Final = ("allegation", "report", "observed", "inference")
"""Kinds of proof for which no authority or court has found that the record is true."""


def _check(case: Case) -> Iterator[Observation]:
    scheme = case.scheme
    lists = case.black_lists
    losing = case.losing
    if not lists and not losing:
        yield case.not_applicable("the scheme lists nobody and takes no points")
        return
    said = case.says(scheme, "remedies")
    if said.is_silent:
        yield case.review(
            scheme.scheme, message="the file says nothing of how a wrong record would be corrected"
        )
    elif said.is_none:
        yield case.fail(scheme, "remedies", message="there is no way to have a wrong record corrected")
    else:
        yield from _corrections(case, lists, losing)
        for entry in lists:
            yield from _way_out(case, entry)
    for rule in scheme.rules:
        who, part = decision(case, rule)
        if who.value == "automatic" and rule.proof in _UNPROVEN and case.is_adverse(rule):
            yield case.fail(
                part,
                "decided_by",
                message=f"'{rule.id}' applies by machine alone to what nobody has found true (proof: "
                f"{rule.proof}), so no person looks whether it is about the right one",
                about=rule.id,
            )


def _corrections(case: Case, lists: list[List], losing: frozenset[str]) -> Iterator[Observation]:
    scheme = case.scheme
    corrections = [remedy for remedy in scheme.remedies if remedy.kind == "correction"]
    used: dict[str, Remedy] = {}
    for entry in lists:
        entering = {rule.id for rule in case.leads_to(entry)}
        covering = [c for c in corrections if entry.id in c.for_.lists or entering & set(c.for_.rules)]
        used.update({remedy.id: remedy for remedy in covering})
        if not covering:
            yield case.fail(entry, message=f"no correction can be asked of a wrong entry on '{entry.id}'")
    if losing:
        covering = [c for c in corrections if c.for_.bands or losing & set(c.for_.rules)]
        used.update({remedy.id: remedy for remedy in covering})
        if not covering:
            yield case.fail(
                scheme.score, message="no correction can be asked of points that were wrongly taken"
            )
    for remedy in used.values():
        then = case.says(remedy, "then")
        if then.is_silent:
            yield case.review(
                remedy, "then", message=f"the text does not say how soon '{remedy.id}' is carried out"
            )
        elif then.is_none:
            yield case.fail(remedy, "then", message=f"'{remedy.id}' has no time in which it is carried out")


def _way_out(case: Case, entry: List) -> Iterator[Observation]:
    if any(way.by == "overturned" for way in entry.exit):
        return
    yield case.fail(
        entry,
        "exit",
        message=f"an entry on '{entry.id}' stays where a remedy finds it wrong: no exit by 'overturned'",
    )


def _patch(case: Case, seen: Observation) -> Mapping[str, Any]:
    if seen.key != "exit":
        return {}
    return {"add": [{"path": f"{seen.item}.exit", "value": {"by": "overturned", "within": "0 days"}}]}


RULE = Rule(
    id="GH305",
    name="no-accuracy-process",
    severity="warning",
    confidence="high",
    strength="L",
    norms=("gdpr-5-1-d", "gdpr-16", "gdpr-18", "ca-aia-data-quality"),
    rights=("data-protection", "remedy"),
    check=_check,
    would_show="how wrong records are found and mended otherwise, and how many are left",
    remedy="let a person check each match, correct on request by a deadline, and undo what follows",
    measures=("wrongful-share-of-listed", "wrongful-days-share"),
    patch=_patch,
)
