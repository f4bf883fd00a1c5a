"""Write a report of a run, an audit or a scheme: one HTML file that reads without JavaScript, or Markdown."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from glasshouse.cli._dates import reader_of_days
from glasshouse.cli._names import SCHEME
from glasshouse.cli._progress import Manner, progress_option, show_progress, show_steps
from glasshouse.cli._verb import Verb

if TYPE_CHECKING:
    from glasshouse.report.material import Material

__all__ = ["command"]

_PEOPLE, _PEOPLE_FOR_AGENCIES, _DRAWS = 30_000, 300_000, 50

_READ, _BUILT = 0.15, 0.98
"""Which share of the time has passed when a kept run is read, and when all sections are made."""


@click.command(
    "report",
    cls=Verb,
    examples=(
        ("Of a kept run, or a kept audit", "glasshouse report runs/court -o report.html"),
        ("Of a scheme, run now", "glasshouse report simpleland-points -o points.html"),
        ("As Markdown", "glasshouse report runs/court --format md -o report.md"),
    ),
)
@click.argument("run", type=SCHEME, metavar="RUN|ID_OR_FILE")
@click.option(
    "-o",
    "--out",
    "--output",
    "output",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    metavar="FILE",
    help="Where to write it.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["html", "md"]),
    default="html",
    show_default=True,
    help="html: one file with charts; md: Markdown with tables.",
)
@click.option(
    "--as-of",
    callback=reader_of_days("2026-01-31"),
    metavar="DATE",
    help="The day whose law the lint asks.  [default: the day of the run; of an id, today]",
)
@click.option(
    "--seed", type=int, default=1, show_default=True, metavar="S", help="For an id: same seed, same people."
)
@click.option(
    "--threads",
    type=click.IntRange(min=1),
    metavar="K",
    help="At most so many.  [default: one per processor]",
)
@progress_option
def command(
    run: str,
    output: Path,
    form: Literal["html", "md"],
    as_of: datetime.date | None,
    seed: int,
    threads: int | None,
    manner: Manner,
) -> None:
    """Write a report: of the folder of a run or an audit, or of a scheme that is run now.

    A scheme is run on 30,000 invented people (300,000 where it is about agencies) for a year, with 50 joint
    draws of the assumptions. For anything else, run it with --out first. The worksheets for impact
    assessments are those of 'glasshouse audit'.

    Exit codes: 0 done, 2 bad input or use, 3 failed in the run, 130 interrupted.
    """
    from glasshouse.ground.extras import need

    need("report" if form == "html" else "run", by=f"A report as {'HTML' if form == 'html' else 'Markdown'}")
    from glasshouse.ground.files import write_atomically
    from glasshouse.ground.steps import within
    from glasshouse.report.build import build
    from glasshouse.report.html_page import html_of
    from glasshouse.report.markdown import markdown_of
    from glasshouse.report.material import kept

    folder = Path(run)
    material = None if folder.is_dir() else _run_now(run, as_of, seed, threads, manner)
    with show_steps(manner) as steps:
        steps("Reading the run", 0.0)
        if material is None:
            material = kept(folder, as_of)
        inner = within(steps, _READ, _BUILT)
        page = build(material, charts=form == "html", threads=threads, steps=inner)
        steps("Writing the file", _BUILT)
        write_atomically(output, html_of(page) if form == "html" else markdown_of(page))
    click.echo(f"Written: {output} ({output.stat().st_size / 1000:,.0f} kB). Everyone in it is invented.")


def _run_now(
    scheme: str, as_of: datetime.date | None, seed: int, threads: int | None, manner: Manner
) -> Material:
    """Run a scheme on few people with few draws, enough for a first report."""
    from glasshouse.cli._scenario import warn
    from glasshouse.report.material import made_now
    from glasshouse.schemes.reading import load
    from glasshouse.studies.simulation import run_and_measure, set_up

    read = load(scheme)
    # There is one agency in each thousand people or so.
    people = _PEOPLE if {"person", "firm"} & set(read.scope.subjects) else _PEOPLE_FOR_AGENCIES
    scenario = set_up(read, people=people, seed=seed)
    warn(scenario)
    with show_progress(manner, scenario.days) as progress:
        results = run_and_measure(scenario, draws=_DRAWS, threads=threads, progress=progress)
    return made_now(results, as_of or datetime.date.today())
