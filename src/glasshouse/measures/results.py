"""Results: the outcomes of a run together with the answers to every question put to them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from glasshouse.engine.outcomes import NOTICE, Outcomes
from glasshouse.ground.notebook import paragraph, table
from glasshouse.measures.estimate import ESTIMATE_HEADS, Estimate
from glasshouse.measures.measure import NEVER_MEASURED, family_places, measures
from glasshouse.measures.sample import Group, Sample

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["ESTIMATES_FILE", "Results", "ask", "table_of"]

ESTIMATES_FILE = "estimates.parquet"

_MOST_ROWS = 40


def ask(
    sample: Sample, names: Iterable[str] | None = None, group: Group | None = None
) -> tuple[Estimate, ...]:
    """Put measures to the outcomes of a run.

    Args:
        sample: of any run.
        names: ids of measures; None for all, in alphabetical order.
        group: whom alone they are asked of; None for every group.

    Raises:
        KeyError: no measure has such an id.
    """
    library = measures()
    chosen = list(library) if names is None else list(names)
    return tuple(estimate for name in chosen for estimate in library[name].answers(name, sample, group))


@dataclass(frozen=True, eq=False)
class Results(Outcomes):
    """What a run counted, and what follows from it."""

    @classmethod
    def of(cls, outcomes: Outcomes) -> Results:
        """The same outcomes, with answers."""
        return cls(**{field.name: getattr(outcomes, field.name) for field in fields(Outcomes)})

    @cached_property
    def sample(self) -> Sample:
        """The totals as vectors, of which every question is asked."""
        return Sample(self)

    @cached_property
    def estimates(self) -> tuple[Estimate, ...]:
        """The answers of all measures, made when first asked for."""
        return ask(self.sample)

    def answered(self, estimates: Iterable[Estimate]) -> Results:
        """The same outcomes with these answers, such as with the interval of the assumptions beside each."""
        made = Results.of(self)
        made.__dict__.update(sample=self.sample, estimates=tuple(estimates))
        return made

    def find(self, id: str, *, arm: str | None = None, item: str = "", group: str = "all") -> Estimate:
        """One estimate.

        Args:
            id: the measure.
            arm: the arm; None for the first that has a scheme.
            item: the list, gate, band or conduct.
            group: ``all``, or such as ``income=q1``.

        Raises:
            KeyError: there is no such estimate.
        """
        wanted = arm or self.scenario.arms[0].name
        for estimate in self.estimates:
            if (estimate.id, estimate.arm, estimate.item, estimate.group) == (id, wanted, item, group):
                return estimate
        there = sorted({e.item for e in self.estimates if (e.id, e.arm, e.group) == (id, wanted, group)})
        items = f"it has {', '.join(map(repr, there))}" if there else "it has none there"
        raise KeyError(f"no item '{item}' of '{id}' in arm '{wanted}', group '{group}'; {items}")

    def _repr_html_(self) -> str:
        """For a notebook: what was run, and each answer about everybody with its intervals."""
        places = family_places()
        told = [
            (f"{e.arm}: {e.id}{f' of {e.item}' if e.item else ''}", *e.cells)
            for e in sorted(self.estimates, key=lambda e: places[e.id])
            if e.group == "all" and e.known
        ]
        answers = table("Of everybody", ESTIMATE_HEADS, told, most=_MOST_ROWS)
        put_in = any(e.report_only for e in self.estimates)
        return super()._repr_html_() + answers + (paragraph(NEVER_MEASURED) if put_in else "")

    def save(self, folder: Path) -> list[Path]:
        """Write the counts and ``estimates.parquet`` into a folder.

        Raises:
            RunFailed: they cannot be written; nothing half-written is left.
        """
        return [*super().save(folder), self.save_estimates(folder)]

    def save_estimates(self, folder: Path) -> Path:
        """Write ``estimates.parquet``: one row an estimate, never without its interval.

        Raises:
            RunFailed: it cannot be written.
        """
        from glasshouse.engine.run_directory import write_parquet

        return write_parquet(folder / ESTIMATES_FILE, table_of(self.estimates), {"notice": NOTICE})


def table_of(estimates: Iterable[Estimate]) -> pa.Table:
    """Estimates as a table, one row each, with all their fields."""
    import pyarrow as pa

    rows = [estimate.as_dict() for estimate in estimates]
    types = dict.fromkeys(("value", "low", "high", "assumed_low", "assumed_high"), pa.float64())
    types |= {"people": pa.int64(), "draws": pa.int64(), "agreeing": pa.int64(), "report_only": pa.bool_()}
    columns = {
        field.name: pa.array([row[field.name] for row in rows], types.get(field.name, pa.string()))
        for field in fields(Estimate)
    }
    return pa.table(columns)
