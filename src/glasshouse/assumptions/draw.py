"""Putting a joint draw of many numbers into a set of assumptions, in one pass."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeVar

from pydantic import BaseModel

from glasshouse.assumptions.change import in_order, summing_to_one
from glasshouse.ground.quantity import Quantity

__all__ = ["with_draw"]

M = TypeVar("M", bound=BaseModel)

_AT_MOST_ONE = ("seen_by", "purposes")
"""Tables whose shares sum to 1 at most."""


def with_draw(whole: M, values: Mapping[str, float]) -> M:
    """These assumptions with many numbers drawn anew; ranges, evidence and notes stay.

    Numbers that hang together give way to each other as in `replace_number`, one after the other in the
    order given: the tiers of a gate sum to 1, no level of proof is reached by more records than a weaker
    one. Shares that sum to 1 at most (who sees an act, what a request is for,
    with how much fault an act is done) shrink in proportion where a draw has more than 1 of them. All parts
    are checked again.

    Args:
        whole: left as it is.
        values: new values within the ranges, by path as `Assumptions.numbers` tells it.

    Raises:
        KeyError: a path leads to no number.
    """
    tree: dict[str, Any] = {}
    for path, value in values.items():
        *steps, last = path.split(".")
        branch = tree
        for step in steps:
            branch = branch.setdefault(step, {})
        branch[last] = value
    return _in_model(whole, tree)


def _in_model(model: M, tree: Mapping[str, Any]) -> M:
    fields: dict[str, Any] = {name: getattr(model, name) for name in type(model).model_fields}
    for name, below in tree.items():
        fields[name] = _in_part(name, fields[name], below)
    if {"negligent", "wilful"} <= fields.keys():
        fields |= _at_most_one({name: fields[name] for name in ("negligent", "wilful")})
    return type(model)(**fields)


def _in_part(name: str, part: Any, below: Any) -> Any:
    if isinstance(part, Quantity) and isinstance(below, float):
        return replace(part, value=below)
    if isinstance(part, BaseModel):
        return _in_model(part, below)
    if not isinstance(part, dict):
        raise KeyError(name)
    if name == "proof":
        return _levels_of_proof(part, below)
    made = {**part, **{key: _in_part(key, part[key], value) for key, value in below.items()}}
    if name == "tiers":
        table: dict[str, Any] = dict(part)
        for key in below:
            table = summing_to_one(table, key, made[key])
        return table
    return _at_most_one(made) if name in _AT_MOST_ONE else made


def _levels_of_proof(table: Mapping[str, Any], below: Mapping[str, Any]) -> dict[str, Any]:
    ordered = dict(table)
    for level, shares in below.items():
        for truth, value in shares.items():
            moved = replace(getattr(ordered[level], truth), value=value)
            changed = ordered[level].model_copy(update={truth: moved})
            ordered = in_order({**ordered, level: changed}, level, truth)
    return ordered


def _at_most_one(table: Mapping[str, Quantity[float]]) -> dict[str, Quantity[float]]:
    total = math.fsum(number.value for number in table.values())
    if total <= 1.0:
        return dict(table)
    return {
        key: replace(
            number,
            value=number.value / total,
            low=None if number.low is None else min(number.low, number.value / total),
        )
        for key, number in table.items()
    }
