"""Frauds averted and people first listed, and what must be told in the same breath."""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.measures.jackknife import RULE_OF_THREE, Vector, limits
from glasshouse.measures.measure import FEWEST_PEOPLE
from glasshouse.measures.sample import Sample

__all__ = ["FRAUDS", "averted_and_listed", "who_was_listed"]

FRAUDS = frozenset(
    {
        "sells-fakes",
        "false-advertising",
        "evades-judgment",
        "hides-assets",
        "evades-tax",
        "under-reports-income",
        "false-insurance-claim",
        "childcare-fraud",
        "firm-evades-tax",
        "firm-sells-fakes",
    }
)
"""Conduct that gains by deceiving somebody. Paying late, or not at all, is not among it."""

_FEW = 500
"""Listings of which one is a fifth of a per cent or more."""


def averted_and_listed(sample: Sample) -> Iterator[tuple[str, Vector, Vector]]:
    """Of each arm that has a blacklist and counts frauds: frauds averted, persons first listed."""
    for arm in sample.arms:
        counted = [conduct for conduct in sample.items(arm, "change") if conduct in FRAUDS]
        if counted and sample.can_happen(arm, "listed-any"):
            averted = [-sample.changed_acts(arm, conduct) for conduct in counted]
            yield arm, sum(averted[1:], averted[0]), sample.total(arm, "listed-any")


def who_was_listed(sample: Sample, arm: str) -> str:
    """Who of the listed was so wrongly, and who could not pay: the sentence that vendors leave out."""
    lists = [entry.id for entry in sample.scheme(arm).lists if entry.polarity == "black"]

    def on_any(count: str) -> Vector:
        persons = [sample.total(arm, count, name) for name in lists]
        return sum(persons[1:], persons[0])

    listed = on_any("listed")
    told = " and ".join(
        f"{_share(on_any(count), listed)} {words}"
        for words, count in (
            ("were wrongly listed on some day", "wrongful"),
            ("could not have done otherwise", "unable"),
        )
    )
    number = float(listed[0])
    few = f" ({number:,.0f} listings, which is few)" if 0.0 < number < _FEW else ""
    return f"of the listed, {told}{few}"


def _share(persons: Vector, listed: Vector) -> str:
    if listed[0] < FEWEST_PEOPLE or (listed <= 0.0).any():
        return "too few to say how many"
    at_zero = min(RULE_OF_THREE / float(listed[0]), 1.0)
    low, high = limits(persons / listed, "share", len(listed) - 2, at_zero)
    value = float(persons[0] / listed[0])
    return f"{100 * value:.1f} % ({100 * low:.1f} to {100 * high:.1f})"
