"""Hold published figures against simulated ones, and say what does not fit."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from glasshouse.cli import _runs as runs
from glasshouse.cli import _shapes as shape
from glasshouse.cli._progress import Manner, show_progress
from glasshouse.cli._scenario import (
    cluster_option,
    own_dates_options,
    print_lines,
    settings_option,
    terminal_width,
    workers_of,
)
from glasshouse.cli._verb import Verb

__all__ = ["command"]


def _answer() -> shape.Schema:
    """What ``--json`` prints."""
    from typing import get_args

    from glasshouse.studies.figures import ROLES
    from glasshouse.studies.held_figures import Finding

    row = shape.record(
        "One published figure beside its answer.",
        id=shape.text("Name of the figure."),
        what=shape.text("What was counted."),
        published=shape.number("The figure."),
        published_low=shape.number("Its lower end; the figure itself where it was published as one number."),
        published_high=shape.number("Its upper end."),
        unit=shape.text("Of the figure and of the answer."),
        denominator=shape.text("Among whom or since when."),
        date=shape.text("The day that it is of, as year-month-day."),
        evidence=shape.text("How it is known.", "cited", "derived"),
        role=shape.text(
            "Whether a calibration may look at it, it tests, it was seen, or an assumption rests on it.",
            *ROLES,
        ),
        scheme=shape.or_null(shape.text("Id of the scheme that it is about; null: there is none.")),
        run=shape.text("What was run; empty: nothing."),
        sources=shape.many(shape.text("How a source is cited.")),
        finding=shape.text("Whether it lies within what luck and assumptions allow.", *get_args(Finding)),
        times=shape.or_null(shape.number("The simulated number over the published one.")),
        says_little=shape.yes_or_no("Whether it fits because the assumptions allow almost anything."),
        off_at_the_centre=shape.yes_or_no("Whether it fits in some draws of the assumptions only."),
        why_not=shape.or_null(shape.text("Why nothing answers it.")),
        note=shape.or_null(shape.text("What a reader must know.")),
        simulated=shape.or_null(runs.estimate()),
    )
    return shape.record(
        "Published figures beside simulated ones.",
        notice=runs.notice(),
        assumptions=shape.text("Id of the assumptions."),
        people=shape.whole("Invented people of each run."),
        people_of_a_draw=shape.whole("Invented people of each draw of the assumptions; 0: none was drawn."),
        draws=shape.whole("Joint draws of the assumptions."),
        seed=runs.seed(),
        figures=shape.many(row),
    )


@click.command(
    "validate",
    cls=Verb,
    answer=_answer,
    needs=("run",),
    examples=(
        ("All figures of the catalogue", "glasshouse validate"),
        ("One of them, without the draws", "glasshouse validate performed-2017-03 --draws 0"),
    ),
)
@click.argument("figures", nargs=-1, metavar="[ID]...")
@click.option(
    "--draws",
    type=int,
    default=50,
    show_default=True,
    metavar="N",
    help="Joint draws of the assumptions, 50 at least; 0: none, which is quicker and says less.",
)
@settings_option
@own_dates_options
@cluster_option
def command(
    figures: tuple[str, ...],
    draws: int,
    people: int | Literal["all"],
    seed: int,
    assumptions: str,
    settings: tuple[str, ...],
    threads: int | None,
    out: Path | None,
    as_json: bool,
    manner: Manner,
    cluster: str | None,
) -> None:
    """Run the rules that published figures are about, and hold each figure against both intervals.

    All figures of the catalogue, or those named. Of --set only numbers of the assumptions are taken. Figures
    that nothing answers are told with the reason; a miss is a finding and no error.

    Exit codes: 0 done, 2 bad input or use, 3 failed in the run, 130 interrupted.
    """
    import json

    from glasshouse.report.validated import validated
    from glasshouse.studies.validation import validate

    with workers_of(cluster) as workers, show_progress(manner, 0) as progress:
        found = validate(
            figures,
            people=people,
            draws=draws,
            seed=seed,
            assumptions=assumptions,
            settings=settings,
            threads=threads,
            workers=workers,
            out=out,
            progress=progress,
        )
    if as_json:
        click.echo(json.dumps(found.as_dict(), ensure_ascii=False, allow_nan=False))
    else:
        print_lines(validated(found, terminal_width()), out)
