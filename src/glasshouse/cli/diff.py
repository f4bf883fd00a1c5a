"""Say in words what differs between two schemes."""

from __future__ import annotations

import click

from glasshouse.cli import _runs as runs
from glasshouse.cli import _shapes as shape
from glasshouse.cli._changes import change_options, read_scheme
from glasshouse.cli._names import SCHEME
from glasshouse.cli._verb import Verb
from glasshouse.cli._width import reading_width, width_option

__all__ = ["command"]


def _answer() -> shape.Schema:
    """What ``--json`` prints."""
    from glasshouse.schemes.comparing import Difference

    return shape.record(
        "What differs between two schemes.",
        before=shape.text("Id of the one."),
        after=shape.text("Id of the other."),
        differences=shape.many(
            shape.fields(
                Difference,
                "owner",
                "is_acting",
                changes_the_rules=shape.yes_or_no("Whether it changes what the scheme does."),
                position=shape.or_null(shape.text("Where the newer value is written.")),
            )
        ),
    )


@click.command(
    "diff",
    cls=Verb,
    answer=_answer,
    examples=(
        ("What a city changed", "glasshouse diff rongcheng-2014 rongcheng-2021"),
        ("What a reform changes", "glasshouse diff court-defaulters-2017 --reform off-the-list-after-a-year"),
        ("What one setting changes", "glasshouse diff simpleland-points --set rules.protest.points=-20"),
    ),
)
@click.argument("before", type=SCHEME)
@click.argument("after", type=SCHEME, required=False)
@change_options
@width_option
@runs.json_option
def command(
    before: str,
    after: str | None,
    reforms: tuple[str, ...],
    settings: tuple[str, ...],
    width: int | None,
    as_json: bool,
) -> None:
    """Say what differs between two schemes, BEFORE and AFTER (ids of the catalogue, or files).

    With --reform or --set, say what they change in AFTER, or in BEFORE where AFTER is not given.
    """
    from glasshouse.schemes.comparing import compare, tell_differences

    if after is None and not reforms and not settings:
        raise click.UsageError("Name a second scheme, or give --reform or --set.")
    old = read_scheme(before)
    new = read_scheme(after or before, reforms, settings)
    if as_json:
        import json

        told = [difference.as_dict() for difference in compare(old, new)]
        answer = {"before": old.id, "after": new.id, "differences": told}
        click.echo(json.dumps(answer, indent=2, ensure_ascii=False))
        return
    click.echo(tell_differences(old, new, reading_width(width)), nl=False)
