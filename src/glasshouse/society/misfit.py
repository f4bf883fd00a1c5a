"""How far the people that are drawn are from the marginals that were asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from glasshouse.society.raking import Constraint, Raked, group_sums, wanted_sums

__all__ = ["MarginalMisfit", "Misfit", "measure_misfit"]


@dataclass(frozen=True, slots=True)
class MarginalMisfit:
    """How well one marginal is met.

    Attributes:
        id: id of the marginal.
        cells: number of its cells.
        largest_absolute: largest difference between a cell's share of all persons and the wanted one, share.
        largest_relative: largest such difference relative to the wanted share.
    """

    id: str
    cells: int
    largest_absolute: float
    largest_relative: float


@dataclass(frozen=True, slots=True)
class Misfit:
    """How well a society's tables meet its marginals, measured on the whole numbers that are drawn from.

    Attributes:
        marginals: one for each marginal, the population of the places first; then one for each share of kinds
            of household, whose errors are shares of all households.
        sweeps: how often the raking went through all marginals.
        converged: whether every marginal was met; false means that some contradict each other.
        household_sweeps: how often the fit of households went through all its conditions.
        cells: cells of the joint table.
        possible: cells that are not structural zeros.
        effective: 1 / (sum of squared cell shares): how many equal cells would be as concentrated.
        added_adults: adults put in the place of children so that every household has one, per person.
        mean_household_size: persons per household as drawn.
        wanted_household_size: persons per household as published; None where not given.
    """

    marginals: tuple[MarginalMisfit, ...]
    sweeps: int
    converged: bool
    household_sweeps: int
    cells: int
    possible: int
    effective: float
    added_adults: float
    mean_household_size: float
    wanted_household_size: float | None

    @property
    def largest_absolute(self) -> float:
        """The largest absolute error of any marginal, share of all persons."""
        return max((part.largest_absolute for part in self.marginals), default=0.0)

    @property
    def largest_relative(self) -> float:
        """The largest relative error of any marginal."""
        return max((part.largest_relative for part in self.marginals), default=0.0)


def measure_misfit(
    raked: Raked,
    seed: npt.NDArray[np.float64],
    drawn: npt.NDArray[np.float64],
    constraints: Sequence[Constraint],
    kinds: Sequence[MarginalMisfit],
    *,
    household_sweeps: int,
    households_converged: bool,
    added_adults: float,
    mean_household_size: float,
    wanted_household_size: float | None,
) -> Misfit:
    """Compare the distribution of drawn persons with the marginals.

    Args:
        raked: the fitted table, for sweeps and convergence.
        seed: the table before fitting, float64 (rows, columns).
        drawn: joint distribution of the persons that the final tables draw, float64 (rows, columns), sum 1.
        constraints: the marginals.
        kinds: how well shares of kinds of household are met.
        household_sweeps: how often the fit of households went through all its conditions.
        households_converged: whether it met them all.
        added_adults: adults put in the place of children, per person.
        mean_household_size: as drawn.
        wanted_household_size: as published.
    """
    return Misfit(
        marginals=(*(_one(drawn, constraint) for constraint in constraints), *kinds),
        sweeps=raked.sweeps,
        converged=raked.converged and households_converged,
        household_sweeps=household_sweeps,
        cells=int(seed.size),
        possible=int(np.count_nonzero(seed)),
        effective=float(1 / np.square(drawn).sum()),
        added_adults=added_adults,
        mean_household_size=mean_household_size,
        wanted_household_size=wanted_household_size,
    )


def _one(drawn: npt.NDArray[np.float64], constraint: Constraint) -> MarginalMisfit:
    sums = group_sums(drawn, constraint)
    wanted = wanted_sums(sums, constraint)
    error = np.abs(sums - wanted)
    relative = np.divide(error, wanted, out=np.zeros_like(error), where=wanted > 0)
    return MarginalMisfit(
        id=constraint.name,
        cells=int(sums.size),
        largest_absolute=float(error.max()),
        largest_relative=float(relative.max()),
    )
