"""The columns of one arm's counts in the tally, in the order of `tally.layout_of`."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Any

from glasshouse.engine.counted import (
    conducts_changed,
    conducts_of_texts,
    gates_lasting,
    gates_of_texts,
    gates_touched,
    lasting_of_texts,
    lists_owing_in_texts,
    rules_entering,
    rules_named,
    rules_of_texts,
    strains_in_texts,
    targets_named,
)
from glasshouse.engine.tally import (
    BAND_COUNTS,
    CONDUCT_COUNTS,
    CONSEQUENCE_COUNTS,
    DEFECT_COUNTS,
    EVER_COUNTS,
    GATE_COUNTS,
    LASTING_COUNTS,
    LIST_COUNTS,
    LIVELIHOOD_COUNTS,
    PERSON_COUNTS,
    STAY_COUNTS,
    TARGET_COUNTS,
    WEEKLY_GATE_COUNTS,
    WEEKLY_LIST_COUNTS,
)
from glasshouse.engine.texts import united

if TYPE_CHECKING:
    from collections.abc import Sequence

    from glasshouse.assumptions import Assumptions
    from glasshouse.engine.texts import Text
    from glasshouse.schemes import Scheme

__all__ = ["Block", "Columns"]


class Block:
    """Columns of several things with the same counts: where each thing's columns begin."""

    def __init__(self, first: int, counts: Sequence[str], things: int) -> None:
        """Lay out the counts of some things from column `first` on."""
        self._first = first
        self._counts = len(counts)
        self.end = first + self._counts * things

        self._places: list[int] | None = None

    def of(self, thing: int) -> int:
        """First column of one thing."""
        place = thing if self._places is None else self._places[thing]
        return self._first + place * self._counts

    def of_some(self, places: list[int]) -> Block:
        """The same columns, asked for by things that are only some of these, at these places."""
        some = copy(self)
        some._places = places
        return some


class Columns:
    """Where the counts of one arm stand.

    Attributes:
        first, end: of the totals, column numbers.
        weekly_first, weekly_end: of the weekly counts, column numbers.
        touched: the gates with columns of their own.
        changed: the conducts whose change is counted.
        lasting: the gates with a lasting thing that have a column for those without it.
        owing: the lists whose entries can be defective, which have columns of their own for that.
        entering: the rules that lead onto a list, which have a column for the days that follow.
        livelihood: first of the three columns of means, None where the arm has none.
        targets: bands and consequences that a notice or remedy names, as `targets_named` returns them.
        named: rules of points that a notice or remedy names, as `rules_named` returns them.
        bands, rules, stays, lists, defects, gates, things, consequences, changes: one thing's columns
            each, in file order; stays, defects, gates, things and changes in the order of `entering`,
            `owing`, `touched`, `lasting` and `changed`; those of `targets` by `target_columns`, of `named`
            by `redress`.
        weekly_lists, weekly_gates: the same, of the weekly counts.
    """

    def __init__(
        self, texts: Sequence[Text], assumptions: Assumptions, first: int, weekly_first: int
    ) -> None:
        """Lay out an arm's columns behind those of the arms before it."""
        self.first = first
        self.weekly_first = weekly_first
        scheme = united(texts)
        self.touched = gates_of_texts(texts, assumptions)
        self.changed = conducts_of_texts(texts, assumptions)
        self.lasting = lasting_of_texts(texts, assumptions)
        self.owing = lists_owing_in_texts(texts)
        self.entering = rules_entering(texts)
        persons = first + len(PERSON_COUNTS)
        strains = strains_in_texts(texts, assumptions)
        self.livelihood = persons if strains else None
        persons += len(LIVELIHOOD_COUNTS) * strains
        self.bands = Block(persons, BAND_COUNTS, len(scheme.score.bands))
        self.changes = Block(self.bands.end, CONDUCT_COUNTS, len(self.changed))
        self.rules = Block(self.changes.end + len(EVER_COUNTS), ("hits",), len(scheme.rules))
        self.stays = Block(self.rules.end, STAY_COUNTS, len(self.entering))
        self.lists = Block(self.stays.end, LIST_COUNTS, len(scheme.lists))
        self.defects = Block(self.lists.end, DEFECT_COUNTS, len(self.owing))
        self.gates = Block(self.defects.end, GATE_COUNTS, len(self.touched))
        self.things = Block(self.gates.end, LASTING_COUNTS, len(self.lasting))
        self.consequences = Block(self.things.end, CONSEQUENCE_COUNTS, len(scheme.consequences))
        self.targets = targets_named(scheme)
        self.target_columns = Block(self.consequences.end, TARGET_COUNTS, len(self.targets))
        self.named = rules_of_texts(texts)
        self.redress = Block(self.target_columns.end, TARGET_COUNTS, len(self.named))
        self.end = self.redress.end
        self.weekly_lists = Block(weekly_first, WEEKLY_LIST_COUNTS, len(scheme.lists))
        self.weekly_gates = Block(self.weekly_lists.end, WEEKLY_GATE_COUNTS, len(self.touched))
        self.weekly_end = self.weekly_gates.end
        self._whole = scheme

    def of_text(self, text: Scheme, assumptions: Assumptions) -> Columns:
        """The same columns, asked for by one text of the scheme that they are laid out for."""
        some = copy(self)
        some.touched = gates_touched(text, assumptions)
        some.changed = conducts_changed(text, assumptions)
        some.lasting = gates_lasting(text, assumptions)
        some.things = self.things.of_some([self.lasting.index(gate) for gate in some.lasting])
        some.targets = targets_named(text)
        some.target_columns = self.target_columns.of_some(
            [self.targets.index(target) for target in some.targets]
        )
        some.named = rules_named(text)
        some.redress = self.redress.of_some([self.named.index(rule) for rule in some.named])
        rules = _places(self._whole.rules, text.rules)
        lists = _places(self._whole.lists, text.lists)
        gates = [self.touched.index(gate) for gate in some.touched]
        some.bands = self.bands.of_some(_places(self._whole.score.bands, text.score.bands))
        some.changes = self.changes.of_some([self.changed.index(conduct) for conduct in some.changed])
        some.rules = self.rules.of_some(rules)
        some.lists = self.lists.of_some(lists)
        some.gates = self.gates.of_some(gates)
        some.consequences = self.consequences.of_some(_places(self._whole.consequences, text.consequences))
        some.weekly_lists = self.weekly_lists.of_some(lists)
        some.weekly_gates = self.weekly_gates.of_some(gates)
        return some


def _places(whole: Sequence[Any], some: Sequence[Any]) -> list[int]:
    """Where each of some items stands among all of them, by id."""
    order = [item.id for item in whole]
    return [order.index(item.id) for item in some]
