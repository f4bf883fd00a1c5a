"""How a number stands in a file of assumptions, and which sizes it may have.

A number is a bare scalar, or ``{value, low, high, evidence, reference, note, as_of, text, unit}``. Instead
of ``low`` and ``high`` it may say ``within: 3``: a factor of three either way. A table of numbers by
category may carry what its numbers share (``within``, ``evidence``, ``reference``, ``note``) beside the
categories.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Callable, Mapping
from typing import Annotated, Any, Final, get_args

from pydantic import PlainValidator

from glasshouse.ground.errors import did_you_mean
from glasshouse.ground.quantity import CALIBRATED, Evidence, Quantity, Silence

__all__ = [
    "SHARED_KEYS",
    "Days",
    "Harm",
    "PerYear",
    "Ratio",
    "Rise",
    "Share",
    "ShareBelowOne",
    "Spread",
    "read_number",
]

SHARED_KEYS: Final = ("within", "evidence", "reference", "note", "as_of", "text")
_KEYS: Final = ("value", "low", "high", "unit", *SHARED_KEYS)
_EVIDENCE: Final = (*get_args(Evidence), CALIBRATED)
_SILENCE: Final = get_args(Silence)


def read_number(
    given: object, *, unit: str, most: float = math.inf, open_end: bool = False
) -> Quantity[float]:
    """Turn what stands in a file, or what a program gives, into a quantity of one unit.

    Args:
        given: a number, a mapping of `_KEYS`, or a quantity.
        unit: unit that the number has where it names none.
        most: largest size allowed; the smallest is always 0.
        open_end: whether `most` itself is refused.

    Raises:
        ValueError: not a number, out of range, an unknown key, or a range that does not hold the value.
    """
    if isinstance(given, Quantity):
        quantity = given if _was_read(given) else _from_keys(vars(given), unit)
    elif isinstance(given, Mapping):
        quantity = _from_keys(given, unit)
    else:
        quantity = Quantity(value=_size("the number", given), unit=unit)
    for name, size in (("low", quantity.low), ("value", quantity.value), ("high", quantity.high)):
        if size is not None and not (0.0 <= size < most or (size == most and not open_end)):
            limit = (
                "at least 0"
                if most == math.inf
                else f"at least 0 and {'below' if open_end else 'at most'} {most:g}"
            )
            raise ValueError(f"{name} is {size:g}, but it must be {limit} ({quantity.unit})")
    return quantity


def _was_read(number: Quantity[Any]) -> bool:
    """Whether a quantity is as `_from_keys` makes them; frozen as it is, it need not be made again."""
    ends = [number.value, *(end for end in (number.low, number.high) if end is not None)]
    return (
        all(type(end) is float and math.isfinite(end) for end in ends)
        and (number.evidence is None or number.evidence in _EVIDENCE)
        and (number.text is None or number.text in _SILENCE)
        and (number.reference is None or type(number.reference) is str)
        and (number.note is None or type(number.note) is str)
        and (number.as_of is None or isinstance(number.as_of, datetime.date))
        and type(number.unit) is str
        and number.unit != ""
    )


def _from_keys(given: Mapping[str, Any], unit: str) -> Quantity[float]:
    for key in given:
        if key not in _KEYS:
            meant = did_you_mean(str(key), _KEYS)
            raise ValueError(
                f"'{key}' is not a key of a number." + (f" Did you mean '{meant}'?" if meant else "")
            )
    if "value" not in given:
        raise ValueError("a number needs a 'value'")
    value = _size("value", given["value"])
    low, high = (None if given.get(key) is None else _size(key, given[key]) for key in ("low", "high"))
    if given.get("within") is not None:
        if low is not None or high is not None:
            raise ValueError("'within' takes the place of 'low' and 'high': give one or the other")
        factor = _size("within", given["within"])
        if factor < 1.0:
            raise ValueError(f"within is {factor:g}, but it is a factor of at least 1")
        low, high = value / factor, value * factor
    return Quantity(
        value=value,
        low=low,
        high=high,
        evidence=_one_of("evidence", given.get("evidence"), _EVIDENCE),
        text=_one_of("text", given.get("text"), _SILENCE),
        reference=_text("reference", given.get("reference")),
        as_of=_date(given.get("as_of")),
        note=_text("note", given.get("note")),
        unit=_text("unit", given.get("unit")) or unit,
    )


def _size(name: str, given: object) -> float:
    if isinstance(given, bool) or not isinstance(given, int | float):
        raise ValueError(f"{name} must be a number, not {given!r}")
    size = float(given)
    if not math.isfinite(size):
        raise ValueError(f"{name} must be a finite number, not {given!r}")
    return size


def _one_of(name: str, given: object, words: tuple[str, ...]) -> Any:
    if given is None or given in words:
        return given
    raise ValueError(f"{name} must be one of {', '.join(words)}, not {given!r}")


def _text(name: str, given: object) -> str | None:
    if given is None or isinstance(given, str):
        return given
    raise ValueError(f"{name} must be text, not {given!r}")


def _date(given: object) -> datetime.date | None:
    if given is None or isinstance(given, datetime.date):
        return given
    try:
        return datetime.date.fromisoformat(str(given))
    except ValueError:
        raise ValueError(f"as_of must be a date such as 2019-06-30, not {given!r}") from None


def _share(given: object, unit: str) -> Quantity[float]:
    """A share; a range given as a factor is cut at 1, which no share exceeds."""
    if isinstance(given, Mapping) and given.get("within") is not None and "value" in given:
        value, factor = _size("value", given["value"]), _size("within", given["within"])
        if given.get("low") is None and given.get("high") is None and value <= 1.0 <= value * factor:
            rest = {key: part for key, part in given.items() if key != "within"}
            given = {**rest, "low": value / factor, "high": 1.0}
    return read_number(given, unit=unit, most=1.0)


def _reader(unit: str, **limits: Any) -> Callable[[object], Quantity[float]]:
    def read(given: object) -> Quantity[float]:
        return read_number(given, unit=unit, **limits)

    return read


PerYear = Annotated[Quantity[float], PlainValidator(_reader("per person-year", most=100_000.0))]
"""A number of events a person and year, 0 to 100,000: more than one in five minutes is a slip of the pen."""

Ratio = Annotated[Quantity[float], PlainValidator(_reader("times the reference", most=10_000.0))]
"""A factor on a rate or a probability, 0 to 10,000; 1 is the reference category."""

Share = Annotated[Quantity[float], PlainValidator(lambda given: _share(given, "share"))]
"""A share or a probability, 0 to 1."""

ShareBelowOne = Annotated[
    Quantity[float], PlainValidator(_reader("share of the rate taken away", most=1.0, open_end=True))
]
"""A share from 0 to below 1: what is taken away always leaves something."""

Rise = Annotated[Quantity[float], PlainValidator(_reader("part by which the rate rises", most=9.0))]
"""A part by which something rises, 0 to 9: at 1 it doubles."""

Spread = Annotated[Quantity[float], PlainValidator(_reader("standard deviation of the logarithm", most=3.0))]
"""The spread of a lognormal trait, 0 to 3: at 3 one person in a hundred has a thousand times the median."""

Days = Annotated[Quantity[float], PlainValidator(_reader("days"))]
"""A length of time in days, at least 0."""

Harm = Annotated[Quantity[float], PlainValidator(_reader("yuan per act"))]
"""A loss an act, in money, at least 0."""
