"""A run in parts: each simulated where and when it suits, then put together as if it had been one."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Unpack

from glasshouse.engine.answers import ANSWERS
from glasshouse.engine.merge import merge as merge_folders
from glasshouse.engine.ranges import part_asked_for
from glasshouse.engine.run import Part, Progress, run_part
from glasshouse.engine.scenario import Scenario
from glasshouse.engine.workers import Workers
from glasshouse.ground.steps import Steps, silent, within
from glasshouse.measures.results import Results
from glasshouse.schemes.model import Scheme
from glasshouse.schemes.reforming import Change
from glasshouse.studies.simulation import set_up
from glasshouse.studies.world import WarmWorld, takes

__all__ = ["merge", "simulate_part"]

_MERGED = 0.9
"""Which share of the time has passed when the parts are put together."""


@takes(WarmWorld)
def simulate_part(
    scheme: Scheme | str | Path,
    part: str | range,
    out: Path | str,
    *,
    reforms: Sequence[Change | Path] = (),
    answers: Iterable[str] = ANSWERS,
    threads: int | None = None,
    workers: Workers | None = None,
    progress: Progress | None = None,
    stop: threading.Event | None = None,
    **world: Unpack[WarmWorld],
) -> Part:
    """Simulate some neighbourhoods of a run; `merge` puts the parts together.

    Args:
        scheme: as in `glasshouse.simulate`, and all that follows the same for all parts of the run.
        part: ``A:B`` for neighbourhoods A to B - 1, ``K/N`` for the K-th of N equal parts, or a range.
        out: the folder of this part.
        **world: people, years, days, seed, society, assumptions, settings, start, warm (see `WarmWorld`).
        reforms: changes to the scheme, as in `glasshouse.simulate`.
        answers: in which ways people answer to the scheme, as in `glasshouse.simulate`.
        threads: at most so many; None for one per processor.
        workers: who lives through it, in the place of threads of this process.
        progress: told how many people of the part were lived through, of how many.
        stop: set it from another thread to stop.

    Raises:
        BadInput: as `glasshouse.simulate`; also when the run has no such part.
        RunFailed: it could not be kept.
        Interrupted: it was stopped; what is finished is kept.
    """
    scenario = set_up(scheme, reforms=reforms, answers=answers, **world)
    if isinstance(part, str):
        part = part_asked_for(part, len(scenario.society.neighbourhoods(scenario.people)))
    return run_part(
        scenario, part, out=Path(out), threads=threads, workers=workers, progress=progress, stop=stop
    )


def merge(
    parts: Sequence[Path | str],
    out: Path | str,
    *,
    scenario: Scenario | None = None,
    steps: Steps = silent,
) -> Results:
    """Put the parts of a run together: the same files, byte by byte, as if it had been run as one.

    Args:
        parts: their folders, in any order; they are left as they are.
        out: a new folder for the whole run.
        scenario: of the run, where it was made in code; by default it is made again from what the parts kept.
        steps: told how far it is.

    Raises:
        BadInput: a folder is no part, the parts are of different runs or overlap, or something is missing.
        RunFailed: something cannot be read or written; the parts stand.
    """
    folder = Path(out)
    inner = within(steps, 0.0, _MERGED)
    outcomes = merge_folders([Path(part) for part in parts], folder, scenario=scenario, steps=inner)
    steps("Asking every measure", _MERGED)
    results = Results.of(outcomes)
    results.save_estimates(folder)
    return results
