"""What holds for everybody in one arm: a scheme, the assumptions about its practice, and the calendar.

Specification: "Scenario"; subjects: "Whom a scheme covers". Points are counted in whole hundredths, so that
no score is ever a rounded sum; time in days from the first day lived.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeVar

from glasshouse.engine.counted import conducts_changed, gates_lasting, gates_touched, rules_named
from glasshouse.engine.grounds import SCORE, contexts_of_grounds
from glasshouse.engine.slow.bounds import cap_of
from glasshouse.engine.slow.gates import doors_of
from glasshouse.engine.slow.order import evaluation_order
from glasshouse.engine.slow.presence import NOBODY_TRAVELS, Travel
from glasshouse.engine.tables import NEVER, OCCUPATION
from glasshouse.ground.units import Calendar, Duration
from glasshouse.schemes.model import REFUSES

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from glasshouse.assumptions import Assumptions, Conduct
    from glasshouse.engine.slow.gates import Doors
    from glasshouse.engine.slow.people import Person
    from glasshouse.ground.quantity import Quantity
    from glasshouse.schemes import Scheme
    from glasshouse.schemes.model.consequences import Consequence
    from glasshouse.schemes.model.lists import List
    from glasshouse.schemes.model.procedure import Notice, Remedy
    from glasshouse.schemes.model.rules import Rule
    from glasshouse.schemes.model.score import Band, Input

__all__ = ["NEVER", "Dimension", "Terms", "hundredths", "stated"]

T = TypeVar("T")


def stated(quantity: Quantity[T] | None) -> T | None:
    """Return the value that a text states; None where it says that there is none."""
    return None if quantity is None else quantity.value


def hundredths(points: float) -> int:
    """Return points in whole hundredths, halves rounded up."""
    return math.floor(points * 100 + 0.5)


class Dimension(NamedTuple):
    """Something by which people are told apart.

    Attributes:
        id: its name.
        first: the attribute number of its first category.
        categories: ids, in order.
    """

    id: str
    first: int
    categories: tuple[str, ...]


@dataclass(frozen=True)
class Terms:
    """The terms of one arm.

    Attributes:
        scheme: its rules.
        assumptions: what people do, who sees it, how the procedure errs, how people answer, as those in the
            arm go by them.
        calendar: the first day lived, and how many there are.
        places: ids of the society's places, in order.
        may_used: share of the cases in which an authority that may act does.
        aware: share of the people who know of the scheme.
        since: the first day on which this text of the scheme holds.
        warm: the first day that is counted; those before it are only lived.
        dimensions: by which people are told apart, in order.
        travel: how people visit other places.
        reaches_back: whether stays that began under an earlier text get their ends from this one.
        whole: the assumptions of the scenario, with all ways of answering: candidates are drawn by these.
            None where `assumptions` are.
    """

    scheme: Scheme
    assumptions: Assumptions
    calendar: Calendar
    places: tuple[str, ...]
    may_used: float
    aware: float
    warm: int = 0
    dimensions: tuple[Dimension, ...] = ()
    travel: Travel = NOBODY_TRAVELS
    since: int = 0
    reaches_back: bool = False
    whole: Assumptions | None = None

    @classmethod
    def of_arm(
        cls,
        scheme: Scheme,
        assumptions: Assumptions,
        calendar: Calendar,
        places: tuple[str, ...],
        warm: int = 0,
        dimensions: tuple[Dimension, ...] = (),
        travel: Travel = NOBODY_TRAVELS,
        since: int = 0,
        reaches_back: bool = False,
        whole: Assumptions | None = None,
    ) -> Terms:
        """Take the scheme's own facts about its practice where it has them, else the assumptions'."""
        may_used, aware = stated(scheme.practice.may_used), stated(scheme.practice.aware)
        return cls(
            scheme=scheme,
            assumptions=assumptions,
            calendar=calendar,
            places=places,
            may_used=assumptions.procedure.may_used.value if may_used is None else may_used,
            aware=1.0 if aware is None else aware,
            warm=warm,
            dimensions=dimensions,
            travel=travel,
            since=since,
            reaches_back=reaches_back,
            whole=whole,
        )

    def __deepcopy__(self, memo: dict[int, object]) -> Terms:
        """Terms never change, so a copy of a book shares them."""
        return self

    # ------------------------------------------------------------------------------------------------ time

    @property
    def days(self) -> int:
        """Length of the horizon, days."""
        return self.calendar.days

    def later(self, day: int, duration: Duration | None) -> int:
        """Return the day when a duration begun on a day has passed; none stated is none waited."""
        return day if duration is None else self.calendar.later(day, duration)

    def civil_period(self, day: int, length: Duration) -> int:
        """Return the number of the civil period, of so many months, that a day belongs to.

        They follow each other from the beginning of the year in which the scheme came into force, and before.
        """
        assert length.months, "the file was checked"
        date = self.calendar.date(day)
        return (12 * (date.year - self.scheme.scheme.force.from_.year) + date.month - 1) // length.months

    @cached_property
    def first_day(self) -> int:
        """The first day on which acts count; 0 for a scheme in force when counting begins, however new."""
        begins = self.calendar.day(self.scheme.scheme.force.from_)
        return 0 if begins <= self.warm < self.day_after_last else max(0, begins)

    @cached_property
    def day_after_last(self) -> int:
        """The first day on which acts no longer count."""
        until = self.scheme.scheme.force.until
        return NEVER if until is None else self.calendar.day(until)

    # ------------------------------------------------------------------------------------------------ people

    def covers(self, person: Person) -> bool:
        """Say whether the scheme is for somebody of this kind who lives where they do, once old enough."""
        return person.kind in self.scheme.scope.subjects and (
            self.holds_in(person.place) or self._is_within_reach(person)
        )

    def holds_in(self, place: int) -> bool:
        """Say whether all that the scheme imposes holds for those who live in a place."""
        return self.scheme.scope.covers == "everyone" or self._is_in_scope(place)

    def looks_at(self, place: int) -> bool:
        """Say whether what is done in a place counts; only a scheme for those present asks."""
        return self.scheme.scope.covers != "present" or self._is_in_scope(place)

    def _is_in_scope(self, place: int) -> bool:
        return "all" in self.scheme.scope.places or self.places[place] in self.scheme.scope.places

    def _is_within_reach(self, person: Person) -> bool:
        """Say whether somebody from elsewhere may be present where a scheme for those present applies."""
        return (
            self.scheme.scope.covers == "present"
            and person.kind == "person"
            and any(self._is_in_scope(place) for place in self.travel.visited_from(person.place))
        )

    def works_as(self, person: Person, professions: Collection[str]) -> bool:
        """Say whether somebody is of one of these professions, of which firms and agencies have none.

        Where people are not told apart by what they work as, as in life histories, everybody is of any.
        """
        if person.kind != "person":
            return False
        for place, dimension in enumerate(self.dimensions):
            if dimension.id == OCCUPATION:
                return dimension.categories[person.attributes[place] - dimension.first] in professions
        return True

    def category(self, person: Person, dimension: str) -> tuple[int, int]:
        """Return the number of the category that somebody is in, and how many there are.

        Where people are not told apart by the dimension, as in life histories, everybody is in the one.
        """
        for place, known in enumerate(self.dimensions):
            if known.id == dimension:
                return person.attributes[place] - known.first, len(known.categories)
        return 0, 1

    def follows(self, consequence: Consequence) -> bool:
        """Say whether a consequence follows somebody who moves out: its user is told elsewhere, too."""
        return any(sharing.to == consequence.imposed_by for sharing in self.scheme.data.sharing)

    def delay(self, consequence: Consequence) -> Duration | None:
        """Return how long it takes until the user who imposes a consequence is told; None for no time."""
        for sharing in self.scheme.data.sharing:
            if sharing.to == consequence.imposed_by:
                told = sharing.delay.value
                return told if told.amount > 0 else None
        return None

    # ------------------------------------------------------------------------------------------------ lists

    @cached_property
    def black_lists(self) -> tuple[List, ...]:
        """The lists of those who are to fare worse."""
        return tuple(entry for entry in self.scheme.lists if entry.polarity == "black")

    @cached_property
    def red_lists(self) -> tuple[List, ...]:
        """The lists of those who are to fare better."""
        return tuple(entry for entry in self.scheme.lists if entry.polarity == "red")

    @staticmethod
    def is_public(entry: List) -> bool:
        """Say whether everybody can read a list."""
        return entry.publication is not None and entry.publication.audience == "public"

    @staticmethod
    def showing_time(entry: List) -> Duration | Literal["for-ever"] | None:
        """Return how long a public list shows an entry, whatever becomes of the stay; None: for the stay."""
        if entry.publication is None or entry.publication.audience != "public":
            return None
        time = stated(entry.publication.for_)
        return None if time == "stay" else time

    def notice_of(self, kind: str, name: str) -> Notice | None:
        """Return the notice that is due of a list, band, consequence or rule; None where there is none."""
        return next(
            (
                notice
                for notice in self.scheme.notice
                if notice.due != "none" and name in getattr(notice.for_, f"{kind}s")
            ),
            None,
        )

    def notice_of_rule(self, rule: Rule) -> Notice | None:
        """Return the notice that is due where a rule applies: its own, or that of the list that it enters."""
        own = self.notice_of("rule", rule.id)
        if own is None and rule.effect.enter is not None:
            return self.notice_of("list", rule.effect.enter)
        return own

    def notice_delay(self, rule: Rule) -> int:
        """Return by how many days a notice before effect puts what a rule does off."""
        return _days_before_effect(self.notice_of_rule(rule))

    def wait(self, kind: str, name: str) -> int:
        """Return by how many days a notice before effect puts a band or consequence off."""
        return _days_before_effect(self.notice_of(kind, name))

    @cached_property
    def rules_named(self) -> frozenset[str]:
        """The rules of points whose entries a notice or remedy names."""
        return frozenset(rules_named(self.scheme))

    @cached_property
    def notice_reaches(self) -> float:
        """Share of the notices that reach their person."""
        practice = stated(self.scheme.practice.notice_reaches)
        return self.assumptions.procedure.notice.reaches.value if practice is None else practice

    @staticmethod
    def touches_subject(consequence: Consequence) -> bool:
        """Say whether a consequence touches what its own subject asks for, and not others' requests alone."""
        return consequence.binds == "self" and "self" in consequence.falls_on

    def touches_requests(self, consequence: Consequence) -> bool:
        """Say whether a consequence does anything to what its own subject asks for at a gate."""
        return self.touches_subject(consequence) and consequence.gate != "none" and consequence.does != "warn"

    def refuses_by(self, consequence: Consequence, list_id: str, gate_id: str) -> bool:
        """Say whether a consequence refuses something at a gate because of being on a list."""
        return (
            consequence.gate == gate_id
            and consequence.does in REFUSES
            and self.touches_subject(consequence)
            and list_id in (consequence.when.list or ())
        )

    def consequence(self, consequence_id: str) -> Consequence:
        """Return a consequence by its name."""
        return next(found for found in self.scheme.consequences if found.id == consequence_id)

    def remedy(self, remedy_id: str) -> Remedy:
        """Return a remedy by its name."""
        return next(remedy for remedy in self.scheme.remedies if remedy.id == remedy_id)

    @cached_property
    def doors(self) -> Mapping[str, Doors]:
        """What each consequence acts on at its gate, by its id; of those alone that act at one."""
        return {
            consequence.id: doors_of(consequence, self.assumptions.gates[consequence.gate])
            for consequence in self.scheme.consequences
            if consequence.gate != "none"
        }

    # ------------------------------------------------------------------------------------------------ rules

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """The rules in the order in which they are tried."""
        return evaluation_order(self.scheme.rules)

    def counts(self, conduct: Conduct) -> bool:
        """Say whether some rule names this very conduct."""
        return conduct.id in self._counted

    def rewards(self, conduct: Conduct) -> bool:
        """Say whether some rule that names this very conduct gives points or a place on a red list."""
        return conduct.id in self._rewarded

    @cached_property
    def _counted(self) -> frozenset[str]:
        by_rules = {conduct for rule in self.scheme.rules for conduct in rule.when.conducts or ()}
        return frozenset(by_rules | {look.id for look in self.conduct_inputs if look.id is not None})

    @cached_property
    def _rewarded(self) -> frozenset[str]:
        return frozenset(
            conduct
            for rule in self.scheme.rules
            if (rule.effect.points is not None and rule.effect.points.value > 0)
            or (rule.effect.enter is not None and self.scheme.list(rule.effect.enter).polarity == "red")
            for conduct in rule.when.conducts or ()
        ) | {look.id for look in self.conduct_inputs if look.id is not None and look.transform == "rising"}

    # ------------------------------------------------------------------------------------------------ answers

    def cap(self, conduct: Conduct) -> float:
        """Return the factor that the rate of a conduct never exceeds, under whatever scheme."""
        return cap_of(conduct, self.assumptions if self.whole is None else self.whole)

    def changes(self, conduct: Conduct) -> bool:
        """Say whether the scheme counts a conduct, or changes how often it is done besides."""
        return conduct.id in self._changed

    @cached_property
    def _changed(self) -> frozenset[str]:
        return frozenset(conducts_changed(self.scheme, self.assumptions))

    @cached_property
    def lasting_gates(self) -> tuple[str, ...]:
        """The gates at which something that lasts is refused, and that some conduct needs."""
        return tuple(gates_lasting(self.scheme, self.assumptions))

    @cached_property
    def gates_that_matter(self) -> tuple[str, ...]:
        """The gates, in order, at which refusals are steps into hardship or take a lasting thing away."""
        return tuple(
            gate
            for gate in gates_touched(self.scheme, self.assumptions)
            if self.assumptions.gates[gate].strains or gate in self.lasting_gates
        )

    @property
    def contexts_of_score(self) -> frozenset[str]:
        """The parts of life that the score, and each of its bands, is about."""
        return self._grounds[SCORE]

    def contexts_of_list(self, list_id: str) -> frozenset[str]:
        """Return the parts of life that a list is about."""
        return self._grounds[list_id]

    @cached_property
    def _grounds(self) -> Mapping[str | None, frozenset[str]]:
        return contexts_of_grounds(self.scheme, self.assumptions)

    @cached_property
    def conduct_inputs(self) -> tuple[Input, ...]:
        """The inputs of a scorecard that look at conduct."""
        return tuple(
            look
            for dimension in self.scheme.score.dimensions
            for look in dimension.inputs
            if look.kind == "conduct"
        )

    @property
    def looks_at_friends(self) -> bool:
        """Say whether somebody's score depends on the friends' scores."""
        return any(
            look.kind == "peer-score"
            for dimension in self.scheme.score.dimensions
            for look in dimension.inputs
        )

    @cached_property
    def review_days(self) -> tuple[int, ...]:
        """The days of review within the horizon: day 0 and every period after it."""
        rhythm = stated(self.scheme.score.recomputed)
        if not isinstance(rhythm, Duration):
            return ()
        found: list[int] = []
        due = 0
        while due < self.days:
            found.append(due)
            due = self.later(0, Duration(len(found) * rhythm.amount, rhythm.unit))
        return tuple(found)

    # ------------------------------------------------------------------------------------------------ scores

    def clipped(self, score: int) -> int:
        """Return a score, hundredths, cut at the floor and the ceiling."""
        floor, ceiling = stated(self.scheme.score.floor), stated(self.scheme.score.ceiling)
        if floor is not None:
            score = max(score, hundredths(floor))
        if ceiling is not None:
            score = min(score, hundredths(ceiling))
        return score

    def band_at(self, score: int) -> Band | None:
        """Return the band that holds a score; below all, the lowest; None where there are no bands."""
        bands = self.scheme.score.bands
        reached = [band for band in bands if _lower_end(band) <= score]
        if reached:
            return reached[-1]
        return bands[0] if bands else None


def _days_before_effect(notice: Notice | None) -> int:
    return 0 if notice is None or notice.due != "before-effect" else stated(notice.days) or 0


def _lower_end(band: Band) -> float:
    lowest = stated(band.from_)
    return -math.inf if lowest is None else hundredths(lowest)
