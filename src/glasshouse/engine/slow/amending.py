"""What becomes of a life's books when the scheme is amended: what goes on, what starts empty, what is void.

Specification, amendments: "What goes on". A thing of the old text is the same in the new one if it has the
same id there (a cap without id, if it is about the same rules; an input, if it looks at the same in the same
dimension), and goes on with all its state, however much of what it says has changed. The steps of the morning
are `Book.amend` and `Life.turn`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from glasshouse.engine.counted import targets_named
from glasshouse.engine.slow.agenda import Kind
from glasshouse.engine.slow.counting import Tallying
from glasshouse.engine.slow.offers import offered
from glasshouse.engine.slow.stays import Place
from glasshouse.engine.slow.terms import Terms, stated

if TYPE_CHECKING:
    from collections.abc import Mapping

    from glasshouse.engine.slow.agenda import Item, Target
    from glasshouse.schemes.model.rules import Count
    from glasshouse.schemes.model.score import Cap

__all__ = ["Amendment"]


@dataclass(frozen=True)
class Amendment:
    """One text takes the place of another.

    Attributes:
        before, after: the two.
    """

    before: Terms
    after: Terms

    @cached_property
    def lists_gone(self) -> tuple[str, ...]:
        """The lists that the new text does not have any more."""
        kept = {entry.id for entry in self.after.scheme.lists}
        return tuple(entry.id for entry in self.before.scheme.lists if entry.id not in kept)

    @cached_property
    def lists_with_a_time(self) -> frozenset[str]:
        """The lists that the old text showed to everybody for another time than the stay."""
        return frozenset(
            entry.id for entry in self.before.scheme.lists if self.before.showing_time(entry) is not None
        )

    @cached_property
    def changes_score(self) -> bool:
        """Whether anything that the old text said under `score` has changed."""
        return self.before.scheme.score != self.after.scheme.score

    # ---------------------------------------------------------------------------------------- what goes on

    def places(self, places: Mapping[str, Place]) -> dict[str, Place]:
        """Return where somebody stands with the lists of the new text."""
        return {entry.id: places.get(entry.id) or Place() for entry in self.after.scheme.lists}

    def counts(self, counts: Mapping[str, Tallying]) -> dict[str, Tallying]:
        """Return what is remembered for the rules of the new text."""
        old = {rule.id: rule.count for rule in self.before.scheme.rules}
        return {
            rule.id: _taken_over(counts[rule.id], old[rule.id], rule.count)
            if rule.id in counts
            else Tallying()
            for rule in self.after.scheme.rules
        }

    @cached_property
    def caps(self) -> Mapping[int, int]:
        """The numbers that caps have in the new text, by those that they had in the old."""
        now = {_name(cap): number for number, cap in enumerate(self.after.scheme.score.caps)}
        return {
            number: now[_name(cap)]
            for number, cap in enumerate(self.before.scheme.score.caps)
            if _name(cap) in now
        }

    # ---------------------------------------------------------------------------------------- what is noted

    def noted(self, item: Item) -> Item | None:
        """Return what something noted means under the new text; None where what it is about is gone."""
        match item.kind:
            case Kind.RELEASE:
                return replace(item, cap=self.caps[item.cap]) if item.cap in self.caps else None
            case Kind.DECISION:
                return item if item.rule in self._rules else None
            case Kind.ASK | Kind.OUTCOME if not self._is_offered(item):
                return None
            case Kind.KNOW | Kind.CORRECTION | Kind.REPAIRED if item.entry is not None:
                # Of entries that stand no more in this sense nothing is known or done.
                return item if item.entry[0] in self.after.rules_named else None
        if item.target is not None and item.target not in self._targets:
            return None
        # Points lapse even where the rule that gave them is gone: they stay what they were.
        return None if item.list in self.lists_gone else item

    def _is_offered(self, item: Item) -> bool:
        """Say whether the new text still has the remedy that something noted is about, where it was."""
        if item.entry is not None:
            if item.entry[0] not in self.after.rules_named:
                return False
        elif item.holder:
            entered = {rule.id: rule.effect.enter for rule in self.after.scheme.rules}
            if item.list in self.lists_gone or entered.get(item.holder) != item.list:
                return False
        else:
            return (item.about, item.part, item.remedy) in self._remedies
        return (item.part, item.remedy) in offered(self.after, ("rule", item.holder or item.about[1]))

    @cached_property
    def _rules(self) -> frozenset[str]:
        return frozenset(rule.id for rule in self.after.scheme.rules)

    @cached_property
    def _remedies(self) -> frozenset[tuple[Target, str, str]]:
        lists: set[Target] = {("list", entry.id) for entry in self.after.scheme.lists}
        return frozenset(
            (target, part, remedy)
            for target in lists | self._targets
            for part, remedy in offered(self.after, target)
        )

    @cached_property
    def targets_new(self) -> frozenset[Target]:
        """The bands and consequences that the new text names in a notice or remedy, and the old did not."""
        return self._targets - frozenset(targets_named(self.before.scheme))

    @cached_property
    def _targets(self) -> frozenset[Target]:
        return frozenset(targets_named(self.after.scheme))


def _taken_over(tallying: Tallying, before: Count | None, after: Count | None) -> Tallying:
    """Return what a count that has been changed remembers of what came before."""
    if _window(before) != _window(after):
        return Tallying(firings=tallying.firings)
    if after is not None and _window(after) == "rolling":
        del tallying.dates[: max(0, len(tallying.dates) - (after.at_least.value - 1))]
    return tallying


def _window(count: Count | None) -> str:
    """Return over what a rule counts: the first record, a life, civil periods of months, a window."""
    if count is None or count.at_least.value == 1:
        return "first"
    within = stated(count.within)
    if within is None:
        return "lifetime"
    return f"calendar, {within.months} months" if count.window == "calendar" else count.window


def _name(cap: Cap) -> str | tuple[str, ...]:
    return cap.id or tuple(cap.rules)
