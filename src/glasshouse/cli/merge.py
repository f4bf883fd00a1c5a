"""Put the parts of a run together, as if it had been run as one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from glasshouse.cli import _runs as runs
from glasshouse.cli import _shapes as shape
from glasshouse.cli._progress import Manner, progress_option, show_steps
from glasshouse.cli._scenario import print_lines, terminal_width
from glasshouse.cli._verb import Verb

if TYPE_CHECKING:
    from glasshouse.measures.results import Results

__all__ = ["command"]


def _answer() -> shape.Schema:
    """What ``--json`` prints."""
    return shape.record(
        "A run put together.",
        notice=runs.notice(),
        arms=runs.schemes(),
        **runs.world(),
        seed=runs.seed(),
        neighbourhoods=shape.whole("Of the whole."),
        parts=shape.many(shape.text("Folder of a part.")),
        seconds=runs.seconds(),
        out=shape.text("The folder of the whole."),
        estimates=shape.many(runs.estimate()),
    )


@click.command(
    "merge",
    cls=Verb,
    answer=_answer,
    needs=("run",),
    examples=(("Two parts", "glasshouse merge part-1 part-2 --out nation"),),
)
@click.argument("parts", nargs=-1, required=True, metavar="DIR...", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--out",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="A new folder for the whole run.",
)
@runs.json_option
@progress_option
def command(parts: tuple[Path, ...], out: Path, as_json: bool, manner: Manner) -> None:
    """Put together the parts of a run that 'glasshouse run --range' left in folders.

    They must be of one run, share nothing and leave nothing out. The outcomes are, byte by byte, those of
    the same run in one; the parts are left as they are.

    Exit codes: 0 done, 2 bad input or use, 3 failed.
    """
    from glasshouse.report.text import summary
    from glasshouse.studies.parts import merge

    with show_steps(manner) as steps:
        results = merge(parts, out, steps=steps)
    if as_json:
        _print_json(results, parts, out)
    else:
        print_lines(summary(results, terminal_width()))
        click.echo(f"{len(parts)} parts put together in {out}.")


def _print_json(results: Results, parts: tuple[Path, ...], out: Path) -> None:
    """Print the one object."""
    scenario = results.scenario
    answer = {
        "arms": runs.arms_of(scenario),
        **runs.world_of(scenario),
        "seed": scenario.seed,
        "neighbourhoods": len(results.plan),
        "parts": [str(part) for part in parts],
        "seconds": round(results.seconds, 3),
        "out": str(out),
        "estimates": [estimate.as_dict() for estimate in results.estimates],
    }
    runs.print_answer(answer)
