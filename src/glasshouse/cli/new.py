"""Write a first scheme file of your own."""

from __future__ import annotations

from pathlib import Path

import click

from glasshouse.cli._verb import Verb

__all__ = ["command"]


@click.command(
    "new",
    cls=Verb,
    examples=(
        ("A scheme with points", "glasshouse new my-town"),
        ("A list without points", "glasshouse new my-register --kind list -o register.yaml"),
    ),
)
@click.argument("name")
@click.option(
    "--kind",
    type=click.Choice(["points", "list"]),
    default="points",
    show_default=True,
    help="What it rests on.",
)
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Where to write it; by default NAME.yaml here.",
)
@click.option("--force", is_flag=True, help="Write over a file that is there.")
def command(name: str, kind: str, out: Path | None, force: bool) -> None:
    """Write a first scheme file called NAME, such as my-town, to be changed by you.

    It is an invented scheme with comments on every section.
    """
    import shlex

    from glasshouse.ground.errors import BadInput, Problem
    from glasshouse.ground.files import write_atomically
    from glasshouse.schemes.scaffold import scaffold

    text = scaffold(name, kind)
    path = out if out is not None else Path(f"{name}.yaml")
    if path.exists() and not force:
        raise BadInput(
            Problem(f"'{path}' is there already.", remedy="Give another name, or --force to write over it.")
        )
    write_atomically(path, text)
    shown = shlex.quote(str(path) if "/" in str(path) else f"./{path}")
    click.echo(f"Written: {path}")
    click.echo(f"Read it aloud: glasshouse explain {shown}")
    click.echo(f"Run it:        glasshouse run {shown} --people 100000 --years 1 --seed 1")
