"""Kinds of value that stand in files: ids, dates, lists, and numbers that say how they are known.

`QuantityOf[T]` is the one shape in which a number can stand in a file: a bare scalar, or a mapping with
``value``, ``low``, ``high``, ``evidence``, ``text``, ``reference``, ``as_of``, ``note`` and ``unit``.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import UnionType
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias, TypeVar, Union, get_args, get_origin

from pydantic import BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError, core_schema

from glasshouse.ground.errors import did_you_mean
from glasshouse.ground.mistakes import mistake, not_a_word, quoted_value
from glasshouse.ground.quantity import Evidence, Quantity, Silence
from glasshouse.ground.units import Duration, Money

__all__ = ["Date", "Identifier", "Items", "QuantityOf", "Within", "as_written", "read_identifier"]

T = TypeVar("T")

_IDENTIFIER = re.compile(r"[a-z][a-z0-9-]*\Z")
_LONGEST_IDENTIFIER = 60
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_YEARS = range(1800, 2201)
_LONGEST = Duration(200, "year")
_TIME_WORD = re.compile(r"\b(?:day|week|month|year)s?\b")


def read_identifier(value: object) -> str:
    """An id, if the value can be one; otherwise the pydantic error that says how it could."""
    if isinstance(value, str) and _IDENTIFIER.match(value) and len(value) <= _LONGEST_IDENTIFIER:
        return value
    remedy = "use small letters, digits and hyphens, beginning with a letter"
    if isinstance(value, str):
        better = re.sub(r"[^a-z0-9]+", "-", value.casefold()).strip("-")[:_LONGEST_IDENTIFIER].strip("-")
        if _IDENTIFIER.match(better):
            remedy += f", such as '{better}'"
    raise mistake(f"{quoted_value(value)} cannot be an id", remedy=remedy, code="bad-id")


def _read_date(value: object) -> datetime.date:
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return value
    if isinstance(value, str):
        try:
            date = datetime.date.fromisoformat(value) if _DATE.fullmatch(value) else None
        except ValueError:
            date = None
        if date is not None and date.year in _YEARS:
            return date
        if date is not None:
            raise mistake(
                f"{value} lies too far away",
                remedy=f"dates are of the years {_YEARS[0]} to {_YEARS[-1]}",
                code="out-of-range",
            )
    raise mistake(
        f"{quoted_value(value)} is not a date",
        remedy="write year-month-day, such as 2019-07-08",
        code="bad-date",
    )


def _read_items(value: object) -> object:
    if isinstance(value, list):
        return tuple(value)
    if isinstance(value, tuple):
        return value
    remedy = "write '[]' for none" if value is None else None
    if isinstance(value, str | int | float):
        remedy = f"write [{value}]" if len(str(value)) <= 40 else "put it in brackets: [...]"
    elif isinstance(value, dict):
        remedy = "begin each item with '- '"
    raise mistake(f"a list is needed here, not {quoted_value(value)}", remedy=remedy, code="not-a-list")


Identifier = Annotated[
    str,
    BeforeValidator(read_identifier),
    WithJsonSchema({"type": "string", "pattern": "^[a-z][a-z0-9-]*$", "maxLength": _LONGEST_IDENTIFIER}),
]
"""A name that a file gives to one of its items: ``[a-z][a-z0-9-]*``, at most 60 characters."""

Date = Annotated[datetime.date, BeforeValidator(_read_date)]
"""A civil date, written ``2019-07-08``."""

if TYPE_CHECKING:
    Items: TypeAlias = tuple[T, ...]
    QuantityOf: TypeAlias = Quantity[T]
else:

    class Items:
        """``Items[T]``: a list in the file, a tuple of ``T`` in the model."""

        def __class_getitem__(cls, item: Any) -> Any:  # noqa: D105
            return Annotated[
                tuple[item, ...], BeforeValidator(_read_items, json_schema_input_type=list[item])
            ]

    class QuantityOf:
        """``QuantityOf[T]``: an annotated number of ``T``: int, float, Duration, Money, words, or a union."""

        def __class_getitem__(cls, item: Any) -> Any:  # noqa: D105
            return Annotated[Quantity[item], _QuantityReader(item)]


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


def _reader_of(kind: Any) -> tuple[Reader, list[dict[str, Any]]]:
    """A function that reads one scalar of a kind, and the JSON Schemas of what it accepts."""
    origin = get_origin(kind)
    if origin is Annotated:
        inner, *marks = get_args(kind)
        reader, schemas = _reader_of(inner)
        bounds = next((mark for mark in marks if isinstance(mark, Within)), None)
        return (
            (reader, schemas)
            if bounds is None
            else (_bounded(reader, bounds), _bounded_schemas(schemas, bounds))
        )
    if origin is Literal:
        return _word_reader(get_args(kind)), [{"enum": list(get_args(kind))}]
    if origin is Union or origin is UnionType:
        members = [(member, *_reader_of(member)) for member in get_args(kind)]
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


def _word_reader(words: tuple[str, ...]) -> Reader:
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


def _read_text(value: object) -> str:
    if isinstance(value, str):
        return value
    raise mistake(
        f"a text is needed here, not {quoted_value(value)}", remedy="put it in quotes", code="not-a-text"
    )


_UNIT_WORDS = r"(day|working day|week|month|year)s?"
_SCALARS: dict[Any, tuple[Reader, list[dict[str, Any]]]] = {
    int: (_read_whole, [{"type": "integer"}]),
    float: (_read_number, [{"type": "number"}]),
    str: (_read_text, [{"type": "string"}]),
    Duration: (_read_duration, [{"type": "string", "pattern": f"^[0-9]+ {_UNIT_WORDS}$"}]),
    Money: (_read_money, [{"type": "string", "pattern": "^[0-9][0-9,.]* [A-Za-z]+$"}]),
}

_ANNOTATIONS: dict[str, dict[str, Any]] = {
    "evidence": {
        "enum": list(get_args(Evidence)),
        "description": "How the number is known: cited, derived, assumed or unverified.",
    },
    "text": {
        "enum": list(get_args(Silence)),
        "description": "What the rule's own text says where it does not give the number: silent, not-found.",
    },
    "reference": {"type": "string", "description": "Id of the reference that the number stands in."},
    "as_of": {"type": "string", "format": "date", "description": "The date on which it held."},
    "note": {"type": "string", "description": "A remark for the reader."},
    "unit": {"type": "string", "description": "Unit, where the value does not carry it."},
}


class _QuantityReader:
    """Teaches pydantic to read one kind of `Quantity`."""

    def __init__(self, kind: Any) -> None:
        self.read, self.schemas = _reader_of(kind)

    def __call__(self, value: object) -> Quantity[Any]:
        if isinstance(value, Quantity):
            return value
        if not isinstance(value, dict):
            return Quantity(self.read(value))
        return self._read_mapping(value)

    def _read_mapping(self, given: Mapping[str, object]) -> Quantity[Any]:
        known = ["value", "low", "high", *_ANNOTATIONS]
        for key in given:
            if key not in known:
                near = did_you_mean(key, known)
                raise mistake(
                    f"'{key}' is not a key of a number" + (f". Did you mean '{near}'?" if near else ""),
                    remedy="its keys are " + ", ".join(known),
                    at=(key,),
                    code="unknown-key",
                )
        if given.get("value") is None:
            raise mistake(
                "an annotated number needs a 'value'",
                remedy="where the text says that there is none, write null instead of the mapping",
                code="no-value",
            )
        ends: dict[str, Any] = {}
        for key in ("value", "low", "high"):
            if given.get(key) is not None:
                ends[key] = _inside(key, self.read, given[key])
        notes: dict[str, Any] = {}
        for key in ("evidence", "text", "reference", "as_of", "note", "unit"):
            if given.get(key) is not None:
                notes[key] = _inside(key, _NOTE_READERS[key], given[key])
        try:
            return Quantity(**ends, **notes)
        except (ValueError, TypeError) as error:
            raise mistake(str(error), code="bad-range") from None

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(
            self, serialization=core_schema.plain_serializer_function_ser_schema(as_written)
        )

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> dict[str, Any]:
        scalar: dict[str, Any] = self.schemas[0] if len(self.schemas) == 1 else {"anyOf": self.schemas}
        mapping = {
            "type": "object",
            "properties": {"value": scalar, "low": scalar, "high": scalar, **_ANNOTATIONS},
            "required": ["value"],
            "additionalProperties": False,
        }
        return {"anyOf": [*self.schemas, mapping]}


def as_written(number: Quantity[Any]) -> Any:
    """A number as it would stand in a file: bare where nothing more is known of it."""

    def bare(end: object) -> object:
        return str(end) if isinstance(end, Duration | Money) else end

    told = {
        "value": bare(number.value),
        "low": bare(number.low),
        "high": bare(number.high),
        "evidence": number.evidence,
        "text": number.text,
        "reference": number.reference,
        "as_of": None if number.as_of is None else number.as_of.isoformat(),
        "note": number.note,
        "unit": number.unit,
    }
    known = {key: item for key, item in told.items() if item is not None}
    return known["value"] if known.keys() == {"value"} else known


_NOTE_READERS: dict[str, Reader] = {
    "evidence": _word_reader(get_args(Evidence)),
    "text": _word_reader(get_args(Silence)),
    "reference": read_identifier,
    "as_of": _read_date,
    "note": _read_text,
    "unit": _read_text,
}


def _inside(key: str, read: Reader, value: object) -> Any:
    """Read a value that stands under a key, so that a mistake in it points there."""
    try:
        return read(value)
    except PydanticCustomError as error:
        told = dict(error.context or {})
        told["at"] = (key, *told.get("at", ()))
        raise PydanticCustomError("mistake", "{what}", told) from None
