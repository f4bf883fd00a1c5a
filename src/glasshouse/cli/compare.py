"""Run schemes and reforms on the same invented people, and say how they differ."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Unpack

import click

from glasshouse.cli import _runs as runs
from glasshouse.cli import _shapes as shape
from glasshouse.cli._changes import reform_option
from glasshouse.cli._names import SCHEME
from glasshouse.cli._progress import Manner, show_progress
from glasshouse.cli._scenario import (
    cluster_option,
    print_lines,
    run_options,
    settings_option,
    terminal_width,
    warm_option,
    warn,
    workers_of,
    world_options,
)
from glasshouse.cli._verb import Verb

if TYPE_CHECKING:
    from glasshouse.studies.comparison import Comparison
    from glasshouse.studies.world import WarmWorld

__all__ = ["command"]

_FAMILIES = (
    "accuracy",
    "liberty",
    "proportionality",
    "permanence",
    "equality",
    "expression",
    "family",
    "economy",
    "knowledge",
    "score",
)
"""Those of `measures.measure.FAMILIES`, which takes a second to import; a test holds the two together."""


def _answer() -> shape.Schema:
    """What ``--json`` prints."""
    arm = shape.record(
        "One arm.",
        name=shape.text("Its name."),
        scheme=shape.text("Id of its scheme."),
        **runs.standing(),
        answers=runs.ways(),
        changes=shape.many(shape.text("A setting, or a reform by id and title.")),
    )
    saves = shape.or_null(
        shape.number("How much narrower the interval is as the same people live in both arms.")
    )
    return shape.record(
        "Arms of one run, and how they differ.",
        notice=runs.notice(),
        arms=shape.many(arm),
        **runs.world(),
        assumptions_changed=shape.by_name("Values set, by path.", {}),
        warm_days=runs.warm(),
        seed=runs.seed(),
        seconds=runs.seconds(),
        out=runs.out(),
        value_is=shape.text("Which way round each difference is."),
        differences=shape.many(runs.estimate("arm", arms=runs.arms(), pairing_saves=saves)),
        without_effect=shape.many(runs.arms(), "Pairs in which the reform changed no event of the run."),
        estimates=shape.many(runs.estimate(), "Of everybody, in each arm."),
    )


@click.command(
    "compare",
    cls=Verb,
    answer=_answer,
    needs=("run",),
    examples=(
        (
            "The city's rules before and after they were mended",
            "glasshouse compare rongcheng-2014 rongcheng-2021 --people 30000",
        ),
        ("Myth and rule", "glasshouse compare beijing-plan-2018 beijing-press-2018 --people 30000"),
        (
            "A reform, as JSON",
            "glasshouse compare court-defaulters-2017 --reform off-the-list-after-a-year --years 2 --json",
        ),
    ),
)
@click.argument("schemes", nargs=-1, required=True, type=SCHEME, metavar="ID_OR_FILE...")
@world_options
@settings_option
@reform_option("Add an arm: the scheme with this reform.")
@warm_option
@run_options
@cluster_option
@click.option(
    "--family",
    "families",
    multiple=True,
    type=click.Choice(_FAMILIES),
    metavar="NAME",
    help=f"Also every difference of a family of measures: {', '.join(_FAMILIES)}. May be repeated.",
)
@click.option("--all", "everything", is_flag=True, help="Also every difference of all families.")
def command(
    schemes: tuple[str, ...],
    reforms: tuple[str, ...],
    threads: int | None,
    out: Path | None,
    as_json: bool,
    manner: Manner,
    cluster: str | None,
    families: tuple[str, ...],
    everything: bool,
    **world: Unpack[WarmWorld],
) -> int:
    """Compare schemes (ids of the catalogue, or files) and reforms as arms of one run.

    Every arm lives the same invented people with the same luck. Each further scheme is told beside the first,
    each reform beside its scheme, with the 95 % interval of the difference. Nothing is ranked. The main
    differences are printed, all others where they are asked for; --json and --out have all of them.

    Exit codes: 0 done, 1 a reform changed no event of the run, 2 bad input or use, 3 failed in the run, 130
    interrupted.
    """
    from glasshouse.measures.measure import FAMILIES
    from glasshouse.report.compared import compared, idle
    from glasshouse.studies.comparison import Comparison, plan_comparison
    from glasshouse.studies.simulation import run_and_measure, usual_society

    plan = plan_comparison(schemes, reforms=reforms, **world)
    scenario = plan.scenario
    if world.get("society") is None:
        note = usual_society(scenario.arms[0].scheme)[1]
        if note is not None:
            click.echo(f"note: {note}", err=True)
        if len({usual_society(arm.scheme)[0] for arm in scenario.arms}) > 1:
            click.echo(f"note: All arms are run on {scenario.society.id}; --society names another.", err=True)
    warn(scenario)
    with workers_of(cluster) as workers, show_progress(manner, scenario.days) as progress:
        results = run_and_measure(scenario, threads=threads, workers=workers, out=out, progress=progress)
    comparison = Comparison(results, plan.pairs)
    if out is not None:
        comparison.save_differences(out)
    if as_json:
        _print_json(comparison, out)
    else:
        print_lines(compared(comparison, terminal_width(), FAMILIES if everything else families))
        if out is not None:
            click.echo(f"Kept in {out}.")
    for pair in comparison.idle_reforms:
        click.echo(idle(pair), err=True)
    return int(bool(comparison.idle_reforms))


def _print_json(comparison: Comparison, out: Path | None) -> None:
    """Print the one object; no value in it stands without its interval."""
    from glasshouse.engine.answers import answers_text
    from glasshouse.schemes.reforming import changes_in_short

    results = comparison.results
    scenario = results.scenario
    answer = {
        "arms": [
            {
                "name": arm.name,
                "scheme": arm.scheme.id,
                **runs.standing_of(arm.scheme),
                "answers": answers_text(arm.answers),
                "changes": list(changes_in_short(arm.scheme.document)),
            }
            for arm in scenario.arms
        ],
        **runs.world_of(scenario),
        "assumptions_changed": scenario.assumptions.set_by_user(),
        "warm_days": scenario.warm,
        "seed": scenario.seed,
        "seconds": round(results.seconds, 3),
        "out": None if out is None else str(out),
        "value_is": "the second arm less the first",
        "differences": [difference.as_dict() for difference in comparison.differences],
        "without_effect": [list(pair.arms) for pair in comparison.pairs if comparison.without_effect(pair)],
        "estimates": [e.as_dict() for e in results.estimates if e.group == "all"],
    }
    runs.print_answer(answer)
