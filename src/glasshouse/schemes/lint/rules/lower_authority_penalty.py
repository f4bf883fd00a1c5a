"""A local Chinese penalty that the national list of penalties does not know, or not for these people.

What it checks
--------------
For schemes of Chinese authorities below the national level: whether each burden that the scheme imposes is of
a kind that the national basic list of penalty measures names, and whether bars on travel and on high spending
meet the people for whom the list has them. Banks and other market bodies that decide for themselves are left
alone, and so are talks and closer looks. Where the file does not say at which level the operator stands, a
reader is asked.

Why it matters
--------------
The list exists because towns invented penalties. It says that agencies may take no measure, widen no targets
and exceed no weight beyond laws, regulations and policy of the centre. A domestic limit binds those who run
the scheme whatever one thinks of the treaties.

What would justify it
---------------------
A local regulation made by a people's congress, in force where the scheme applies, that names this measure for
these people; or an item of the list that the file should cite.

In simulation
-------------
``denials`` and ``restricted-time`` say what the measures outside the list cost people; the patch takes them
out, and ``compare`` shows what they bought.

Limits
------
Which gate belongs to which class of the list, and for whom, is from memory: of the translations only the
openings were read, none item by item. Hence preview, and medium confidence. The edition in force on the day
decides which norm is printed; the classes are not told apart by edition. Local supplements are not known to
us.

History
-------
0.1.0: new, in preview.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from glasshouse.schemes.lint.burdens import restricts
from glasshouse.schemes.lint.case import Case
from glasshouse.schemes.lint.observation import Observation
from glasshouse.schemes.lint.rule import Rule
from glasshouse.schemes.model import Consequence

__all__ = ["RULE"]

_JUDGMENTS: Final = frozenset(
    {
        "refuses-judgment",
        "evades-judgment",
        "hides-assets",
        "breaches-consumption-order",
        "obstructs-enforcement",
        "refuses-settlement",
    }
)
"""Conducts of the catalogue that concern the performance of judgments."""

_TRANSPORT: Final = frozenset({"disturbs-flight", "smokes-on-train", "evades-fare"})
"""Conducts of the catalogue for which the railway and air lists bar travel."""

_NAMED: Final[Mapping[str, frozenset[str] | None]] = {
    "flight": _JUDGMENTS | _TRANSPORT,
    "train": _JUDGMENTS | _TRANSPORT,
    "private-school": _JUDGMENTS,
    "star-hotel": _JUDGMENTS,
    "property-purchase": _JUDGMENTS,
    "public-post": None,
    "job": None,
    "licence": None,
    "honours": None,
}
"""Gates at which the list has a penalty, with the conducts for which it has it; None: those of many laws. The
classes are exclusion from a market or trade, bars on office, limits on spending, and exclusion from honours;
from memory, and to be held against the text.
Norm: National basic list of penalty measures, editions 2021, 2022 and 2024."""

_NATIONAL: Final = ("national", "international")


def _check(case: Case) -> Iterator[Observation]:
    scheme = case.scheme
    head = scheme.scheme
    burdens = [item for item in scheme.consequences if restricts(item) and case.gate(item).contexts]
    is_chinese = head.jurisdiction.startswith("CN") and head.operator.kind != "private"
    if not is_chinese or not burdens:
        yield case.not_applicable("no Chinese authority imposes a burden here")
        return
    level = case.says(head.operator, "level")
    if level.is_stated and level.value in _NATIONAL:
        yield case.not_applicable("the scheme is not one of a lower authority")
        return
    if not level.is_stated:
        yield case.review(
            head.operator,
            "level",
            message="the file does not say at which level the operator stands; below the national one, it "
            "may impose only what the national list names",
        )
        return
    for item in burdens:
        if _decides_itself(case, item):
            continue
        if item.gate not in _NAMED:
            yield case.fail(
                item,
                "gate",
                message=f"no class of the national list holds what '{item.id}' does at '{item.gate}'",
            )
            continue
        meant = _NAMED[item.gate]
        met = dict.fromkeys(row.conduct for row in case.harms if row.consequence is item and row.conduct)
        wider = [f"'{conduct}'" for conduct in met if meant is not None and conduct not in meant]
        if wider:
            yield case.fail(
                item,
                "when",
                message=f"'{item.id}' meets people for {', '.join(wider)}; the national list has a bar at "
                f"'{item.gate}' for other conduct only",
            )


def _decides_itself(case: Case, item: Consequence) -> bool:
    """Whether a private user imposes it that is not compelled to."""
    users = {user.id: user for user in case.scheme.users}
    user = users.get(item.imposed_by) if item.imposed_by is not None else None
    return user is not None and user.kind == "private" and not user.compelled


RULE = Rule(
    id="GH105",
    name="lower-authority-penalty",
    severity="error",
    confidence="medium",
    strength="D",
    status="preview",
    norms=(
        "cn-penalty-list-2024",
        "cn-penalty-list-2022",
        "cn-penalty-list-2021",
        "guobanfa-2020-49-penalty-list",
    ),
    rights=("legality",),
    check=_check,
    would_show="an item of the list in force, or a local regulation in force that names this measure",
    remedy="cite for each penalty the item of the national list that it rests on, or remove it",
    measures=("denials", "restricted-time"),
    patch=lambda case, seen: {"remove": [seen.item]},
)
