"""Print what makes your shell complete verbs, ids and options."""

from __future__ import annotations

import click

from glasshouse.cli._verb import Verb

__all__ = ["command"]

_MENDED = {
    "fish": (('string split ","', 'string split --max 1 ","'),),
    "zsh": (
        (
            "    compdef ",
            "    (( $+functions[compdef] )) || { autoload -Uz compinit && compinit }\n    compdef ",
        ),
    ),
}
"""What Click's scripts leave out: a description with a comma in fish, a zsh without its completion system."""


@click.command(
    "completion",
    cls=Verb,
    examples=(
        ("Bash, in this terminal", 'eval "$(glasshouse completion bash)"'),
        ("Bash, in every new one", "glasshouse completion bash >> ~/.bashrc"),
        ("Zsh, in every new one", "glasshouse completion zsh >> ~/.zshrc"),
        ("Fish", "glasshouse completion fish > ~/.config/fish/completions/glasshouse.fish"),
    ),
)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]), metavar="bash|zsh|fish")
def command(shell: str) -> None:
    """Print the completion script of a shell; bash wants version 4.4 or later.

    With it the Tab key completes verbs, options and their choices, and ids of schemes, reforms and societies.
    """
    from click.shell_completion import get_completion_class

    from glasshouse.cli.main import COMPLETE, glasshouse

    found = get_completion_class(shell)
    assert found is not None
    # The script alone: Click would first ask the bash of this machine for its version.
    script = found(glasshouse, {}, "glasshouse", COMPLETE)
    told = script.source_template % script.source_vars()
    for as_written, mended in _MENDED.get(shell, ()):
        told = told.replace(as_written, mended)
    click.echo(told)
