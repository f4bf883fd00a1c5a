"""Show a scheme in short, as tables."""

from __future__ import annotations

import click

from glasshouse.cli._changes import change_options, read_scheme

__all__ = ["command"]


@click.command("show")
@click.argument("scheme")
@change_options
@click.option("--text", is_flag=True, help="Print the file itself, before any change.")
def command(scheme: str, reforms: tuple[str, ...], settings: tuple[str, ...], text: bool) -> None:
    """Show SCHEME (an id of the catalogue, or a file) in short."""
    from glasshouse.schemes.showing import show

    read = read_scheme(scheme, reforms, settings)
    click.echo(read.text if text else show(read), nl=False)
