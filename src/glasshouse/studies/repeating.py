"""A run made again from its folder, and laid beside it: the same bytes, or what differs.

What is run is what the folder keeps, never what the catalogue says today. A run can be looked at in part:
some of its chunks are lived again, and the outcomes are made anew from all that were kept.
"""

from __future__ import annotations

import shutil
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from glasshouse.engine.chunk import parquet_table
from glasshouse.engine.ranges import part_asked_for
from glasshouse.engine.run import Progress, run_chunks, run_part
from glasshouse.engine.run_directory import RunDirectory
from glasshouse.engine.scenario import Scenario
from glasshouse.engine.scenario_file import SCENARIO_FILE
from glasshouse.ground.errors import BadInput, Interrupted, Problem
from glasshouse.measures.results import Results
from glasshouse.studies.comparison import DIFFERENCES_FILE, Comparison, Pair
from glasshouse.studies.folder import kind_of
from glasshouse.studies.kept_run import KeptRun, Makers
from glasshouse.studies.kept_sweep import KeptSweep
from glasshouse.studies.laid_beside import Piece, chunks_beside, file_beside, folder_beside, unseen
from glasshouse.studies.points import StudyWorkers
from glasshouse.studies.simulation import DRAWS, run_and_measure
from glasshouse.studies.since import changed_since
from glasshouse.studies.sweep import SWEEP, SWEEP_FILE, sweep

__all__ = ["Repetition", "repeat"]


@dataclass(frozen=True)
class Repetition:
    """A run beside itself, made again.

    Attributes:
        run: the folder that was given.
        scenario: what it keeps of what was run.
        pieces: chunks, files and draws, one after the other.
        chunks: how many chunks, or points of a sweep, were lived again.
        of: how many it has.
        people: invented people in those.
        lived: how many of them were lived now; fewer than all where `out` held some from before.
        makers: which Glasshouse made the run, and which made it again.
        since: what the catalogue says otherwise today, a sentence each.
        out: the folder of what was made again; None where it was not kept.
    """

    run: Path
    scenario: Scenario
    pieces: tuple[Piece, ...]
    chunks: int
    of: int
    people: int
    lived: int
    makers: Makers
    since: tuple[str, ...]
    out: Path | None

    @property
    def same(self) -> bool:
        """Whether nothing that was looked at differs."""
        return all(piece.state != "differs" for piece in self.pieces)

    @property
    def whole(self) -> bool:
        """Whether all of it was lived again."""
        return self.chunks == self.of


def repeat(
    run: Path | str,
    *,
    part: str | None = None,
    chunks: int | None = None,
    out: Path | str | None = None,
    threads: int | None = None,
    workers: StudyWorkers | None = None,
    progress: Progress | None = None,
    stop: threading.Event | None = None,
) -> Repetition:
    """Make a run again from its folder, and say whether the same comes out.

    Args:
        run: the folder of a run, of a part of one, of a comparison, a patchwork, a sweep or the like.
        part: ``A:B`` or ``K/N``: only the chunks in which some of these neighbourhoods lie are lived again.
        chunks: only so many chunks are, spread evenly over the run.
        out: a folder for what is made again; an interrupted repetition goes on in it. None keeps nothing.
        threads: at most so many; None for one per processor.
        workers: who lives through it in the place of these threads, such as a `Cluster`.
        progress: told how many people were lived through, of how many.
        stop: set it from another thread to stop.

    Raises:
        BadInput: the folder is no run, is not finished, lacks something or was altered.
        RunFailed: something cannot be written.
        Interrupted: it was stopped.
    """
    if kind_of(Path(run)) == SWEEP:
        if part is not None or chunks is not None:
            raise BadInput(
                Problem(
                    "A sweep has points, not chunks: it is repeated as a whole.",
                    remedy="Leave out --range and --chunks.",
                    code="no-such-part",
                )
            )
        return _sweep_again(Path(run), out, threads=threads, workers=workers, progress=progress, stop=stop)
    kept = KeptRun.read(Path(run))
    chosen = _chosen(kept, part, chunks)
    directory = kept.directory
    with _folder(out, kept.path) as folder:
        whole = len(chosen) == len(directory.ranges)
        # A folder of the same cut: the chunks of the two lie beside each other.
        lived = run_chunks(
            kept.scenario,
            directory.ranges,
            () if whole else chosen,
            out=folder,
            part=directory.part,
            threads=threads,
            workers=workers,
            progress=progress,
            stop=stop,
        )
        if whole and directory.part is not None:
            lived = run_part(
                kept.scenario,
                directory.part,
                out=folder,
                threads=threads,
                workers=workers,
                progress=progress,
                stop=stop,
            ).simulated
        elif whole:
            results = run_and_measure(
                kept.scenario,
                draws=kept.draws,
                out=folder,
                threads=threads,
                workers=workers,
                progress=progress,
                stop=stop,
            )
            lived = results.simulated
            _save_differences(kept, results, folder)
        pieces = (
            chunks_beside(directory, RunDirectory.read(folder), chosen),
            *(_all_beside(kept, folder) if whole else _rest_beside(kept, folder)),
        )
    persons = kept.compiled.plan.persons
    ranges = [directory.ranges[number] for number in chosen]
    return Repetition(
        run=kept.path,
        scenario=kept.scenario,
        pieces=pieces,
        chunks=len(chosen),
        of=len(directory.ranges),
        people=sum(int(persons[each.start : each.stop].sum()) for each in ranges),
        lived=lived,
        makers=kept.makers,
        since=changed_since(kept.scenario),
        out=None if out is None else Path(out),
    )


@contextmanager
def _folder(out: Path | str | None, run: Path) -> Iterator[Path]:
    """The folder for what is made again, never that of the run; where nobody asked for one, it goes."""
    if out is not None and Path(out).resolve() == run.resolve():
        raise BadInput(
            Problem(
                "--out is the folder of the run itself.",
                why="A run laid beside itself is always the same.",
                remedy="Give --out a new folder, or leave it out.",
                code="folder-in-use",
            )
        )
    if out is not None:
        yield Path(out)
        return
    with tempfile.TemporaryDirectory(prefix="glasshouse-repeat-") as name:
        try:
            yield Path(name) / "run"
        except Interrupted:
            raise Interrupted(
                Problem(
                    "Interrupted; nothing was kept.",
                    remedy="Give --out DIR to keep finished chunks, so that it can go on later.",
                    code="interrupted",
                )
            ) from None


def _sweep_again(
    run: Path,
    out: Path | str | None,
    *,
    threads: int | None,
    workers: StudyWorkers | None,
    progress: Progress | None,
    stop: threading.Event | None,
) -> Repetition:
    """A sweep made again: the scenario and the grid that its folder keeps, point by point."""
    kept = KeptSweep.read(run)
    with _folder(out, run) as folder:
        found = sweep(
            kept.scenario,
            kept.axes,
            threads=threads,
            workers=workers,
            out=folder,
            progress=progress,
            stop=stop,
        )
        pieces = (
            folder_beside("parts", run / "parts", folder / "parts"),
            file_beside(SWEEP_FILE, run, folder),
            _scenario_beside(run, kept.makers, folder),
        )
    people = kept.scenario.people * len(found.points)
    return Repetition(
        run=run,
        scenario=kept.scenario,
        pieces=pieces,
        chunks=len(found.points),
        of=len(found.points),
        people=people,
        lived=people,
        makers=kept.makers,
        since=changed_since(kept.scenario),
        out=None if out is None else Path(out),
    )


def _chosen(kept: KeptRun, part: str | None, chunks: int | None) -> tuple[int, ...]:
    """Numbers of the chunks that are to be lived again."""
    ranges = kept.directory.ranges
    if part is not None:
        asked = part_asked_for(part, kept.directory.neighbourhoods)
        chosen = tuple(
            number
            for number, each in enumerate(ranges)
            if each.start < asked.stop and asked.start < each.stop
        )
        if not chosen:
            raise BadInput(
                Problem(
                    f"'{kept.path}' holds no chunk with neighbourhoods {asked.start} to {asked.stop - 1}.",
                    why=f"It is for neighbourhoods {ranges[0].start} to {ranges[-1].stop - 1} of the run.",
                    code="no-such-part",
                )
            )
        return chosen
    wanted = len(ranges) if chunks is None else min(chunks, len(ranges))
    # In the middle of each of so many equal stretches.
    return tuple((2 * number + 1) * len(ranges) // (2 * wanted) for number in range(wanted))


def _all_beside(kept: KeptRun, folder: Path) -> Iterator[Piece]:
    """Everything but the chunks, where all of the run was made again."""
    for name in kept.outcomes:
        yield file_beside(name, kept.path, folder)
    if kept.draws:
        yield folder_beside(DRAWS, kept.path / DRAWS, folder / DRAWS)
    yield _scenario_beside(kept.path, kept.makers, folder)


def _rest_beside(kept: KeptRun, folder: Path) -> Iterator[Piece]:
    """Everything but the chunks, where some were lived again: the outcomes that all kept ones make."""
    names = kept.outcomes
    if names and kept.makers.same_code:
        with tempfile.TemporaryDirectory(prefix="glasshouse-repeat-") as made:
            copy = Path(made) / "run"
            shutil.copytree(kept.path, copy, ignore=shutil.ignore_patterns(*names))
            results = run_and_measure(kept.scenario, draws=kept.draws, out=copy)
            _save_differences(kept, results, copy)
            for name in names:
                yield file_beside(name, kept.path, copy)
    else:
        for name in names:
            yield unseen(name, "it can only be made from kept chunks by the version that counted them")
    if kept.draws:
        yield unseen(DRAWS, "draws are made again with the whole run")
    yield _scenario_beside(kept.path, kept.makers, folder)


def _scenario_beside(run: Path, makers: Makers, folder: Path) -> Piece:
    if makers.same_code:
        return file_beside(SCENARIO_FILE, run, folder)
    return unseen(SCENARIO_FILE, "another version may write the same in other words")


def _save_differences(kept: KeptRun, results: Results, folder: Path) -> None:
    """Make the differences of a comparison again, of the pairs that were kept."""
    if not kept.has_differences:
        return
    import pyarrow as pa

    try:
        names = parquet_table(kept.path / DIFFERENCES_FILE)["arm"].to_pylist()
    except (OSError, ValueError, KeyError, pa.ArrowException):
        names = []  # what was kept is not whole, which is told when it is laid beside this
    arms = [arm.name for arm in kept.scenario.arms]
    pairs = {f"{second} - {first}": Pair(first, second) for first in arms for second in arms}
    told = tuple(pairs[name] for name in dict.fromkeys(names) if name in pairs)
    Comparison(results, told).save_differences(folder)
