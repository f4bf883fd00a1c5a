"""Say whether conclusions keep their sign under other assumptions."""

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
    warn,
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
        "Whether the sign of each difference holds under other assumptions.",
        **runs.study(),
        draws=shape.whole("Joint draws of the assumptions."),
        people_of_a_draw=shape.whole("Invented people in each."),
        conclusions=shape.many(runs.conclusion()),
    )


@click.command(
    "robust",
    cls=Verb,
    answer=_answer,
    needs=("run",),
    examples=(
        (
            "Does the narrow register harm fewer, whatever is assumed?",
            "glasshouse robust narrow-court-register court-defaulters-2017 --people 20000 --draws 50",
        ),
    ),
)
@click.argument("schemes", nargs=-1, required=True, type=SCHEME, metavar="ID_OR_FILE...")
@click.option(
    "--draws",
    type=int,
    default=100,
    show_default=True,
    metavar="N",
    help="Joint draws of the assumptions, 50 at least.",
)
@world_options
@change_options
@run_options
@cluster_option
def command(
    schemes: tuple[str, ...],
    draws: int,
    reforms: tuple[str, ...],
    threads: int | None,
    out: Path | None,
    as_json: bool,
    manner: Manner,
    cluster: str | None,
    **world: Unpack[World],
) -> int:
    """Draw the assumptions anew, all together, and count how often each difference keeps its sign.

    Differences are those of `compare`: each further scheme beside the first, each --reform beside its scheme;
    and of each arm from the same people without a scheme. A conclusion is robust where its sign is beyond
    luck and holds in 95 % of the draws.

    Exit codes: 0 done, 1 a reform changed no event of the run, 2 bad input or use, 3 failed in the run, 130
    interrupted.
    """
    from glasshouse.report.compared import idle
    from glasshouse.report.studied import robustness_told
    from glasshouse.studies.comparison import Plan, plan_comparison
    from glasshouse.studies.robustness import examine_robustness

    if len(schemes) + len(reforms) == 1:
        plan = Plan(scenario_of(schemes[0], reforms=reforms, **world), ())
    else:
        plan = plan_comparison(schemes, reforms=reforms, **world)
        warn(plan.scenario)
    with workers_of(cluster) as workers, show_progress(manner, plan.scenario.days) as progress:
        found = examine_robustness(
            plan, draws=draws, threads=threads, workers=workers, out=out, progress=progress
        )
    if as_json:
        answer = {
            "draws": found.draws,
            "people_of_a_draw": found.people,
            "conclusions": [conclusion.as_dict() for conclusion in found.conclusions],
        }
        print_json(plan.scenario, answer, out)
    else:
        print_lines(robustness_told(found, terminal_width()), out)
    for pair in found.comparison.idle_reforms:
        click.echo(idle(pair), err=True)
    return int(bool(found.comparison.idle_reforms))
