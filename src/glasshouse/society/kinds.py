"""The kinds of household there are: who is in them, who has care of whom, of what age each is.

A kind and a size make a template: a tuple of roles, the head first. What a recipe says of kinds (so many
households of three generations) is met; the odds below fill in what it does not say, and are assumed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from glasshouse.society.tables import ADULT_AGE, KINDS, NOBODY
from glasshouse.society.vocabulary import OLDEST

__all__ = ["FORMS", "Form", "carers", "odds_of_band", "template"]

# Odds by age: from each age on, until the next. Nobody is outside.
Ages = Mapping[int, float]

_ANY_ADULT: Final[Ages] = {ADULT_AGE: 1.0}
_UNDER_AGE: Final[Ages] = {0: 1.0, ADULT_AGE: 0.0}
_OLD: Final[Ages] = {ADULT_AGE: 0.0, 60: 1.0}
# Those with children at home: most are from 30 to 50. Fewer are under 30 than in life, because the age of a
# child is drawn apart, and a parent of 20 with a child of 10 is worse. Never none: any table can be met.
_RAISING: Final[Ages] = {ADULT_AGE: 0.02, 25: 0.3, 30: 1.0, 50: 0.2, 60: 0.02}
_GRANDPARENT: Final[Ages] = {ADULT_AGE: 0.0, 45: 0.3, 55: 1.0, 75: 0.3}
_WITH_GROWN_CHILDREN: Final[Ages] = {ADULT_AGE: 0.0, 45: 1.0, 75: 0.5}
_GROWN_CHILD: Final[Ages] = {ADULT_AGE: 1.0, 30: 0.4, 45: 0.0}


@dataclass(frozen=True)
class Form:
    """What households of a kind are like.

    Attributes:
        title: the kind for readers.
        odds: odds of the kind among households of a size, by size from 1; the last holds for all larger ones.
        ages: odds of each age, by role.
    """

    title: str
    odds: tuple[float, ...]
    ages: Mapping[str, Ages]


_PARENTS: Final = {"head": _RAISING, "partner": _RAISING, "child": _UNDER_AGE, "parent": _OLD}

FORMS: Final[Mapping[str, Form]] = {
    "single": Form("one person", (1.0, 0.0), {"head": _ANY_ADULT}),
    "couple": Form("a couple", (0.0, 62.0, 0.0), {"head": _ANY_ADULT, "partner": _ANY_ADULT}),
    "couple-with-children": Form("a couple with children", (0.0, 0.0, 42.0, 40.0, 15.0), _PARENTS),
    "one-parent": Form("one parent with children", (0.0, 5.0, 3.0, 2.0, 1.0), _PARENTS),
    "three-generations": Form("three generations", (0.0, 0.0, 6.0, 26.0, 62.0), _PARENTS),
    "grandparents": Form(
        "grandparents with grandchildren",
        (0.0, 3.0, 6.0, 5.0, 5.0),
        {"head": _GRANDPARENT, "partner": _GRANDPARENT, "child": _UNDER_AGE},
    ),
    "worker-away": Form("children, a parent away at work", (0.0, 4.0, 6.0, 7.0, 5.0), _PARENTS),
    "grown-children": Form(
        "parents with grown children",
        (0.0, 12.0, 27.0, 10.0, 5.0),
        {"head": _WITH_GROWN_CHILDREN, "partner": _WITH_GROWN_CHILDREN, "other": _GROWN_CHILD},
    ),
    "others": Form(
        "other adults together", (0.0, 14.0, 10.0, 10.0, 7.0), {"head": _ANY_ADULT, "other": _ANY_ADULT}
    ),
}
assert tuple(FORMS) == KINDS


def template(kind: str, size: int) -> tuple[str, ...]:
    """Return the roles of a household, the head first; empty where the kind has no household of this size."""
    further = size - 1
    match kind:
        case "single":
            return ("head",) if size == 1 else ()
        case "couple":
            return ("head", "partner") if size == 2 else ()
        case "couple-with-children":
            return ("head", "partner", *["child"] * (size - 2)) if size >= 3 else ()
        case "one-parent":
            return ("head", *["child"] * further) if size >= 2 else ()
        case "three-generations":
            return _three_generations(size) if size >= 3 else ()
        case "grandparents":
            couple = ("head", "partner") if size >= 3 else ("head",)
            return (*couple, *["child"] * (size - len(couple))) if size >= 2 else ()
        case "worker-away":
            old = ("parent",) if size >= 4 else ()
            return ("head", *["child"] * (further - len(old)), *old) if size >= 2 else ()
        case "grown-children":
            couple = ("head", "partner") if size >= 3 else ("head",)
            return (*couple, *["other"] * (size - len(couple))) if size >= 2 else ()
        case _:
            return ("head", *["other"] * further)


def _three_generations(size: int) -> tuple[str, ...]:
    """One child, then the second parent of it, then the second grandparent, then more children."""
    couple = ("head", "partner") if size >= 4 else ("head",)
    old = ("parent", "parent") if size >= 5 else ("parent",)
    return (*couple, *["child"] * (size - len(couple) - len(old)), *old)


def carers(roles: tuple[str, ...]) -> tuple[int, int]:
    """Return the slots of those who have care of a household's children: the head, and the partner if any."""
    return 0, roles.index("partner") if "partner" in roles else NOBODY


def odds_of_band(ages: Ages, first: int, after: int) -> float:
    """Return the mean odds over the years of an age band; 0 unless all of them are possible.

    Args:
        ages: odds by age.
        first: youngest age of the band, years.
        after: the age after its oldest, years.
    """
    bounds = [*ages, OLDEST]
    total = 0.0
    for start, end, odds in zip(bounds[:-1], bounds[1:], ages.values(), strict=True):
        years = max(0, min(after, end) - max(first, start))
        if years and odds == 0:
            return 0.0
        total += years * odds
    return total / (after - first) if first >= bounds[0] else 0.0
