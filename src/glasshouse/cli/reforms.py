"""List the reforms of the catalogue, or those that fit one scheme."""

from __future__ import annotations

import click

from glasshouse.cli import _runs as runs
from glasshouse.cli import _shapes as shape
from glasshouse.cli._names import SCHEME
from glasshouse.cli._verb import Verb
from glasshouse.cli._width import reading_width, width_option

__all__ = ["command"]


def _answer() -> shape.Schema:
    """What ``--json`` prints."""
    from glasshouse.schemes.listing import ReformEntry

    return shape.record("The reforms of the catalogue.", reforms=shape.many(shape.fields(ReformEntry)))


@click.command(
    "reforms",
    cls=Verb,
    answer=_answer,
    examples=(
        ("All of them", "glasshouse reforms"),
        ("Those that can be applied to one scheme", "glasshouse reforms court-defaulters-2017"),
    ),
)
@click.argument("scheme", type=SCHEME, metavar="[ID_OR_FILE]", required=False)
@width_option
@runs.json_option
def command(scheme: str | None, width: int | None, as_json: bool) -> None:
    """List the reforms that come with Glasshouse: what each changes, and the scheme it is written for.

    A reform is a file of changes; --reform of run, compare, diff and others takes its id, or a file of your
    own.

    Exit codes: 0 done, 2 bad input or use.
    """
    from glasshouse.schemes.listing import reform_entries, reform_table

    found = reform_entries(scheme)
    if as_json:
        import json

        told = {"reforms": [entry.as_dict() for entry in found]}
        click.echo(json.dumps(told, indent=2, ensure_ascii=False))
        return
    click.echo(reform_table(found, reading_width(width)), nl=False)
