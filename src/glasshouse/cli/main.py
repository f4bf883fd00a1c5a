"""The command ``glasshouse``: finds its verbs, and turns what goes wrong into a screen and an exit code.

Exit codes: 0 done, 1 findings, 2 bad input or use, 3 failed in the run, 130 interrupted. No traceback reaches
a user: an error that nobody foresaw is told in two lines, and ``GLASSHOUSE_TRACEBACK=1`` shows it whole.
"""

from __future__ import annotations

import errno
import importlib
import os
import pkgutil
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem

from glasshouse import __version__
from glasshouse.ground.errors import GlasshouseError, did_you_mean, screen

__all__ = ["COMPLETE", "LazyGroup", "glasshouse", "main"]

COMPLETE = "_GLASSHOUSE_COMPLETE"
"""The variable by which a shell asks for completions, as `glasshouse completion` prints it."""

_INTERRUPTED = 130
_FIRST_LINE = re.compile(r'"""(.*?)(?:"""|\n)')


class LazyGroup(click.Group):
    """A group whose commands are the modules of this package, each imported when its verb is called."""

    def list_commands(self, context: click.Context) -> list[str]:
        """Names of the verbs, in alphabetical order."""
        found = (module.name for module in pkgutil.iter_modules([str(Path(__file__).parent)]))
        return sorted(name.replace("_", "-") for name in found if name != "main" and not name.startswith("_"))

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """Import a verb's module and hand over its command; None where there is no such verb."""
        if name not in self.list_commands(context):
            return None
        module = importlib.import_module(f"glasshouse.cli.{name.replace('-', '_')}")
        command: click.Command = module.command
        return command

    def resolve_command(
        self, context: click.Context, words: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As Click does, but name the nearest verb where there is none."""
        if words and not words[0].startswith("-") and words[0] not in self.list_commands(context):
            near = did_you_mean(words[0], self.list_commands(context))
            hint = f" Did you mean '{near}'?" if near else ""
            raise click.UsageError(f"There is no command '{words[0]}'.{hint}", context)
        return super().resolve_command(context, words)

    def shell_complete(self, context: click.Context, incomplete: str) -> list[CompletionItem]:
        """Verbs that begin so, with their first lines; the modules are not imported for that."""
        if incomplete.startswith("-"):
            return click.Command.shell_complete(self, context, incomplete)
        names = (name for name in self.list_commands(context) if name.startswith(incomplete))
        return [CompletionItem(name, help=_first_line(name)) for name in names]

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """List the verbs with the first line of each module, read as text: ``--help`` imports none."""
        rows = [(name, _first_line(name)) for name in self.list_commands(context)]
        with formatter.section("Commands"):
            formatter.write_dl(rows)


def _first_line(verb: str) -> str:
    path = Path(__file__).parent / f"{verb.replace('-', '_')}.py"
    try:
        found = _FIRST_LINE.search(path.read_text(encoding="utf-8"))
    except OSError:
        return ""
    return found[1].strip() if found else ""


def _version(context: click.Context, _: click.Parameter, asked: bool) -> None:
    """Say which copy this is: the number alone does not tell two of them apart."""
    if not asked or context.resilient_parsing:
        return
    from glasshouse.ground.provenance import code_digest, commit

    click.echo(f"glasshouse, version {__version__}\nsource code SHA-256 {code_digest()}")
    if commit() is not None:
        click.echo(f"Git commit {commit()}")
    context.exit()


@click.group(
    cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="What this copy is."
)
def glasshouse() -> None:
    """A laboratory for social-credit and social-scoring schemes.

    Write a scheme down as rules, read it aloud, and run it on an invented society. Nobody in it is real.
    """


def main(words: Sequence[str] | None = None) -> None:
    """Run the command line and leave the process with its exit code.

    Args:
        words: the arguments; by default those of the process.
    """
    sys.exit(_run(words))


def _run(words: Sequence[str] | None) -> int:
    try:
        answer: Any = glasshouse.main(
            args=None if words is None else list(words),
            prog_name="glasshouse",
            complete_var=COMPLETE,
            standalone_mode=False,
        )
        sys.stdout.flush()
    except GlasshouseError as error:
        click.echo(str(error), err=True)
        return error.exit_code
    except click.exceptions.Abort:
        click.echo("Interrupted.", err=True)
        return _INTERRUPTED
    except KeyboardInterrupt:
        click.echo("Interrupted.", err=True)
        return _INTERRUPTED
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        return error.exit_code
    except click.ClickException as error:
        from glasshouse.cli._errors import problems_of

        click.echo(screen(problems_of(error)), err=True)
        return error.exit_code
    except BrokenPipeError:
        # The reader of our output has gone, as `head` does. Python would complain again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        if error.errno != errno.ENOSPC:
            return _unforeseen(error)
        click.echo("The disk is full: the output could not be written.", err=True)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 3
    except Exception as error:  # the last door: nobody foresaw this one
        return _unforeseen(error)
    return answer if isinstance(answer, int) else 0


def _unforeseen(error: Exception) -> int:
    if os.environ.get("GLASSHOUSE_TRACEBACK"):
        raise error
    click.echo(f"This is a fault in Glasshouse: {type(error).__name__}: {error}", err=True)
    click.echo("    Set GLASSHOUSE_TRACEBACK=1 to see where, and please report it.", err=True)
    return 3
