"""Run a scheme on invented people, and say what it does to them."""

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
    draws_option,
    print_lines,
    run_options,
    scenario_of,
    terminal_width,
    warm_option,
    workers_of,
    world_options,
)
from glasshouse.cli._verb import Verb

if TYPE_CHECKING:
    from glasshouse.engine.run import Part
    from glasshouse.engine.scenario import Scenario
    from glasshouse.engine.workers import Workers
    from glasshouse.measures.results import Results
    from glasshouse.studies.world import WarmWorld

__all__ = ["command"]


def _answers(text: str) -> tuple[str, ...]:
    """Read ``deterrence,hardship``, ``all`` or ``none``; which names there are is told by the engine."""
    from glasshouse.engine.answers import ANSWERS

    given = text.strip()
    if given in ("all", "none"):
        return ANSWERS if given == "all" else ()
    return tuple(name.strip() for name in given.split(","))


def _answer() -> shape.Schema:
    """What ``--json`` prints."""
    count = shape.whole("Invented people.")
    listed = shape.record(
        "One list, in invented people.",
        ever=shape.whole("On it at some time."),
        end=shape.whole("On it on the last day."),
        wrongful=shape.whole("On it at some time without a true record that suffices."),
    )
    whole = shape.record(
        "A run.",
        notice=runs.notice(),
        scheme=shape.text("Id of the scheme."),
        **runs.standing(),
        **runs.world(),
        changes=shape.record(
            "What was changed for this run.",
            rules=shape.many(shape.text("A setting, or a reform by id and title.")),
            assumptions=shape.by_name("Values set, by path.", {}),
        ),
        warm_days=runs.warm(),
        answers=runs.ways(),
        seed=runs.seed(),
        draws=shape.whole("Joint draws of the assumptions asked for."),
        seconds=runs.seconds(),
        person_days_per_second=shape.whole("Of the whole run."),
        out=runs.out(),
        covered=shape.whole("Invented people whom the scheme covers."),
        bands=shape.by_name("By band, on the last day.", count),
        listed=shape.by_name("By list.", listed),
        denials=shape.by_name("Refusals by gate.", shape.whole("Refusals.")),
        estimates=shape.many(runs.estimate()),
    )
    part = shape.record(
        "A part of a run, with --range: what it is, and no estimate.",
        notice=runs.notice(),
        part=shape.record(
            "Which part.",
            first=shape.whole("First neighbourhood."),
            stop=shape.whole("The one after the last."),
            of=shape.whole("Neighbourhoods of the whole."),
            people=shape.whole("Invented people in it."),
        ),
        scheme=shape.text("Id of the scheme."),
        scheme_sha256=shape.text("Of the text with its changes."),
        **runs.world(),
        warm_days=runs.warm(),
        answers=runs.ways(),
        seed=runs.seed(),
        seconds=runs.seconds(),
        person_days_per_second=shape.whole("Of this part."),
        out=shape.text("The folder that keeps it."),
    )
    return {"oneOf": [whole, part]}


@click.command(
    "run",
    cls=Verb,
    answer=_answer,
    needs=("run",),
    examples=(
        ("A published scheme on 100,000 invented people for a year", "glasshouse run court-defaulters-2017"),
        (
            "What if joining a protest cost thirty points? (an invented country)",
            "glasshouse run simpleland-points --set rules.protest.points=-30",
        ),
        (
            "With the interval of what is assumed, kept in a folder",
            "glasshouse run court-defaulters-2017 --people 30000 --draws 50 --out runs/court",
        ),
        (
            "The second of 64 parts, for a queue",
            "glasshouse run court-defaulters-2017 --people all --range 2/64 --out part-2",
        ),
        ("For a program", "glasshouse run court-defaulters-2017 --people 20000 --json"),
    ),
)
@click.argument("scheme", type=SCHEME, metavar="ID_OR_FILE")
@world_options
@change_options
@click.option(
    "--range",
    "part",
    metavar="A:B|K/N",
    help="Simulate neighbourhoods A to B-1 only, or the K-th of N equal parts; 'glasshouse merge' puts parts "
    "together. Needs --out.",
)
@cluster_option
@draws_option
@warm_option
@click.option(
    "--answers",
    metavar="A,B|none",
    default="all",
    show_default=True,
    help="How people answer to it: some of deterrence, incentive, incapacitation, hardship; none: the rules "
    "alone.",
)
@click.option(
    "--cross",
    "crossed",
    metavar="A*B",
    multiple=True,
    help="Count people by two dimensions at once too, such as income*registration, and tell groups so. "
    "May be given again.",
)
@run_options
def command(
    scheme: str,
    reforms: tuple[str, ...],
    part: str | None,
    cluster: str | None,
    draws: int,
    answers: str,
    crossed: tuple[str, ...],
    threads: int | None,
    out: Path | None,
    as_json: bool,
    manner: Manner,
    **world: Unpack[WarmWorld],
) -> None:
    """Run a scheme (an id of the catalogue, or a file) on invented people.

    Prints what it does to them, beside the same people without a scheme, each number with its 95 %
    interval; with --draws, also with the interval of what is assumed.

    Exit codes: 0 done, 2 bad input or use, 3 failed in the run, 130 interrupted.
    """
    from glasshouse.studies.simulation import run_and_measure

    if part is not None or cluster is not None:
        _refuse_what_does_not_go_together(part, out, draws, cluster, threads)
    scenario = scenario_of(scheme, reforms=reforms, answers=_answers(answers), crossed=crossed, **world)
    with workers_of(cluster) as workers:
        if part is not None and out is not None:
            _run_part(scenario, part, out, threads, workers, as_json, manner)
            return
        with show_progress(manner, scenario.days) as progress:
            results = run_and_measure(
                scenario, draws=draws, threads=threads, workers=workers, out=out, progress=progress
            )
    if as_json:
        _print_json(results, draws, out)
    else:
        _print_text(results, threads, out, elsewhere=workers is not None)


def _refuse_what_does_not_go_together(
    part: str | None, out: Path | None, draws: int, cluster: str | None, threads: int | None
) -> None:
    from glasshouse.cli._faults import refuse

    alone = part is not None and out is None
    elsewhere = cluster is not None and threads is not None and not draws
    refuse(
        "--range needs --out DIR: a part is of use only where it is kept." if alone else None,
        "--draws is for the whole: merge the parts, then run with --draws and --out of the merged run."
        if part is not None and draws
        else None,
        "--threads is about this machine; the workers of a cluster bring their own." if elsewhere else None,
    )


def _run_part(
    scenario: Scenario,
    wanted: str,
    out: Path,
    threads: int | None,
    workers: Workers | None,
    as_json: bool,
    manner: Manner,
) -> None:
    """Simulate a part, and say what it is; nothing is estimated from it."""
    from glasshouse.engine.ranges import part_asked_for
    from glasshouse.engine.run import run_part
    from glasshouse.report.part import part_told

    neighbourhoods = part_asked_for(wanted, len(scenario.society.neighbourhoods(scenario.people)))
    with show_progress(manner, scenario.days) as progress:
        part = run_part(
            scenario, neighbourhoods, out=out, threads=threads, workers=workers, progress=progress
        )
    if as_json:
        _print_part_as_json(part)
    else:
        print_lines(part_told(part, terminal_width()))


def _print_part_as_json(part: Part) -> None:
    """Print the one object of a part: what it is, and no estimate."""
    from glasshouse.engine.answers import answers_text

    scenario = part.scenario
    (arm,) = scenario.arms
    answer = {
        "part": {
            "first": part.range.start,
            "stop": part.range.stop,
            "of": part.neighbourhoods,
            "people": part.people,
        },
        "scheme": arm.scheme.id,
        "scheme_sha256": arm.scheme.text_hash,
        **runs.world_of(scenario),
        "warm_days": scenario.warm,
        "answers": answers_text(arm.answers),
        "seed": scenario.seed,
        "seconds": round(part.seconds, 3),
        "person_days_per_second": round(part.person_days_per_second),
        "out": str(part.folder),
    }
    runs.print_answer(answer)


def _print_json(results: Results, draws: int, out: Path | None) -> None:
    """Print the one object; every list of numbers in it is a count or has its interval."""
    from glasshouse.engine.answers import answers_text
    from glasshouse.schemes.reforming import changes_in_short

    scenario = results.scenario
    (arm,) = scenario.arms
    scheme, count = arm.scheme, results.count

    gates = [column.item for column in results.tally.layout.totals if column.count == "refused"]
    answer = {
        "scheme": scheme.id,
        **runs.standing_of(scheme),
        **runs.world_of(scenario),
        "changes": {
            "rules": list(changes_in_short(scheme.document)),
            "assumptions": scenario.assumptions.set_by_user(),
        },
        "warm_days": scenario.warm,
        "answers": answers_text(arm.answers),
        "seed": scenario.seed,
        "draws": draws,
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
    runs.print_answer(answer)


def _print_text(results: Results, threads: int | None, out: Path | None, elsewhere: bool) -> None:
    """Print the summary, with its headings in bold on a terminal."""
    from glasshouse.engine.simulate import available_threads
    from glasshouse.report.text import summary

    count = None if elsewhere else threads or available_threads()
    print_lines(summary(results, terminal_width(), count))
    if out is not None:
        click.echo(f"Kept in {out}. Whoever has that checks it, and is told how to cite it, with:")
        click.echo(f"  glasshouse repeat {out}")
