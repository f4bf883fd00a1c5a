"""Say in words what differs between two schemes."""

from __future__ import annotations

import click

from glasshouse.cli._changes import change_options, read_scheme

__all__ = ["command"]


@click.command("diff")
@click.argument("before")
@click.argument("after", required=False)
@change_options
@click.option("--json", "as_json", is_flag=True, help="The differences as JSON.")
def command(
    before: str, after: str | None, reforms: tuple[str, ...], settings: tuple[str, ...], as_json: bool
) -> None:
    """Say what differs between BEFORE and AFTER.

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
    click.echo(tell_differences(old, new), nl=False)
