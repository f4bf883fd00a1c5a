"""Write the reform that would mend what a rule of the lint finds."""

from __future__ import annotations

from pathlib import Path

import click

from glasshouse.cli._changes import change_options, read_scheme
from glasshouse.cli._names import SCHEME
from glasshouse.cli._verb import Verb

__all__ = ["command"]


@click.command(
    "fix",
    cls=Verb,
    examples=(
        ("See what a fix would change, and write nothing", "glasshouse fix GH601 suining-2010 --dry-run"),
        ("Write it", "glasshouse fix GH601 suining-2010 -o shorter.yaml"),
    ),
)
@click.argument("rule")
@click.argument("scheme", type=SCHEME, metavar="ID_OR_FILE")
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Where to write the reform; by default ID-fix-RULE.yaml here.",
)
@click.option("--dry-run", is_flag=True, help="Show the reform and what it changes; write nothing.")
@change_options
def command(
    rule: str,
    scheme: str,
    out: Path | None,
    dry_run: bool,
    reforms: tuple[str, ...],
    settings: tuple[str, ...],
) -> None:
    """Write a reform that mends what RULE (such as GH601) finds in a scheme, and show what it changes.

    Only rules whose remedy changes what a simulation does have one; the scheme's own file is never touched.
    Run the reform with `glasshouse run --reform FILE` and compare.
    """
    from glasshouse.ground.document import read_text
    from glasshouse.ground.errors import BadInput, Problem
    from glasshouse.ground.files import write_atomically
    from glasshouse.schemes.comparing import tell_differences
    from glasshouse.schemes.lint.checking import check
    from glasshouse.schemes.lint.fixing import reform_text
    from glasshouse.schemes.lint.selection import Selection
    from glasshouse.schemes.reading import make

    before = read_scheme(scheme, reforms, settings)
    asked = Selection(select=(rule,), preview=True)
    (chosen, *others) = asked.rules()
    if others:
        raise click.UsageError(f"'{rule}' names several rules; give one id, such as {chosen.id}.")
    text = reform_text(check(before, asked), chosen)
    target = out or Path(f"{before.id}-fix-{chosen.id.lower()}.yaml")
    try:
        after = make(before.document, [read_text(text, str(target))])
    except BadInput as error:
        told = Problem(
            f"The fix of {chosen.id} does not fit '{before.id}' as it stands.",
            why="The scheme that it leaves could not be read; what follows says where.",
            remedy=f"Mend it by hand: {chosen.remedy}.",
            code="fix-does-not-fit",
        )
        raise BadInput(told, *error.problems) from None
    click.echo(tell_differences(before, after), nl=False)
    if not chosen.patch_is_safe:
        click.echo("This patch is not safe to use unread: it takes one way out of several.")
    if dry_run:
        click.echo(f"\n{text}", nl=False)
        return
    if target.exists():
        raise click.UsageError(f"'{target}' is there already; name another file with --out.")
    write_atomically(target, text)
    click.echo(f"Written to {target}. Try: glasshouse run {scheme} --reform {target}")
