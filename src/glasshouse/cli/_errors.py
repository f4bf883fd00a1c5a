"""Wrong use of the command line as a screen: which option, what is wrong, why, and how to mend it."""

from __future__ import annotations

from dataclasses import replace

import click

from glasshouse.cli._faults import Faults, UnknownName, option_meant
from glasshouse.cli._names import SCHEME
from glasshouse.ground.errors import Position, Problem

__all__ = ["problems_of"]


def problems_of(error: click.ClickException) -> list[Problem]:
    """Tell an error of Click's in our own form.

    Args:
        error: as Click, or a verb, raised it; it may hold several.

    Returns:
        Every problem; its position is the command line as far as it was understood, and the last one says
        where to read on.
    """
    errors = error.errors if isinstance(error, Faults) else (error,)
    told = list(dict.fromkeys(_problem(one) for one in errors))
    last = told.pop()
    more = _remedy(error.ctx if isinstance(error, click.UsageError) else None)
    return [*told, replace(last, remedy=f"{last.remedy}\n{more}" if last.remedy else more)]


def _problem(error: click.ClickException) -> Problem:
    context = error.ctx if isinstance(error, click.UsageError) else None
    where = "glasshouse" if context is None else context.command_path
    if isinstance(error, UnknownName):
        return replace(error.problem, position=Position(where))
    option = None
    what, why = _sentence(error.format_message()), None
    if isinstance(error, click.NoSuchOption):
        option = error.option_name
        near = option_meant(option, context)
        what = f"There is no option '{option}'." + (f" Did you mean '{near}'?" if near else "")
    elif isinstance(error, click.MissingParameter):
        option = _called(error.param, context)
        kind = "option" if isinstance(error.param, click.Option) else "argument"
        what, why = f"The {kind} {option} is missing.", _asked(error.param, context)
    elif isinstance(error, click.BadParameter):
        option = _called(error.param, context)
        what, why = _sentence(error.message), _asked(error.param, context)
    elif isinstance(error, click.BadOptionUsage):
        option = error.option_name
    return Problem(what, Position(f"{where} {option}" if option else where), why=why, code="bad-use")


def _sentence(text: str) -> str:
    text = text.strip()
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _called(parameter: click.Parameter | None, context: click.Context | None) -> str | None:
    """What somebody writes: ``--years``, or ``ID_OR_FILE``."""
    if isinstance(parameter, click.Option):
        return next((name for name in parameter.opts if name.startswith("--")), parameter.opts[0])
    if parameter is None or context is None:
        return None
    return parameter.make_metavar(context).strip("[].")


def _asked(parameter: click.Parameter | None, context: click.Context | None) -> str | None:
    """What is asked for: an option in the words of its help, without what stands there in brackets."""
    if isinstance(parameter, click.Option) and parameter.help and context is not None:
        taken = "" if parameter.is_flag else f" {parameter.make_metavar(context)}"
        return f"{_called(parameter, context)}{taken}: {parameter.help.partition('  [')[0]}"
    if parameter is not None and parameter.type is SCHEME:
        return "It is an id of the catalogue ('glasshouse schemes' lists them), or a file."
    return None


def _remedy(context: click.Context | None) -> str:
    path = "glasshouse" if context is None else context.command_path
    examples = getattr(None if context is None else context.command, "examples", ())
    lines = [f"Such as: {examples[0][1]}"] if examples else []
    return "\n".join([*lines, f"Every option: {path} --help"])
