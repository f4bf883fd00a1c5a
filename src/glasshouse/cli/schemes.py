"""List the schemes of the catalogue."""

from __future__ import annotations

import click

__all__ = ["command"]


@click.command("schemes")
@click.option("--json", "as_json", is_flag=True, help="The list as JSON.")
def command(as_json: bool) -> None:
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
    click.echo(table(found), nl=False)
