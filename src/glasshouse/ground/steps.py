"""Steps: how work of several kinds says how far it is, so that whoever waits is told what is left."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

__all__ = ["Steps", "silent", "within"]

Steps: TypeAlias = Callable[[str, float], None]
"""Told what is done next, and what share of the whole is done by then, from 0 to 1."""


def silent(_doing: str, _share: float) -> None:
    """Tell nobody."""


def within(steps: Steps, first: float, last: float) -> Steps:
    """The steps of a part that reaches from one share of the whole to another."""

    def step(doing: str, share: float) -> None:
        steps(doing, first + (last - first) * share)

    return step
