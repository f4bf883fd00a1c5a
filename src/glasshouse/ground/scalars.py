"""How one scalar of a file is read: a number, a text, a time, an amount of money, or a word out of some.

A reader takes what YAML made of it and gives the value, or says what is wrong with it and how it could be
written.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from types import UnionType
from typing import Annotated, Any, Literal, TypeAlias, Union, get_args, get_origin

from pydantic_core import PydanticCustomError

from glasshouse.ground.errors import did_you_mean
from glasshouse.ground.mistakes import mistake, not_a_word, quoted_value
from glasshouse.ground.units import Duration, Money

__all__ = ["Reader", "Within", "read_plain_text", "reader_of", "word_reader"]

_LONGEST = Duration(200, "year")
_TIME_WORD = re.compile(r"\b(?:day|week|month|year)s?\b")


@dataclass(frozen=True)
class Within:
    """Bounds on a number, both included: ``QuantityOf[Annotated[float, Within(0, 1)]]``."""

    low: float | None = None
    high: float | None = None

    def __str__(self) -> str:
        """Say the bounds in words."""
        if self.low is not None and self.high is not None:
            return f"from {self.low:g} to {self.high:g}"
        return f"{self.low:g} or more" if self.low is not None else f"{self.high:g} or less"


Reader: TypeAlias = "Callable[[object], Any]"


def reader_of(kind: Any) -> tuple[Reader, list[dict[str, Any]]]:
    """A function that reads one scalar of a kind, and the JSON Schemas of what it accepts."""
    origin = get_origin(kind)
    if origin is Annotated:
        inner, *marks = get_args(kind)
        reader, schemas = reader_of(inner)
        bounds = next((mark for mark in marks if isinstance(mark, Within)), None)
        return (
            (reader, schemas)
            if bounds is None
            else (_bounded(reader, bounds), _bounded_schemas(schemas, bounds))
        )
    if origin is Literal:
        return word_reader(get_args(kind)), [{"enum": list(get_args(kind))}]
    if origin is Union or origin is UnionType:
        members = [(member, *reader_of(member)) for member in get_args(kind)]
        words = [
            word for member in get_args(kind) if get_origin(member) is Literal for word in get_args(member)
        ]
        others = {
            _plain_kind(member): reader for member, reader, _ in members if get_origin(member) is not Literal
        }
        return _union_reader(words, others), [schema for _, _, schemas in members for schema in schemas]
    return _SCALARS[kind]


def _bounded(reader: Reader, bounds: Within) -> Reader:
    def read(value: object) -> Any:
        number = reader(value)
        if (bounds.low is not None and number < bounds.low) or (
            bounds.high is not None and number > bounds.high
        ):
            raise mistake(
                f"{quoted_value(value)} is out of range",
                remedy=f"write a number {bounds}",
                code="out-of-range",
            )
        return number

    return read


def _bounded_schemas(schemas: list[dict[str, Any]], bounds: Within) -> list[dict[str, Any]]:
    ends = {"minimum": bounds.low, "maximum": bounds.high}
    return [{**schema, **{name: end for name, end in ends.items() if end is not None}} for schema in schemas]


def word_reader(words: tuple[str, ...]) -> Reader:
    """A function that reads one out of some words."""

    def read(value: object) -> Any:
        if isinstance(value, str) and value in words:
            return value
        raise not_a_word(value, words)

    return read


def _plain_kind(kind: Any) -> Any:
    return get_args(kind)[0] if get_origin(kind) is Annotated else kind


def _union_reader(words: list[Any], others: dict[Any, Reader]) -> Reader:
    """Read a word, or else the one kind of number that the value looks like."""

    def read(value: object) -> Any:
        for word in words:
            if type(value) is type(word) and value == word:
                return value
        if isinstance(value, str):
            near = did_you_mean(value, [word for word in words if isinstance(word, str)])
            if near:
                raise mistake(
                    f"{quoted_value(value)} is not understood here. Did you mean '{near}'?",
                    code="unknown-word",
                )
        if isinstance(value, int | float) and float in others:
            try:
                return others[float](value)
            except PydanticCustomError:
                if Money not in others:
                    raise
                raise mistake(
                    f"{value} of what? It is too much for a share",
                    remedy=f"write money such as {value} yuan, or a share such as 0.1",
                    code="number-without-unit",
                ) from None
        if Duration in others and (
            Money not in others or (isinstance(value, str) and _TIME_WORD.search(value))
        ):
            return others[Duration](value)
        if Money in others:
            return others[Money](value)
        raise not_a_word(value, [str(word) for word in words])

    return read


def _read_whole(value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        if abs(value) > 10**15:
            raise mistake(f"{value} is too large", remedy="write a number below 10 to the 15th power")
        return value
    if isinstance(value, float) and value.is_integer() and abs(value) <= 10**15:
        return int(value)
    remedy = (
        "scores are whole; if the text has halves, double every number" if isinstance(value, float) else None
    )
    raise mistake(
        f"a whole number is needed here, not {quoted_value(value)}", remedy=remedy, code="not-whole"
    )


def _read_number(value: object) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    remedy = None
    if isinstance(value, str):
        share = re.fullmatch(r"([0-9.]+) ?%", value)
        if share and share[1].count(".") < 2 and share[1] != ".":
            remedy = f"write {float(share[1]) / 100:g}"
    raise mistake(f"a number is needed here, not {quoted_value(value)}", remedy=remedy, code="not-a-number")


def _read_duration(value: object) -> Duration:
    if isinstance(value, Duration):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        unit = "year" if value == 1 else "years"
        raise mistake(
            f"{value} what? Write {value} {unit}, or days, working days, weeks or months",
            code="number-without-unit",
        )
    if not isinstance(value, str):
        raise mistake(
            f"a length of time is needed here, not {quoted_value(value)}",
            remedy="write a number and a unit, such as 24 months",
            code="bad-duration",
        )
    try:
        duration = Duration.parse(value)
    except ValueError as error:
        raise mistake(str(error), code="bad-duration") from None
    if duration.nominal_days > _LONGEST.nominal_days:
        raise mistake(f"{duration} is longer than {_LONGEST}", code="out-of-range")
    return duration


def _read_money(value: object) -> Money:
    if isinstance(value, Money):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        raise mistake(f"{value} of what? Write a currency, such as {value} yuan", code="number-without-unit")
    if not isinstance(value, str):
        raise mistake(
            f"an amount of money is needed here, not {quoted_value(value)}", remedy="write it so: 100 yuan"
        )
    try:
        return Money.parse(value)
    except ValueError as error:
        raise mistake(str(error), code="bad-money") from None


def read_plain_text(value: object) -> str:
    """A text, and nothing that YAML takes for something else."""
    if isinstance(value, str):
        return value
    raise mistake(
        f"a text is needed here, not {quoted_value(value)}", remedy="put it in quotes", code="not-a-text"
    )


_UNIT_WORDS = r"(day|working day|week|month|year)s?"
_SCALARS: dict[Any, tuple[Reader, list[dict[str, Any]]]] = {
    int: (_read_whole, [{"type": "integer"}]),
    float: (_read_number, [{"type": "number"}]),
    str: (read_plain_text, [{"type": "string"}]),
    Duration: (_read_duration, [{"type": "string", "pattern": f"^[0-9]+ {_UNIT_WORDS}$"}]),
    Money: (_read_money, [{"type": "string", "pattern": "^[0-9][0-9,.]* [A-Za-z]+$"}]),
}
