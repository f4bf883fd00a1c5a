"""Hold published figures against simulated ones, and say what does not fit."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

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


@click.command(
    "validate",
    cls=Verb,
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
