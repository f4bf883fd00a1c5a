"""Read a scheme aloud in plain English."""

from __future__ import annotations

import click

from glasshouse.cli._changes import change_options, read_scheme

__all__ = ["command"]


@click.command("explain")
@click.argument("scheme")
@change_options
@click.option("--width", type=click.IntRange(min=0), help="Characters a line; 0: do not wrap.")
def command(scheme: str, reforms: tuple[str, ...], settings: tuple[str, ...], width: int | None) -> None:
    """Read SCHEME (an id of the catalogue, or a file) aloud.

    What the text says, what it does not say and what was not found are kept apart; numbers carry their
    evidence.
    """
    import shutil

    from glasshouse.schemes.explaining import explain

    read = read_scheme(scheme, reforms, settings)
    if width is None:
        width = min(100, max(60, shutil.get_terminal_size((88, 24)).columns))
    click.echo(explain(read, width), nl=False)
