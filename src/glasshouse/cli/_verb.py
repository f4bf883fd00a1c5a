"""A verb of the command line: a Click command that tells all its faults at once and shows how it is used."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import click

from glasshouse.ground.extras import need

__all__ = ["Example", "Verb"]

Example = tuple[str, str]
"""What somebody wants, and the command line that does it."""


_GIVEN = click.core.ParameterSource.COMMANDLINE


class Verb(click.Command):
    """A command with examples, kept as data so that a test can hold them against the real options.

    Attributes:
        examples: what somebody wants, and the command line that does it.
        instead: pairs of options of which at most one may be given.
        needs: the extras without which it cannot begin.
        answer: makes the JSON Schema of what it prints with ``--json``; None where it has no such option.
    """

    def __init__(
        self,
        *words: Any,
        examples: Sequence[Example] = (),
        instead: Sequence[tuple[str, str]] = (("--years", "--days"),),
        needs: Sequence[str] = (),
        answer: Callable[[], dict[str, Any]] | None = None,
        **settings: Any,
    ) -> None:
        """Take what a Click command takes, and what this one has beside it."""
        super().__init__(*words, **settings)
        self.examples = tuple(examples)
        self.instead = tuple(instead)
        self.needs = tuple(needs)
        self.answer = answer

    def parse_args(self, context: click.Context, words: list[str]) -> list[str]:
        """As Click does; but where Click would stop at the first fault, all of them are gathered.

        Raises:
            click.UsageError: of several faults the one error that holds them all.
        """
        given = list(words)
        try:
            rest = super().parse_args(context, words)
            for error in () if context.resilient_parsing else self._both(context):
                raise error
            return rest
        except click.UsageError as error:
            # Only a command line that is wrong pays for looking at it a second time.
            from glasshouse.cli._faults import gathered

            raise gathered(context, given, error, self._both(context)) from error

    def _both(self, context: click.Context) -> Iterator[click.UsageError]:
        """Options that were given together and exclude each other."""
        called = {name: option.name or "" for option in self.get_params(context) for name in option.opts}
        for one, other in self.instead:
            if all(context.get_parameter_source(called.get(name, "")) is _GIVEN for name in (one, other)):
                yield click.UsageError(f"Give {one} or {other}, not both.", context)

    def invoke(self, context: click.Context) -> Any:
        """As Click does, where the extras are installed."""
        for extra in self.needs:
            need(extra, by=f"'{context.command_path}'")
        return super().invoke(context)

    def format_epilog(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples below the options; command lines are not wrapped, so that they can be copied."""
        if self.examples:
            with formatter.section("Examples"):
                for wish, line in self.examples:
                    formatter.write_text(f"{wish}:")
                    formatter.write(f"{'':>{formatter.current_indent + 2}}{line}\n")
        for extra in self.needs:
            formatter.write_paragraph()
            formatter.write_text(f"It needs the extra '{extra}': pip install 'glasshouse[{extra}]'")
        super().format_epilog(context, formatter)
