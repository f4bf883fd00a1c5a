"""Split what a scheme does: the rules alone, fear, reward, being shut out, hardship."""

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
    print_json,
    print_lines,
    run_options,
    scenario_of,
    terminal_width,
    warm_option,
    world_options,
)
from glasshouse.cli._verb import Verb

if TYPE_CHECKING:
    from glasshouse.studies.world import WarmWorld

__all__ = ["command"]


def _answer() -> shape.Schema:
    """What ``--json`` prints."""
    return shape.record(
        "What part of an effect is which answer of the people.",
        **runs.study(),
        warm_days=runs.warm(),
        **runs.splits(),
    )


@click.command(
    "effects",
    cls=Verb,
    answer=_answer,
    needs=("run",),
    examples=(
        (
            "Is it fear, or being shut out of work and credit?",
            "glasshouse effects court-defaulters-2017 --people 30000 --years 2",
        ),
        ("The parts, as JSON", "glasshouse effects simpleland-points --people 20000 --json"),
    ),
)
@click.argument("scheme", type=SCHEME, metavar="ID_OR_FILE")
@world_options
@change_options
@warm_option
@run_options
def command(
    scheme: str,
    reforms: tuple[str, ...],
    threads: int | None,
    out: Path | None,
    as_json: bool,
    manner: Manner,
    **world: Unpack[WarmWorld],
) -> None:
    """Tell what part of an effect is the rules alone, deterrence, incentive, incapacitation, hardship.

    Five arms of one run, the same invented people with the same luck: in the first people answer to nothing,
    in each further one in one way more. What each adds is told with its paired 95 % interval, and the parts
    add up to the whole. Another order would give other parts.

    Exit codes: 0 done, 2 bad input or use, 3 failed in the run, 130 interrupted.
    """
    from glasshouse.report.split import effects_told
    from glasshouse.studies.effects import Effects, one_by_one
    from glasshouse.studies.simulation import run_and_measure

    scenario = one_by_one(scenario_of(scheme, reforms=reforms, **world))
    with show_progress(manner, scenario.days) as progress:
        found = Effects(run_and_measure(scenario, threads=threads, out=out, progress=progress))
    if as_json:
        print_json(scenario, {"warm_days": scenario.warm, **found.as_dict()}, out)
    else:
        print_lines(effects_told(found, terminal_width()), out)
