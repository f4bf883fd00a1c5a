"""Headlines: the few numbers that a study of a scheme asks for at each of its many points.

Harms stand beside benefits, always all of them, in one fixed order that says nothing about which is better.
What may only be reported (lawful expression) is told with them and never taken for an aim.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from glasshouse.ground.errors import BadInput, Problem, did_you_mean
from glasshouse.measures.estimate import Estimate
from glasshouse.measures.measure import measures
from glasshouse.measures.results import ask
from glasshouse.measures.sample import ALL, Sample

if TYPE_CHECKING:
    from glasshouse.engine.outcomes import Outcomes

__all__ = ["HEADLINES", "REPORTED", "Name", "aims", "asking_for", "headlines", "name_of"]

Name = tuple[str, str]
"""A measure and the item that it is about."""

HEADLINES: tuple[Name, ...] = (
    ("listed-share", "any"),
    ("wrongfully-listed-share", "any"),
    ("refused-share", "any"),
    ("restricted-time", "any"),
    ("demoted-share", "any"),
    ("harm-averted", "any"),
)
"""What the sensitivity of a conclusion is asked of."""

REPORTED = ("wrongful-share-of-listed", "cannot-pay-share", "change-in-expression")
"""Measures that stand beside them, item by item: shares among the listed, and lawful expression."""


def headlines(outcomes: Outcomes) -> tuple[Estimate, ...]:
    """The headlines of all arms and what stands beside them, for everybody."""
    wanted = [*dict.fromkeys(id for id, _ in HEADLINES), *REPORTED]
    found = ask(Sample(outcomes), wanted, ALL)
    order = {name: number for number, name in enumerate(wanted)}
    chosen = [e for e in found if name_of(e) in HEADLINES or e.id in REPORTED]
    return tuple(sorted(chosen, key=lambda estimate: order[estimate.id]))


def name_of(estimate: Estimate) -> Name:
    """Measure and item of an answer."""
    return estimate.id, estimate.item


def aims(names: Iterable[str]) -> tuple[Name, ...]:
    """Answers that a study may aim at, from ``measure`` or ``measure:item``.

    Raises:
        BadInput: there is no such measure, or it may only be reported; all problems at once.
    """
    library = measures()
    problems, found = [], []
    for name in names:
        id, _, item = name.partition(":")
        if id not in library:
            near = did_you_mean(id, list(library))
            problems.append(
                Problem(
                    f"There is no measure '{id}'." + (f" Did you mean '{near}'?" if near else ""),
                    remedy="docs/look-up/measures.md lists them.",
                    code="no-such-measure",
                )
            )
        elif library[id].report_only:
            problems.append(
                Problem(
                    f"'{id}' may be reported, and never aimed at.",
                    why="No study searches for what silences people, by rules or by what is assumed.",
                    remedy="Leave it out; run and compare tell it, with what was put in.",
                    code="report-only",
                )
            )
        else:
            found.append((id, item or "any"))
    if problems:
        raise BadInput(*problems)
    return tuple(found)


def asking_for(names: Iterable[Name]) -> Callable[[Outcomes], tuple[Estimate, ...]]:
    """A question to each point: these answers, for everybody."""
    wanted = tuple(names)
    ids = list(dict.fromkeys(id for id, _ in wanted))

    def answers(outcomes: Outcomes) -> tuple[Estimate, ...]:
        return tuple(e for e in ask(Sample(outcomes), ids, ALL) if name_of(e) in wanted)

    return answers
