"""Say which assumptions drive what a scheme is found to do."""

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
    return shape.record("What drives the results.", **runs.study(), **runs.drivers())


@click.command(
    "sensitivity",
    cls=Verb,
    answer=_answer,
    needs=("sensitivity",),
    examples=(
        ("What drives the headlines", "glasshouse sensitivity simpleland-points --people 20000"),
        (
            "What drives one of them",
            "glasshouse sensitivity simpleland-points --people 20000 --result demoted-share",
        ),
    ),
)
@click.argument("scheme", type=SCHEME, metavar="ID_OR_FILE")
@click.option(
    "--result",
    "results",
    multiple=True,
    metavar="MEASURE[:ITEM]",
    help="What to ask of; may be repeated.  [default: the headlines]",
)
@click.option(
    "--trajectories",
    type=click.IntRange(min=2),
    default=6,
    show_default=True,
    metavar="R",
    help="Of the screening by Morris: each moves every assumption once.",
)
@click.option(
    "--base",
    type=click.Choice(["16", "32", "64", "128", "256", "512", "1024"]),
    default="64",
    show_default=True,
    help="Of the Sobol sample: there are about twelve times as many runs.",
)
@world_options
@change_options
@run_options
@cluster_option
def command(
    scheme: str,
    results: tuple[str, ...],
    trajectories: int,
    base: str,
    reforms: tuple[str, ...],
    threads: int | None,
    out: Path | None,
    as_json: bool,
    manner: Manner,
    cluster: str | None,
    **world: Unpack[World],
) -> None:
    """Screen the assumptions that the scheme can feel, and tell how much of the result each puts in.

    Morris screening, then Sobol indices with intervals and the share that is luck, through SALib (install it
    with: pip install 'glasshouse[sensitivity]'). Each run has --people people, 50,000 at most.

    Exit codes: 0 done, 2 bad input or use, 3 failed in the run, 130 interrupted.
    """
    from glasshouse.report.studied import sensitivity_told
    from glasshouse.studies.headlines import HEADLINES, aims
    from glasshouse.studies.sensitivity import analyse_sensitivity

    scenario = scenario_of(scheme, reforms=reforms, **world)
    names = aims(results) if results else HEADLINES
    with workers_of(cluster) as workers, show_progress(manner, scenario.days) as progress:
        found = analyse_sensitivity(
            scenario,
            names,
            trajectories=trajectories,
            base=int(base),
            threads=threads,
            workers=workers,
            out=out,
            progress=progress,
        )
    if as_json:
        print_json(found.scenario, found.as_dict(), out)
    else:
        print_lines(sensitivity_told(found, terminal_width()), out)
