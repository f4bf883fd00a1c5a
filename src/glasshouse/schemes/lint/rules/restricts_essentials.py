"""A consequence that cuts into what everybody needs to live.

What it checks
--------------
Whether any consequence makes a service impossible, later, worse or dearer that belongs to the minimum of
life: health, housing, food, social security, utilities, a bank account, access to the net. Which services do
stands in ``catalogue/norms/gates.yaml``, so that no name in the scheme changes it.

Why it matters
--------------
Social security, an adequate standard of living and health care are owed to everyone, whatever they did; a
minimum core of them may never be used as a lever. Those who need these services most are also those who
cannot buy them elsewhere, so the sanction weighs by poverty and not by fault.

What would justify it
---------------------
For a limit above the minimum: a law, proof that the minimum is left in each case, and a decision that looked
at what the person and those in their care live on. Below the minimum, nothing.

In simulation
-------------
``denials``, ``refused-share`` and ``restricted-time`` at the gate say how many go without and how long, by
income fifth. What going without does to health is not simulated.

Limits
------
Carve-outs do not silence the finding: a file cannot show that the minimum is left. Closer checks of claims
are not told, though they can frighten people off. Gates of the user's own are taken as not essential.

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
    burdens = [item for item in case.scheme.consequences if restricts(item)]
    if not burdens:
        yield case.not_applicable("nothing in the scheme makes a service lost, later, worse or dearer")
    for item in burdens:
        essential = case.gate(item).essential
        if essential is None:
            continue
        left = f" (left free: {', '.join(item.except_)})" if item.except_ else ""
        yield case.fail(
            item,
            "gate",
            message=f"'{item.id}' cuts into '{item.gate}', which belongs to the minimum of "
            f"{essential.replace('-', ' ')}{left}",
        )


RULE = Rule(
    id="GH605",
    name="restricts-essentials",
    severity="error",
    confidence="high",
    strength="T",
    core=True,
    norms=(
        "icescr-9",
        "icescr-11",
        "icescr-12",
        "iccpr-6",
        "iccpr-26",
        "ai-act-annex-iii-5-a",
    ),
    rights=("living-standard", "equality"),
    check=_check,
    would_show="that the minimum is left in each case, by a decision that looked at what people live on",
    remedy="keep a minimum core out of reach of every sanction",
    measures=("denials", "refused-share", "restricted-time"),
    patch=lambda case, observation: {"remove": [observation.item]},
    never_silent="Which services are essential stands in our data, and the format requires the key 'gate'.",
)
