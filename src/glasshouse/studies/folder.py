"""The folder of a study: what is studied, the finished parts, the tidy table; whole files or none.

``study.json`` says what is studied, ``scenario.json`` holds all that it was made from. ``parts/`` holds one
Parquet file for each finished batch of points, so that a study that was stopped goes on from them. A folder
of another study is refused.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from glasshouse.engine.scenario_file import SCENARIO_FILE, scenario_text
from glasshouse.ground.errors import BadInput, Problem, RunFailed
from glasshouse.ground.files import write_atomically
from glasshouse.ground.provenance import code_digest, sha256
from glasshouse.ground.version import VERSION
from glasshouse.measures.estimate import Estimate
from glasshouse.measures.results import table_of

if TYPE_CHECKING:
    import pyarrow as pa

    from glasshouse.engine.scenario import Scenario

__all__ = ["STUDY_FILE", "StudyFolder", "identity_of", "kind_of", "tidy"]

STUDY_FILE = "study.json"
"""What says which study a folder is of."""

_POINT = "point"


def identity_of(scenario: Scenario) -> dict[str, Any]:
    """What makes the scenario of a study this one."""
    return {
        "arms": [[arm.name, arm.scheme.text_hash] for arm in scenario.arms],
        "society": [scenario.society.id, scenario.society.fingerprint],
        "assumptions": sha256(repr(scenario.assumptions)),
        "people": scenario.people,
        "days": scenario.days,
        "seed": scenario.seed,
        "start": scenario.start.isoformat(),
        "warm": scenario.warm,
    }


@dataclass(frozen=True)
class StudyFolder:
    """The folder of one study.

    Attributes:
        path: where it is.
        hash: SHA-256 of what is studied.
    """

    path: Path
    hash: str

    @classmethod
    def open(
        cls, path: Path, kind: str, identity: Mapping[str, Any], scenario: Scenario | None = None
    ) -> StudyFolder:
        """Begin the folder of a study, or find the study that it holds.

        Args:
            path: the folder; made where missing.
            kind: which study, such as ``sweep``.
            identity: what makes it this study and no other, ready for JSON.
            scenario: what it was made from, where no run inside the folder keeps that.

        Raises:
            BadInput: the folder holds something else.
            RunFailed: it cannot be written.
        """
        wanted = json.loads(
            json.dumps({"study": kind, **identity, "version": VERSION, "code_sha256": code_digest()})
        )
        record = path / STUDY_FILE
        if record.exists():
            try:
                held = json.loads(record.read_text(encoding="utf-8"))
            except (OSError, ValueError):
                held = None
            if held != wanted:
                raise BadInput(_other_study(path, held, wanted))
        else:
            try:
                strange = sorted(entry.name for entry in path.iterdir()) if path.exists() else []
            except OSError as error:
                what = f"'{path}' cannot be a study's folder: {error.strerror or error}."
                raise BadInput(Problem(what, remedy="Give --out a new folder.", code="no-folder")) from error
            if strange:
                raise BadInput(
                    Problem(
                        f"'{path}' holds other things, such as {', '.join(strange[:3])}.",
                        why="A study keeps its files in a folder of its own, and touches nobody else's.",
                        remedy="Give --out a new or empty folder.",
                        code="folder-in-use",
                    )
                )
            write_atomically(record, json.dumps(wanted, indent=2, ensure_ascii=False) + "\n")
        text = None if scenario is None else scenario_text(scenario)
        if text is not None and not (path / SCENARIO_FILE).exists():
            write_atomically(path / SCENARIO_FILE, text)
        return cls(path, sha256(json.dumps(wanted, sort_keys=True)))

    def within(self, name: str) -> StudyFolder:
        """A folder inside this one, for one step of a study that takes several."""
        return StudyFolder(self.path / name, sha256(f"{self.hash}/{name}"))

    def read_part(self, number: int) -> list[tuple[int, Estimate]] | None:
        """The answers of a finished batch with their points; None where it is not finished.

        Raises:
            RunFailed: the file is not whole or belongs to another study.
        """
        import pyarrow as pa

        from glasshouse.engine.chunk import parquet_table

        file = self._part(number)
        if not file.exists():
            return None
        names = [field.name for field in fields(Estimate)]
        try:
            table = parquet_table(file)
            if (table.schema.metadata or {}).get(b"study") != self.hash.encode():
                raise ValueError("it belongs to another study")
            rows = table.to_pylist()
            return [(row[_POINT], Estimate(**{name: row[name] for name in names})) for row in rows]
        except (OSError, pa.ArrowException, KeyError, TypeError, ValueError) as error:
            raise RunFailed(
                Problem(
                    f"{file} cannot be used: {str(error).partition(chr(10))[0]}.",
                    remedy="Delete that file and run the same command again: only its points run anew.",
                    code="bad-part",
                )
            ) from error

    def write_part(self, number: int, answers: Sequence[tuple[int, Estimate]]) -> None:
        """Keep the answers of a batch.

        Raises:
            RunFailed: they cannot be written; the parts before it stand.
        """
        import pyarrow as pa

        points = pa.array([point for point, _ in answers], pa.int64())
        table = table_of(estimate for _, estimate in answers).append_column(_POINT, points)
        self.write(self._part(number), table)

    def write(self, file: Path, table: pa.Table) -> Path:
        """Write a table of this study, whole or not at all.

        Raises:
            RunFailed: it cannot be written.
        """
        from glasshouse.engine.outcomes import NOTICE
        from glasshouse.engine.run_directory import write_parquet

        return write_parquet(file, table, {"notice": NOTICE, "study": self.hash})

    def _part(self, number: int) -> Path:
        return self.path / "parts" / f"part-{number:05d}.parquet"


def kind_of(path: Path) -> str | None:
    """Which study a folder says that it holds; None where it says of none."""
    try:
        told = json.loads((path / STUDY_FILE).read_text(encoding="utf-8"))
        return str(told["study"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def tidy(rows: Sequence[Mapping[str, Any]]) -> pa.Table:
    """A table of plain rows, one thing a row and one fact a column; what nowhere has a value is text."""
    import pyarrow as pa

    table = pa.Table.from_pylist([dict(row) for row in rows])
    for number, field in enumerate(table.schema):
        if pa.types.is_null(field.type):
            table = table.set_column(number, field.name, table.column(number).cast(pa.string()))
    return table


def _other_study(path: Path, held: Any, wanted: Mapping[str, Any]) -> Problem:
    other = [key for key in wanted if not isinstance(held, dict) or held.get(key) != wanted[key]]
    return Problem(
        f"'{path}' holds another study: {', '.join(other[:5]) or 'its record'} differs.",
        why="Points of two different studies must not be put together.",
        remedy="Give --out a new folder, or give the same options as then.",
        code="other-study",
    )
