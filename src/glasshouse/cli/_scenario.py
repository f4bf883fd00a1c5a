"""What the verbs that run something share: their options, their warnings, and printing lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar, Unpack

import click

from glasshouse.cli import _runs as runs
from glasshouse.cli._changes import reform_option, setting_option
from glasshouse.cli._dates import reader_of_days
from glasshouse.cli._lives import lives_that_do_not_hold
from glasshouse.cli._names import SOCIETY
from glasshouse.cli._progress import progress_option
from glasshouse.cli._width import terminal_width

if TYPE_CHECKING:
    from glasshouse.engine.scenario import Scenario
    from glasshouse.report.layout import Line
    from glasshouse.studies.cluster import Cluster
    from glasshouse.studies.world import WarmWorld

__all__ = [
    "change_options",
    "cluster_option",
    "draws_option",
    "own_dates_options",
    "own_society_options",
    "print_json",
    "print_lines",
    "run_options",
    "scenario_of",
    "settings_option",
    "terminal_width",
    "threads_option",
    "warm_option",
    "warn",
    "workers_of",
    "world_options",
]

Function = TypeVar("Function", bound=Callable[..., Any])

_MOST_WARNINGS = 5


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


def _people_option(default: str) -> Callable[[Function], Function]:
    return click.option(
        "--people",
        callback=_people,
        metavar="N|all",
        default=default,
        show_default=True,
        help="How many people; all: as many as the society has.",
    )


_WORLD = (
    _people_option("100000"),
    click.option("--years", type=float, metavar="Y", help="Horizon in years of 365.25 days.  [default: 1]"),
    click.option("--days", type=int, metavar="D", help="Horizon in days, instead of --years."),
    click.option(
        "--seed", type=int, default=1, show_default=True, metavar="S", help="Same seed, same invented people."
    ),
    click.option(
        "--society",
        type=SOCIETY,
        metavar="ID|DIR",
        help="Whom to draw.  [default: by the scheme's jurisdiction]",
    ),
    click.option(
        "--assumptions", metavar="ID|PATH", default="standard", show_default=True, help="How they act."
    ),
)

_DRAWS = click.option(
    "--draws",
    type=int,
    default=0,
    metavar="N",
    help="Joint draws of the assumptions, 50 at least, for a second interval.  [default: none]",
)

_WARM = click.option(
    "--warm",
    type=float,
    default=0.0,
    metavar="Y",
    help="Years lived before the first day and not counted, with the scheme in force.  [default: 0]",
)

_CLUSTER = click.option(
    "--cluster",
    metavar="HOST:PORT|FILE",
    help="Let the workers of a dask.distributed scheduler do it, named by its address or scheduler file.",
)

_THREADS = click.option(
    "--threads",
    type=click.IntRange(min=1),
    metavar="K",
    help="At most so many.  [default: one per processor]",
)

_RUN = (
    click.option(
        "--start",
        callback=reader_of_days("2019-07-08"),
        metavar="DATE",
        help="First day.  [default: first day in force]",
    ),
    _THREADS,
    click.option(
        "-o",
        "--out",
        type=click.Path(path_type=Path, file_okay=False),
        metavar="DIR",
        help="Keep the run: finished chunks (a stopped run goes on from them), counts and estimates as "
        "Parquet, run.json. Without it nothing is written.",
    ),
    runs.json_option,
    progress_option,
)


def world_options(function: Function) -> Function:
    """Add what is asked of the invented world: people, horizon, seed, society, assumptions."""
    return _with(function, _WORLD)


def run_options(function: Function) -> Function:
    """Add how a run is done: first day, threads, folder, JSON, progress."""
    return _with(function, _RUN)


def own_dates_options(function: Function) -> Function:
    """Add the options of a study whose runs have societies and dates of their own: neither is asked."""
    people, _, _, seed, _, assumptions = _WORLD
    return _with(function, (people, seed, assumptions, *_RUN[1:]))


def own_society_options(function: Function) -> Function:
    """Add what is asked of the world where a file names the society, and each place needs people enough."""
    _, years, days, seed, _, assumptions = _WORLD
    return _with(function, (_people_option("1000000"), years, days, seed, assumptions))


def threads_option(function: Function) -> Function:
    """Add how many threads live it."""
    return _THREADS(function)


def cluster_option(function: Function) -> Function:
    """Add who does it in the place of threads of this machine."""
    return _CLUSTER(function)


@contextmanager
def workers_of(cluster: str | None) -> Iterator[Cluster | None]:
    """The workers of a cluster, for as long as the block runs; None for threads of this process."""
    if cluster is None:
        yield None
        return
    from glasshouse.studies.cluster import Cluster

    with Cluster.connect(cluster, lambda sentence: click.echo(f"note: {sentence}", err=True)) as workers:
        yield workers


def warm_option(function: Function) -> Function:
    """Add how long the world is lived in before anything is counted."""
    return _WARM(function)


def draws_option(function: Function) -> Function:
    """Add how many joint draws of the assumptions are made."""
    return _DRAWS(function)


def _with(function: Function, options: tuple[Callable[[Function], Function], ...]) -> Function:
    for option in reversed(options):
        function = option(function)
    return function


_SETTING = setting_option("rules.protest.points=-10, or assumptions.conducts.walk-on-red.rate=5")
_REFORM = reform_option("Apply a reform first.")


def change_options(function: Function) -> Function:
    """Add what is changed before anything is run: settings and reforms."""
    return _SETTING(_REFORM(function))


def settings_option(function: Function) -> Function:
    """Add what is set before anything is run."""
    return _SETTING(function)


def scenario_of(
    scheme: str,
    *,
    reforms: tuple[str, ...],
    answers: tuple[str, ...] | None = None,
    crossed: tuple[str, ...] = (),
    **world: Unpack[WarmWorld],
) -> Scenario:
    """The scenario that the options describe; what must be known of it is said on the error stream."""
    from glasshouse.engine.answers import ANSWERS
    from glasshouse.schemes.reforming import load_reform
    from glasshouse.studies.simulation import set_up, usual_society

    scenario = set_up(
        scheme,
        reforms=[load_reform(reform) for reform in reforms],
        answers=ANSWERS if answers is None else answers,
        crossed=crossed,
        **world,
    )
    note = usual_society(scenario.arms[0].scheme)[1] if world.get("society") is None else None
    if note is not None:
        click.echo(f"note: {note}", err=True)
    warn(scenario)
    return scenario


def print_json(scenario: Scenario, answer: dict[str, Any], out: Path | None) -> None:
    """Print one object: what was run, then the answer of a study."""
    told = {
        "schemes": [
            {"arm": arm.name, "scheme": arm.scheme.id, "status": arm.scheme.scheme.status}
            for arm in scenario.arms
        ],
        **runs.world_of(scenario),
        "seed": scenario.seed,
        "out": None if out is None else str(out),
        **answer,
    }
    runs.print_answer(told)


def warn(scenario: Scenario) -> None:
    """Say on the error stream what is not wrong but must be known."""
    from glasshouse.ground.errors import screen

    about_schemes = [problem for arm in scenario.arms for problem in arm.scheme.warnings]
    told = [
        *dict.fromkeys(about_schemes),
        *lives_that_do_not_hold((arm.scheme for arm in scenario.arms), scenario.assumptions),
        *scenario.society.warnings,
        *scenario.society.neighbourhoods(scenario.people).warnings,
    ]
    if told:
        click.echo(screen(told[:_MOST_WARNINGS]), err=True)
    if len(told) > _MOST_WARNINGS:
        click.echo(f"... and {len(told) - _MOST_WARNINGS} more warnings.", err=True)


def print_lines(lines: Iterable[Line], out: Path | None = None) -> None:
    """Print a summary, with its headings in bold on a terminal, and where it is kept."""
    for line in lines:
        bold = line.kind in ("title", "notice", "heading")
        click.echo(click.style(line.text, bold=True) if bold else line.text)
    if out is not None:
        click.echo(f"Kept in {out}.")
