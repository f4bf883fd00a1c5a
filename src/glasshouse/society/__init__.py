"""The synthetic population: recipes, raked tables, households and neighbourhoods.

`load` reads a society, `Society.tables` gives the engine its whole-number weights, `Society.neighbourhoods`
says where how many people live, `Society.misfit` how well the marginals are met.
"""

from __future__ import annotations

from glasshouse.society.misfit import MarginalMisfit, Misfit
from glasshouse.society.neighbourhoods import NeighbourhoodPlan
from glasshouse.society.reading import catalogue, load
from glasshouse.society.society import Society, plain
from glasshouse.society.tables import Category, Dimension, Place, SocietyTables

__all__ = [
    "Category",
    "Dimension",
    "MarginalMisfit",
    "Misfit",
    "NeighbourhoodPlan",
    "Place",
    "Society",
    "SocietyTables",
    "catalogue",
    "load",
    "plain",
]
