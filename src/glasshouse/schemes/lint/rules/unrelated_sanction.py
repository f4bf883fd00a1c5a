"""A consequence in another sphere of life than the conduct behind it.

What it checks
--------------
For each consequence, the conducts that can bring it (through points, bands or lists), and whether any of
their spheres of life is one that the service belongs to. Spheres of conducts stand in the conduct catalogue,
those of services in ``catalogue/norms/gates.yaml``; what the scheme calls the ``domain`` is not asked,
because a word is easily changed. A reward that a conduct takes away counts too, with medium confidence.

Why it matters
--------------
Treating somebody badly in a context that has nothing to do with where the behaviour was recorded is the first
alternative of the European ban on social scoring, and administrative law in many places, China's among them,
forbids to link what has no connection. It is the step from "pay your fine" to "you are not trustworthy".

What would justify it
---------------------
A law that links the two, a reason why the sanction bears on the risk that the conduct shows, and proof that
nothing milder within the same sphere works: a fine, a notice, a check of the licence.

In simulation
-------------
``denials``, ``refused-share`` and ``restricted-time`` say how many lose the service over it and for how long.
A reform that takes the consequence out shows what it bought.

Limits
------
Spheres are broad: "financial" holds both a loan and an unpaid bill. A link that a lawyer would find too
loose inside one sphere is not found. A warning that bars nothing is left alone.

History
-------
0.1.0: new.
"""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.schemes.lint.case import Case
from glasshouse.schemes.lint.observation import Observation
from glasshouse.schemes.lint.rule import Rule
from glasshouse.schemes.model import Consequence

__all__ = ["RULE"]

_NAMED = 4


def _check(case: Case) -> Iterator[Observation]:
    if not case.harms:
        yield case.not_applicable("nothing in the scheme makes anybody's position worse")
    for consequence in case.scheme.consequences:
        contexts = case.gate(consequence).contexts
        if not contexts:
            continue
        found = {
            row.conduct: row
            for row in case.harms
            if row.consequence is consequence and row.conduct and row.context not in contexts
        }
        if not found:
            continue
        names = [f"'{row.conduct}' ({row.context})" for row in found.values()]
        more = f" and {len(names) - _NAMED} others" if len(names) > _NAMED else ""
        brings = any(row.relation == "brings" for row in found.values())
        how = "brought on" if brings else "lost"
        yield case.fail(
            consequence,
            "gate",
            message=f"'{consequence.id}' ({', '.join(contexts)}) can be {how} by "
            f"{', '.join(names[:_NAMED])}{more}{_called(consequence, contexts)}",
            confidence=None if brings else "medium",
        )


def _called(consequence: Consequence, contexts: tuple[str, ...]) -> str:
    if consequence.domain is None or consequence.domain in contexts:
        return ""
    return f"; the file calls the sphere '{consequence.domain}', which is not that of '{consequence.gate}'"


RULE = Rule(
    id="GH601",
    name="unrelated-sanction",
    severity="error",
    confidence="high",
    strength="L",
    core=True,
    norms=("ai-act-5-1-c-i", "iccpr-26", "cn-improper-linkage"),
    rights=("equality", "proportionality"),
    check=_check,
    would_show="a law that links the two, and proof that nothing milder in the same sphere works",
    remedy="keep the consequence in the sphere of the breach",
    measures=("denials", "refused-share", "restricted-time"),
    patch=lambda case, seen: {"remove": [seen.item]},
    never_silent="Spheres of conducts and of gates stand in the catalogues, which always say.",
)
