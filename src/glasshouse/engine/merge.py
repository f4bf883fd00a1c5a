"""Putting the parts of a run together: one folder, as if everything had been run there.

Parts are checked before anything is written: they must be of one run, share no neighbourhood and leave none
out. Then their chunks are copied, each read whole on the way, and the outcomes written from their sum.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from glasshouse.engine.compile import compile_scenario
from glasshouse.engine.disk import check_room
from glasshouse.engine.folder_lock import hold
from glasshouse.engine.identity import PROGRAM, differences, identity, in_words
from glasshouse.engine.outcomes import Outcomes
from glasshouse.engine.ranges import missing, overlaps, told
from glasshouse.engine.run import facts
from glasshouse.engine.run_directory import RunDirectory
from glasshouse.engine.scenario_file import SCENARIO_FILE, read_scenario
from glasshouse.engine.tally import Tally
from glasshouse.ground.errors import BadInput, GlasshouseError, Problem
from glasshouse.ground.steps import Steps, silent

if TYPE_CHECKING:
    from glasshouse.engine.scenario import Scenario

__all__ = ["merge"]

_MADE_AGAIN, _SAVED = 8, 2
"""How long the scenario takes to be made again, and the outcomes to be written, in chunks of the run."""


@dataclass(frozen=True)
class _Piece:
    """One finished chunk, and where it lies."""

    directory: RunDirectory
    number: int

    @property
    def range(self) -> range:
        return self.directory.ranges[self.number]


def merge(
    parts: Sequence[Path],
    out: Path,
    *,
    scenario: Scenario | None = None,
    command: Sequence[str] | None = None,
    steps: Steps = silent,
) -> Outcomes:
    """Put the parts of a run together.

    Args:
        parts: their folders, in any order; they are left as they are.
        out: a new folder, which will be as if the whole run had been run there.
        scenario: of the run; by default it is made again from what the parts kept.
        command: the command to note in ``run.json``; by default that of this process.
        steps: told how far it is.

    Raises:
        BadInput: a folder is no part, the parts are of different runs or overlap, something is missing, or
            the new folder belongs to something else.
        RunFailed: a chunk cannot be used, or the new folder cannot be written. The parts stand.
    """
    steps("Reading the parts", 0.0)
    directories = _read(parts)
    _of_one_run(directories)
    pieces = [_Piece(each, number) for each in directories for number in each.finished()]
    pieces.sort(key=lambda piece: (piece.range.start, piece.range.stop))
    _cover_everything(directories, pieces)
    whole = _MADE_AGAIN + len(pieces) + _SAVED
    first = directories[0]
    made = read_scenario(first.path) if scenario is None else scenario
    compiled = compile_scenario(made)
    ours = identity(made, compiled)
    _made_again(first, ours)
    with hold(out) as held:
        text = _scenario_file(first)
        merged = RunDirectory.open(
            out,
            ours,
            {
                **facts(made, compiled, command),
                "merged": [
                    {"part": each.record["part"], "machine": each.record.get("machine")}
                    for each in sorted(directories, key=lambda each: each.ranges[0].start)
                ],
            },
            [piece.range for piece in pieces],
            scenario=text,
        )
        if merged.ranges != [piece.range for piece in pieces]:
            raise BadInput(
                Problem(
                    f"'{out}' holds the same run, cut in another way.",
                    why="Its chunks and those of the parts do not match.",
                    remedy="Give --out a new folder.",
                    code="other-part",
                )
            )
        if held:
            merged.clear_leftovers()
        check_room(out, compiled.layout, len(pieces) - len(merged.finished()))
        tally, seconds = Tally.zeros(compiled.layout), 0.0
        for number, piece in enumerate(pieces):
            steps(f"Adding chunk {number + 1:,} of {len(pieces):,}", (_MADE_AGAIN + number) / whole)
            content = piece.directory.chunk_bytes(piece.number)
            counts, spent = piece.directory.understood(piece.number, content, compiled.layout)
            merged.copy_chunk(number, content)
            tally.add(counts)
            seconds += spent
        steps("Writing the outcomes", (_MADE_AGAIN + len(pieces)) / whole)
        outcomes = Outcomes(made, compiled.plan, tally, seconds, simulated=0)
        outcomes.save(out)
        merged.finish(seconds)
    return outcomes


def _read(parts: Sequence[Path]) -> list[RunDirectory]:
    """The folders, each once.

    Raises:
        BadInput: some are not of a run; all of them at once.
    """
    if not parts:
        raise BadInput(
            Problem("No part was named.", remedy="Name the folders of the parts.", code="no-parts")
        )
    read: list[RunDirectory] = []
    problems: list[Problem] = []
    seen: dict[Path, Path] = {}
    for part in parts:
        place = part.resolve()
        if place in seen:
            problems.append(
                Problem(
                    f"'{part}' is named twice.",
                    why="What it holds would be counted twice.",
                    remedy="Name each part once.",
                    code="part-twice",
                )
            )
            continue
        seen[place] = part
        try:
            read.append(RunDirectory.read(part))
        except GlasshouseError as error:
            problems += error.problems
    if problems:
        raise BadInput(*problems)
    return read


def _of_one_run(directories: Sequence[RunDirectory]) -> None:
    first = directories[0]
    problems = []
    for other in directories[1:]:
        differ = differences(first.record["identity"], other.record["identity"])
        if differ:
            problems.append(
                Problem(
                    f"'{first.path}' and '{other.path}' are not parts of one run: {in_words(differ)}.",
                    why="Parts of two different runs must not be added up.",
                    remedy="Run all parts with the same scheme, society, assumptions, people, days, seed and "
                    "version of Glasshouse.",
                    code="other-run",
                )
            )
    if problems:
        raise BadInput(*problems)


def _cover_everything(directories: Sequence[RunDirectory], pieces: Sequence[_Piece]) -> None:
    problems = [
        Problem(
            f"'{one.path}' and '{other.path}' both hold neighbourhoods {told([shared])}.",
            why="They would be counted twice.",
            remedy="Leave one of the two out, or run one of them again with another range.",
            code="parts-overlap",
        )
        for one, other, shared in _shared(pieces)
    ]
    unfinished = [
        (each, missing([each.ranges[number] for number in each.finished()], each.neighbourhoods))
        for each in directories
    ]
    for each, gaps in unfinished:
        within = each.part or range(each.neighbourhoods)
        inside = [
            range(max(gap.start, within.start), min(gap.stop, within.stop))
            for gap in gaps
            if gap.start < within.stop and gap.stop > within.start
        ]
        if inside:
            problems.append(
                Problem(
                    f"'{each.path}' is not finished: neighbourhoods {told(inside)} are missing in it.",
                    remedy="Run the command that began it again: it goes on from what is there.",
                    code="part-unfinished",
                )
            )
    whole = directories[0].neighbourhoods
    claimed = [each.part or range(whole) for each in directories]
    gaps = missing(claimed, whole)
    if gaps:
        flags = ", ".join(f"--range {gap.start}:{gap.stop}" for gap in gaps[:3])
        flags += " and so on" if len(gaps) > 3 else ""
        problems.append(
            Problem(
                f"Neighbourhoods {told(gaps)} are in none of the {len(directories)} parts "
                f"(the run has {whole:,}, 0 to {whole - 1:,}).",
                why="Estimates from some places only would say nothing of the whole.",
                remedy=f"Run what is missing with {flags}, into a folder of its own, and name that too.",
                code="parts-missing",
            )
        )
    if problems:
        raise BadInput(*problems)


def _shared(pieces: Sequence[_Piece]) -> Iterator[tuple[RunDirectory, RunDirectory, range]]:
    """Which two folders hold the same neighbourhoods, each pair once, with the first range they share."""
    told_of: set[tuple[Path, Path]] = set()
    for one, other, shared in overlaps([piece.range for piece in pieces]):
        pair = (pieces[one].directory, pieces[other].directory)
        names = (pair[0].path, pair[1].path)
        if names not in told_of and names[::-1] not in told_of:
            told_of.add(names)
            yield (*pair, shared)


def _scenario_file(directory: RunDirectory) -> str | None:
    try:
        return (directory.path / SCENARIO_FILE).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None


def _made_again(directory: RunDirectory, ours: dict[str, object]) -> None:
    """Refuse to add up what was counted by another version, or of something else than was read here."""
    differ = differences(directory.record["identity"], ours)
    if not differ:
        return
    program = set(differ) & PROGRAM
    raise BadInput(
        Problem(
            f"The parts cannot be merged here: {in_words(differ)} from theirs.",
            why=f"They were made by Glasshouse {directory.record['identity'].get('version')}; this is "
            f"{ours['version']}."
            if program
            else f"What {SCENARIO_FILE} says is not what was counted.",
            remedy="Merge with the version that made them, or run all parts again with this one."
            if program
            else f"Copy {SCENARIO_FILE} from another part of the same run.",
            code="other-version" if program else "other-scenario",
        )
    )
