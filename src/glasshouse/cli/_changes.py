"""The options ``--reform`` and ``--set``, which several verbs share, and reading a scheme with them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from glasshouse.schemes import Scheme

__all__ = ["change_options", "read_scheme"]

Function = TypeVar("Function", bound=Callable[..., Any])


def change_options(function: Function) -> Function:
    """Add ``--reform FILE`` and ``--set PATH=VALUE`` (both any number of times) to a command."""
    settings = click.option(
        "--set",
        "settings",
        multiple=True,
        metavar="PATH=VALUE",
        help="Change one value, such as rules.protest.points=-20. May be repeated.",
    )
    reforms = click.option(
        "--reform",
        "reforms",
        multiple=True,
        metavar="REFORM",
        help="Apply a reform: an id of the catalogue, or a file. May be repeated.",
    )
    return reforms(settings(function))


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
