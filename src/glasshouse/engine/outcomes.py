"""Outcomes: the counts of a run with a name on every axis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from glasshouse.engine.scenario import BASELINE, DAYS_PER_YEAR
from glasshouse.engine.tally import (
    BAND_COUNTS,
    CONDUCT_COUNTS,
    CONSEQUENCE_COUNTS,
    DEFECT_COUNTS,
    GATE_COUNTS,
    LASTING_COUNTS,
    LIST_COUNTS,
    STAY_COUNTS,
    TARGET_COUNTS,
    WEEKLY_GATE_COUNTS,
    WEEKLY_LIST_COUNTS,
    Column,
    group_name,
)
from glasshouse.ground.notebook import paragraph, table
from glasshouse.ground.units import Calendar

if TYPE_CHECKING:
    import datetime

    import pyarrow as pa
    import xarray as xr

    from glasshouse.engine.scenario import Scenario
    from glasshouse.engine.tally import Tally
    from glasshouse.society import NeighbourhoodPlan

__all__ = ["EXPOSURE_UNIT", "NOTICE", "PARQUET_FILES", "Outcomes"]

NOTICE = "SIMULATION - invented people - corresponds to nobody"
"""Stands on everything that shows results."""

PARQUET_FILES = ("totals.parquet", "weekly.parquet")

EXPOSURE_UNIT = 2.0**-16
"""Exposures and changes are counted in this part of (the conduct's reference rate x one day)."""

_ITEMS = {
    **dict.fromkeys(BAND_COUNTS, "band"),
    **dict.fromkeys((*LIST_COUNTS, *DEFECT_COUNTS), "list"),
    **dict.fromkeys((*GATE_COUNTS, *LASTING_COUNTS), "gate"),
    **dict.fromkeys(CONSEQUENCE_COUNTS, "consequence"),
    **{f"{kind}-{count}": kind for kind in ("band", "consequence", "rule") for count in TARGET_COUNTS},
    **dict.fromkeys(("hits", *STAY_COUNTS), "rule"),
    **dict.fromkeys(CONDUCT_COUNTS, "conduct"),
}
"""What the item of a column is, by what it counts; a count that is not named here has no item."""

_WEEKLY_ITEMS = {
    **dict.fromkeys(WEEKLY_LIST_COUNTS, "list"),
    **dict.fromkeys(WEEKLY_GATE_COUNTS, "gate"),
}


@dataclass(frozen=True, eq=False)
class Outcomes:
    """What a run counted.

    Attributes:
        scenario: what was simulated.
        plan: in which neighbourhoods, places, strata and replicates its people live.
        tally: the counts.
        seconds: wall time of the simulation, without loading and compiling.
        simulated: persons lived through in this call; fewer than the scenario's where a stopped run was
            gone on with.
    """

    scenario: Scenario
    plan: NeighbourhoodPlan
    tally: Tally
    seconds: float
    simulated: int

    @property
    def person_days_per_second(self) -> float:
        """Person-days lived per second of wall time, all arms counting once; 0 if none was left to live."""
        if self.simulated == 0 or self.seconds <= 0.0:
            return 0.0
        return self.simulated * self.scenario.days / self.seconds

    @property
    def groups(self) -> tuple[str, ...]:
        """Names of the groups: ``all``, then dimension and category such as ``income=q1``."""
        return tuple(group_name(*group) for group in self.tally.layout.groups)

    def count(self, arm: str, count: str, item: str = "", group: str = "all") -> int:
        """One number of the tally, all replicates together.

        Raises:
            KeyError: the arm counts no such thing, or there is no such group.
        """
        try:
            column = self.tally.layout.column_number[Column(arm, count, item)]
            row = self.groups.index(group)
        except ValueError:
            raise KeyError(group) from None
        return int(self.tally.totals[:, row, column].sum())

    @property
    def week_dates(self) -> list[datetime.date]:
        """First day of each week of the run."""
        calendar = Calendar(self.scenario.start, self.scenario.days)
        return [calendar.date(7 * week) for week in range(self.tally.layout.weeks)]

    def expected_acts(self, arm: str, conduct: str) -> np.ndarray[Any, np.dtype[np.float64]]:
        """Expected acts within the horizon, float64 (replicates, groups).

        The compensator of the acts: (exposure + change) x 2^-16 x rate / 365.25, with the rate per
            person-year.

        Raises:
            KeyError: there is no such conduct.
        """
        layout = self.tally.layout
        if conduct not in layout.conducts:
            raise KeyError(conduct)
        units = self.tally.exposure[:, :, layout.conducts.index(conduct)].astype(np.float64)
        change = layout.column_number.get(Column(arm, "change", conduct))
        if change is not None:
            units += self.tally.totals[:, :, change]
        rate = self.scenario.assumptions.conducts[conduct].rate.value
        return units * (EXPOSURE_UNIT * rate / DAYS_PER_YEAR)

    @cached_property
    def dataset(self) -> xr.Dataset:
        """All counts as labelled arrays.

        Totals have the dimensions arm, replicate and group, and one for the list, gate, band, rule,
        consequence or conduct where they are about one; weekly counts (their names begin with ``weekly_``)
        have week in the place of replicate. What an arm does not have is 0 there: nobody was on a list that
        the arm lacks.
        """
        import xarray as xr

        layout = self.tally.layout
        data: dict[str, tuple[tuple[str, ...], Any]] = {
            "persons": (("replicate", "group"), self.tally.persons)
        }
        items: dict[str, list[str]] = {"conduct": list(layout.conducts)}
        data |= self._laid_out(layout.totals, self.tally.totals, _ITEMS, "replicate", "", items)
        data |= self._laid_out(layout.weekly, self.tally.weekly, _WEEKLY_ITEMS, "week", "weekly_", items)
        acts = np.stack(
            [[self.expected_acts(arm, conduct) for conduct in layout.conducts] for arm in layout.arms]
        )
        data["expected_acts"] = (("arm", "conduct", "replicate", "group"), acts)
        scenario = self.scenario
        return xr.Dataset(
            data,
            coords={
                "arm": list(layout.arms),
                "group": list(self.groups),
                "dimension": ("group", [dimension for dimension, _ in layout.groups]),
                "category": ("group", [category for _, category in layout.groups]),
                "replicate": np.arange(layout.replicates),
                "week": np.array(self.week_dates, dtype="datetime64[ns]"),
                **items,
            },
            attrs={
                "notice": NOTICE,
                "schemes": [arm.scheme.id for arm in scenario.arms],
                "society": scenario.society.id,
                "assumptions": scenario.assumptions.id,
                "people": scenario.people,
                "days": scenario.days,
                "seed": str(scenario.seed),
                "start": scenario.start.isoformat(),
            },
        )

    def _laid_out(
        self,
        columns: Sequence[Column],
        counts: np.ndarray[Any, Any],
        kinds: dict[str, str],
        axis: str,
        prefix: str,
        items: dict[str, list[str]],
    ) -> dict[str, tuple[tuple[str, ...], Any]]:
        """Columns of all arms as one array a count; the names of the items met are added to `items`."""
        arms = self.tally.layout.arms
        for column in columns:
            kind = kinds.get(column.count)
            if kind is not None and column.item not in items.setdefault(kind, []):
                items[kind].append(column.item)
        laid: dict[str, tuple[tuple[str, ...], Any]] = {}
        for number, column in enumerate(columns):
            kind = kinds.get(column.count)
            name = prefix + column.count.replace("-", "_")
            if name not in laid:
                between = () if kind is None else (len(items[kind]),)
                zeros = np.zeros((len(arms), *between, *counts.shape[:2]), np.int64)
                laid[name] = (("arm", *(() if kind is None else (kind,)), axis, "group"), zeros)
            arm = arms.index(column.arm)
            place = (arm,) if kind is None else (arm, items[kind].index(column.item))
            laid[name][1][place] = counts[:, :, number]
        return laid

    def save(self, folder: Path) -> list[Path]:
        """Write ``totals.parquet`` and ``weekly.parquet`` into a folder, one row a number.

        Raises:
            RunFailed: they cannot be written; nothing half-written is left.
        """
        from glasshouse.engine.run_directory import write_parquet

        tables = (self._totals_table(), self._weekly_table())
        return [
            write_parquet(folder / name, table, {"notice": NOTICE})
            for name, table in zip(PARQUET_FILES, tables, strict=True)
        ]

    def _totals_table(self) -> pa.Table:
        layout = self.tally.layout
        columns = [
            *layout.totals,
            *(Column(BASELINE, "exposure", conduct) for conduct in layout.conducts),
            Column(BASELINE, "persons"),
        ]
        counts = np.concatenate(
            [self.tally.totals, self.tally.exposure, self.tally.persons[:, :, None]], axis=2
        )
        return self._tidy(columns, counts, {"replicate": np.arange(layout.replicates, dtype=np.int32)})

    def _weekly_table(self) -> pa.Table:
        weeks = np.arange(self.tally.layout.weeks, dtype=np.int32)
        dates = np.array(self.week_dates, dtype="datetime64[D]")
        return self._tidy(self.tally.layout.weekly, self.tally.weekly, {"week": weeks, "date": dates})

    def _tidy(
        self, columns: Sequence[Column], counts: np.ndarray[Any, Any], first: dict[str, np.ndarray[Any, Any]]
    ) -> pa.Table:
        """One row a number; `first` names what runs along the first axis."""
        import pyarrow as pa

        along, groups, across = counts.shape
        row, group, column = (index.ravel() for index in np.indices((along, groups, across), dtype=np.int32))

        def named(index: np.ndarray[Any, Any], names: list[str]) -> pa.Array:
            known = sorted(set(names))
            number = np.array([known.index(name) for name in names], np.int32)
            return pa.DictionaryArray.from_arrays(
                number[index] if len(number) else index, pa.array(known, pa.string())
            )

        layout = self.tally.layout
        return pa.table(
            {
                "arm": named(column, [entry.arm for entry in columns]),
                "count": named(column, [entry.count for entry in columns]),
                "item": named(column, [entry.item for entry in columns]),
                "dimension": named(group, [dimension for dimension, _ in layout.groups]),
                "category": named(group, [category for _, category in layout.groups]),
                **{name: pa.array(values[row]) for name, values in first.items()},
                "value": pa.array(counts.ravel()),
            }
        )

    def _repr_html_(self) -> str:
        """For a notebook: what was run, and where the counts are."""
        scenario = self.scenario
        rows = [
            ("schemes", ", ".join(arm.scheme.title for arm in scenario.arms) or "no scheme"),
            ("people", f"{scenario.people:,}, all invented, of society {scenario.society.id}"),
            ("days", f"{scenario.days:,} from {scenario.start.isoformat()}"),
            ("assumptions", scenario.assumptions.id),
            ("seed", scenario.seed),
            ("counts", "as labelled arrays in .dataset"),
        ]
        return paragraph(NOTICE, strong=True) + table("A run", ("what", "which"), rows)
