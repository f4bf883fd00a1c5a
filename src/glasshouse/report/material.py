"""What a report is written from: a run or an audit that was kept, or results that were just made."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from glasshouse.engine.run_directory import RunDirectory
from glasshouse.engine.scenario import Arm, Scenario
from glasshouse.engine.scenario_file import read_scenario
from glasshouse.ground.errors import BadInput, Problem
from glasshouse.ground.provenance import code_digest, versions
from glasshouse.measures.estimate import Estimate
from glasshouse.measures.kept import read_estimates
from glasshouse.measures.results import Results
from glasshouse.schemes.lint.checking import check
from glasshouse.schemes.lint.measured import Measured, Measurement
from glasshouse.schemes.lint.report import Report
from glasshouse.schemes.lint.selection import Selection
from glasshouse.society.neighbourhoods import FEWEST_NEIGHBOURHOODS
from glasshouse.studies.audit import Audit
from glasshouse.studies.effects import Split

__all__ = ["Material", "examined", "kept", "made_now"]

_AUDIT = "audit.json"


@dataclass(frozen=True, eq=False)
class Material:
    """Everything that a report tells of, already computed.

    Attributes:
        scenario: what was run; the report is about its first arm.
        estimates: the answers of all arms, each with its interval.
        as_of: the day whose law the lint asks.
        verb: ``run`` or ``audit``.
        conclusions: of an audit: differences with what the draws say of their signs.
        splits: of an audit: what part of the scheme's effects is which answer of the people; None where
            nobody asked.
        drivers: of an audit: which assumptions drive the headlines; None where nobody asked.
        idle: reforms of an audit that changed no event.
        code: SHA-256 of the program's source, where it is known.
        versions: of what the run was made with.
    """

    scenario: Scenario
    estimates: tuple[Estimate, ...]
    as_of: datetime.date
    verb: str = "run"
    conclusions: tuple[Mapping[str, Any], ...] = ()
    splits: tuple[Split, ...] | None = None
    drivers: Mapping[str, Any] | None = None
    idle: tuple[str, ...] = ()
    code: str | None = None
    versions: Mapping[str, str] | None = None

    @property
    def arm(self) -> Arm:
        """The arm that the report is about."""
        return self.scenario.arms[0]

    @property
    def alone(self) -> Scenario:
        """The scenario with the arm of the report alone: the same people, the same luck, less to live."""
        return replace(self.scenario, arms=self.scenario.arms[:1])

    @cached_property
    def draws(self) -> int:
        """Joint draws of the assumptions behind the second interval; 0 for none."""
        return max((estimate.draws for estimate in self.estimates), default=0)

    @cached_property
    def few(self) -> bool:
        """Whether there are too few neighbourhoods for any interval."""
        return len(self.scenario.society.neighbourhoods(self.scenario.people)) < FEWEST_NEIGHBOURHOODS

    @property
    def covers_persons(self) -> bool:
        """Whether the scheme covers persons, and not only firms or agencies."""
        return "person" in self.arm.scheme.scope.subjects

    @property
    def whom(self) -> str:
        """Those whom every share is of, in words: ``people``, ``firms``, ``agencies``."""
        if self.covers_persons:
            return "people"
        return {"firm": "firms", "agency": "agencies"}[self.arm.scheme.scope.subjects[0]]

    def of(self, id: str, arm: str | None = None) -> tuple[Estimate, ...]:
        """The answers of a measure about everybody concerned, in the order of its items."""
        wanted = arm or self.arm.name
        return tuple(e for e in self.estimates if (e.id, e.arm, e.group) == (id, wanted, "all"))

    def find(self, id: str, item: str = "any", arm: str | None = None) -> Estimate | None:
        """One answer about everybody concerned; None where the run has none."""
        return next((e for e in self.of(id, arm) if e.item == item), None)

    def by_group(self, id: str, item: str = "any") -> tuple[Estimate, ...]:
        """The answers of a measure for each group of people, in the order of the groups."""
        return tuple(
            e
            for e in self.estimates
            if (e.id, e.arm, e.item) == (id, self.arm.name, item)
            and e.group != "all"
            and not e.group.startswith("subject=")
        )

    @cached_property
    def lint(self) -> Report:
        """What the rules of the lint find in the scheme's text, joined to what was measured."""
        told = tuple(
            Measurement(
                e.id,
                e.item,
                e.group,
                e.value,
                e.low,
                e.high,
                e.unit,
                e.denominator,
                e.covers,
                e.people,
                e.note,
            )
            for e in self.estimates
            if e.arm == self.arm.name
        )
        scenario = self.scenario
        measured = Measured("this run", self.arm.name, scenario.people, scenario.days, scenario.seed, told)
        return check(self.arm.scheme, Selection(as_of=self.as_of), measured)


def kept(folder: Path, as_of: datetime.date | None = None) -> Material:
    """The material in the folder of a run or of an audit.

    Args:
        folder: what ``run --out`` or ``audit --out`` was given.
        as_of: the day whose law the lint asks; by default the day on which the run was written.

    Raises:
        BadInput: it holds neither, is not finished, or cannot be read.
    """
    if folder.name == "run" and (folder.parent / _AUDIT).exists():
        # The run of an audit: what the audit says of it is said here too.
        folder = folder.parent
    told: Mapping[str, Any] = {}
    run = folder
    if (folder / _AUDIT).exists():
        run, told = folder / "run", _read(folder / _AUDIT)
    record = RunDirectory.read(run).record
    scenario = read_scenario(run)
    day = as_of or datetime.date.fromisoformat(str(record["written"])[:10])
    return Material(
        scenario=scenario,
        estimates=read_estimates(folder),
        as_of=day,
        verb="audit" if told else "run",
        conclusions=tuple(told.get("conclusions", ())),
        splits=_splits(told.get("effects")),
        drivers=told.get("sensitivity"),
        idle=tuple(told.get("without_effect", ())),
        code=record.get("code_sha256"),
        versions=record.get("versions"),
    )


def examined(audit: Audit, as_of: datetime.date) -> Material:
    """The material of an audit that was just made."""
    return replace(
        made_now(audit.results, as_of),
        verb="audit",
        conclusions=tuple(conclusion.as_dict() for conclusion in audit.conclusions),
        splits=audit.effects.splits,
        drivers=None if audit.sensitivity is None else audit.sensitivity.as_dict(),
        idle=tuple(pair.second for pair in audit.comparison.idle_reforms),
    )


def made_now(results: Results, as_of: datetime.date) -> Material:
    """The material of a run that was just made and kept nowhere."""
    return Material(
        scenario=results.scenario,
        estimates=results.estimates,
        as_of=as_of,
        code=code_digest(),
        versions=versions(),
    )


def _splits(told: Mapping[str, Any] | None) -> tuple[Split, ...] | None:
    return None if told is None else tuple(Split.from_dict(split) for split in told["effects"])


def _read(file: Path) -> Mapping[str, Any]:
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
        if isinstance(told, dict):
            return told
    except (OSError, ValueError):
        pass
    raise BadInput(
        Problem(
            f"{file} cannot be read as the result of an audit.",
            remedy="Give the same 'glasshouse audit ... --out' again: what is finished is used.",
            code="no-audit",
        )
    )
