"""One command for all measurements: ``python -m benchmarks.run`` (or ``make bench``).

Each measurement prints its table and keeps it, with a header of machine, load, versions and date, as
``benchmarks/results/<name>.txt``. Without a name, all but the nation are run at their default sizes. Exit
code 1 means that an engine's counts disagree with the exact law.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path

# So that `python benchmarks/run.py` finds both packages as `python -m benchmarks.run` does.
for _folder in (Path(__file__).resolve().parents[1], Path(__file__).resolve().parents[1] / "src"):
    if str(_folder) not in sys.path:
        sys.path.insert(0, str(_folder))

from benchmarks import scorebook as book  # noqa: E402
from benchmarks.engines import ENGINES, Engine  # noqa: E402
from benchmarks.report import header, keep, paragraph  # noqa: E402

__all__ = ["main"]


def speed(chosen: argparse.Namespace) -> bool:
    """Every engine on the same workload, on one thread and on all, and whether their counts agree."""
    from benchmarks import laws
    from benchmarks import speed as races

    engines = _engines(chosen)
    head = header(f"Scorebook workload, {book.DAYS} days: the engines side by side")
    one = races.measure(engines, chosen.people, 1, chosen.rounds)
    parts = [races.render(one, 1)]
    if chosen.threads > 1:
        threaded = [engine for engine in engines if engine.threaded]
        many = races.measure(threaded, chosen.people, chosen.threads, chosen.rounds)
        parts.append(races.render(many, chosen.threads))
    parts.append(
        paragraph(
            """seconds: median of the rounds, wall time of the simulation alone, compiled and warm; spread:
            slowest over fastest round; ns/candidate: thread time per candidate event inside the year; x hand,
            x general: time per person-day in units of that engine's at the same number of threads. Engines
            with fewer people are extrapolated per person-day."""
        )
    )
    parts.append("\n".join(f"{engine.id:12} {engine.about}" for engine in engines))
    comparison, agrees = laws.compare([(race.engine, race.together) for race in one])
    keep(chosen.name or "speed", "\n\n".join([head, *parts, comparison]))
    return agrees


def laws(chosen: argparse.Namespace) -> bool:
    """The hand kernel against closed forms and the exact law, with and without feedback."""
    from benchmarks.laws import verify_hand_kernel

    head = header("The yardstick is sound")
    text, agrees = verify_hand_kernel(chosen.people, chosen.threads)
    keep(chosen.name or "laws", f"{head}\n\n{text}")
    return agrees


def memory(chosen: argparse.Namespace) -> bool:
    """Peak memory of a fresh process by number of people, 1e5 to `--most`."""
    from benchmarks import scaling

    head = header("Memory by number of people")
    keep(
        chosen.name or "memory",
        f"{head}\n\n{scaling.memory(_engines(chosen), _sizes(chosen), chosen.threads)}",
    )
    return True


def linearity(chosen: argparse.Namespace) -> bool:
    """Time by number of people, 1e5 to `--most`, and the slope on log scales."""
    from benchmarks import scaling

    head = header("Time by number of people")
    text = scaling.linearity(_engines(chosen), _sizes(chosen), chosen.threads, chosen.rounds)
    keep(chosen.name or "linearity", f"{head}\n\n{text}")
    return True


def startup(chosen: argparse.Namespace) -> bool:
    """First and warm start-up times."""
    from benchmarks import startup as clock

    keep(chosen.name or "startup", f"{header('Start-up times')}\n\n{clock.start(max(chosen.rounds, 5))}")
    return True


def reading(chosen: argparse.Namespace) -> bool:
    """Reading schemes and assumptions, and the findings on every scheme of the catalogue."""
    from benchmarks.reading import reading as clock

    keep(chosen.name or "reading", f"{header('Reading and checking')}\n\n{clock(max(chosen.rounds, 5))}")
    return True


def command(chosen: argparse.Namespace) -> bool:
    """100,000 people for a year through the command line, first and warm."""
    from benchmarks import startup as clock

    text = clock.answer(chosen.scheme, 100_000, chosen.threads, max(chosen.rounds, 5))
    keep(chosen.name or "command", f"{header('A first answer from the command line')}\n\n{text}")
    return True


def catalogue(chosen: argparse.Namespace) -> bool:
    """Every scheme of the catalogue on one thread, and what each further arm costs."""
    from benchmarks import catalogue as schemes

    people = min(chosen.people, 200_000)
    head = header(
        f"The catalogue, {people:,} people for a year, processor time on one thread, beside the baseline"
    )
    text = schemes.schemes_of_the_catalogue(people, chosen.rounds)
    arms = schemes.further_arms(people // 4, chosen.rounds)
    keep(chosen.name or "catalogue", f"{head}\n\n{text}\n\nFurther arms (rongcheng-2014)\n\n{arms}")
    return True


def laden(chosen: argparse.Namespace) -> bool:
    """The scorebook with contact, a list, notice, review and three arms, beside the hand kernel."""
    from benchmarks.laden import loads

    head = header("The scorebook laden: contact, procedure, three arms")
    keep(chosen.name or "laden", f"{head}\n\n{loads(chosen.people, chosen.rounds)}")
    return True


def nation(chosen: argparse.Namespace) -> bool:
    """The published register on all 1.41 billion people for a year (`--nation N`: on fewer, extrapolated)."""
    from benchmarks.nation import nation as run_all

    head = header("A nation, one to one, for a year")
    text = run_all("court-defaulters-2017", chosen.nation, chosen.threads)
    keep(chosen.name or "nation", f"{head}\n\n{text}")
    return True


def web(chosen: argparse.Namespace) -> bool:
    """The page in Chromium: new films, pictures a second, access, hostile input (only when named)."""
    from benchmarks.web import measure

    keep(chosen.name or "web", f"{header('The page in a real Chromium')}\n\n{measure()}")
    return True


MEASUREMENTS: dict[str, Callable[[argparse.Namespace], bool]] = {
    measurement.__name__: measurement
    for measurement in (
        laws,
        speed,
        memory,
        linearity,
        startup,
        reading,
        command,
        catalogue,
        laden,
        nation,
        web,
    )
}


def _engines(chosen: argparse.Namespace) -> list[Engine]:
    return [ENGINES[name] for name in chosen.engines]


def _sizes(chosen: argparse.Namespace) -> list[int]:
    """Powers of ten from 1e5 to the most that was asked for."""
    return [10**power for power in range(5, len(str(chosen.most)))]


def main() -> int:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.run", description=__doc__)
    listed = "; ".join(f"{name}: {(measure.__doc__ or '').strip()}" for name, measure in MEASUREMENTS.items())
    parser.add_argument("measurements", nargs="*", metavar="measurement", help=listed)
    parser.add_argument(
        "--engines", nargs="+", choices=[*ENGINES], help="which engines, the first one is compared to"
    )
    parser.add_argument("--people", type=int, default=1_000_000, help="for speed and laws")
    parser.add_argument(
        "--most", type=int, default=10_000_000, help="for memory and linearity: the largest size"
    )
    parser.add_argument("--threads", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--scheme", default="nanjing-2019", help="for command")
    parser.add_argument("--nation", default="all", metavar="N|all", help="for nation: how many people")
    parser.add_argument("--name", help="name of the file under results/, with a single measurement")
    chosen = parser.parse_args()
    for name in chosen.measurements:
        if name not in MEASUREMENTS:
            parser.error(f"no measurement is called '{name}'; there are {', '.join(MEASUREMENTS)}")
    wanted = chosen.measurements or [name for name in MEASUREMENTS if name not in ("nation", "web")]
    if chosen.name and len(wanted) > 1:
        parser.error("--name goes with a single measurement")
    given = chosen.engines
    agrees = True
    for name in wanted:
        chosen.engines = given or ([*ENGINES] if name == "speed" else ["general", "hand"])
        agrees &= MEASUREMENTS[name](chosen)
    return 0 if agrees else 1


if __name__ == "__main__":
    sys.exit(main())
