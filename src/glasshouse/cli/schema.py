"""Print the JSON Schema of a scheme file."""

from __future__ import annotations

import click

__all__ = ["command"]


@click.command("schema")
@click.option("--reform", is_flag=True, help="The schema of a reform file instead.")
def command(reform: bool) -> None:
    """Print the JSON Schema (draft 2020-12) of a scheme file.

    Each key is marked with its role: "runs" (it changes what a simulation does), "checked" (the lint holds it
    against the law) or "quoted" (it is shown to the reader).
    """
    import json

    from glasshouse.schemes.schema import json_schema, reform_schema

    click.echo(json.dumps(reform_schema() if reform else json_schema(), indent=2, ensure_ascii=False))
