"""The page of the command line: every verb with its options, as ``--help`` tells them."""

from __future__ import annotations

import click

from glasshouse.cli.main import glasshouse

__all__ = ["page"]

_WIDTH = 100

_OPENING = """\
# Commands

<!-- Written from the program itself. Change the verbs in `glasshouse/cli`, not this page. -->

What `--help` prints, verb by verb. What verbs print with `--json` is in
[answers.schema.json](answers.schema.json), key by key; `glasshouse schema --of run` prints the part of one.
`glasshouse completion` makes the Tab key complete verbs, options and ids.

## Exit codes

| code | it means | where |
|---|---|---|
| 0 | done | every verb |
| 1 | done, and something was found that a script should stop at | `lint`: a core error that the \
file does not justify; `compare`: a reform changed no event of the run; `life`: it happens to nobody in \
the run |
| 2 | bad input, or bad use | every verb; each problem is told with its place, why, and a remedy, \
and nothing was written |
| 3 | failed in the run | verbs that run or write: a full disk, a lost cluster, or a fault of the program |
| 130 | interrupted with Ctrl-C | every verb; with `--out`, the same command goes on where it was |

Data goes to the standard output; progress, warnings and problems go to the standard error stream.
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
        "## glasshouse\n",
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
