"""Print the JSON Schema of a scheme file, or of what a verb prints with --json."""

from __future__ import annotations

import click
from click.shell_completion import CompletionItem

from glasshouse.cli._answers import answer_schema, answering
from glasshouse.cli._verb import Verb

__all__ = ["command"]


class _Answering(click.ParamType[str]):
    """A verb that prints an answer; which do is asked of the verbs when somebody names one."""

    name = "verb"

    def convert(self, value: str, parameter: click.Parameter | None, context: click.Context | None) -> str:
        known = answering()
        if value not in known:
            self.fail(f"{value!r} is not one of {', '.join(map(repr, known))}.", parameter, context)
        return value

    def shell_complete(
        self, context: click.Context, parameter: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        return [CompletionItem(name) for name in answering() if name.startswith(incomplete)]


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
    "--of", "verb", type=_Answering(), metavar="VERB", help="The schema of what VERB --json prints."
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
