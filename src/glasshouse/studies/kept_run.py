"""A run as its folder keeps it, with nothing taken on trust: all is there, and its parts speak of one run."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from glasshouse.engine.compile import Compiled, compile_scenario
from glasshouse.engine.identity import PROGRAM, differences, identity
from glasshouse.engine.outcomes import PARQUET_FILES
from glasshouse.engine.run import made_of
from glasshouse.engine.run_directory import RunDirectory
from glasshouse.engine.scenario import Scenario
from glasshouse.engine.scenario_file import SCENARIO_FILE, read_scenario
from glasshouse.ground.errors import BadInput, GlasshouseError, Problem
from glasshouse.ground.provenance import code_digest, versions
from glasshouse.measures.results import ESTIMATES_FILE
from glasshouse.studies.comparison import DIFFERENCES_FILE
from glasshouse.studies.folder import STUDY_FILE
from glasshouse.studies.simulation import DRAWS

__all__ = ["AGAIN", "KeptRun", "Makers"]

AGAIN = "Get the whole folder once more from wherever it was kept; or make it anew, with --out."
"""The remedy where a folder lacks something or was altered."""


@dataclass(frozen=True)
class Makers:
    """Which Glasshouse made a run, and which is at work now.

    Attributes:
        then, now: versions of Glasshouse, of Python and of each library that can change a result, by name.
        code_then, code_now: SHA-256 of the program's source.
    """

    then: Mapping[str, str]
    now: Mapping[str, str]
    code_then: str
    code_now: str

    @property
    def same_code(self) -> bool:
        """Whether it is the same program, to the letter."""
        return self.code_then == self.code_now

    @property
    def others(self) -> dict[str, tuple[str, str]]:
        """Libraries, and Python, of another version now: what it was then, and what it is."""
        return {
            name: (self.then[name], self.now.get(name, "none"))
            for name in self.then
            if name != "glasshouse" and self.then[name] != self.now.get(name)
        }


@dataclass(frozen=True)
class KeptRun:
    """The folder of a run that came to its end, or of a part of it that did.

    Attributes:
        directory: the folder.
        scenario: what it keeps of what was run, whatever the catalogue says today.
        draws: joint draws of the assumptions that were made; 0 for none.
    """

    directory: RunDirectory
    scenario: Scenario
    draws: int

    @classmethod
    def read(cls, path: Path) -> KeptRun:
        """Read a folder, and see that nothing is missing from it and nothing contradicts the rest.

        Raises:
            BadInput: it is no run, is not finished, lacks something, or was altered; all problems at once.
            RunFailed: its record cannot be read.
        """
        if not (path / "run.json").exists():
            raise BadInput(_no_run(path))
        directory = RunDirectory.read(path)
        if not directory.done:
            raise BadInput(
                Problem(
                    f"The run in '{path}' did not come to its end.",
                    why="What is not there yet cannot be held against anything.",
                    remedy="Give the command that began it once more: it goes on from what is finished.",
                    code="run-unfinished",
                )
            )
        problems = [*_missing(directory), *_broken(directory)]
        draws, trouble = _draws_of(path)
        problems += trouble
        try:
            kept = cls(directory, read_scenario(path), draws)
            try:
                problems += kept._contradictions()
            except (TypeError, ValueError, KeyError, AttributeError):
                problems.append(kept._altered("run.json does not hold what a run writes there."))
        except GlasshouseError as error:
            problems += error.problems
        if problems:
            raise BadInput(*problems)
        return kept

    @property
    def path(self) -> Path:
        """Where it is."""
        return self.directory.path

    @cached_property
    def compiled(self) -> Compiled:
        """The scenario, compiled by this program."""
        return compile_scenario(self.scenario)

    @cached_property
    def makers(self) -> Makers:
        """Which Glasshouse made it, and which is at work now."""
        record = self.directory.record
        return Makers(
            then=dict(record.get("versions", {})),
            now=versions(),
            code_then=str(record["identity"].get("code_sha256")),
            code_now=code_digest(),
        )

    @property
    def outcomes(self) -> tuple[str, ...]:
        """Files that are made from its chunks; a part has none, a comparison also its differences."""
        return (*_outcomes(self.directory), *([DIFFERENCES_FILE] if self.has_differences else []))

    @property
    def has_differences(self) -> bool:
        """Whether it is a comparison, which keeps the differences of its arms too."""
        return (self.path / DIFFERENCES_FILE).exists()

    def _contradictions(self) -> Iterator[Problem]:
        """In what the record and the scenario do not say the same, so that one was altered since."""
        record = self.directory.record
        held = dict(record["identity"])
        ours = identity(self.scenario, self.compiled)
        known = set(held) - PROGRAM
        if not self.makers.same_code:
            # Another version may say the same assumptions in other words, and make other tables of them.
            known -= {"assumptions", "tables_sha256"}
        elif self.makers.others:
            known -= {"tables_sha256"}
        words = list(
            differences(
                {key: held[key] for key in known}, {key: ours[key] for key in known if key in ours}
            ).values()
        )
        if words:
            yield self._altered(
                f"run.json and {SCENARIO_FILE} do not speak of the same run: {', '.join(words)} "
                f"{'differs' if len(words) == 1 else 'differ'}."
            )
            return
        said, meant = dict(record), made_of(self.scenario)
        if said.get("schemes") != meant["schemes"]:
            yield self._altered(f"The text of a scheme in run.json is not that of {SCENARIO_FILE}.")
        numbers = said.get("assumptions", {})
        other = [path for path, value in meant["assumptions"].items() if numbers.get(path, value) != value]
        if other:
            yield self._altered(f"run.json says another {other[0]} than {SCENARIO_FILE}.")
        if int(record["neighbourhoods"]) != len(self.compiled.plan):
            yield self._altered("run.json says another number of neighbourhoods than the society has.")

    def _altered(self, what: str) -> Problem:
        return Problem(
            f"'{self.path}': {what}",
            why=f"run.json and {SCENARIO_FILE} are written at once, so one of the two was altered since.",
            remedy=AGAIN,
            code="run-altered",
        )


def _no_run(path: Path) -> Problem:
    if (path / "run" / "run.json").exists():
        return Problem(
            f"'{path}' is the folder of a study; its run lies inside.",
            remedy=f"Give {path / 'run'}.",
            code="no-run",
        )
    if (path / STUDY_FILE).exists():
        return Problem(
            f"'{path}' is the folder of a study, which is many runs; of those, only sweeps are repeated.",
            why="It keeps the answers of its points, and in scenario.json what it was made from.",
            remedy="Give the command of the study again, with another --out, and hold the folders against "
            "each other.",
            code="no-run",
        )
    return Problem(
        f"'{path}' is not the folder of a run: there is no run.json in it.",
        remedy="Name a folder that was given to 'glasshouse run --out'.",
        code="no-run",
    )


def _outcomes(directory: RunDirectory) -> tuple[str, ...]:
    """Files of outcomes that the folder must have; the run within a study leaves the estimates to that."""
    if directory.part is not None:
        return ()
    within = (directory.path.parent / STUDY_FILE).exists()
    return PARQUET_FILES if within else (*PARQUET_FILES, ESTIMATES_FILE)


def _missing(directory: RunDirectory) -> Iterator[Problem]:
    """Files of outcomes that are not there."""
    for name in _outcomes(directory):
        if not (directory.path / name).exists():
            yield Problem(
                f"{directory.path / name} is missing.",
                why="It is written when a run ends, and run.json says that this one did.",
                remedy=AGAIN,
                code="run-incomplete",
            )


def _broken(directory: RunDirectory) -> Iterator[Problem]:
    """Chunks that are not there, or not whole."""
    for number in range(len(directory.ranges)):
        try:
            directory.counts(number)
        except GlasshouseError as error:
            for problem in error.problems:
                yield Problem(
                    problem.what,
                    why="Its counts stand in the outcomes; without it nobody can say whether rightly.",
                    remedy=AGAIN,
                    code=problem.code,
                )


def _draws_of(path: Path) -> tuple[int, list[Problem]]:
    """How many joint draws of the assumptions a run made."""
    if not (path / DRAWS).exists():
        return 0, []
    file = path / DRAWS / STUDY_FILE
    try:
        told: Any = json.loads(file.read_text(encoding="utf-8"))
        return int(told["draws"]), []
    except (OSError, ValueError, KeyError, TypeError):
        return 0, [
            Problem(
                f"{file} cannot be read.",
                why="It says how many draws of the assumptions were made.",
                remedy=AGAIN,
                code="run-incomplete",
            )
        ]
