"""Which schemes of the catalogue the engines run today, and what the others wait for.

A scheme is written as its text says, and not as the engines of the day would have it. Until they take all of
it nothing simulates it and its life histories are not played; the rest is tested as for any other. When a
mechanism lands, the schemes that waited for it are run by themselves.
"""

from __future__ import annotations

from functools import cache

from glasshouse import assumptions, schemes, society
from glasshouse.engine.executes import refusals
from glasshouse.ground.errors import Problem

__all__ = ["executed", "home", "waits_for"]


def home(name: str) -> str:
    """The society of the catalogue that a scheme is run on."""
    return "china-2020" if schemes.load(name).scheme.jurisdiction == "CN" else "simpleland"


@cache
def waits_for(name: str) -> tuple[Problem, ...]:
    """What the engines refuse of a scheme, among the people of its home; empty for one that runs."""
    tables = society.load(home(name)).tables()
    return tuple(refusals(schemes.load(name), tables, assumptions.load("standard")))


@cache
def executed() -> tuple[str, ...]:
    """The schemes of the catalogue that run."""
    return tuple(name for name in schemes.catalogue() if not waits_for(name))
