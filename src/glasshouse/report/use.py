"""What may be done with a number, wherever it stands: quote it, lean to one side, or leave it alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from glasshouse.measures.estimate import Estimate
from glasshouse.measures.measure import measures
from glasshouse.report.blocks import (
    Block,
    Bullets,
    Cell,
    Figure,
    Inline,
    Paragraph,
    Section,
    Table,
    Told,
    plain_cell,
)
from glasshouse.report.growth import grown, nearest, totals
from glasshouse.report.held import refusals_at, tested
from glasshouse.report.hits import hit
from glasshouse.report.material import Material
from glasshouse.report.numbers import number, plural, told_date
from glasshouse.report.ranges import JOINED, NOT_TO_QUOTE, in_full
from glasshouse.report.whereabouts import last_day

if TYPE_CHECKING:
    from glasshouse.studies.held_figures import Row

__all__ = ["MODEL_ONLY", "Use", "Uses", "so_many_times"]

_AT_GATES = frozenset({"denials", "refused-share"})
"""Measures whose items are gates, as published figures of requests refused have them."""

_OF_LISTS = frozenset({"listed-share", "restricted-share", "restricted-time"})
"""Measures that follow from who is put on a list."""

_OFF = 1.1
"""Times the published, or the published times it, from which on a growth is off."""

_FEW = 2
"""Rows of a table that may say the same; of more it is said once, in the caption."""

_MOST = 0.5
"""Of those refused something: from this part on the whole is as wrong as the part."""

MODEL_ONLY = "never held against anything: quote as a property of the model only"
"""Stands for every number that nothing published comes near."""


@dataclass(frozen=True)
class Use:
    """What may be done with a number.

    Attributes:
        words: as they stand beside it.
        reason: why it is not to be quoted, if it is not.
        quotable: whether its range may be quoted.
        near: whether anything published comes near it.
    """

    words: str
    quotable: bool = True
    near: bool = True
    reason: str = ""


_NOTHING_NEAR = Use(MODEL_ONLY, near=False)


def _counts_entries(row: Row) -> bool:
    return {one.count for one in row.figure.counted} == {"spells"}


def _not_to_quote(reason: str) -> Use:
    return Use(f"do not quote: {reason}", quotable=False, reason=reason)


class Uses:
    """What may be done with each number of one report."""

    def __init__(self, material: Material) -> None:
        """Of a run or an audit."""
        self._material = material
        self._gates: dict[str, Use | None] = {}

    def of(self, e: Estimate) -> Use:
        """What may be done with a number: by its own figures, by the nearest ones, or by none."""
        if e.arm != self._material.arm.name:
            return _NOTHING_NEAR
        found = None
        if e.id == "refused-share" and e.item == "any":
            found = self._whole
        elif e.id in _AT_GATES:
            found = self._gate(e.item)
        elif e.id in _OF_LISTS and not self._material.arm.scheme.score.bands:
            found = self._entries
        return found or _NOTHING_NEAR

    def never_itself(self, e: Estimate) -> bool:
        """Whether nothing published answers the number itself, whatever may come near it."""
        return e.id not in _AT_GATES or not self.of(e).near

    def marked(self, sections: Iterable[Section]) -> tuple[Section, ...]:
        """The sections, with what may be done beside every number that something published comes near."""
        return tuple(
            replace(section, blocks=tuple(self._block(block) for block in section.blocks))
            for section in sections
        )

    @cached_property
    def _whole(self) -> Use | None:
        """Of all refused something, where most of them were refused where the figures were missed."""
        every = self._material.find("refused-share")
        if every is None or not (people := hit(every)):
            return None
        for e in self._material.of("refused-share"):
            use = None if e.item == "any" else self._gate(e.item)
            if use is not None and not use.quotable and (hit(e) or 0) >= _MOST * people:
                title = self._material.scenario.assumptions.gates[e.item].title
                return _not_to_quote(
                    f"{hit(e)} of these {people} people were refused at '{title}', where {use.reason}"
                )
        return None

    def _gate(self, gate: str) -> Use | None:
        if gate not in self._gates:
            self._gates[gate] = self._judged(refusals_at(self._material.arm.scheme, gate))
        return self._gates[gate]

    def _judged(self, rows: Sequence[Row]) -> Use | None:
        """By the figures of the very gate: missed, or how many were met."""
        if not rows:
            return None
        missed = sum(row.finding == "misses" for row in rows)
        figures = plural(len(rows), "published figure")
        if 2 * missed > len(rows):
            return _not_to_quote(
                f"the run that was compared refuses {self._how_many(rows)} as was published, "
                f"{missed} of {figures} missed"
            )
        only = sum(row.off_at_the_centre for row in rows)
        in_some = f", {only} in some draws of the assumptions only" if only else ""
        told = f"{len(rows) - missed - only} of {figures} met by the run that was compared{in_some}"
        return Use(f"{told}; {missed} missed" if missed else told)

    def _how_many(self, rows: Sequence[Row]) -> str:
        """How many times the published: as it grew about the days lived, or of each figure."""
        grew = [size for found in totals(rows) if (size := self._grew(found)) is not None]
        off = sorted(grew or [row.times for row in rows if row.times is not None])
        told = dict.fromkeys(so_many_times(size) for size in (off[0], off[-1]))
        return f"{' to '.join(told)} times as many"

    def _grew(self, rows: Sequence[Row]) -> float | None:
        scenario = self._material.scenario
        span = nearest(rows, scenario.start, last_day(scenario))
        return None if span is None else grown(*span)

    @cached_property
    def _entries(self) -> Use | None:
        """By the entries on the lists, which count every stay: off to one side or not."""
        found = tested(self._material.arm.scheme)
        if found is None:
            return None
        scenario = self._material.scenario
        for rows in totals(found.answered):
            span = nearest(rows, scenario.start, last_day(scenario))
            if not span or not _counts_entries(rows[0]):
                continue
            grew = grown(*span)
            if grew is None:
                continue
            between = " to ".join(told_date(row.figure.date) for row in span)
            nearby = (
                f"entries, the nearest that was compared, grew {so_many_times(grew)} times as fast as "
                f"published ({between})"
            )
            if 1.0 / _OFF <= grew <= _OFF:
                return Use(f"never held itself; {nearby}")
            # What began with empty books, as most runs do, may be off to the other side at first.
            entered = [row for row in found.answered if _counts_entries(row)]
            first = min(entered, key=lambda row: row.figure.date)
            if first.finding == "misses" and first.times is not None and (grew < 1.0) != (first.times < 1.0):
                when = told_date(first.figure.date)
                return Use(
                    f"off to either side, perhaps: {nearby}, but the first figure after its empty books "
                    f"({when}) came out {so_many_times(first.times)} times the published"
                )
            return Use(f"if anything too {'low' if grew < 1.0 else 'high'}: {nearby}")
        return None

    # ---------------------------------------------------------------------------- wherever a number stands

    def _block(self, block: Block) -> Block:
        if isinstance(block, Paragraph):
            return replace(block, parts=self._parts(block.parts))
        if isinstance(block, Bullets):
            return Bullets(tuple(self._parts(item) for item in block.items))
        if isinstance(block, Table):
            return self._table(block)
        if isinstance(block, Figure):
            return self._figure(block)
        return block

    def _parts(self, parts: Iterable[Inline]) -> tuple[Inline, ...]:
        return tuple(told for part in parts for told in self._part(part))

    def _part(self, part: Inline) -> Iterator[Inline]:
        """A part of a sentence; a number not to be quoted has the reason in the place of its range."""
        if not isinstance(part, Estimate) or (use := self.of(part)).quotable:
            yield part
        else:
            yield Told(part, in_full(part))
            yield f" ({use.words})"

    def _figure(self, figure: Figure) -> Figure:
        refused = {
            f"{_words_of(row[0])}: {self.of(e).words}."
            for row in figure.table.rows
            if (e := _number_of(row)) is not None and not self.of(e).quotable
        }
        caption = " ".join((figure.caption, *sorted(refused)))
        return replace(figure, caption=caption, table=self._table(figure.table))

    def _table(self, table: Table) -> Table:
        """Its rows with their words; what is said of more than two of them once, in the caption."""
        uses = [None if (e := _number_of(row)) is None else self.of(e) for row in table.rows]
        count = Counter(use for use in uses if use is not None and use.near)
        once = [use for use, rows in count.items() if rows > _FEW or rows == len(table.rows) > 1]
        place = table.heads.index(JOINED) if JOINED in table.heads else None
        rows = []
        for row, use in zip(table.rows, uses, strict=True):
            if use is not None and use.near and use not in once:
                row = (_with(row[0], use), *row[1:])
            if use is not None and not use.quotable and place is not None:
                row = (*row[:place], NOT_TO_QUOTE, *row[place + 1 :])
            rows.append(row)
        said = "".join(f"; {_of_which(table, uses, use)}{use.words}" for use in once)
        return replace(table, caption=f"{table.caption}{said}", rows=tuple(rows))


def so_many_times(size: float) -> str:
    """A ratio to what was published, as fine as it is small."""
    return f"{size:.2f}" if size < 1.0 else number(size)


def _number_of(row: Sequence[Cell]) -> Estimate | None:
    """The number that a row is about."""
    for cell in row[1:]:
        if isinstance(cell, Estimate | Told):
            return cell if isinstance(cell, Estimate) else cell.estimate
    return None


def _words_of(cell: Cell) -> str:
    return cell if isinstance(cell, str) else plain_cell(cell)


def _with(cell: Cell, use: Use) -> Cell:
    """The head of a row with what may be done with its number, once."""
    if not isinstance(cell, str) or use.words in cell:
        return cell
    return f"{cell} - {use.words}"


def _of_which(table: Table, uses: Sequence[Use | None], use: Use) -> str:
    """Of which measures it is said; nothing where it is of every row."""
    rows = [row for row, one in zip(table.rows, uses, strict=True) if one == use]
    if len(rows) == len(table.rows):
        return ""
    titles = dict.fromkeys(measures()[e.id].title for row in rows if (e := _number_of(row)) is not None)
    return f"{', '.join(titles)}: "
