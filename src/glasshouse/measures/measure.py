"""A measure: one question that is put to the outcomes of a run.

Each is one file in ``library``, found by being there. Its docstring is its definition: what it counts, its
formula, unit, denominator and source. Every measure is a ratio of totals, given with the stratified
delete-a-group jackknife.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from glasshouse.engine.tally import group_name
from glasshouse.ground.registry import Extensions
from glasshouse.measures.estimate import CENTRAL, NOT_DETERMINED, Estimate
from glasshouse.measures.fieller import fieller_set
from glasshouse.measures.jackknife import RULE_OF_THREE, Kind, Vector, limits, limits_at_an_end
from glasshouse.measures.sample import ALL, Group, Sample
from glasshouse.society.neighbourhoods import FEWEST_NEIGHBOURHOODS

__all__ = [
    "FAMILIES",
    "FEWEST_PEOPLE",
    "NEVER_MEASURED",
    "PUT_IN",
    "Family",
    "Fraction",
    "Measure",
    "family_places",
    "is_put_in",
    "measures",
]

Family = Literal[
    "accuracy",
    "liberty",
    "proportionality",
    "permanence",
    "equality",
    "expression",
    "family",
    "economy",
    "knowledge",
    "score",
]

FAMILIES: dict[Family, str] = {
    "accuracy": "Accuracy: which acts come on record, and who is listed wrongly",
    "liberty": "Liberty: what people are refused",
    "proportionality": "Proportionality: how much for how little",
    "permanence": "Permanence: how long it lasts",
    "equality": "Equality: whom it strikes",
    "expression": "Expression: who speaks, meets, petitions",
    "family": "Family: those who pay for others",
    "economy": "Economy, order: what it averts",
    "knowledge": "Knowledge: who is told",
    "score": "Score: where it leaves people",
}
"""The families of measures with their titles, in the order in which they are told."""

FEWEST_PEOPLE = 50
"""Invented people in a denominator below which no number is told."""

_ROUNDING = 1e-9

NOT_DETERMINED_WHY = f"{NOT_DETERMINED}: its Fieller set is unbounded, the denominator may be nought"

NEVER_MEASURED = (
    "No chilling of protest, petition or criticism by social credit was ever measured; this change was put "
    "in by an assumption."
)
"""Stands beside every number about lawful expression, which may be reported and no more."""

PUT_IN = "mostly put in by the assumptions on response (assumed)"
"""Stands beside every change in conduct: how people answer to a rule is an assumption, not a finding. An
interval for the luck of the draw alone must not stand beside such a number without this."""


@dataclass(frozen=True, eq=False)
class Fraction:
    """One ratio of totals that a measure asks for.

    Attributes:
        arm, item, group: as in `Estimate`.
        counted: the numerator.
        per: the denominator, in the same order of replicates.
        people: invented people in the denominator; with fewer than `FEWEST_PEOPLE` nothing is told.
        denominator: whom or what it is a part of, in words.
        at_most: the largest ratio that one person alone can bring about, for the limit where nobody has the
            event: 1 for a share, people / denominator for a rate of which each person is taken to have one
            event at most.
        beside: what must be told in the same breath as this number.
    """

    arm: str
    item: str
    group: Group
    counted: Vector
    per: Vector
    people: float
    denominator: str
    at_most: float = 1.0
    beside: str | None = None


@dataclass(frozen=True)
class Measure:
    """One question.

    Attributes:
        title: the question in a few words.
        unit: of its estimates.
        scale: from the ratio to the unit, such as 100 for per cent.
        kind: what values the ratio can take.
        fractions: the ratios that it asks for, given the sample; none where a scheme has no such thing.
        family: which of the families it belongs to.
        fieller: whether the denominator is itself uncertain, even in sign: the interval is then the Fieller
            set, and the number is not determined where that set is unbounded.
        report_only: whether it may only be reported: never sorted by, aimed at or optimised. `NEVER_MEASURED`
            stands beside each of its numbers.
        put_in: whether the assumptions on response mostly put its numbers in. `PUT_IN` stands beside each.
        note: what else stands beside each of its numbers.
        among_groups: whether it tells groups beside each other, and so has nothing to tell of everybody.
    """

    title: str
    unit: str
    scale: float
    kind: Kind
    fractions: Callable[[Sample], Iterator[Fraction]]
    family: Family
    fieller: bool = False
    report_only: bool = False
    put_in: bool = False
    note: str | None = None
    among_groups: bool = False

    def answers(self, name: str, sample: Sample, group: Group | None = None) -> Iterator[Estimate]:
        """The estimates of this measure.

        Args:
            name: the measure's id.
            sample: of one run.
            group: whom alone it is asked of; None for every group.
        """
        for fraction in self._asked(sample, group):
            yield self._estimate(name, sample, fraction)

    def differences(
        self, name: str, sample: Sample, one: str, other: str, group: Group | None = None
    ) -> Iterator[Estimate]:
        """What the answers of one arm are above those of another, pair by pair of equal item and group.

        The difference is taken within each replicate-deleted estimate, so that what both arms share (the
        same people, the same candidates for acts) cancels. Where neither arm saw the event, the limits are
        the rule of three either way; where one of them saw nobody (or, of a share, everybody), its own
        limits are joined to those of the other, because the jackknife would take it for certain.

        Args:
            name: the measure's id.
            sample: of one run with both arms.
            one: the arm that is added.
            other: the arm that is taken away.
            group: whom alone it is asked of; None for every group.
        """
        asked = self._asked(sample, group)
        answered = {(f.item, f.group): f for f in asked if f.arm == other}
        for fraction in asked:
            against = answered.get((fraction.item, fraction.group))
            if fraction.arm != one or against is None:
                continue
            first, second = self._ratio(sample, fraction), self._ratio(sample, against)
            if isinstance(first, str) or isinstance(second, str):
                told: tuple[float, float, float] | str = first if isinstance(first, str) else str(second)
            elif self.fieller:
                told = f"{NOT_DETERMINED}: a difference of two ratios with uncertain denominators"
            elif self._at_an_end(first) and first[0] == second[0]:
                reach = max(self._at_zero(fraction), self._at_zero(against))
                told = (0.0, -reach, reach)
            elif self._at_an_end(first) or self._at_an_end(second):
                told = limits_at_an_end(
                    self._limits(sample, fraction, first), self._limits(sample, against, second)
                )
            else:
                apart = first - second
                freedom = min(self._freedom(sample, fraction), self._freedom(sample, against))
                told = (float(apart[0]), *limits(apart, "signed", freedom, 0.0))
            yield self._told(name, sample, replace(fraction, arm=f"{one} - {other}"), told, difference=True)

    def _asked(self, sample: Sample, group: Group | None) -> list[Fraction]:
        """The ratios that are asked for of a group; None for every group."""
        if group == ALL and self.among_groups:
            return []
        return [f for f in sample.once(self.fractions) if group is None or f.group == group]

    def _estimate(self, name: str, sample: Sample, fraction: Fraction) -> Estimate:
        if self.fieller:
            return self._told(name, sample, fraction, self._fieller(sample, fraction))
        ratio = self._ratio(sample, fraction)
        if isinstance(ratio, str):
            return self._told(name, sample, fraction, ratio)
        return self._told(name, sample, fraction, self._limits(sample, fraction, ratio))

    def _limits(self, sample: Sample, fraction: Fraction, ratio: Vector) -> tuple[float, float, float]:
        """The value of a ratio and its own limits."""
        low, high = limits(ratio, self.kind, self._freedom(sample, fraction), self._at_zero(fraction))
        return float(ratio[0]), low, high

    def _at_an_end(self, ratio: Vector) -> bool:
        """Whether nobody had the event, or of a share everybody: the jackknife then sees no luck."""
        return self.kind != "signed" and (ratio[0] == 0.0 or (self.kind == "share" and ratio[0] == 1.0))

    def _told(
        self,
        name: str,
        sample: Sample,
        fraction: Fraction,
        told: tuple[float, float, float] | str,
        difference: bool = False,
    ) -> Estimate:
        """An estimate from value and limits of the ratio, or from the reason why there are none."""
        people = round(fraction.people)
        value, low, high = (
            (None, None, None) if isinstance(told, str) else (part * self.scale for part in told)
        )
        notes = [told] if isinstance(told, str) else []
        if value is not None and low is not None and high is not None:
            # Where a limit meets the value, rounding must not put it on the other side.
            low, high = min(low, value), max(high, value)
            if value == 0.0 and low != high and (low == 0.0 or difference) and self.kind != "signed":
                notes.append(f"none seen; the limit is the rule of three, 3 in {people:,} people")
        beside = (
            fraction.beside,
            NEVER_MEASURED if self.report_only else None,
            PUT_IN if self.put_in else None,
            self.note,
        )
        notes += [note for note in beside if note is not None]
        return Estimate(
            id=name,
            arm=fraction.arm,
            item=fraction.item,
            group=group_name(*fraction.group),
            value=value,
            low=low,
            high=high,
            unit=self.unit,
            denominator=fraction.denominator,
            covers=f"the luck of drawing {sample.outcomes.scenario.people:,} invented people, {CENTRAL}",
            people=people,
            note="; ".join(notes) or None,
            report_only=self.report_only,
        )

    def _fieller(self, sample: Sample, fraction: Fraction) -> tuple[float, float, float] | str:
        """The ratio with its Fieller set, or the reason why there is none."""
        few = self._too_few(sample, fraction)
        if few is not None:
            return few
        found = fieller_set(fraction.counted, fraction.per, self._freedom(sample, fraction))
        return NOT_DETERMINED_WHY if found is None else found

    def _ratio(self, sample: Sample, fraction: Fraction) -> Vector | str:
        """The ratio as a vector, or the reason why there is none."""
        few = self._too_few(sample, fraction)
        if few is not None:
            return few
        if (fraction.per <= 0.0).any():
            return "too few: without one of the replicates nothing would be left in the denominator"
        ratio = fraction.counted / fraction.per
        if self.kind == "share" and 1.0 < ratio[0] < 1.0 + _ROUNDING:
            # Sums of whole numbers in another order; a share does not exceed 1.
            ratio[0] = 1.0
        return ratio

    def _too_few(self, sample: Sample, fraction: Fraction) -> str | None:
        """Why there are too few people for a number; None where there are enough."""
        neighbourhoods = sample.neighbourhoods(fraction.arm, fraction.group)
        if neighbourhoods < FEWEST_NEIGHBOURHOODS:
            return (
                f"too few people for an interval: {neighbourhoods} of the {FEWEST_NEIGHBOURHOODS} "
                "neighbourhoods that it takes"
            )
        if fraction.people < FEWEST_PEOPLE:
            return f"too few: {round(fraction.people)} people in the denominator, {FEWEST_PEOPLE} are needed"
        return None

    def _freedom(self, sample: Sample, fraction: Fraction) -> int:
        """Degrees of freedom: replicates that hold some of the people, less one."""
        replicates = len(fraction.per) - 1
        return min(replicates, sample.neighbourhoods(fraction.arm, fraction.group)) - 1

    def _at_zero(self, fraction: Fraction) -> float:
        """Upper limit of the ratio where nobody had the event."""
        return min(RULE_OF_THREE / fraction.people, 1.0) * fraction.at_most


@cache
def measures() -> Extensions[Measure]:
    """All measures by id."""
    return Extensions("glasshouse.measures.library", "MEASURE", Measure)


def is_put_in(id: str) -> bool:
    """Whether an assumption puts in what a measure tells; not so of an id that is no measure's."""
    measure = measures().get(id)
    return measure is not None and (measure.put_in or measure.report_only)


def family_places() -> dict[str, int]:
    """Where the family of each measure stands among the families, by id of the measure."""
    order = {family: place for place, family in enumerate(FAMILIES)}
    return {id: order[measure.family] for id, measure in measures().items()}
