"""Run a scheme at every point of a grid of settings; nothing is ranked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Unpack

import click

from glasshouse.cli import _runs as runs
from glasshouse.cli import _shapes as shape
from glasshouse.cli._names import SCHEME
from glasshouse.cli._progress import Manner, show_progress
from glasshouse.cli._scenario import (
    change_options,
    cluster_option,
    print_json,
    print_lines,
    run_options,
    scenario_of,
    terminal_width,
    workers_of,
    world_options,
)
from glasshouse.cli._verb import Verb

if TYPE_CHECKING:
    from glasshouse.studies.world import World

__all__ = ["command"]


def _answer() -> shape.Schema:
    """What ``--json`` prints."""
    return shape.record(
        "A grid of settings; nothing is ranked.",
        **runs.study(),
        axes=shape.many(
            shape.record(
                "One setting.", path=shape.text("Its path."), values=shape.many(shape.text("As given."))
            )
        ),
        order=shape.text("Of the points."),
        points=shape.many(
            shape.record(
                "One point of the grid.",
                settings=shape.by_name("Value by path.", shape.text("As given.")),
                estimates=shape.many(runs.estimate()),
            )
        ),
    )


@click.command(
    "sweep",
    cls=Verb,
    answer=_answer,
    needs=("run",),
    examples=(
        (
            "Five prices of a protest, in the order of the grid",
            "glasshouse sweep simpleland-points --vary rules.protest.points=-50:-10:10 --people 20000",
        ),
    ),
)
@click.argument("scheme", type=SCHEME, metavar="ID_OR_FILE")
@click.option(
    "--vary",
    "axes",
    multiple=True,
    required=True,
    metavar="PATH=1,2,5|PATH=FROM:TO:STEP",
    help="A setting and its values, of the rules or of the assumptions. May be repeated: every combination.",
)
@world_options
@change_options
@run_options
@cluster_option
def command(
    scheme: str,
    axes: tuple[str, ...],
    reforms: tuple[str, ...],
    threads: int | None,
    out: Path | None,
    as_json: bool,
    manner: Manner,
    cluster: str | None,
    **world: Unpack[World],
) -> None:
    """Sweep a scheme (an id of the catalogue, or a file) over a grid of settings.

    Every point is told with all headlines, harms beside benefits, in the order of the grid. Nothing is
    sorted, ranked or searched for, and how closely protected conduct is watched is not swept.

    Exit codes: 0 done, 2 bad input or use, 3 failed in the run, 130 interrupted.
    """
    from glasshouse.report.studied import swept
    from glasshouse.studies.sweep import read_axis, sweep

    scenario = scenario_of(scheme, reforms=reforms, **world)
    grid = [read_axis(axis) for axis in axes]
    with workers_of(cluster) as workers, show_progress(manner, scenario.days) as progress:
        found = sweep(scenario, grid, threads=threads, workers=workers, out=out, progress=progress)
    if as_json:
        print_json(scenario, found.as_dict(), out)
    else:
        print_lines(swept(found, terminal_width()), out)
