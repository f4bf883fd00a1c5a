"""Firms and agencies: which group of an arm's counts is theirs."""

from __future__ import annotations

from typing import Literal

from glasshouse.measures.sample import ALL, Group, Sample

__all__ = ["those_covered"]


def those_covered(sample: Sample, arm: str, kind: Literal["firm", "agency"]) -> Group | None:
    """The group of the firms or agencies that an arm covers; None where it covers none.

    Where an arm covers nobody else first, they are the whole that its numbers are of.
    """
    group = ("subject", kind)
    if kind not in sample.scheme(arm).scope.subjects or group not in sample.groups:
        return None
    return ALL if sample.whole(arm) == group else group
