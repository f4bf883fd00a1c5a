"""What two schemes do differently to the same people, in a larger run, each number with its interval."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from glasshouse.ground.errors import BadInput, Problem
from glasshouse.report.numbers import plural
from glasshouse.web.wishes import PEOPLE

if TYPE_CHECKING:
    from glasshouse.measures.estimate import Estimate
    from glasshouse.studies.comparison import Difference
    from glasshouse.web.films import Studio
    from glasshouse.web.wishes import Wish

__all__ = ["differences_of"]


_TOLD = {
    ("refused-share", "any"): "people ever refused something",
    ("restricted-time", "any"): "time under a restriction",
    ("demoted-share", "any"): "people in a lower band after the last day",
    ("listed-share", "any"): "people ever on a blacklist",
    ("wrongfully-listed-share", "any"): "people ever wrongfully on a blacklist",
    ("harm-averted", "any"): "harm averted (put in by assumption, as are the losses of acts left undone)",
}
"""What is told: harms, and the benefit beside them."""


def differences_of(studio: Studio, first: Wish, second: Wish) -> dict[str, Any]:
    """Run two schemes on the people of the page's world and tell the second less the first: what it adds.

    Raises:
        BadInput: the two are not of one world, or a scheme cannot be run.
    """
    from glasshouse.studies.comparison import compare

    if (first.seed, first.years) != (second.seed, second.years):
        raise BadInput(
            Problem(
                "The two are not of one world.",
                remedy="Give both the same seed and years.",
                code="two-worlds",
            )
        )
    one, two = studio.scheme(first), studio.scheme(second)
    with studio.turn:
        comparison = compare(one, two, people=PEOPLE, years=first.years, seed=first.seed, threads=1)
    order = [id for id, _ in _TOLD]
    told: list[dict[str, Any]] = [
        {
            "id": difference.change.id,
            "says": _says(difference, name),
            "interval": _interval(difference),
            "sure": _is_sure(difference.change),
        }
        for difference in comparison.differences
        if (name := _TOLD.get((difference.change.id, difference.change.item)))
        and difference.change.group == "all"
        and difference.change.known
    ]
    told.sort(key=lambda one: order.index(one["id"]))
    return {
        "differences": told,
        "covers": f"95 % intervals for the luck of drawing {PEOPLE:,} invented people, as many as the first "
        f"screen counts, over {plural(first.years, 'year')}, at the central assumptions only: what was "
        "assumed about people may move the numbers further than the intervals reach.",
    }


def _is_sure(change: Estimate) -> bool:
    """Whether it may stand out: neither nought within the interval nor put in by assumption."""
    from glasshouse.measures.measure import is_put_in

    assert change.low is not None
    assert change.high is not None
    return not is_put_in(change.id) and not change.low <= 0.0 <= change.high


_UNITS = {
    "person-years per 1,000 person-years": "{} days in every 1,000 days of those whom the rules cover",
    "yuan per person-year": "yuan {} for each person and year (all assumptions count losses in yuan)",
}
"""Units in the page's words, with a place for whether it is more or less."""


def _says(difference: Difference, name: str) -> str:
    change, people = difference.change, difference.first.people
    assert change.value is not None
    told = _figure(abs(change.value), change, people)
    if told == "0":
        return f"{name.capitalize()}: no difference."
    of_people = change.unit == "percentage points"
    unit = f"{{}} of {people:,} whom the rules cover" if of_people else _UNITS[change.unit]
    less = "less" if unit.startswith("yuan") else "fewer"
    return f"{name.capitalize()}: {told} {unit.format('more' if change.value > 0.0 else less)}."


def _interval(difference: Difference) -> str:
    change, people = difference.change, difference.first.people
    assert change.low is not None
    assert change.high is not None
    low, high = (_figure(end, change, people) for end in (change.low, change.high))
    return "" if low == high == "0" else f"(from {low} to {high})"


def _figure(value: float, change: Estimate, people: int) -> str:
    """So many people, for shares are rare here; of all else one decimal, and two figures below one."""
    if change.unit == "percentage points":
        told = f"{round(value * people / 100.0):,}"
    elif abs(value) < _DUST:
        told = "0"
    else:
        told = f"{value:,.1f}" if abs(value) >= 1.0 else f"{value:,.2g}"
    return told.replace("-", "\u2212")


_DUST = 1e-6
"""Less than this is what computing leaves of nought."""
