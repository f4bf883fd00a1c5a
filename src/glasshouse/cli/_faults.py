"""Everything that is wrong with a command line, gathered, so that nobody mends it one fault at a time.

Click stops at the first fault. Here the line is read again, each fault is kept and taken out of the way, and
the reading goes on: an option that does not exist is read as the one that was meant, or not at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

import click

from glasshouse.cli._names import Name
from glasshouse.ground.errors import BadInput, Problem, did_you_mean
from glasshouse.ground.registry import is_path

__all__ = ["Faults", "UnknownName", "gathered", "option_meant", "option_names", "refuse"]

_MOST = 20
"""Faults after which nobody reads on."""


class Faults(click.UsageError):
    """Several faults of one command line.

    Attributes:
        errors: as Click raised them, one at least.
    """

    def __init__(self, errors: Iterable[click.UsageError], context: click.Context) -> None:
        """Take the errors."""
        self.errors = tuple(errors)
        super().__init__(" ".join(error.format_message() for error in self.errors), context)


class UnknownName(click.UsageError):
    """A word that is no id of the catalogue.

    Attributes:
        problem: what the catalogue says of it.
    """

    def __init__(self, problem: Problem, context: click.Context) -> None:
        """Take what the catalogue says."""
        self.problem = problem
        super().__init__(problem.what, context)


def option_names(context: click.Context | None) -> list[str]:
    """What the options of a verb are called."""
    if context is None:
        return []
    return [name for option in context.command.get_params(context) for name in option.opts if name[0] == "-"]


def option_meant(name: str, context: click.Context | None) -> str | None:
    """The option that somebody meant; a single letter is near to every other and means none of them."""
    return did_you_mean(name, option_names(context)) if len(name) > len("-x") else None


def refuse(*sentences: str | None) -> None:
    """Refuse what the options of a verb ask for together.

    Args:
        sentences: what is wrong; None where it is not.

    Raises:
        click.UsageError: with every sentence.
    """
    context = click.get_current_context()
    errors = [click.UsageError(sentence, context) for sentence in sentences if sentence]
    if len(errors) > 1:
        raise Faults(errors, context)
    if errors:
        raise errors[0]


def gathered(
    context: click.Context, words: list[str], first: click.UsageError, also: Iterable[click.UsageError]
) -> click.UsageError:
    """What is to be raised for a wrong command line: its only fault, or all of them.

    Args:
        context: in which it was read.
        words: the line, without the verb.
        first: what Click stopped at.
        also: what the verb finds once the values are known.
    """
    errors = list(_faults(context, words))
    errors += also
    for error in (first, *errors):
        error.ctx = error.ctx or context
    if not errors:
        return first
    return errors[0] if len(errors) == 1 else Faults(errors[:_MOST], context)


def _faults(context: click.Context, words: list[str]) -> Iterator[click.UsageError]:
    context.params.clear()
    left, guessed = list(words), False
    for _ in range(_MOST):
        # What an option takes is looked at first: Click would take another option for its value.
        error = _without_value(left, context)
        try:
            if error is not None:
                raise error
            values, rest, order = context.command.make_parser(context).parse_args(args=list(left))
        except (click.NoSuchOption, click.BadOptionUsage) as error:
            yield error
            place = _place(left, error.option_name)
            if place is None:
                return
            name, equals, value = left[place].partition("=")
            meant = option_meant(name, context) if isinstance(error, click.NoSuchOption) else None
            if meant:
                left[place] = f"{meant}{equals}{value}"
            else:
                # What follows may have been its value, and is no argument too many.
                guessed = guessed or isinstance(error, click.NoSuchOption)
                left[place : place + 1] = [name] if equals and not guessed else []
        except click.UsageError as error:
            yield error
            return
        else:
            break
    else:
        return
    yield from _of_values(context, values, rest, order)
    if rest and not guessed:
        told = ", ".join(f"'{word}'" for word in rest)
        near = [name for word in rest if (name := f"--{word}") in option_names(context)]
        hint = f" Did you mean '{near[0]}'?" if near else ""
        many = "is an unexpected extra argument" if len(rest) == 1 else "are unexpected extra arguments"
        yield click.UsageError(f"{told} {many}.{hint}", context)


def _of_values(
    context: click.Context, values: dict[str, object], rest: list[str], order: list[click.Parameter]
) -> Iterator[click.UsageError]:
    """Values that their option does not take, and what is missing, in the order of the line."""
    parameters = [one for one in context.command.get_params(context) if not one.is_eager]
    parameters.sort(key=lambda one: order.index(one) if one in order else len(order))
    for parameter in parameters:
        try:
            parameter.handle_parse_result(context, values, rest)
        except click.UsageError as error:
            yield error
            continue
        if isinstance(parameter.type, Name) and parameter.name is not None:
            found = context.params.get(parameter.name)
            for word in found if isinstance(found, tuple) else (found,):
                # Whoever reads a file, or the folder of a run, says what is wrong with it.
                if isinstance(word, str) and not is_path(word) and not Path(word).exists():
                    try:
                        parameter.type.catalogue.locate(word)
                    except BadInput as error:
                        yield UnknownName(error.problems[0], context)


def _without_value(words: list[str], context: click.Context) -> click.BadOptionUsage | None:
    """The first option whose value was forgotten, so that the name of another one stands there."""
    takes = {
        name
        for option in context.command.get_params(context)
        if isinstance(option, click.Option) and not option.is_flag and not option.count
        for name in option.opts
    }
    for name, following in pairwise(words):
        if name == "--":
            return None
        if name in takes and following in option_names(context):
            return click.BadOptionUsage(name, f"Option '{name}' requires an argument.", context)
    return None


def _place(words: list[str], name: str) -> int | None:
    """Where an option stands, alone, with its value, or among several letters."""
    for place, word in enumerate(words):
        if word.partition("=")[0] == name:
            return place
    if len(name) == 2:
        for place, word in enumerate(words):
            if word[:1] == "-" and word[:2] != "--" and name[1] in word:
                return place
    return None
