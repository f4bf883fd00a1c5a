"""Take a first walk: the five things worth doing in ten minutes, with the real commands."""

from __future__ import annotations

import contextlib
import io
import shlex
import sys
from dataclasses import dataclass
from pathlib import Path

import click

from glasshouse.cli._verb import Verb
from glasshouse.cli._width import terminal_width
from glasshouse.ground.extras import is_there

__all__ = ["Step", "command", "steps"]

_SCHEME = "simpleland-points"
_PEOPLE = "30000"
_DRAWS = ("--draws", "50")
_STORY = "refused something"
_SHOWN, _LONGER = 26, 44
"""Lines of an answer that are shown; the rest is for whoever runs the command alone."""


@dataclass(frozen=True)
class Step:
    """One thing worth doing.

    Attributes:
        title: what it is.
        why: what to look at.
        words: the command, without `glasshouse`.
        lines: how many of the answer are shown.
    """

    title: str
    why: str
    words: tuple[str, ...]
    lines: int = _SHOWN

    @property
    def line(self) -> str:
        """The command as it is typed."""
        return shlex.join(("glasshouse", *self.words))


def steps(folder: Path) -> tuple[Step, ...]:
    """The five things, in their order.

    Args:
        folder: where the run and the report are kept.
    """
    run = str(folder / "run")
    drawn = is_there("report")
    form, page = ("html", folder / "report.html") if drawn else ("md", folder / "report.md")
    return (
        Step(
            "Read a scheme aloud",
            "Simpleland and its points are invented. Every number says what it rests on.",
            ("explain", _SCHEME),
        ),
        Step(
            "Live a year under it",
            f"{int(_PEOPLE):,} invented people, with it and without it. Look at the brackets: two intervals, "
            "one for luck and one for what is assumed.",
            ("run", _SCHEME, "--people", _PEOPLE, *_DRAWS, "--out", run),
        ),
        Step(
            "Change one rule",
            "The same people and the same luck, but joining a protest costs nothing. Only the difference is "
            "told; nothing is ranked.",
            ("compare", _SCHEME, "--reform", "protest-costs-nothing", "--people", _PEOPLE),
        ),
        Step(
            "Follow one life",
            "Somebody to whom it happened, day by day, with what each event was because of. Nobody here is "
            "real.",
            ("life", run, "--who", _STORY),
            lines=_LONGER,
        ),
        Step(
            "Take a report away",
            "One file that reads without a script and in print; it ends with how sure it is, and with the "
            "command that makes it again.",
            ("report", run, "--format", form, "-o", str(page)),
        ),
    )


_NEXT = (
    ("watch a neighbourhood and move its rules", "glasshouse serve --open"),
    ("hold a scheme against human-rights norms", f"glasshouse lint {_SCHEME}"),
    ("see the real schemes, with their sources", "glasshouse schemes"),
    ("begin your own", "glasshouse new my-town"),
)


@click.command(
    "tour",
    cls=Verb,
    needs=("run",),
    examples=(
        ("Step by step; Enter goes on, q stops", "glasshouse tour"),
        ("Without questions, kept elsewhere", "glasshouse tour --yes -o first-walk"),
    ),
)
@click.option("--yes", is_flag=True, help="Do not ask between the steps; nothing is asked off a terminal.")
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("glasshouse-tour"),
    show_default=True,
    metavar="DIR",
    help="Where the run and the report are kept.",
)
def command(yes: bool, out: Path) -> None:
    """Lead a newcomer through five things: read a scheme, run it, change it, follow a life, take a report.

    Each step says what to look at, shows the command, and runs it. All five take a minute of computing.

    Exit codes: 0 done or stopped, 2 bad input or use, 3 failed in a run, 130 interrupted.
    """
    asks = not yes and sys.stdin.isatty() and sys.stdout.isatty()
    walk = steps(out)
    _say("SIMULATION - invented people - corresponds to nobody", bold=True)
    _say(f"Five things worth doing. What is made is kept in {out}; delete it whenever you like.")
    for number, step in enumerate(walk, start=1):
        click.echo()
        _say(f"{number} of {len(walk)}. {step.title}", bold=True)
        _say(step.why)
        click.echo(f"\n$ {step.line}")
        if asks and not _goes_on():
            break
        _run(step)
    click.echo()
    _say("From here:", bold=True)
    for wish, line in _NEXT:
        click.echo(f"  {line}")
        _say(wish, indent="      ")


def _goes_on() -> bool:
    """Whether to run the step; anything but q does."""
    answer: str = click.prompt("  Enter runs it, q stops", default="", show_default=False)
    return answer.strip().lower() not in ("q", "quit")


def _run(step: Step) -> None:
    """Run a step as it would be typed, and show the beginning of its answer; what fails ends the tour."""
    from glasshouse.cli.main import glasshouse

    told = io.StringIO()
    with contextlib.redirect_stdout(told):
        glasshouse.main(args=list(step.words), prog_name="glasshouse", standalone_mode=False)
    lines = told.getvalue().rstrip().splitlines()
    shown = lines if len(lines) <= step.lines + 2 else lines[: step.lines]
    click.echo("\n".join(f"  {line}".rstrip() for line in shown))
    if len(shown) < len(lines):
        _say(f"... and {len(lines) - len(shown)} lines more, when you run it yourself.", indent="  ")


def _say(text: str, bold: bool = False, indent: str = "") -> None:
    import textwrap

    width = min(90, max(60, terminal_width()))
    told = textwrap.fill(text, width, initial_indent=indent, subsequent_indent=indent)
    click.echo(click.style(told, bold=True) if bold else told)
