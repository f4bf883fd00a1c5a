"""Run a scheme on invented people, and say what it does to them."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from glasshouse.cli._dates import reader_of_days
from glasshouse.cli._progress import Manner, show_progress

if TYPE_CHECKING:
    from glasshouse.engine.scenario import Scenario
    from glasshouse.measures.results import Results

__all__ = ["command"]


def _people(context: click.Context, option: click.Parameter, text: str) -> int | Literal["all"]:
    """Read ``100000``, ``100,000``, ``1_000_000`` or ``all``."""
    if text.strip() == "all":
        return "all"
    try:
        return int(text.replace(",", "").replace("_", ""))
    except ValueError:
        raise click.BadParameter(
            f"'{text}' is not a number of people; write a whole number, such as 100000, or all."
        ) from None


@click.command("run")
@click.argument("scheme", metavar="ID_OR_FILE")
@click.option(
    "--people",
    callback=_people,
    metavar="N|all",
    default="100000",
    show_default=True,
    help="How many; all: as in the society.",
)
@click.option("--years", type=float, metavar="Y", help="Horizon in years of 365.25 days.  [default: 1]")
@click.option("--days", type=int, metavar="D", help="Horizon in days, instead of --years.")
@click.option(
    "--seed", type=int, default=1, show_default=True, metavar="S", help="Same seed, same invented people."
)
@click.option("--society", metavar="ID|DIR", help="Whom to draw.  [default: by the scheme's jurisdiction]")
@click.option("--assumptions", metavar="ID|PATH", default="standard", show_default=True, help="How they act.")
@click.option(
    "--set",
    "settings",
    multiple=True,
    metavar="PATH=VALUE",
    help="Change a value first: rules.protest.points=-10, or assumptions.conducts.walk-on-red.rate=5. "
    "May be repeated.",
)
@click.option(
    "--reform",
    "reforms",
    multiple=True,
    metavar="ID|FILE",
    help="Apply a reform first. May be repeated.",
)
@click.option(
    "--start",
    callback=reader_of_days("2019-07-08"),
    metavar="DATE",
    help="First day.  [default: first day in force]",
)
@click.option(
    "--threads",
    type=click.IntRange(min=1),
    metavar="K",
    help="At most so many.  [default: one per processor]",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Keep the run: finished parts (a stopped run goes on from them), counts and estimates as Parquet, "
    "run.json. Without it nothing is written.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of text.")
@click.option(
    "--progress",
    "manner",
    type=click.Choice(["auto", "plain", "none"]),
    default="auto",
    show_default=True,
    help="auto: a bar on a terminal; plain: a line every 10 %.",
)
def command(
    scheme: str,
    people: int | Literal["all"],
    years: float | None,
    days: int | None,
    seed: int,
    society: str | None,
    assumptions: str,
    settings: tuple[str, ...],
    reforms: tuple[str, ...],
    start: datetime.date | None,
    threads: int | None,
    out: Path | None,
    as_json: bool,
    manner: Manner,
) -> None:
    """Run a scheme (an id of the catalogue, or a file) on invented people.

    Prints what it does to them, beside the same people without a scheme, each number with its 95 %
    interval. Exit codes: 0 done, 2 bad input or use, 3 failed in the run, 130 interrupted.
    """
    from glasshouse.engine.run import run
    from glasshouse.measures.results import Results
    from glasshouse.schemes.reforming import load_reform
    from glasshouse.studies.simulation import set_up, usual_society

    if years is not None and days is not None:
        raise click.UsageError("Give --years or --days, not both.")
    scenario = set_up(
        scheme,
        people=people,
        years=years,
        days=days,
        seed=seed,
        society=society,
        assumptions=assumptions,
        reforms=[load_reform(reform) for reform in reforms],
        settings=settings,
        start=start,
    )
    note = usual_society(scenario.arms[0].scheme)[1] if society is None else None
    if note is not None:
        click.echo(f"note: {note}", err=True)
    _warn(scenario)
    with show_progress(manner, scenario.days) as progress:
        results = Results.of(run(scenario, threads=threads, out=out, progress=progress))
    if out is not None:
        results.save_estimates(out)
    if as_json:
        _print_json(results, out)
    else:
        _print_text(results, threads, out)


_MOST_WARNINGS = 5


def _warn(scenario: Scenario) -> None:
    """Say on the error stream what is not wrong but must be known."""
    from glasshouse.ground.errors import screen

    told = [
        *scenario.arms[0].scheme.warnings,
        *scenario.society.warnings,
        *scenario.society.neighbourhoods(scenario.people).warnings,
    ]
    if told:
        click.echo(screen(told[:_MOST_WARNINGS]), err=True)
    if len(told) > _MOST_WARNINGS:
        click.echo(f"... and {len(told) - _MOST_WARNINGS} more warnings.", err=True)


def _print_json(results: Results, out: Path | None) -> None:
    """Print the one object; every list of numbers in it is a count or has its interval."""
    import json

    from glasshouse.engine.outcomes import NOTICE
    from glasshouse.schemes.reforming import changes_in_short

    scenario = results.scenario
    (arm,) = scenario.arms
    scheme, count = arm.scheme, results.count

    gates = [column.item for column in results.tally.layout.totals if column.count == "refused"]
    answer = {
        "notice": NOTICE,
        "scheme": scheme.id,
        "title": scheme.title,
        "status": scheme.scheme.status,
        "reading": scheme.scheme.reading,
        "scheme_sha256": scheme.text_hash,
        "society": scenario.society.id,
        "assumptions": scenario.assumptions.id,
        "changes": {
            "rules": list(changes_in_short(scheme.document)),
            "assumptions": scenario.assumptions.set_by_user(),
        },
        "people": scenario.people,
        "days": scenario.days,
        "start": scenario.start.isoformat(),
        "seed": scenario.seed,
        "seconds": round(results.seconds, 3),
        "person_days_per_second": round(results.person_days_per_second),
        "out": None if out is None else str(out),
        "covered": count(arm.name, "covered"),
        "bands": {band.id: count(arm.name, "band-end", band.id) for band in scheme.score.bands},
        "listed": {
            entry.id: {
                "ever": count(arm.name, "listed", entry.id),
                "end": count(arm.name, "listed-end", entry.id),
                "wrongful": count(arm.name, "wrongful", entry.id),
            }
            for entry in scheme.lists
        },
        "denials": {gate: count(arm.name, "refused", gate) for gate in gates},
        "estimates": [estimate.as_dict() for estimate in results.estimates],
    }
    click.echo(json.dumps(answer, ensure_ascii=False, allow_nan=False))


def _print_text(results: Results, threads: int | None, out: Path | None) -> None:
    """Print the summary, with its headings in bold on a terminal."""
    import shutil

    from glasshouse.engine.simulate import available_threads
    from glasshouse.report.text import summary

    styles: dict[str, dict[str, Any]] = {
        "title": {"bold": True},
        "notice": {"bold": True},
        "heading": {"bold": True},
    }
    width = shutil.get_terminal_size((100, 24)).columns
    for line in summary(results, width, threads or available_threads()):
        click.echo(click.style(line.text, **styles[line.kind]) if line.kind in styles else line.text)
    if out is not None:
        click.echo(f"Kept in {out}.")
