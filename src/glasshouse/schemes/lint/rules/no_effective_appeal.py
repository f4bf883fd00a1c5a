"""No appeal that could put a wrong entry right in time.

What it checks
--------------
For every blacklist, and for the score where rules take points away: whether a remedy (a correction or a
review) can be asked for it, whether one of them is decided by a body that did not decide first, whether
asking costs money, and whether there is a limit of at most ``longest-decision`` (30 days, a convention).
``remedies: []`` says that there is none; leaving the section out says nothing, and a reader is asked.

Why it matters
--------------
Everyone whose rights are touched has a claim to an effective remedy, before a competent and independent body.
A wrong entry that takes a year to strike has done its harm by then, and one that costs money stays for those
who have least.

What would justify it
---------------------
That ordinary courts hear the case, quickly and without cost to those who cannot pay, with power to undo the
entry and what followed; name that remedy in the file. A longer limit may be answered by interim relief.

In simulation
-------------
``wrongful-share-of-listed`` and ``wrongful-days-share`` say how many are on a list wrongly and for how long;
``exits`` how often a correction is what ends a stay. How often an appeal succeeds is assumed.

Limits
------
Independence is what the file says of the body. Whether the body has power to undo, hears people, or is
trusted, a file cannot tell.

History
-------
0.1.0: new.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from glasshouse.ground.units import Money
from glasshouse.schemes.lint.case import Case
from glasshouse.schemes.lint.observation import Observation
from glasshouse.schemes.lint.rule import Rule
from glasshouse.schemes.model import Remedy

__all__ = ["RULE"]


def _check(case: Case) -> Iterator[Observation]:
    scheme = case.scheme
    lists = case.black_lists
    losing = case.losing
    if not lists and not losing:
        yield case.not_applicable("the scheme lists nobody and takes no points")
        return
    said = case.says(scheme, "remedies")
    if said.is_silent:
        yield case.review(scheme.scheme, message="the file says nothing of a way to have an entry undone")
        return
    if said.is_none:
        yield case.fail(scheme, "remedies", message="there is no way to have an entry undone")
        return
    appeals = [remedy for remedy in scheme.remedies if remedy.kind != "repair"]
    met: dict[str, Remedy] = {}
    for entry in lists:
        entering = {rule.id for rule in case.leads_to(entry)}
        covering = [a for a in appeals if entry.id in a.for_.lists or entering & set(a.for_.rules)]
        if not covering:
            yield case.fail(entry, message=f"no remedy can be asked against an entry on '{entry.id}'")
        yield from _independence(case, covering, f"the list '{entry.id}'", met)
    if losing:
        covering = [a for a in appeals if a.for_.bands or losing & set(a.for_.rules)]
        if not covering:
            yield case.fail(scheme.score, message="no remedy can be asked against points or bands")
        yield from _independence(case, covering, "points or bands", met)
    for remedy in met.values():
        yield from _terms(case, remedy)


def _independence(
    case: Case, covering: list[Remedy], what: str, met: dict[str, Remedy]
) -> Iterator[Observation]:
    """What to say where no body that did not decide first looks again; each chain is told once."""
    new = [remedy for remedy in covering if remedy.id not in met]
    met.update({remedy.id: remedy for remedy in covering})
    said = [case.says(remedy, "independent") for remedy in covering]
    if not new or any(answer.is_stated and answer.value for answer in said):
        return
    last = covering[-1]
    if any(answer.is_silent or answer.is_none for answer in said):
        yield case.review(
            last, "independent", message=f"the text does not say that anybody independent reviews {what}"
        )
    else:
        yield case.fail(
            last,
            "independent",
            message=f"only the body that decided first can be asked about {what} ('{last.id}')",
        )


def _terms(case: Case, remedy: Remedy) -> Iterator[Observation]:
    longest = case.convention("longest-decision")
    decides, fee = case.says(remedy, "decides"), case.says(remedy, "fee")
    if decides.is_silent:
        yield case.review(
            remedy, "decides", message=f"the text sets no time in which '{remedy.id}' is decided"
        )
    elif decides.is_none:
        yield case.fail(remedy, "decides", message=f"'{remedy.id}' has no time limit for the decision")
    elif decides.value.nominal_days > longest.duration.nominal_days:
        yield case.fail(
            remedy,
            "decides",
            message=f"'{remedy.id}' may take {decides.value}, longer than {longest.told}",
        )
    if isinstance(fee.value, Money) and fee.value.amount > 0:
        yield case.fail(remedy, "fee", message=f"asking for '{remedy.id}' costs {fee.value}")


def _patch(case: Case, seen: Observation) -> Mapping[str, Any]:
    if seen.key != "decides":
        return {}  # who decides and what it costs is paper: it changes no life in a run
    value = str(case.convention("longest-decision"))
    return {"set": [{"path": f"{seen.item}.decides", "value": value}]}


RULE = Rule(
    id="GH802",
    name="no-effective-appeal",
    severity="error",
    confidence="high",
    strength="T",
    core=True,
    norms=(
        "iccpr-2-3",
        "iccpr-14-1",
        "eu-charter-47",
        "echr-6",
        "echr-13",
        "coe-ai-convention-14",
        "coe-ai-convention-15",
    ),
    rights=("remedy", "fair-hearing"),
    check=_check,
    would_show="another body that hears the case in time, free of charge, with power to undo what was done",
    remedy="add a free, independent and dated appeal that can undo the entry",
    measures=("wrongful-share-of-listed", "wrongful-days-share", "exits"),
    patch=_patch,
)
