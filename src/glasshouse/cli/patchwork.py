"""Run a scheme per place: local versions side by side in one run, and all of them together."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal, Unpack

import click

from glasshouse.cli import _runs as runs
from glasshouse.cli import _shapes as shape
from glasshouse.cli._names import PATCHWORK
from glasshouse.cli._progress import Manner, show_progress
from glasshouse.cli._scenario import (
    change_options,
    cluster_option,
    own_society_options,
    print_lines,
    run_options,
    terminal_width,
    warm_option,
    warn,
    workers_of,
)
from glasshouse.cli._verb import Verb

if TYPE_CHECKING:
    from glasshouse.studies.patchwork import Patched
    from glasshouse.studies.world import Lives

__all__ = ["command"]


def _answer() -> shape.Schema:
    """What ``--json`` prints."""
    from glasshouse.studies.patchwork import Row

    told = shape.meanings(Row)
    row = shape.record(
        "One place and its local version.",
        place=shape.text(told["place"]),
        place_title=shape.text(told["title"]),
        scheme=shape.text("Id of its scheme."),
        **runs.standing(),
        city=shape.or_null(
            shape.text("The city of that place whose text it is; null: it is lent to the place.")
        ),
        changes=shape.many(shape.text("A setting, or a reform by id and title.")),
        neighbourhoods=shape.whole(told["neighbourhoods"]),
        covered=shape.whole(told["covered"]),
        from_elsewhere=shape.whole(told["from_elsewhere"]),
        moved=shape.whole(told["moved"]),
        moved_listed=shape.whole(told["moved_listed"]),
        moved_unseen=shape.whole(told["moved_unseen"]),
    )
    return shape.record(
        "Local versions side by side in one run.",
        notice=runs.notice(),
        patchwork=shape.text("Id of the patchwork."),
        title=shape.text("What it is called."),
        status=shape.text("Whether some text gives each place its version.", "published", "invented"),
        summary=shape.text("What it lays side by side."),
        note=shape.or_null(shape.text("What a reader must know.")),
        **runs.world(),
        assumptions_changed=shape.by_name("Values set, by path.", {}),
        warm_days=runs.warm(),
        seed=runs.seed(),
        seconds=runs.seconds(),
        out=runs.out(),
        places=shape.many(row, "In the order of the file."),
        left_out=shape.many(shape.text("Id of a place that has no version."), "Nobody there is covered."),
        estimates=shape.many(runs.estimate(), "Of each place, and as arm 'whole' of all versions together."),
    )


@click.command(
    "patchwork",
    cls=Verb,
    answer=_answer,
    needs=("run",),
    examples=(
        ("Thirty-one local versions at once", "glasshouse patchwork thirty-one-provinces"),
        (
            "Whose record stays behind when they move, if courts share with nobody",
            "glasshouse patchwork provincial-courts --set data.sharing=[] --warm 5",
        ),
    ),
)
@click.argument("patchwork", type=PATCHWORK, metavar="ID_OR_FILE")
@own_society_options
@change_options
@warm_option
@run_options
@cluster_option
def command(
    patchwork: str,
    people: int | Literal["all"],
    reforms: tuple[str, ...],
    warm: float,
    threads: int | None,
    out: Path | None,
    as_json: bool,
    manner: Manner,
    cluster: str | None,
    **lives: Unpack[Lives],
) -> None:
    """Run a patchwork (an id of the catalogue, or a file): each of its places under its own scheme.

    All places live in one run, with the same invented people and luck as under any other scheme. Told place
    by place, and for all local versions together; --set and --reform reach every version. Nothing is ranked.

    Exit codes: 0 done, 2 bad input or use, 3 failed in the run, 130 interrupted.
    """
    from glasshouse.report.patched import patched
    from glasshouse.studies.patchwork import Patched, plan_patchwork
    from glasshouse.studies.simulation import run_and_measure

    plan = plan_patchwork(patchwork, people=people, reforms=reforms, warm=warm, **lives)
    warn(plan.scenario)
    with workers_of(cluster) as workers, show_progress(manner, plan.scenario.days) as progress:
        results = run_and_measure(plan.scenario, threads=threads, workers=workers, out=out, progress=progress)
    found = Patched(results, plan)
    if as_json:
        _print_json(found, out)
    else:
        print_lines(patched(found, terminal_width()), out)


def _print_json(found: Patched, out: Path | None) -> None:
    """Print the one object; no value in it stands without its interval."""
    from glasshouse.schemes.reforming import changes_in_short

    head, results = found.plan.patchwork.patchwork, found.results
    scenario = results.scenario
    answer = {
        "patchwork": head.id,
        "title": head.title,
        "status": head.status,
        "summary": head.summary,
        "note": head.note,
        **runs.world_of(scenario),
        "assumptions_changed": scenario.assumptions.set_by_user(),
        "warm_days": scenario.warm,
        "seed": scenario.seed,
        "seconds": round(results.seconds, 3),
        "out": None if out is None else str(out),
        "places": [
            {
                "place": row.place,
                "place_title": row.title,
                "scheme": row.scheme.id,
                **runs.standing_of(row.scheme),
                "city": row.version.city,
                "changes": list(changes_in_short(row.scheme.document)),
                "neighbourhoods": row.neighbourhoods,
                "covered": row.covered,
                "from_elsewhere": row.from_elsewhere,
                "moved": row.moved,
                "moved_listed": row.moved_listed,
                "moved_unseen": row.moved_unseen,
            }
            for row in found.rows
        ],
        "left_out": list(found.plan.left_out),
        "estimates": [estimate.as_dict() for estimate in found.estimates],
    }
    runs.print_answer(answer)
