"""Read a scheme aloud in plain English."""

from __future__ import annotations

import click

from glasshouse.cli._changes import change_options, read_scheme
from glasshouse.cli._names import SCHEME
from glasshouse.cli._verb import Verb
from glasshouse.cli._width import reading_width, width_option

__all__ = ["command"]

_WIDEST = 88
"""Columns: sentences are read more slowly in longer lines."""


@click.command(
    "explain",
    cls=Verb,
    examples=(
        ("Read a scheme aloud", "glasshouse explain court-defaulters-2017"),
        ("Your own file, narrow", "glasshouse explain ./my-town.yaml --width 70"),
    ),
)
@click.argument("scheme", type=SCHEME, metavar="ID_OR_FILE")
@change_options
@width_option
def command(scheme: str, reforms: tuple[str, ...], settings: tuple[str, ...], width: int | None) -> None:
    """Read a scheme (an id of the catalogue, or a file) aloud.

    What the text says, what it does not say and what was not found are kept apart; numbers carry their
    evidence.
    """
    from glasshouse.schemes.explaining import explain

    read = read_scheme(scheme, reforms, settings)
    click.echo(explain(read, reading_width(width, _WIDEST)), nl=False)
