"""A burden that falls on somebody's household or children.

What it checks
--------------
For each consequence that restricts, who bears it in fact (``falls_on``): household or children fail. At gates
that a household shares (a private school, heating, social assistance) a file that names only the person is
left to a reader. Where ``falls_on`` is not written, a reader is asked too: the default is a reading of ours.

Why it matters
--------------
Nobody answers for what another did. The Convention on the Rights of the Child says it of children in so many
words: no punishment for the status or activities of parents. A debtor's child that loses its school has
broken nothing, and cannot perform anything to get it back.

What would justify it
---------------------
That the burden stays with the person who acted, and that others in the household keep their own claim; for a
school, that the debtor's spending is limited and the child's schooling is not. Chinese courts explain their
rule on private schools in this way, so a finding there has medium confidence.

In simulation
-------------
``denials`` and ``refused-share`` count the person alone; ``refused-for-another`` counts those who are refused
something because of somebody else, children apart.

Limits
------
A favour to a household that is lost again is not told. What others do to somebody's score is asked by
``guilt-by-association`` (GH702). Loss of income reaches every household, and no file says so.

History
-------
0.1.0: new.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from glasshouse.schemes.lint.burdens import restricts
from glasshouse.schemes.lint.case import Case
from glasshouse.schemes.lint.observation import Observation
from glasshouse.schemes.lint.rule import Rule
from glasshouse.schemes.model import Consequence

__all__ = ["RULE"]

_SHARED: Final = {
    "private-school": "a school is a child's",
    "heating-subsidy": "a home is heated for all who live in it",
    "social-assistance": "assistance is granted to households",
}
"""Gates where more people than the person stand to lose, and why."""

_SPENDING: Final = "private-school"
"""Gate at which courts tell the debtor's spending from the child's schooling."""


def _burdens(case: Case) -> list[Consequence]:
    return [
        consequence
        for consequence in case.scheme.consequences
        if restricts(consequence) and case.gate(consequence).contexts
    ]


def _check(case: Case) -> Iterator[Observation]:
    burdens = _burdens(case)
    if not burdens:
        yield case.not_applicable("no consequence restricts anybody")
    for consequence in burdens:
        gate = consequence.gate
        bears = case.says(consequence, "falls_on")
        others = [who for who in consequence.falls_on if who != "self"]
        if bears.is_silent:
            yield case.review(
                consequence,
                "falls_on",
                message=f"the file does not say who bears '{consequence.id}' in fact",
            )
        elif others:
            yield case.fail(
                consequence,
                "falls_on",
                message=f"'{consequence.id}' falls on {' and '.join(others)}, who did not act",
                confidence="medium" if gate == _SPENDING else None,
            )
        elif gate in _SHARED:
            yield case.review(
                consequence,
                "falls_on",
                message=f"'{consequence.id}' is said to fall on the person alone, but {_SHARED[gate]}",
            )


def _patch(case: Case, seen: Observation) -> Mapping[str, Any]:
    consequence = next(part for part in _burdens(case) if seen.item == f"consequences.{part.id}")
    if consequence.gate in _SHARED:
        return {"remove": [seen.item]}  # there a word about who bears it would change nothing
    return {"set": [{"path": f"{seen.item}.falls_on", "value": ["self"]}]}


RULE = Rule(
    id="GH701",
    name="family-spillover",
    severity="error",
    confidence="high",
    strength="T",
    core=True,
    norms=("crc-2-2", "crc-3", "iccpr-17-1", "iccpr-23", "iccpr-24", "iccpr-26"),
    rights=("family-and-children", "equality"),
    check=_check,
    would_show="that only the person who acted bears it, and that everybody else keeps a claim of their own",
    remedy="restrict the consequence to the person who acted",
    measures=("refused-for-another", "denials", "refused-share"),
    patch=_patch,
)
