"""Audit a scheme: every measure, its reforms, the lint, and what is only assumed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Unpack

import click

from glasshouse.cli import _runs as runs
from glasshouse.cli import _shapes as shape
from glasshouse.cli._names import SCHEME
from glasshouse.cli._progress import Manner, show_progress
from glasshouse.cli._scenario import (
    cluster_option,
    print_lines,
    run_options,
    settings_option,
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
        "Everything that is known of a scheme.",
        notice=runs.notice(),
        scheme=shape.text("Id of the scheme."),
        **runs.standing(),
        arms=shape.many(
            shape.record("One arm.", name=shape.text("Its name."), scheme=shape.text("Id of its scheme."))
        ),
        **runs.world(),
        seed=runs.seed(),
        draws=shape.whole("Joint draws of the assumptions."),
        people_of_a_draw=shape.whole("Invented people in each."),
        estimates=shape.many(runs.estimate()),
        closely=shape.many(runs.estimate(), "What is asked of lives, person by person, of each arm."),
        conclusions=shape.many(runs.conclusion()),
        without_effect=shape.many(shape.text("Arm of a reform that changed no event of the run.")),
        sensitivity=shape.or_null(
            shape.record(
                "What drives the headlines; null: not asked.",
                people=shape.whole("Of each run."),
                **runs.drivers(),
            )
        ),
        effects=shape.record(
            "What part of the scheme's effects is which answer of the people, with both intervals.",
            **runs.splits(),
        ),
        findings=shape.many(
            shape.record(
                "One finding of the lint, joined to the numbers.",
                rule=shape.text("Id of the rule."),
                kind=shape.text("How it ended."),
                severity=shape.or_null(shape.text("How grave.")),
                message=shape.text("What was found."),
                item=shape.text("What it is about."),
                line=shape.or_null(shape.whole("In the scheme's text.")),
                norms=shape.many(shape.text("A norm and its force.")),
                measured=shape.many(shape.text("A number with its interval.")),
            )
        ),
        silence=shape.text("That silence is not clearance."),
    )


@click.command(
    "audit",
    cls=Verb,
    answer=_answer,
    needs=("run",),
    examples=(
        ("What is known, and how surely", "glasshouse audit court-defaulters-2017 --people 30000"),
        ("Kept, as the ground of a report", "glasshouse audit court-defaulters-2017 --out audits/court"),
        (
            "A worksheet for an impact assessment; you fill in what only people can",
            "glasshouse audit robodebt-2016 --format fria -o audits/robodebt",
        ),
    ),
)
@click.argument("scheme", type=SCHEME, metavar="ID_OR_FILE")
@click.option(
    "--draws",
    type=int,
    default=50,
    show_default=True,
    metavar="N",
    help="Joint draws of the assumptions, 50 at least.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "fria", "huderia"]),
    default="text",
    show_default=True,
    help="A page, one JSON object, or a worksheet with every human section left empty.",
)
@world_options
@settings_option
@run_options
@cluster_option
def command(
    scheme: str,
    draws: int,
    form: Literal["text", "json", "fria", "huderia"],
    threads: int | None,
    out: Path | None,
    as_json: bool,
    manner: Manner,
    cluster: str | None,
    **world: Unpack[World],
) -> int:
    """Audit a scheme beside no scheme, its reforms of the catalogue, and the narrow court register.

    All measures with both intervals, signs that hold or do not, the five assumptions that drive the
    headlines, and the findings of the lint joined to numbers. With --out, audit.json, audit.txt and Parquet
    files.

    Exit codes: 0 done, 1 a reform changed no event of the run, 2 bad input or use, 3 failed in the run, 130
    interrupted.
    """
    import json

    from glasshouse.report.audited import audited
    from glasshouse.report.compared import idle
    from glasshouse.report.layout import plain
    from glasshouse.report.material import examined
    from glasshouse.report.worksheets import worksheet
    from glasshouse.studies.audit import examine, plan_audit

    plan = plan_audit(scheme, **world)
    warn(plan.scenario)
    with workers_of(cluster) as workers, show_progress(manner, plan.scenario.days) as progress:
        found = examine(plan, draws=draws, threads=threads, workers=workers, out=out, progress=progress)
    if out is not None:
        found.save(out, plain(audited(found)))
    if as_json or form == "json":
        click.echo(json.dumps(found.as_dict(), ensure_ascii=False, allow_nan=False))
    elif form == "text":
        print_lines(audited(found, terminal_width()), out)
    else:
        click.echo(worksheet(examined(found, date.today()), form), nl=False)
    for pair in found.comparison.idle_reforms:
        click.echo(idle(pair), err=True)
    return int(bool(found.comparison.idle_reforms))
