"""Show a scheme in short, as tables."""

from __future__ import annotations

import click

from glasshouse.cli._changes import change_options, read_scheme
from glasshouse.cli._names import SCHEME
from glasshouse.cli._verb import Verb
from glasshouse.cli._width import reading_width, width_option

__all__ = ["command"]


@click.command(
    "show",
    cls=Verb,
    examples=(
        ("Rules, lists, consequences and sources as tables", "glasshouse show nanjing-2019"),
        ("The file itself", "glasshouse show nanjing-2019 --text"),
    ),
)
@click.argument("scheme", type=SCHEME, metavar="ID_OR_FILE")
@change_options
@width_option
@click.option("--text", is_flag=True, help="Print the file itself, before any change.")
def command(
    scheme: str, reforms: tuple[str, ...], settings: tuple[str, ...], width: int | None, text: bool
) -> None:
    """Show a scheme (an id of the catalogue, or a file) in short: rules, lists, consequences, sources."""
    from glasshouse.schemes.showing import show

    read = read_scheme(scheme, reforms, settings)
    click.echo(read.text if text else show(read, reading_width(width)), nl=False)
