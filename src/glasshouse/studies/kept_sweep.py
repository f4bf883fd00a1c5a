"""A sweep as its folder keeps it: the scenario, the grid, and which Glasshouse made it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from glasshouse.engine.scenario import Scenario
from glasshouse.engine.scenario_file import SCENARIO_FILE, read_scenario
from glasshouse.ground.errors import BadInput, Problem
from glasshouse.ground.provenance import code_digest, versions
from glasshouse.studies.folder import STUDY_FILE, identity_of
from glasshouse.studies.kept_run import AGAIN, Makers
from glasshouse.studies.sweep import SWEEP_FILE, Axis

__all__ = ["KeptSweep"]


@dataclass(frozen=True)
class KeptSweep:
    """The folder of a sweep that came to its end.

    Attributes:
        scenario: without any of the settings that move.
        axes: the grid.
        makers: which Glasshouse made it; of the libraries it says nothing.
    """

    scenario: Scenario
    axes: tuple[Axis, ...]
    makers: Makers

    @classmethod
    def read(cls, path: Path) -> KeptSweep:
        """Read a folder, and see that nothing contradicts the rest.

        Raises:
            BadInput: it is not finished, lacks something, or was altered.
        """
        if not (path / SWEEP_FILE).exists():
            raise BadInput(
                Problem(
                    f"The sweep in '{path}' has no {SWEEP_FILE}.",
                    why="It is written when a sweep ends: this one did not, or lacks it since.",
                    remedy="Give the command that began it once more: it goes on from what is finished.",
                    code="run-unfinished",
                )
            )
        scenario = read_scenario(path)
        try:
            told: Any = json.loads((path / STUDY_FILE).read_text(encoding="utf-8"))
            axes = tuple(Axis(str(name), tuple(map(str, values))) for name, values in told["axes"])
            makers = Makers(
                then={"glasshouse": str(told["version"])},
                now=versions(),
                code_then=str(told["code_sha256"]),
                code_now=code_digest(),
            )
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise BadInput(
                _altered(path, f"{STUDY_FILE} does not hold what a sweep writes there.")
            ) from error
        ours = json.loads(json.dumps(identity_of(scenario)))
        if not makers.same_code:
            del ours["assumptions"]  # another version may say the same in other words
        other = [key for key in ours if told.get(key) != ours[key]]
        if other:
            what = (
                f"{STUDY_FILE} and {SCENARIO_FILE} do not speak of the same sweep: {', '.join(other)} differ."
            )
            raise BadInput(_altered(path, what))
        return cls(scenario, axes, makers)


def _altered(path: Path, what: str) -> Problem:
    return Problem(
        f"'{path}': {what}",
        why="Both are written at once, so one of the two was altered since.",
        remedy=AGAIN,
        code="run-altered",
    )
