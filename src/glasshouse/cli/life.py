"""Tell one invented person's life in a run, event by event."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from glasshouse.cli import _runs as runs
from glasshouse.cli import _shapes as shape
from glasshouse.cli._progress import Manner, progress_option, show_steps
from glasshouse.cli._scenario import print_lines, terminal_width
from glasshouse.cli._verb import Verb

if TYPE_CHECKING:
    from glasshouse.studies.but_for import ButFor, Written
    from glasshouse.studies.lives import Life

__all__ = ["command"]


def _answer() -> shape.Schema:
    """What ``--json`` prints."""
    event = shape.record(
        "One event.",
        day=shape.whole("Since the first day, which is 0."),
        date=shape.text("As year-month-day."),
        happening=shape.text("What kind of event."),
        item=shape.text("Which conduct, rule, list or gate."),
        detail=shape.or_null(shape.text("More about it.")),
        amount=shape.or_null(shape.number("Points, or another size.")),
        because=shape.many(shape.text("A line of the scheme, or another event."), "Why, link by link."),
    )
    record = {
        "day": shape.whole("Since the first day, which is 0."),
        "conduct": shape.text("What it is about."),
        "source": shape.text("Who wrote it."),
        "true": shape.yes_or_no("Whether there is an act behind it."),
    }
    hangs = shape.record(
        "One listing, and the records without one of which it would not have been.",
        list=shape.text("Onto which list."),
        day=shape.whole("Since the first day, which is 0."),
        looked_at=shape.whole("Acts and false records before it; each was struck out alone."),
        single=shape.many(
            shape.record("A record.", **record), "Those without one of which no day of it would have been."
        ),
        later=shape.many(
            shape.record(
                "A record.", **record, until=shape.whole("The day on which it would have begun without it.")
            ),
            "Those without which it would have begun later.",
        ),
        rests_on_records=shape.yes_or_no("Whether it would not have been without all of them."),
    )
    return shape.record(
        "One invented life, lived again in every arm.",
        notice=runs.notice(),
        seed=runs.seed(),
        address=shape.text("Neighbourhood and number."),
        age=shape.or_null(shape.whole("On the first day.")),
        household=shape.whole("Number of the household in the neighbourhood."),
        traits=shape.by_name("What this row was drawn as.", shape.text("In words.")),
        arms=shape.by_name("Events by arm.", shape.many(event)),
        but_for=shape.by_name(
            "By arm, each listing with the records that it hangs on; nothing where a score looks at friends.",
            shape.or_null(shape.many(hangs)),
        ),
    )


@click.command(
    "life",
    cls=Verb,
    answer=_answer,
    needs=("run",),
    examples=(
        ("Somebody who was wrongly listed", 'glasshouse life runs/court --who "wrongfully listed"'),
        ("The person with an address", "glasshouse life runs/court --person 12:345"),
    ),
)
@click.argument("run", metavar="RUN", type=click.Path(path_type=Path))
@click.option("--person", metavar="N:M", help="Neighbourhood and number, such as 12:345.")
@click.option(
    "--who",
    metavar="STORY",
    help='Somebody to whom this happens: "wrongfully listed", "still listed at the end", "child refused a '
    'school" ... A wrong word lists them all.',
)
@click.option("--arm", metavar="NAME", help="In which arm it happens.  [default: the first that counts it]")
@click.option("--all", "everything", is_flag=True, help="Also acts that no rule of the scheme counts.")
@click.option("--threads", type=click.IntRange(min=1), metavar="K", help="At most so many while looking.")
@runs.json_option
@progress_option
def command(
    run: Path,
    person: str | None,
    who: str | None,
    arm: str | None,
    everything: bool,
    threads: int | None,
    as_json: bool,
    manner: Manner,
) -> int:
    """Tell one life of RUN, the folder of a run made with --out.

    Nothing about single people is kept in a run: the person is lived again from the address, in every arm,
    with what each event was because of, and with the single records that each listing hangs on. Nobody here
    is real.

    Exit codes: 0 done, 1 it happens to nobody in the run, 2 bad input or use, 3 failed.
    """
    from glasshouse.report.lives import told
    from glasshouse.studies.lives import life

    with show_steps(manner) as steps:
        found = life(run, person, who=who, arm=arm, threads=threads, steps=steps)
    if found is None:
        click.echo(f"Nobody in this run: {who}.", err=True)
        click.echo("    The scheme may have nothing of the kind, or it is rare: run more people.", err=True)
        return 1
    if as_json:
        _print_json(found)
    else:
        print_lines(told(found, terminal_width(), everything=everything))
    return 0


def _hangs(found: Life, asked: list[ButFor]) -> list[dict[str, object]]:
    warm = found.scenario.warm

    def record(one: Written) -> dict[str, object]:
        return {"day": one.day - warm, "conduct": one.conduct, "source": one.source, "true": one.true}

    return [
        {
            "list": one.list,
            "day": one.day - warm,
            "looked_at": one.looked_at,
            "single": [record(each) for each in one.single],
            "later": [record(each.record) | {"until": each.day - warm} for each in one.later],
            "rests_on_records": one.rests_on_records,
        }
        for one in asked
    ]


def _print_json(found: Life) -> None:
    arms = {
        arm: [
            {
                "day": event.day - found.scenario.warm,
                "date": found.date(event).isoformat(),
                "happening": event.happening,
                "item": event.item,
                "detail": event.detail,
                "amount": event.amount,
                "because": list(event.because),
            }
            for event in events
        ]
        for arm, events in found.events.items()
    }
    told = {
        "seed": found.scenario.seed,
        "address": str(found.address),
        "age": found.age,
        "household": found.household,
        "traits": dict(found.traits),
        "arms": arms,
        "but_for": {
            arm: None if asked is None else _hangs(found, asked) for arm, asked in found.but_for.items()
        },
    }
    runs.print_answer(told)
