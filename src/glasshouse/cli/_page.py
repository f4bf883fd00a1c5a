"""The page of the command line: every verb with its options, as ``--help`` tells them."""

from __future__ import annotations

import click

from glasshouse.cli.main import glasshouse

__all__ = ["page"]

_WIDTH = 100

_OPENING = """\
# Commands

<!-- Written from the program itself. Change the verbs in `glasshouse/cli`, not this page. -->

What `--help` prints, verb by verb. Exit codes are the same everywhere: 0 done, 1 findings, 2 bad input or
use, 3 failed in the run, 130 interrupted.
"""


def page() -> str:
    """Write the page.

    Returns:
        Markdown, one section a verb.
    """
    context = click.Context(
        glasshouse, info_name="glasshouse", terminal_width=_WIDTH, max_content_width=_WIDTH, color=False
    )
    parts = [
        _OPENING,
        _block(glasshouse.get_help(context)),
    ]
    for verb in glasshouse.list_commands(context):
        command = glasshouse.get_command(context, verb)
        if command is None:
            continue
        inner = click.Context(
            command,
            parent=context,
            info_name=verb,
            terminal_width=_WIDTH,
            max_content_width=_WIDTH,
            help_option_names=["-h", "--help"],
        )
        parts.append(f"## glasshouse {verb}\n\n{_block(command.get_help(inner))}")
    return "\n".join(parts)


def _block(text: str) -> str:
    lines = "\n".join(line.rstrip() for line in text.splitlines())
    return f"```text\n{lines}\n```\n"
