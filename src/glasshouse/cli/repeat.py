"""Make a run again from its folder, and say whether the same comes out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from glasshouse.cli import _runs as runs
from glasshouse.cli import _shapes as shape
from glasshouse.cli._progress import Manner, progress_option, show_progress
from glasshouse.cli._scenario import cluster_option, print_lines, terminal_width, threads_option, workers_of
from glasshouse.cli._verb import Verb

if TYPE_CHECKING:
    from glasshouse.studies.repeating import Repetition

__all__ = ["command"]


def _answer() -> shape.Schema:
    """What ``--json`` prints."""
    piece = shape.record(
        "One piece of the run.",
        name=shape.text("Chunks, or the name of a file or folder."),
        state=shape.text(
            "How the kept one and the one made again lie beside each other.",
            "same bytes",
            "same numbers",
            "differs",
            "not looked at",
        ),
        told=shape.many(shape.text("What differs, or why it was not looked at.")),
    )
    maker = shape.record(
        "A Glasshouse and what it runs on.",
        code_sha256=shape.text("Of its source."),
        versions=shape.by_name("Of Glasshouse, Python and libraries.", shape.text("A version.")),
    )
    return shape.record(
        "A run beside itself, made again.",
        notice=runs.notice(),
        run=shape.text("The folder that was given."),
        same=shape.yes_or_no("Whether nothing that was looked at differs."),
        verdict=shape.text("The same in words."),
        arms=runs.schemes(),
        **runs.world(),
        warm_days=runs.warm(),
        seed=runs.seed(),
        chunks=shape.whole("Lived again."),
        chunks_of=shape.whole("In the run, or in the part of one."),
        people_lived=shape.whole("Invented people lived now."),
        pieces=shape.many(piece),
        then=maker | {"description": "What made the run."},
        now=maker | {"description": "What made it again."},
        catalogue=shape.many(shape.text("What the catalogue says otherwise today.")),
        citation=shape.text("What the run was made of, by hashes."),
        given_along=shape.many(shape.text("What is in no catalogue.")),
        out=runs.out(),
    )


@click.command(
    "repeat",
    cls=Verb,
    answer=_answer,
    instead=(("--range", "--chunks"),),
    needs=("run",),
    examples=(
        ("Does the same come out, to the last byte?", "glasshouse repeat runs/court"),
        ("A look at four chunks of a nation's run", "glasshouse repeat runs/nation --chunks 4"),
        ("The rules that were run, as files", "glasshouse repeat runs/court --chunks 1 --texts rules"),
    ),
)
@click.argument("run", metavar="RUN", type=click.Path(path_type=Path))
@click.option(
    "--range",
    "part",
    metavar="A:B|K/N",
    help="Live only the chunks again in which neighbourhoods A to B-1 lie, or the K-th of N equal parts.",
)
@click.option(
    "--chunks",
    type=click.IntRange(min=1),
    metavar="N",
    help="Live only N chunks again, spread evenly; the outcomes are made anew from all that were kept.",
)
@threads_option
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Keep what is made again; an interrupted repetition goes on there. Without it nothing is kept.",
)
@click.option(
    "--texts",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Also write the texts of the schemes and reforms that were run, each as a file.",
)
@runs.json_option
@cluster_option
@progress_option
def command(
    run: Path,
    part: str | None,
    chunks: int | None,
    threads: int | None,
    out: Path | None,
    texts: Path | None,
    as_json: bool,
    cluster: str | None,
    manner: Manner,
) -> int:
    """Make the run or the sweep in the folder RUN again, and hold every count against the one that was kept.

    What is run is what the folder keeps, whatever the catalogue says today. It takes as long as the run took;
    --chunks and --range look at part of it. Told piece by piece, with the versions that made it and made it
    again, and with how it is cited. Nothing in RUN is touched.

    Exit codes: 0 the same comes out, 1 something differs, 2 bad input or use (also a folder that lacks
    something or contradicts itself), 3 failed, 130 interrupted.
    """
    from glasshouse.report.repeated import repeated
    from glasshouse.studies.citing import write_texts
    from glasshouse.studies.repeating import repeat

    with workers_of(cluster) as workers, show_progress(manner, 0) as progress:
        found = repeat(
            run, part=part, chunks=chunks, out=out, threads=threads, workers=workers, progress=progress
        )
    if texts is not None:
        write_texts(found.scenario, texts)
    if as_json:
        _print_json(found)
    else:
        print_lines(repeated(found, terminal_width()), out)
    return 0 if found.same else 1


def _print_json(found: Repetition) -> None:
    """Print the one object."""
    from glasshouse.report.repeated import verdict
    from glasshouse.studies.citing import citation, given_along

    scenario, makers = found.scenario, found.makers
    answer = {
        "run": str(found.run),
        "same": found.same,
        "verdict": verdict(found),
        "arms": runs.arms_of(scenario),
        **runs.world_of(scenario),
        "warm_days": scenario.warm,
        "seed": scenario.seed,
        "chunks": found.chunks,
        "chunks_of": found.of,
        "people_lived": found.lived,
        "pieces": [
            {"name": piece.name, "state": piece.state, "told": list(piece.told)} for piece in found.pieces
        ],
        "then": {"code_sha256": makers.code_then, "versions": dict(makers.then)},
        "now": {"code_sha256": makers.code_now, "versions": dict(makers.now)},
        "catalogue": list(found.since),
        "citation": citation(scenario, makers.then.get("glasshouse", ""), makers.code_then),
        "given_along": list(given_along(scenario)),
        "out": None if found.out is None else str(found.out),
    }
    runs.print_answer(answer)
