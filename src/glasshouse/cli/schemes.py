"""List the schemes of the catalogue."""

from __future__ import annotations

import click

from glasshouse.cli import _runs as runs
from glasshouse.cli import _shapes as shape
from glasshouse.cli._verb import Verb
from glasshouse.cli._width import reading_width, width_option

__all__ = ["command"]


def _answer() -> shape.Schema:
    """What ``--json`` prints."""
    from glasshouse.schemes.listing import Entry

    return shape.record("The catalogue.", schemes=shape.many(shape.fields(Entry)))


@click.command(
    "schemes",
    cls=Verb,
    answer=_answer,
    examples=(
        ("All of them", "glasshouse schemes"),
        ("Their ids, with jq", "glasshouse schemes --json | jq -r '.schemes[].id'"),
    ),
)
@width_option
@runs.json_option
def command(width: int | None, as_json: bool) -> None:
    """List the schemes that come with Glasshouse.

    "provisional" is an entry that nobody has written again from its sources yet.
    """
    from glasshouse.schemes.listing import entries, table

    found = entries()
    if as_json:
        import json

        click.echo(
            json.dumps({"schemes": [entry.as_dict() for entry in found]}, indent=2, ensure_ascii=False)
        )
        return
    click.echo(table(found, reading_width(width)), nl=False)
