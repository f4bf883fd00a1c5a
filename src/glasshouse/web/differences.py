"""What two schemes do differently to the same people, in a larger run, each number with its interval."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from glasshouse.ground.errors import BadInput, Problem

if TYPE_CHECKING:
    from glasshouse.measures.estimate import Estimate
    from glasshouse.web.films import Studio
    from glasshouse.web.wishes import Wish

__all__ = ["PEOPLE_COMPARED", "differences_of"]

PEOPLE_COMPARED = 40_000
"""Forty neighbourhoods: enough for intervals, few enough to wait for."""

_TOLD = {
    ("refused-share", "any"): "people ever refused something",
    ("restricted-time", "any"): "time under a restriction",
    ("demoted-share", "any"): "people ever in a lower band",
    ("listed-share", "any"): "people ever on a blacklist",
    ("wrongfully-listed-share", "any"): "people ever wrongfully on a blacklist",
    ("harm-averted", "any"): "harm averted (put in by assumption, as are the losses of acts left undone)",
}
"""What is told: harms, and the benefit beside them."""


def differences_of(studio: Studio, first: Wish, second: Wish) -> dict[str, Any]:
    """Run two schemes on the same 40,000 invented people and tell the second less the first: what it adds.

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
        comparison = compare(one, two, people=PEOPLE_COMPARED, years=first.years, seed=first.seed, threads=1)
    order = [id for id, _ in _TOLD]
    told: list[dict[str, Any]] = [
        {
            "id": difference.change.id,
            "says": _says(difference.change, name),
            "interval": _interval(difference.change),
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
        "covers": f"95 % intervals for the luck of drawing {PEOPLE_COMPARED:,} invented people over "
        f"{first.years} {'year' if first.years == 1 else 'years'}, at the central assumptions only: what was "
        "assumed about people may move the numbers further than the intervals reach.",
    }


def _is_sure(change: Estimate) -> bool:
    """Whether it may stand out: neither nought within the interval nor put in by assumption."""
    from glasshouse.measures.measure import PUT_IN, measures

    assert change.low is not None
    assert change.high is not None
    return measures()[change.id].note != PUT_IN and not change.low <= 0.0 <= change.high


def _scale(change: Estimate) -> tuple[float, str]:
    """Shares are rare here: people in 100,000 say more than hundredths of a percentage point."""
    if change.unit == "percentage points":
        return 1000.0, f"in 100,000 {change.denominator}"
    return 1.0, change.unit


def _says(change: Estimate, name: str) -> str:
    scale, unit = _scale(change)
    assert change.value is not None
    value = change.value * scale
    way = "more" if value > 0.0 else "fewer" if name.startswith("people") else "less"
    if value == 0.0:
        return f"{name.capitalize()}: no difference."
    if not unit.startswith("in "):
        return f"{name.capitalize()}: {way} by {_figure(abs(value))} {unit}."
    return f"{name.capitalize()}: {_figure(abs(value))} {way} {unit}."


def _interval(change: Estimate) -> str:
    scale, _ = _scale(change)
    assert change.low is not None
    assert change.high is not None
    return f"(from {_figure(change.low * scale)} to {_figure(change.high * scale)})"


def _figure(value: float) -> str:
    """One decimal at most, with a true minus; three significant figures below one."""
    told = (
        f"{value:,.0f}" if abs(value) >= 100.0 else f"{value:,.1f}" if abs(value) >= 1.0 else f"{value:,.2g}"
    )
    return told.replace("-", "\u2212")
