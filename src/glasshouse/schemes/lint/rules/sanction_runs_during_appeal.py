"""A restriction of movement, work, schooling or a minimum of life that goes on during the appeal.

What it checks
--------------
For each consequence that touches movement, work, education or a minimum of life, the corrections and reviews
that can be asked against it: whether each suspends (``suspends``). Where no remedy reaches the consequence,
nothing can halt it, and that is told too. What a gate touches stands in ``catalogue/norms/gates.yaml``.

Why it matters
--------------
A remedy that comes when the harm is done is no remedy: the journey, the job or the winter is over. Decisions
on movement have to be quick for this reason. An entry that is wrong and one that is right look alike until
somebody has decided.

What would justify it
---------------------
That somebody rules on interim relief within days, or that waiting would defeat the measure in this case; and
that whoever wins is put back where they stood.

In simulation
-------------
While a remedy that suspends is decided, its list brings about nothing. ``restricted-time`` and
``wrongful-days-share`` say how long people live under a restriction, and how much of it is wrongful.

Limits
------
Interim relief by ordinary courts is not in the language. Harms of other kinds, such as a refused loan, are
left alone here.

History
-------
0.1.0: new.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from glasshouse.schemes.lint.burdens import restricts
from glasshouse.schemes.lint.case import Case
from glasshouse.schemes.lint.observation import Observation
from glasshouse.schemes.lint.rule import Rule
from glasshouse.schemes.lint.vocabulary import Right
from glasshouse.schemes.model import Consequence, Remedy

__all__ = ["RULE"]

_RIGHTS: Final[tuple[Right, ...]] = ("movement", "work", "education", "living-standard")


def _check(case: Case) -> Iterator[Observation]:
    scheme = case.scheme
    grave = [consequence for consequence in scheme.consequences if _is_grave(case, consequence)]
    if not grave:
        yield case.not_applicable("no consequence restricts movement, work, education or a minimum of life")
        return
    if case.says(scheme, "remedies").is_silent:
        yield case.review(
            scheme.scheme, message="the file says nothing of a remedy, so nothing of what it would suspend"
        )
        return
    running: dict[str, tuple[Remedy, list[str]]] = {}
    for consequence in grave:
        covering = [r for r in scheme.remedies if r.kind != "repair" and _covers(case, r, consequence)]
        if not covering:
            yield case.fail(
                consequence, message=f"no remedy reaches '{consequence.id}', so nothing can suspend it"
            )
        for remedy in covering:
            if not remedy.suspends:
                running.setdefault(remedy.id, (remedy, []))[1].append(consequence.id)
    for remedy, names in running.values():
        what = ", ".join(f"'{name}'" for name in names)
        if case.says(remedy, "suspends").is_silent:
            yield case.review(
                remedy,
                "suspends",
                message=f"the text does not say whether '{remedy.id}' suspends {what}",
            )
        else:
            yield case.fail(
                remedy, "suspends", message=f"while '{remedy.id}' is decided, these go on: {what}"
            )


def _is_grave(case: Case, consequence: Consequence) -> bool:
    gate = case.gate(consequence)
    return restricts(consequence) and (gate.right in _RIGHTS or gate.essential is not None)


def _covers(case: Case, remedy: Remedy, consequence: Consequence) -> bool:
    """Whether a remedy can be asked against a consequence, or what brings it."""
    about, when = remedy.for_, consequence.when
    if consequence.id in about.consequences or set(about.lists) & set(when.list or ()):
        return True
    if set(about.bands) & set(when.band or ()):
        return True
    return bool({rule.id for rule in case.leads_to(consequence)} & set(about.rules))


RULE = Rule(
    id="GH803",
    name="sanction-runs-during-appeal",
    severity="warning",
    confidence="high",
    strength="T",
    norms=("iccpr-2-3", "gc-27-15"),
    rights=("remedy", "movement", "work"),
    check=_check,
    would_show="interim relief within days, or that waiting would defeat the measure in the single case",
    remedy="suspend while it is decided, or rule on interim relief within days",
    measures=("restricted-time", "wrongful-days-share"),
    patch=lambda case, seen: (
        {"set": [{"path": f"{seen.item}.suspends", "value": True}]} if seen.key == "suspends" else {}
    ),
)
