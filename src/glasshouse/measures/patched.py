"""The sample of a patchwork: a run in which each place has an arm of its own, told place by place and whole.

Whoever lived in a place on the first day lived belongs to that place, so the places part the people: sums
over local versions count nobody twice, and their ratio has the jackknife of the whole run. Those who come
from elsewhere, to stay or on a visit, are counted by the engine in the arm of the place too; here only their
number is told.

Definition, formula and unit of each answer are those of the measure whose id it has; the shares of movers are
``100 x moved / covered`` and ``100 x moved-unseen / moved-listed``, the change in expression is that of all
lawful expression together, in expected acts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from glasshouse.engine.outcomes import Outcomes
from glasshouse.engine.tally import Column
from glasshouse.measures.bands import lower_bands, upper_bands
from glasshouse.measures.estimate import Estimate
from glasshouse.measures.expression import speaks_out
from glasshouse.measures.jackknife import Vector
from glasshouse.measures.measure import Fraction, Measure, measures
from glasshouse.measures.sample import ALL, Group, Sample
from glasshouse.schemes.model import REFUSES

__all__ = ["ABOVE", "MOVED", "UNSEEN", "WHOLE", "PatchedSample", "side_by_side"]

WHOLE = "whole"
"""Name of the row of all local versions together, in the place of an arm's."""

MOVED = "moved-share"
"""Of the people covered, those who moved out of their version."""

UNSEEN = "moved-unseen-share"
"""Of those on a blacklist when they moved out, those whom no consequence followed."""

ABOVE = "promoted-share"
"""Of the people covered, those who end in a band above the one in which everybody begins."""

Counts = npt.NDArray[np.float64]
"""Shape (replicates, groups)."""

_HERE = "people covered who lived there at the start"
_ALL_HERE = "people covered where they lived at the start, all local versions together"


class PatchedSample(Sample):
    """Totals of a run in which each place has an arm.

    Attributes:
        places: the place of each arm.
    """

    def __init__(self, outcomes: Outcomes, places: Mapping[str, str]) -> None:
        """Look at a run; no two arms have one place."""
        super().__init__(outcomes)
        self.places = dict(places)

    def neighbourhoods(self, arm: str, group: Group = ALL) -> int:
        """As of any sample; the whole has those of all places that have a version."""
        if arm != WHOLE:
            return super().neighbourhoods(arm, group)
        return sum(super(PatchedSample, self).neighbourhoods(arm, self.home(name)) for name in self.places)

    def home(self, arm: str) -> Group:
        """Those who lived in an arm's place at the start."""
        return "place", self.places[arm]

    def counts(self, arm: str, count: str, items: Iterable[str] = ("",)) -> Counts:
        """A count of an arm, summed over items; nought where the arm has no such thing."""
        totals = self.outcomes.tally.totals
        columns = [
            self._columns[column] for item in items if (column := Column(arm, count, item)) in self._columns
        ]
        found: Counts = totals[:, :, columns].sum(axis=2).astype(np.float64)
        return found

    def at_home(self, of: Callable[[str], Counts]) -> Counts:
        """The counts of each place in its own arm; for everybody, their sum."""
        laid = np.zeros(self.outcomes.tally.totals.shape[:2])
        for arm in self.places:
            row = self._rows[self.home(arm)]
            laid[:, row] = of(arm)[:, row]
        laid[:, self._rows[ALL]] = laid[:, self._places].sum(axis=1)
        return laid

    def vector(self, counts: Counts, group: Group) -> Vector:
        """Counts of a group with their jackknife."""
        return self._vector(counts, group)

    def acts_without(self, conduct: str) -> Counts:
        """Expected acts of a conduct without any scheme."""
        number = self.outcomes.tally.layout.conducts.index(conduct)
        units = self.outcomes.tally.exposure[:, :, number].astype(np.float64)
        return units * self._per_unit(conduct)

    def acts_added(self, arm: str, conduct: str) -> Counts:
        """Expected acts of a conduct that an arm adds; negative where it averts some."""
        return self.counts(arm, "change", [conduct]) * self._per_unit(conduct)

    def from_elsewhere(self, arm: str) -> int:
        """People covered by a place's version who lived elsewhere at the start: newcomers and visitors."""
        covered = self.counts(arm, "covered").sum(axis=0)
        return int(covered[self._places].sum() - covered[self._rows[self.home(arm)]])

    def number(self, arm: str, count: str) -> int:
        """A count of an arm, of those who lived in its place at the start."""
        return int(self.counts(arm, count)[:, self._rows[self.home(arm)]].sum())


@dataclass(frozen=True)
class _Question:
    """One answer that is told of each place and of the whole.

    Attributes:
        measure: its title, unit and notes.
        counted: the numerator of an arm.
        has: whether an arm has what is asked about; where not, the place has no row, and in the whole it
            counts as nought.
        per: the denominator of an arm.
        among, among_all: the denominator in words, of a place and of the whole.
        people: invented people in the denominator; None for the denominator itself.
    """

    measure: Measure
    counted: Callable[[PatchedSample, str], Counts]
    has: Callable[[PatchedSample, str], bool]
    per: Callable[[PatchedSample, str], Counts]
    among: str = _HERE
    among_all: str = _ALL_HERE
    people: Callable[[PatchedSample, str], Counts] | None = None

    def fractions(self, sample: Sample) -> Iterator[Fraction]:
        """The ratio of each place that has what is asked about, and of all places together."""
        assert isinstance(sample, PatchedSample)
        asked = [arm for arm in sample.places if self.has(sample, arm)]
        if not asked:
            return
        counted = sample.at_home(lambda arm: self.counted(sample, arm))
        per = sample.at_home(lambda arm: self.per(sample, arm))
        people = per if self.people is None else sample.at_home(lambda arm: self._people(sample, arm))
        rows = [(arm, sample.home(arm), self.among) for arm in asked] + [(WHOLE, ALL, self.among_all)]
        for arm, group, among in rows:
            yield Fraction(
                arm,
                "any",
                group,
                counted=sample.vector(counted, group),
                per=sample.vector(per, group),
                people=float(sample.vector(people, group)[0]),
                denominator=among,
            )

    def _people(self, sample: PatchedSample, arm: str) -> Counts:
        assert self.people is not None
        return self.people(sample, arm)


def side_by_side(sample: PatchedSample) -> tuple[Estimate, ...]:
    """What is told of each place and of all local versions together, with intervals.

    The arm of an estimate is that of the place, or `WHOLE`.
    """
    return tuple(
        estimate
        for id, question in _questions().items()
        for estimate in replace(question.measure, fractions=question.fractions).answers(id, sample)
    )


def _questions() -> dict[str, _Question]:
    library = measures()
    persons = library["demoted-share"]
    made = {
        "demoted-share": _Question(
            persons,
            lambda sample, arm: sample.counts(arm, "band-end", lower_bands(sample.scheme(arm).score)),
            lambda sample, arm: bool(lower_bands(sample.scheme(arm).score)),
            _covered,
        ),
        ABOVE: _Question(
            replace(persons, title="Above the band in which everybody begins"),
            lambda sample, arm: sample.counts(arm, "band-end", upper_bands(sample.scheme(arm).score)),
            lambda sample, arm: bool(upper_bands(sample.scheme(arm).score)),
            _covered,
        ),
        MOVED: _Question(
            replace(persons, title="Moved out of their version", family="liberty"),
            lambda sample, arm: sample.counts(arm, "moved"),
            lambda sample, arm: sample.scheme(arm).scope.covers == "residents",
            _covered,
        ),
        UNSEEN: _Question(
            replace(persons, title="A record left behind", family="liberty"),
            lambda sample, arm: sample.counts(arm, "moved-unseen"),
            _blacklists,
            lambda sample, arm: sample.counts(arm, "moved-listed"),
            "people on a blacklist on the morning on which they moved out",
            "people on a blacklist on the morning on which they moved out, all local versions together",
        ),
        "change-in-expression": _Question(
            library["change-in-expression"],
            _expression_added,
            lambda sample, arm: bool(_changed(sample, arm)),
            _expression_without,
            "acts of lawful expression of all kinds that are expected without the scheme",
            "acts of lawful expression of all kinds that are expected without a scheme, in all these places",
            _everybody,
        ),
    }
    for id, count, able in (
        ("refused-share", "refused-any", _refuses),
        ("listed-share", "listed-any", _blacklists),
        ("wrongfully-listed-share", "wrongful-any", _blacklists),
    ):
        made[id] = _Question(library[id], _counting(count), able, _covered)
    return made


def _counting(count: str) -> Callable[[PatchedSample, str], Counts]:
    return lambda sample, arm: sample.counts(arm, count)


def _blacklists(sample: PatchedSample, arm: str) -> bool:
    return sample.can_happen(arm, "listed-any")


def _refuses(sample: PatchedSample, arm: str) -> bool:
    return any(item.does in REFUSES for item in sample.scheme(arm).consequences)


def _covered(sample: PatchedSample, arm: str) -> Counts:
    return sample.counts(arm, "covered")


def _everybody(sample: PatchedSample, arm: str) -> Counts:
    found: Counts = sample.outcomes.tally.persons.astype(np.float64)
    return found


def _changed(sample: PatchedSample, arm: str) -> list[str]:
    """The conducts of lawful expression that an arm's rules count."""
    conducts = sample.outcomes.scenario.assumptions.conducts
    return [name for name in sample.items(arm, "change") if speaks_out(conducts[name])]


def _expression_added(sample: PatchedSample, arm: str) -> Counts:
    nought = np.zeros(sample.outcomes.tally.totals.shape[:2])
    return sum((sample.acts_added(arm, conduct) for conduct in _changed(sample, arm)), nought)


def _expression_without(sample: PatchedSample, arm: str) -> Counts:
    conducts = sample.outcomes.scenario.assumptions.conducts
    spoken = [name for name in sample.outcomes.tally.layout.conducts if speaks_out(conducts[name])]
    return sum(
        (sample.acts_without(name) for name in spoken), np.zeros(sample.outcomes.tally.totals.shape[:2])
    )
