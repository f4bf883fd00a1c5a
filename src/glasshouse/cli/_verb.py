"""A verb of the command line: a Click command whose ``--help`` ends with worked examples."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

__all__ = ["Example", "Verb"]

Example = tuple[str, str]
"""What somebody wants, and the command line that does it."""


class Verb(click.Command):
    """A command with examples, kept as data so that a test can hold them against the real options.

    Attributes:
        examples: what somebody wants, and the command line that does it.
    """

    def __init__(self, *words: Any, examples: Sequence[Example] = (), **settings: Any) -> None:
        """Take what a Click command takes, and the examples."""
        super().__init__(*words, **settings)
        self.examples = tuple(examples)

    def parse_args(self, context: click.Context, words: list[str]) -> list[str]:
        """As Click does; an error that does not know of its verb is told which it is."""
        try:
            return super().parse_args(context, words)
        except click.UsageError as error:
            error.ctx = error.ctx or context
            raise

    def format_epilog(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples below the options; command lines are not wrapped, so that they can be copied."""
        if self.examples:
            with formatter.section("Examples"):
                for wish, line in self.examples:
                    formatter.write_text(f"{wish}:")
                    formatter.write(f"{'':>{formatter.current_indent + 2}}{line}\n")
        super().format_epilog(context, formatter)
