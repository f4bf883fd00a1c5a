"""Changing one number in a tree of frozen models by its path, as ``--set`` and sensitivity analyses do."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, TypeVar

from pydantic import BaseModel, ValidationError

from glasshouse.assumptions.vocabulary import DIMENSIONS, OPEN_DIMENSIONS, PROOFS
from glasshouse.ground.errors import BadInput, Problem, did_you_mean
from glasshouse.ground.quantity import Quantity

__all__ = ["in_order", "replace_number", "summing_to_one", "was_set_by_user"]

_ENDS: Final = ("value", "low", "high")
_FACTORS: Final = ("relative", "detection", "false_relative")
_ROOT: Final = "assumptions"

_SET: Final = "Set by the user"

M = TypeVar("M", bound=BaseModel)


def replace_number(
    whole: M,
    path: str,
    value: float,
    *,
    known: Callable[[], Iterable[tuple[str, object]]],
    addable: Mapping[str, Collection[str]],
) -> M:
    """Return a model with one number changed, and everything around it checked again.

    A path is the names on the way to the number with dots between them: ``conducts.walk-on-red.rate``, with
    or without ``assumptions.`` before it. With ``.low`` or ``.high`` after it, an end of the range is
    changed instead. A number of a table that is not written down may be set too: until then a factor is 1,
    a share or rate 0.

    A changed value keeps its range where that holds it, else the range is widened to it. Its evidence
    becomes ``assumed``: what a user sets is not what the source said. Two kinds of number carry their
    neighbours along: the other tiers of a gate shrink or grow together so that the sum stays 1, and the
    other levels of proof give way so that no level is reached by more records than a weaker one.

    Args:
        whole: left as it is.
        path: as above.
        value: the new number.
        known: makes all its numbers with their paths, for "did you mean".
        addable: by name of a table of shares or rates, the keys that it may get.

    Raises:
        BadInput: no number has this path (the nearest is named), or it cannot have this value.
    """
    steps = path.removeprefix(f"{_ROOT}.").split(".")
    end = steps.pop() if len(steps) > 1 and steps[-1] in _ENDS else "value"
    if isinstance(value, bool) or not isinstance(value, int | float):
        what = f"'{path}' is a number; {value!r} is not."
        raise BadInput(Problem(what, remedy="Give a number, such as 0.5.", code="wrong-type"))
    if not math.isfinite(value):
        raise BadInput(Problem(f"'{path}' must be a finite number, not {value}.", code="out-of-range"))
    try:
        return _Change(float(value), end, addable).in_model(whole, steps)
    except LookupError:
        raise BadInput(_unknown_path(path, steps, [name for name, _ in known()])) from None
    except ValueError as error:
        raise BadInput(_refused(path, float(value), error)) from None


def was_set_by_user(number: Quantity[float]) -> bool:
    """Whether this value, and not only its range, came from `replace_number`."""
    return (number.note or "").startswith(_SET)


@dataclass(frozen=True)
class _Change:
    """One number to change; the methods rebuild a part with the number at the end of the steps.

    Each raises LookupError where the steps lead to no number, ValueError where a part refuses it.
    """

    value: float
    end: str
    addable: Mapping[str, Collection[str]]

    def in_model(self, model: M, steps: list[str]) -> M:
        if not steps or steps[0] not in type(model).model_fields:
            raise LookupError
        # What the model left at its default stays unwritten: it is not one of its numbers.
        fields = {name: getattr(model, name) for name in model.model_fields_set}
        first, *rest = steps
        part = getattr(model, first)
        fields[first] = self._in_table(first, part, rest) if isinstance(part, dict) else self._in(part, rest)
        return type(model)(**fields)

    def _in(self, part: object, steps: list[str]) -> object:
        if isinstance(part, Quantity) and not steps:
            return self._made(part)
        if isinstance(part, BaseModel):
            return self.in_model(part, steps)
        raise LookupError

    def _in_table(self, name: str, table: Mapping[str, Any], steps: list[str]) -> dict[str, Any]:
        if not steps:
            raise LookupError
        first, *rest = steps
        if first not in table:
            return {**table, first: self._added(name, first, rest)}
        part = table[first]
        made = self._in_table(first, part, rest) if isinstance(part, dict) else self._in(part, rest)
        if self.end == "value" and name == "tiers":
            return summing_to_one(table, first, made)
        if self.end == "value" and name == "proof":
            return in_order({**table, first: made}, first, rest[0])
        return {**table, first: made}

    def _added(self, name: str, key: str, rest: list[str]) -> object:
        """What is not written down has its neutral value until it is set."""
        if self.end != "value":
            raise LookupError
        if key in self.addable.get(name, ()) and not rest:
            return self._made(Quantity(value=0.0))
        if name in _FACTORS and len(rest) == 1 and _is_category(key, rest[0]):
            return {rest[0]: self._made(Quantity(value=1.0))}
        if _is_category(name, key) and not rest:
            return self._made(Quantity(value=1.0))
        raise LookupError

    def _made(self, number: Quantity[float]) -> Quantity[float]:
        if self.end != "value":
            return Quantity(
                value=number.value,
                low=self.value if self.end == "low" else number.low,
                high=self.value if self.end == "high" else number.high,
                evidence="assumed",
                note=f"Range set by the user. {number.note or ''}".strip(),
                unit=number.unit,
            )
        return Quantity(
            value=self.value,
            low=self.value if number.low is None else min(number.low, self.value),
            high=self.value if number.high is None else max(number.high, self.value),
            evidence="assumed",
            note=f"{_SET}; {number.value:g} before.",
            unit=number.unit,
        )


def summing_to_one(table: Mapping[str, Any], changed: str, made: Any) -> dict[str, Any]:
    """Give the other shares what the changed one leaves, in proportion (equally where all were 0)."""
    others = {key: share.value for key, share in table.items() if key != changed}
    total = math.fsum(others.values())
    left = 1.0 - made.value
    shares = {
        key: left * share / total if total > 0.0 else left / len(others) for key, share in others.items()
    }
    return {key: made if key == changed else _moved(table[key], shares[key]) for key in table}


def in_order(table: Mapping[str, Any], changed: str, truth: str) -> dict[str, Any]:
    """Let weaker levels of proof rise, and stronger ones fall, to the share of the changed one."""
    share = getattr(table[changed], truth).value
    place = PROOFS.index(changed)
    ordered: dict[str, Any] = {}
    for level, shares in table.items():
        number = getattr(shares, truth)
        bound = max if PROOFS.index(level) < place else min
        ordered[level] = shares.model_copy(update={truth: _moved(number, bound(number.value, share))})
    return ordered


def _moved(number: Quantity[float], value: float) -> Quantity[float]:
    """A number that gave way to another; it keeps its evidence and says what happened."""
    if value == number.value:
        return number
    low = None if number.low is None else min(number.low, value)
    high = None if number.high is None else max(number.high, value)
    note = f"Moved from {number.value:g} by a change beside it. {number.note or ''}".strip()
    return replace(number, value=value, low=low, high=high, note=note)


def _is_category(dimension: str, category: str) -> bool:
    return dimension in DIMENSIONS and (dimension in OPEN_DIMENSIONS or category in DIMENSIONS[dimension])


def _unknown_path(path: str, steps: list[str], known: Collection[str]) -> Problem:
    below = [name for name in known if name.startswith(".".join(steps) + ".")]
    meant = None if below else did_you_mean(".".join(steps), known)
    return Problem(
        f"No number of the assumptions is called '{path}'."
        + (f" Did you mean '{_ROOT}.{meant}'?" if meant else ""),
        why=f"It holds {len(below)} numbers, such as {', '.join(below[:3])}." if below else None,
        remedy="A path is section.id.key, such as assumptions.conducts.walk-on-red.rate.",
        code="unknown-path",
    )


def _refused(path: str, value: float, error: ValueError) -> Problem:
    if isinstance(error, ValidationError):
        reasons = [str(part["msg"]).removeprefix("Value error, ") for part in error.errors()]
    else:
        reasons = [str(error)]
    return Problem(
        f"'{path}' cannot be {value:g}: {'; '.join(reasons)}.",
        remedy="Give a value inside its limits.",
        code="out-of-range",
    )
