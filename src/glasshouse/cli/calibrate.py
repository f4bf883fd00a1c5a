"""Fit assumptions to published numbers, and say which of them those cannot tell."""

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
    from glasshouse.studies.calibration import Fit, Fitted
    from glasshouse.studies.fitting import Target

    return shape.record(
        "Assumptions fitted to published numbers.",
        **runs.study(),
        fitted=shape.many(shape.fields(Fitted)),
        fits=shape.many(
            shape.fields(
                Fit,
                target=shape.fields(Target),
                misses=shape.or_null(shape.number("Distance from the published number, in its tolerances.")),
            )
        ),
        together=shape.many(
            shape.many(shape.text("Path.")), "Pairs of which the targets tell only a combination."
        ),
        settings=shape.many(shape.text("An identified assumption, as --set takes it.")),
        seeds=shape.whole("Fits, each with its own luck."),
        runs=shape.whole("Simulated scenarios."),
    )


@click.command(
    "calibrate",
    cls=Verb,
    answer=_answer,
    needs=("run",),
    examples=(
        (
            "Fit how often judgments are refused to a share listed (made up here)",
            "glasshouse calibrate court-defaulters-2017 --people 20000 "
            "--free assumptions.conducts.refuses-judgment.rate --target listed-share:any=0.2+-0.05",
        ),
    ),
)
@click.argument("scheme", type=SCHEME, metavar="ID_OR_FILE")
@click.option(
    "--free",
    "free",
    multiple=True,
    required=True,
    metavar="assumptions.PATH",
    help="A number of the assumptions to fit, within its range. May be repeated.",
)
@click.option(
    "--target",
    "targets",
    multiple=True,
    required=True,
    metavar="MEASURE:ITEM=VALUE+-ERROR",
    help="A published number with its standard error, in the unit of the measure. May be repeated.",
)
@click.option(
    "--hold-out",
    "hold_outs",
    multiple=True,
    metavar="MEASURE:ITEM=VALUE+-ERROR",
    help="A published number that the fit must not look at; told beside it. May be repeated.",
)
@click.option(
    "--seeds", type=click.IntRange(min=2), default=3, show_default=True, help="Fits, each with its own luck."
)
@world_options
@change_options
@run_options
@cluster_option
def command(
    scheme: str,
    free: tuple[str, ...],
    targets: tuple[str, ...],
    hold_outs: tuple[str, ...],
    seeds: int,
    reforms: tuple[str, ...],
    threads: int | None,
    out: Path | None,
    as_json: bool,
    manner: Manner,
    cluster: str | None,
    **world: Unpack[World],
) -> None:
    """Fit numbers of the assumptions, and nothing else, to published totals.

    A number that the targets narrow by less than half cannot be identified, and is said so. Rules cannot be
    fitted, and lawful expression is no target.

    Exit codes: 0 done, 2 bad input or use, 3 failed in the run, 130 interrupted.
    """
    from glasshouse.report.studied import calibrated
    from glasshouse.studies.calibration import calibrate, free_assumptions, read_target

    scenario = scenario_of(scheme, reforms=reforms, **world)
    with workers_of(cluster) as workers, show_progress(manner, scenario.days) as progress:
        found = calibrate(
            scenario,
            free_assumptions(scenario, free),
            [read_target(target) for target in targets],
            hold_outs=[read_target(target) for target in hold_outs],
            seeds=seeds,
            threads=threads,
            workers=workers,
            out=out,
            progress=progress,
        )
    if as_json:
        print_json(scenario, found.as_dict(), out)
    else:
        print_lines(calibrated(found, scenario, terminal_width()), out)
