"""Frozen results: a fingerprint of what the engine counts, for every scheme of the catalogue.

The same scenario must give the same counts on every machine and in every version, until somebody changes
results on purpose. Then they write under *Results change* in ``CHANGELOG.md`` what changes and why, and renew
the fingerprints with the same words::

    python -m tests.frozen.renew --because "Lapses are counted in civil months"

A scheme new to the catalogue changes no result; freeze it with ``python -m tests.frozen.renew --new``.
"""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
import json
import re
from pathlib import Path
from typing import Any

import numpy as np
from tests.executed import executed, home
from tests.twin.everything import everything

from glasshouse import assumptions, schemes
from glasshouse.engine.scenario import Arm, Scenario
from glasshouse.engine.simulate import simulate_tally
from glasshouse.engine.tally import Tally
from glasshouse.society import SocietyTables, plain
from glasshouse.society import load as load_society

__all__ = ["CHANGELOG", "FILE", "fingerprints", "names", "read", "results_changes", "scenario_of"]

FILE = Path(__file__).parent / "fingerprints.json"
CHANGELOG = Path(__file__).parents[2] / "CHANGELOG.md"

EVERYTHING = "everything"
"""A scheme, assumptions and a society that stand in the tests: only the engine can change its results."""


def names() -> list[str]:
    """What is frozen: everything that the engines run. A scheme that waits for a mechanism has no counts."""
    return [EVERYTHING, *executed()]


def scenario_of(name: str) -> Scenario:
    """The scenario that stands for a scheme: 6,000 people for a year and a half."""
    if name == EVERYTHING:
        written, about = everything()
        society, start = plain(places=2), datetime.date(2019, 1, 1)
    else:
        written, about = schemes.load(name), assumptions.load("standard")
        society = load_society(home(name))
        start = written.scheme.force.from_
    return Scenario((Arm(name, written),), society, about, 6000, 550, 20260101, start)


def _tally_print(tally: Tally) -> str:
    digest = hashlib.sha256(repr([tally.layout.groups, tally.layout.totals, tally.layout.weekly]).encode())
    for name, array in tally.arrays().items():
        digest.update(f"{name} {array.shape}".encode())
        digest.update(array.astype("<i8").tobytes())
    return digest.hexdigest()


def _society_print(tables: SocietyTables) -> str:
    digest = hashlib.sha256()
    # Its fields alone: what was worked out from them since, and kept, depends on who asked before.
    for name in (field.name for field in dataclasses.fields(tables)):
        value = getattr(tables, name)
        if isinstance(value, np.ndarray):
            digest.update(f"{name} {value.shape}".encode())
            digest.update(value.astype("<f8" if value.dtype.kind == "f" else "<i8").tobytes())
    return digest.hexdigest()


def fingerprints(name: str) -> dict[str, str]:
    """SHA-256 of the society's tables and of the tally."""
    scenario = scenario_of(name)
    return {
        "society": _society_print(scenario.society.tables()),
        "tally": _tally_print(simulate_tally(scenario, threads=2)),
    }


def read() -> dict[str, Any]:
    """What was frozen: ``because``, and ``results`` by name."""
    found: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return found


def results_changes() -> str:
    """Everything that stands under a heading *Results change* of the changelog, in one line."""
    sections = re.split(r"^#+ ", CHANGELOG.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return " ".join(" ".join(part.split()) for part in sections if part.startswith("Results change"))
