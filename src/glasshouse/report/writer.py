"""What every section of a report is written with: the words, tables and pictures of its material."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from glasshouse.engine.outcomes import NOTICE
from glasshouse.measures.estimate import Estimate
from glasshouse.measures.joined import joined
from glasshouse.measures.measure import FAMILIES, PUT_IN, Family, is_put_in, measures
from glasshouse.report.blocks import Block, Cell, Figure, Table, Told, say
from glasshouse.report.drawing import Dot, dots
from glasshouse.report.groups import group_titles
from glasshouse.report.hits import FEW_HIT, counted, hit
from glasshouse.report.material import Material
from glasshouse.report.numbers import end, number, reach, scale
from glasshouse.report.ranges import NOT_TO_QUOTE, Ranges, fine, in_brackets, in_full, with_ends
from glasshouse.report.reasons import in_words, part_of
from glasshouse.report.studied import label
from glasshouse.report.use import Uses
from glasshouse.schemes.model import Scheme
from glasshouse.schemes.phrases import plain

__all__ = ["PUT_IN_BY", "TOO_FEW", "Writer", "told_unit"]

TOO_FEW = "Too few people to say."
"""Stands where no number can."""

_FEW = 3
_OF_RULES = frozenset({"acts-taken-up"})
_OF_CONSEQUENCES = frozenset({"days-under-consequence"})
_OF_PAIRS = frozenset({"heaviest-per-loss", "heaviest-for-lawful"})
"""Measures whose items are rules, consequences, or a conduct with a consequence."""

_FOR_ANOTHER = "refused-for-another"
_WHO = {
    "": "",
    "no rule on them": ", to people met by no rule themselves",
    "children": ", to people under 18",
}

_WHOEVER = re.compile(
    r"^whoever .*?(?=(?:is (?:refused|shut out|inspected|granted|warned)|gets|pays|comes|must)\b)"
)

PUT_IN_BY = ", put in by assumption"
"""Stands in the row itself of a number that an assumption puts in."""

_PAIR = 2
_TAKEN_UP, _ALL = "acts-taken-up", 100.0
_MORE_THAN_ALL = (
    "More than 100 for 100 acts is no slip: a rule also takes up false records, and records of another "
    "conduct than was done; and they are held against the acts that are expected, not those done."
)


@dataclass(frozen=True, eq=False)
class Writer:
    """A material with its words, its tables and its pictures.

    Attributes:
        material: of a run or an audit.
        charts: whether pictures are drawn; without, their tables stand in their place.
    """

    material: Material
    charts: bool

    @property
    def scheme(self) -> Scheme:
        """The scheme that the report is about."""
        return self.material.arm.scheme

    @property
    def stamp(self) -> str:
        """What every picture bears, for pictures lose their surroundings."""
        head = self.scheme.scheme
        return f"{NOTICE} - {head.id}, {head.status}"

    def measure(self, id: str) -> Iterator[Block]:
        """One measure as a table of its own, with what must stand beside it; nothing without a number."""
        known = [e for e in self.material.of(id) if e.value is not None]
        if known:
            yield self.table(measures()[id].title, [(self.item(e), e) for e in known], folded=False)
            yield from self._notes(known)

    def family(self, family: Family, without: frozenset[str] = frozenset()) -> Iterator[Block]:
        """The measures of a family: small ones in one table, others in their own."""
        small: list[Estimate] = []
        large: list[Block] = []
        put_in = False
        for id, measure in measures().items():
            known = [e for e in self.material.of(id) if e.value is not None]
            if measure.family != family or id in without or not known:
                continue
            put_in |= measure.put_in
            if len(known) == _PAIR and known[0].value == known[1].value:
                # One list, and all lists: the same thing said twice.
                known = [e for e in known if e.item != "any"] or known
            if len(known) <= _PAIR:
                small += known
                continue
            never = [e for e in known if e.value == 0.0]
            # What never happened is told in a line, as long as something did.
            shown = known if len(never) == len(known) or len(never) < _FEW else [e for e in known if e.value]
            large.append(self.table(measure.title, list(self.alike(shown)), folded=False))
            if id == _TAKEN_UP and any((e.value or 0.0) > _ALL for e in shown):
                large.append(say(_MORE_THAN_ALL, kind="small"))
            if len(shown) < len(known):
                told = "; ".join(self.item(e) for e in never)
                factor, unit = scale(max(never, key=reach))
                most = max((joined(e) or (0.0, e.high or 0.0))[1] for e in never) * factor
                reaching = f", and with their ranges no more than {end(most)} {told_unit(unit)}"
                large.append(say(f"{number(0.0)} in this run{reaching}: {told}.", kind="small"))
        if small:
            ranges = Ranges(small)
            yield Table(
                FAMILIES[family],
                ("what", "value", *ranges.heads),
                tuple(
                    (f"{self.about(e)} ({self.of_whom(e)})", _of_few(e, in_full(e)), *ranges.cells(e))
                    for e in small
                ),
            )
        yield from large
        if put_in:
            yield say(f"{PUT_IN[:1].upper()}{PUT_IN[1:]}.", kind="small")

    def alike(self, known: Sequence[Estimate]) -> Iterator[tuple[str, Estimate]]:
        """Rows with their labels; what is alike in every number in one, as long as there is a third of it."""
        same: dict[object, list[Estimate]] = {}
        for e in known:
            every = (e.value, e.low, e.high, e.assumed_low, e.assumed_high)
            # The whole, and a part of another row, are told by themselves.
            alone = e.item in ("", "any") or ": " in e.item
            same.setdefault(e.item if alone else every, []).append(e)
        for e in known:
            rows = next(rows for rows in same.values() if e in rows)
            if len(rows) < _FEW:
                yield self.item(e), e
            elif e is rows[0]:
                yield f"each of these {len(rows)}: {'; '.join(map(self.item, rows))}", e

    def _notes(self, known: Sequence[Estimate]) -> Iterator[Block]:
        """What is said beside rows, each thing once: of which rows, where it is not of all."""
        of: dict[str, list[Estimate]] = {}
        for e in known:
            for part in (e.note or "").split("; "):
                of.setdefault(part, []).append(e)
        same: dict[str, list[str]] = {}
        for part, rows in of.items():
            if part:
                whose = "" if len(rows) == len(known) else ", ".join(self.item(e) for e in rows) + ": "
                same.setdefault(whose, []).append(part)
        for whose, parts in same.items():
            told = f"{whose}{'; '.join(parts)}."
            yield say(f"{told[:1].upper()}{told[1:]}", kind="small")

    def item(self, estimate: Estimate) -> str:
        """What a row of a measure's own table is about."""
        return self.about(estimate).partition(": ")[2] or (
            "in all" if estimate.item in ("", "any") else estimate.item
        )

    def table(
        self,
        caption: str,
        rows: Sequence[tuple[str, Estimate]],
        folded: bool = True,
        like: Estimate | None = None,
    ) -> Table:
        """Numbers of one measure, all in one unit: that of `like`, or of the number that reaches farthest."""
        factor, unit = scale(max((e for _, e in rows), key=reach) if like is None else like)
        of = next(self.of_whom(e) for _, e in rows)
        if "put in" not in caption:
            caption += next(filter(None, (_put_in(e) for _, e in rows)), "")
        ranges = Ranges(e for _, e in rows)
        return Table(
            f"{caption}: {told_unit(unit)} ({of})",
            ("what", "value", *ranges.heads),
            tuple((about, _of_few(e, fine(e, factor)), *ranges.cells(e, factor)) for about, e in rows),
            folded,
        )

    def figure(
        self,
        id: str,
        title: str,
        description: str,
        caption: str,
        rows: Sequence[Dot],
        axis: str,
        table: Table,
        reference: tuple[float, str] | None = None,
    ) -> Block:
        """A chart; the table alone where no pictures are asked for."""
        if not self.charts:
            return Table(f"{title}. {caption}", table.heads, table.rows)
        return Figure(id, title, description, caption, dots(id, rows, axis, self.stamp, reference), table)

    @cached_property
    def uses(self) -> Uses:
        """What may be done with each number."""
        return Uses(self.material)

    def dot(self, about: str, e: Estimate, factor: float, unit: str, series: int) -> Dot:
        """An estimate as a row of a chart: its value, what luck and all causes do, its number in words."""
        both = joined(e)
        wide = None if both is None else (both[0] * factor, both[1] * factor)
        low, high = (e.low or 0.0) * factor, (e.high or 0.0) * factor
        quotable = self.uses.of(e).quotable
        told = with_ends(e, factor, unit) if quotable else f"{fine(e, factor)} {unit}: {NOT_TO_QUOTE}"
        return Dot(about, (e.value or 0.0) * factor, low, high, wide, told, series)

    def whole(self, e: Estimate) -> str:
        """A number with its range, or with why it has none to quote, as a sentence can carry it."""
        if e.value is None:
            return e.absent
        use = self.uses.of(e)
        ends, holds = in_brackets(e)
        return f"{in_full(e)} ({f'{ends}, {holds}' if use.quotable else use.words})"

    def about(self, estimate: Estimate) -> str:
        """What an estimate says, of which list, band, gate or conduct; whether an assumption puts it in."""
        title, colon, rest = self._about(estimate).partition(": ")
        return f"{title}{_put_in(estimate)}{colon}{rest}"

    def is_put_in(self, estimate: Estimate) -> bool:
        """Whether an assumption puts a number in, so that no run measures it."""
        return bool(_put_in(estimate))

    def _about(self, estimate: Estimate) -> str:
        item, _, way = estimate.item.partition(": ")
        title = measures()[estimate.id].title if estimate.id in measures() else estimate.id
        words = self._item_in_words(estimate.id, item, way)
        if words is not None:
            return f"{title}: {words}"
        for entry in self.scheme.lists:
            if entry.id == item and entry.title:
                return f"{title}: {entry.title}{f' ({way})' if way else ''}"
        return label(self.material.scenario, estimate.id, estimate.item)

    def _item_in_words(self, id: str, item: str, way: str) -> str | None:
        """Rules and consequences as they are read; None where an item is neither."""
        assumptions = self.material.scenario.assumptions
        conducts = assumptions.conducts
        if id == _FOR_ANOTHER and item in assumptions.gates:
            return f"{assumptions.gates[item].title}{_WHO[way]}"
        if id in _OF_RULES:
            return plain(item)
        if id in _OF_CONSEQUENCES:
            return self._consequence(item)
        if id in _OF_PAIRS and item in conducts:
            return f"'{conducts[item].title}', for which one {self._consequence(way)}"
        return None

    def _consequence(self, id: str) -> str:
        """What a consequence does, without whom it befalls."""
        part = part_of(self.scheme, f"consequences.{id}")
        if part is None:
            return plain(id)
        told = _WHOEVER.sub("", in_words(part, self.scheme))
        return told if told else plain(id)

    def group(self, group: str) -> tuple[str, str]:
        """Titles of a kind of group, and of the group of that kind."""
        return group_titles(self.material.scenario.society.tables(), group)

    def of_whom(self, e: Estimate) -> str:
        """What an estimate is a part of, with the word for those whom the scheme covers."""
        return e.denominator.replace("people covered", f"{self.material.whom} covered")


def _of_few(e: Estimate, told: str) -> Cell:
    """A number in the unit of its table; where it rests on few people, with how many."""
    if e.value is None:
        return e
    return Told(e, f"{told} ({counted(e)})" if 0 < (hit(e) or 0) < FEW_HIT else told)


def _put_in(estimate: Estimate) -> str:
    """What stands in the row itself of a number that an assumption puts in: rows are quoted alone."""
    return PUT_IN_BY if is_put_in(estimate.id) else ""


def told_unit(unit: str) -> str:
    """A unit as a table or an axis writes it."""
    return "%" if unit == "per cent" else unit
