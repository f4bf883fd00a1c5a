"""Print the JSON Schema of a scheme file, or of what a verb prints with --json."""

from __future__ import annotations

import click

from glasshouse.cli._answers import VERBS, answer_schema
from glasshouse.cli._verb import Verb

__all__ = ["command"]


@click.command(
    "schema",
    cls=Verb,
    instead=[("--reform", "--of")],
    examples=(
        ("For an editor that knows YAML schemas", "glasshouse schema > scheme.schema.json"),
        ("What 'run --json' prints, key by key", "glasshouse schema --of run"),
    ),
)
@click.option("--reform", is_flag=True, help="The schema of a reform file instead.")
@click.option(
    "--of", "verb", type=click.Choice(VERBS), metavar="VERB", help="The schema of what VERB --json prints."
)
def command(reform: bool, verb: str | None) -> None:
    """Print the JSON Schema (draft 2020-12) of a scheme file, of a reform file, or of what a verb prints.

    In that of a file each key is marked with its role: "runs" (it changes what a simulation does), "checked"
    (the lint holds it against the law) or "quoted" (it is shown to the reader).

    Exit codes: 0 done, 2 bad use.
    """
    import json

    from glasshouse.ground.extras import need

    if verb is not None:
        need("run", by="The schema of what a verb prints")
        told = answer_schema(verb)
    else:
        from glasshouse.schemes.schema import json_schema, reform_schema

        told = reform_schema() if reform else json_schema()
    click.echo(json.dumps(told, indent=2, ensure_ascii=False))
