"""A bar from work or public service that is wider than the breach, or that has no end.

What it checks
--------------
For each consequence that makes jobs, public posts or trade licences impossible, later, worse or dearer:
whether every conduct that can bring it belongs to the sphere of that work, and whether the stay behind it has
an end. Mere closer looks at applicants ask for a reader, who knows whether they bar people in practice.

Why it matters
--------------
Everyone may gain a living by work freely chosen, and enter public service on terms of equality. Who loses
the licence over an unpaid bill cannot earn what would pay it. A bar that bears on the risk of the post (a
cashier who embezzled) is another thing than one that marks somebody as unworthy of work.

What would justify it
---------------------
A law that names the posts, a risk in those posts that this breach shows, and a term after which the bar ends.

In simulation
-------------
``denials`` and ``refused-share`` at the gates for jobs, posts and licences say how many are turned away,
``restricted-time`` for how long. That lost work makes debts grow is not simulated.

Limits
------
Spheres are broad, so a bar within one can still be wider than the risk. Posts are not told apart: the gate
for public posts is for all of them. Lost favours, such as a lower place on a list of applicants, are left to
``unrelated-sanction`` (GH601).

History
-------
0.1.0: new.
"""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.schemes.lint.burdens import restricts
from glasshouse.schemes.lint.case import Case
from glasshouse.schemes.lint.naming import some_of
from glasshouse.schemes.lint.observation import Observation
from glasshouse.schemes.lint.rule import Rule
from glasshouse.schemes.model import Consequence

__all__ = ["RULE"]


def _check(case: Case) -> Iterator[Observation]:
    work = [item for item in case.scheme.consequences if case.gate(item).right == "work"]
    bars = [item for item in work if restricts(item)]
    looks = [item for item in work if item.does == "inspect"]
    if not bars and not looks:
        yield case.not_applicable("nothing in the scheme keeps anybody from work")
    for item in bars:
        contexts = case.gate(item).contexts
        behind = {
            row.conduct: f"'{row.conduct}' ({row.context})"
            for row in case.harms
            if row.consequence is item and row.conduct and row.context not in contexts
        }
        names = list(behind.values())
        reasons = []
        if names:
            reasons.append(f"is brought by {some_of(names)}, outside the sphere of that work")
        if _is_endless(case, item):
            reasons.append("has no end")
        if reasons:
            yield case.fail(
                item,
                "gate",
                message=f"'{item.id}' keeps people from '{item.gate}' and {' and '.join(reasons)}",
            )
    for item in looks:
        yield case.review(
            item,
            "does",
            message=f"'{item.id}' has a closer look at those who ask for '{item.gate}'; the text does "
            "not say what follows from it",
        )


def _is_endless(case: Case, item: Consequence) -> bool:
    """Whether a bar lasts as long as a stay that has no end."""
    if item.duration.value != "while-in-force":
        return False
    stays = [
        rule.stay or case.scheme.list(rule.effect.enter).stay
        for rule in case.leads_to(item)
        if rule.effect.enter
    ]
    return any(stay.for_.value == "for-ever" for stay in stays)


RULE = Rule(
    id="GH603",
    name="restricts-livelihood",
    severity="error",
    confidence="high",
    strength="T",
    core=True,
    norms=("icescr-6", "iccpr-25-c", "eu-charter-15"),
    rights=("work", "proportionality"),
    check=_check,
    would_show="a law that names the posts, the risk there that the breach shows, and a term",
    remedy="bar people from posts where the breach is a risk, by name and for a term, or not at all",
    measures=("denials", "refused-share", "restricted-time"),
    patch=lambda case, observation: {"remove": [observation.item]},
    never_silent="What a gate is stands in our data, what a conduct is in the catalogue; both always say.",
)
