"""Which assumptions a scenario can feel, and which of them stand together.

A scheme feels nothing of conduct that none of its rules counts, or of gates that it does not touch; such
numbers stay at their central values in a sensitivity analysis. Tables of factors (by income, by source, ...)
move together: one group is what a reader would call one assumption.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from glasshouse.engine.counted import conducts_changed, gates_touched
from glasshouse.studies.draws import Uncertain, uncertain_numbers

if TYPE_CHECKING:
    from glasshouse.engine.scenario import Scenario

__all__ = ["Group", "felt_groups"]

_TABLES = (
    "relative",
    "seen_by",
    "detection",
    "false_relative",
    "false_records",
    "purposes",
    "tiers",
    "proof",
)


@dataclass(frozen=True)
class Group:
    """Numbers that are drawn anew together, each on its own.

    Attributes:
        name: path of the number, or of the table.
        numbers: with their ranges.
    """

    name: str
    numbers: tuple[Uncertain, ...]

    @property
    def evidence(self) -> str:
        """What its numbers rest on: ``assumed``, or such as ``3 cited, 2 assumed``."""
        counts = Counter(number.evidence for number in self.numbers)
        if len(counts) == 1:
            return next(iter(counts))
        return ", ".join(f"{count} {word}" for word, count in counts.most_common())

    @property
    def told(self) -> str:
        """The range, or how many numbers there are."""
        if len(self.numbers) > 1:
            return f"{len(self.numbers)} numbers"
        number = self.numbers[0]
        return f"{number.low:g} to {number.high:g}, central {number.value:g}"


def felt_groups(scenario: Scenario) -> tuple[Group, ...]:
    """The assumptions that some arm of a scenario can feel, in the order of the assumptions."""
    assumptions = scenario.assumptions
    counted: set[str] = set()
    gates: set[str] = set()
    for arm in scenario.arms:
        counted |= set(conducts_changed(arm.scheme, assumptions))
        gates |= set(gates_touched(arm.scheme, assumptions))
    # What is written down as something else is felt through that.
    counted |= {id for id, conduct in assumptions.conducts.items() if conduct.mistaken_for in counted}
    sources = {source for id in counted for source in assumptions.conducts[id].seen_by}
    sources |= {source for source, held in assumptions.sources.items() if counted & set(held.false_records)}

    def felt(path: str) -> bool:
        section, *rest = path.split(".")
        if section == "conducts":
            return rest[0] in counted
        if section == "gates":
            return rest[0] in gates
        if section == "sources":
            return rest[0] in sources and (rest[1] != "false_records" or rest[2] in counted)
        return True

    found: dict[str, list[Uncertain]] = {}
    for number in uncertain_numbers(assumptions):
        if felt(number.path):
            found.setdefault(_group_of(number.path), []).append(number)
    return tuple(Group(name, tuple(numbers)) for name, numbers in found.items())


def _group_of(path: str) -> str:
    steps = path.split(".")
    for place, step in enumerate(steps):
        if step in _TABLES:
            return ".".join(steps[: place + 1])
    return path
