"""The options ``--reform`` and ``--set``, which several verbs share, and reading a scheme with them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from glasshouse.cli._names import REFORM

if TYPE_CHECKING:
    from glasshouse.schemes import Scheme

__all__ = ["change_options", "read_scheme", "reform_option", "setting_option"]

Function = TypeVar("Function", bound=Callable[..., Any])


def setting_option(such_as: str) -> Callable[[Function], Function]:
    """What adds ``--set PATH=VALUE``, any number of times.

    Args:
        such_as: an example of what the verb can set.
    """
    return click.option(
        "--set",
        "settings",
        multiple=True,
        metavar="PATH=VALUE",
        help=f"Change a value first, such as {such_as}. May be repeated.",
    )


def reform_option(told: str) -> Callable[[Function], Function]:
    """What adds ``--reform ID|FILE``, any number of times.

    Args:
        told: what the verb does with a reform.
    """
    return click.option(
        "--reform",
        "reforms",
        type=REFORM,
        multiple=True,
        metavar="ID|FILE",
        help=f"{told} 'glasshouse reforms' lists them. May be repeated.",
    )


def change_options(function: Function) -> Function:
    """Add ``--reform`` and ``--set``: what is changed before anything else happens."""
    return reform_option("Apply a reform first.")(setting_option("rules.protest.points=-20")(function))


def read_scheme(name: str, reforms: tuple[str, ...] = (), settings: tuple[str, ...] = ()) -> Scheme:
    """A scheme with its changes, reforms first; warnings about it go to stderr.

    Raises:
        BadInput: with every problem found.
    """
    from glasshouse.ground.errors import screen
    from glasshouse.schemes.reading import load
    from glasshouse.schemes.reforming import load_reform

    scheme = load(name, *(load_reform(reform) for reform in reforms), *settings)
    if scheme.warnings:
        click.echo(screen(scheme.warnings), err=True)
    return scheme
