"""Kinds of value that stand in files: ids, dates, lists, and numbers that say how they are known.

`QuantityOf[T]` is the one shape in which a number can stand in a file: a bare scalar, or a mapping with
``value``, ``low``, ``high``, ``evidence``, ``text``, ``reference``, ``as_of``, ``note`` and ``unit``.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias, TypeVar, get_args

from pydantic import BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError, core_schema

from glasshouse.ground.errors import did_you_mean
from glasshouse.ground.mistakes import mistake, quoted_value
from glasshouse.ground.quantity import Evidence, Quantity, Silence
from glasshouse.ground.scalars import Reader, read_plain_text, reader_of, word_reader
from glasshouse.ground.units import Duration, Money

__all__ = ["Date", "Identifier", "Items", "QuantityOf", "as_written", "read_identifier"]

T = TypeVar("T")

_IDENTIFIER = re.compile(r"[a-z][a-z0-9-]*\Z")
_LONGEST_IDENTIFIER = 60
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_YEARS = range(1800, 2201)


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
        self.read, self.schemas = reader_of(kind)

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
    "evidence": word_reader(get_args(Evidence)),
    "text": word_reader(get_args(Silence)),
    "reference": read_identifier,
    "as_of": _read_date,
    "note": read_plain_text,
    "unit": read_plain_text,
}


def _inside(key: str, read: Reader, value: object) -> Any:
    """Read a value that stands under a key, so that a mistake in it points there."""
    try:
        return read(value)
    except PydanticCustomError as error:
        told = dict(error.context or {})
        told["at"] = (key, *told.get("at", ()))
        raise PydanticCustomError("mistake", "{what}", told) from None
