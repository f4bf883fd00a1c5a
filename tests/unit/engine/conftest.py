"""What the tests of folders, parts and chunks share."""

from __future__ import annotations

import pytest
from tests.unit.engine.stand_in import Engine, four
from tests.unit.measures.made_up import scenario

from glasshouse.engine import identity, workers
from glasshouse.engine import run as running
from glasshouse.engine.scenario import Scenario


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Engine:
    """A made-up engine, and runs cut into four chunks."""
    made = Engine()
    monkeypatch.setattr(workers, "live_range", made)
    # The package may be edited while its tests run.
    monkeypatch.setattr(identity, "code_digest", lambda: "0" * 64)
    monkeypatch.setattr(running, "chunk_ranges", four)
    return made


@pytest.fixture
def small() -> Scenario:
    """A run that is over at once."""
    return scenario("simpleland-points", people=24_000, days=50)
