"""Requests that a consequence makes worse and does not refuse: counted where one does, and nowhere else."""

from __future__ import annotations

import pytest
from tests.unit.measures.made_up import made_up_outcomes, scenario

from glasshouse.measures import Results


@pytest.mark.parametrize(("name", "gates"), [("rongcheng-2014", ["loan"]), ("court-defaulters-2017", [])])
def test_only_gates_at_which_something_is_made_worse_are_asked(name: str, gates: list[str]) -> None:
    found = Results.of(made_up_outcomes(scenario(name), lambda count: 0.01)).estimates
    assert [e.item for e in found if e.id == "served-worse"] == gates
