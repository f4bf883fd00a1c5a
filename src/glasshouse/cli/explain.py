"""Read a scheme aloud in plain English."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from glasshouse.cli._changes import change_options, read_scheme
from glasshouse.cli._lives import lives_not_lived, lives_that_do_not_hold
from glasshouse.cli._names import SCHEME
from glasshouse.cli._verb import Verb
from glasshouse.cli._width import reading_width, width_option
from glasshouse.ground.registry import is_path

if TYPE_CHECKING:
    from glasshouse.schemes import Scheme

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
    evidence. The lives in a file of your own are lived, where the extra 'run' is installed, and it warns
    where the rules lead to something else.
    """
    from glasshouse.schemes.explaining import explain

    read = read_scheme(scheme, reforms, settings)
    if is_path(scheme):
        _warn_of_lives(read)
    click.echo(explain(read, reading_width(width, _WIDEST)), nl=False)


def _warn_of_lives(scheme: Scheme) -> None:
    """Say on the error stream which lives the rules do not bear out, or that nobody looked."""
    from glasshouse.ground.errors import screen

    unlived = lives_not_lived(scheme)
    if unlived is not None:
        click.echo(f"note: {unlived}", err=True)
    elif scheme.tests:
        from glasshouse.assumptions import load

        told = lives_that_do_not_hold([scheme], load())
        if told:
            click.echo(screen(told), err=True)
