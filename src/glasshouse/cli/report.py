"""Write a report of a run, an audit or a scheme: HTML without JavaScript, Markdown, or a worksheet."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from glasshouse.cli._dates import reader_of_days
from glasshouse.cli._names import SCHEME
from glasshouse.cli._progress import Manner, progress_option, show_progress, show_steps
from glasshouse.cli._scenario import threads_option, warn
from glasshouse.cli._verb import Verb

if TYPE_CHECKING:
    from glasshouse.engine.scenario import Scenario

__all__ = ["command"]

_NEEDED_BY = {"html": "HTML", "md": "Markdown", "fria": "worksheet", "huderia": "worksheet"}
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
        (
            "A worksheet for an impact assessment, of a kept audit; you fill in what only people can",
            "glasshouse report audits/robodebt --format fria -o sheet.md",
        ),
        (
            "The same of a scheme, audited now on few people",
            "glasshouse report robodebt-2016 --format huderia -o sheet.md",
        ),
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
    type=click.Choice(["html", "md", "fria", "huderia"]),
    default="html",
    show_default=True,
    help="html: one file with charts; md: Markdown with tables; fria, huderia: a worksheet, every human "
    "section left empty.",
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
@threads_option
@progress_option
def command(
    run: str,
    output: Path,
    form: Literal["html", "md", "fria", "huderia"],
    as_of: datetime.date | None,
    seed: int,
    threads: int | None,
    manner: Manner,
) -> None:
    """Write a report: of the folder of a run or an audit, or of a scheme that is run now.

    A scheme is run on 30,000 invented people (300,000 where it is about agencies) for a year, with 50 joint
    draws of the assumptions. For anything else, run it with --out first.

    A worksheet rests on an audit. One that is kept is read, and nobody lives again; the folder of a run is
    audited now, in that run's own world; so is a scheme, as small as above. A larger audit is made with
    'glasshouse audit ID --out DIR', and the worksheet of DIR.

    Exit codes: 0 done, 2 bad input or use, 3 failed in the run, 130 interrupted.
    """
    from glasshouse.ground.extras import need

    need("report" if form == "html" else "run", by=f"A report as {_NEEDED_BY[form]}")
    from glasshouse.ground.files import write_atomically

    if form == "fria" or form == "huderia":
        text = _worksheet(run, form, as_of, seed, threads, manner)
    else:
        text = _report(run, form, as_of, seed, threads, manner)
    write_atomically(output, text)
    click.echo(f"Written: {output} ({output.stat().st_size / 1000:,.0f} kB). Everyone in it is invented.")


def _report(
    run: str,
    form: Literal["html", "md"],
    as_of: datetime.date | None,
    seed: int,
    threads: int | None,
    manner: Manner,
) -> str:
    """The report of a folder, or of a scheme that is run now on few people, enough for a first report."""
    from glasshouse.ground.steps import within
    from glasshouse.report.build import build
    from glasshouse.report.html_page import html_of
    from glasshouse.report.markdown import markdown_of
    from glasshouse.report.material import kept, made_now
    from glasshouse.studies.simulation import run_and_measure

    folder, material = Path(run), None
    if not folder.is_dir():
        scenario = _small(run, seed)
        with show_progress(manner, scenario.days) as progress:
            results = run_and_measure(scenario, draws=_DRAWS, threads=threads, progress=progress)
        material = made_now(results, as_of or datetime.date.today())
    with show_steps(manner) as steps:
        steps("Reading the run", 0.0)
        if material is None:
            material = kept(folder, as_of)
        inner = within(steps, _READ, _BUILT)
        page = build(material, charts=form == "html", threads=threads, steps=inner)
        steps("Writing the file", _BUILT)
        return html_of(page) if form == "html" else markdown_of(page)


def _worksheet(
    run: str,
    form: Literal["fria", "huderia"],
    as_of: datetime.date | None,
    seed: int,
    threads: int | None,
    manner: Manner,
) -> str:
    """The worksheet of a kept audit; of the folder of a run, or of a scheme, that of an audit made now."""
    from glasshouse.report.examined import plan_of
    from glasshouse.report.material import examined, kept
    from glasshouse.report.worksheets import worksheet
    from glasshouse.studies.audit import examine, plan_audit

    folder = Path(run)
    if folder.is_dir():
        material = kept(folder, as_of)
        if material.verb == "audit":
            return worksheet(material, form)
        plan, day = plan_of(material, form), material.as_of
    else:
        alone = _small(run, seed)
        plan = plan_audit(alone.arms[0].scheme, people=alone.people, seed=seed)
        day = as_of or datetime.date.today()
    scenario = plan.scenario
    click.echo(
        f"An audit made now: {scenario.people:,} invented people, {scenario.days:,} days, {_DRAWS} draws. A "
        "larger one: 'glasshouse audit', with --people and --out DIR; then the worksheet of DIR."
    )
    with show_progress(manner, scenario.days) as progress:
        found = examine(plan, draws=_DRAWS, threads=threads, progress=progress)
    return worksheet(examined(found, day), form)


def _small(scheme: str, seed: int) -> Scenario:
    """A scheme on few people for a year."""
    from glasshouse.schemes.reading import load
    from glasshouse.studies.simulation import set_up

    read = load(scheme)
    # There is one agency in each thousand people or so.
    people = _PEOPLE if {"person", "firm"} & set(read.scope.subjects) else _PEOPLE_FOR_AGENCIES
    scenario = set_up(read, people=people, seed=seed)
    warn(scenario)
    return scenario
