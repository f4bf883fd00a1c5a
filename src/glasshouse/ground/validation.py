"""From a document to a model: every problem at once, each with its place, its reason and its remedy.

pydantic finds what is wrong; this module says it to a person. A model is a tree of `Part`; each part knows
what it is called (``a rule``), so that a message can say "'publication' is not a key of a rule; it belongs to
lists".

`QuantityOf[T]` is the one shape in which a number can stand in a file: a bare scalar, or a mapping with
``value``, ``low``, ``high``, ``evidence``, ``text``, ``reference``, ``as_of``, ``note`` and ``unit``.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import UnionType
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    ClassVar,
    Literal,
    TypeAlias,
    TypeVar,
    Union,
    get_args,
    get_origin,
)

from pydantic import BaseModel, BeforeValidator, ConfigDict, PrivateAttr, ValidationError, WithJsonSchema
from pydantic_core import PydanticCustomError, core_schema

from glasshouse.ground.document import Document
from glasshouse.ground.errors import BadInput, Position, Problem, did_you_mean
from glasshouse.ground.quantity import Evidence, Quantity, Silence
from glasshouse.ground.telling import listed, tell
from glasshouse.ground.units import Duration, Money

__all__ = [
    "Date",
    "Identifier",
    "Items",
    "Part",
    "QuantityOf",
    "Within",
    "as_written",
    "build",
    "mistake",
    "quoted_value",
    "read_identifier",
    "validate",
]

M = TypeVar("M", bound=BaseModel)
T = TypeVar("T")
Path: TypeAlias = "tuple[str | int, ...]"

_IDENTIFIER = re.compile(r"[a-z][a-z0-9-]*\Z")
_LONGEST_IDENTIFIER = 60
_MOST_HOMES = 5
_TIME_WORD = re.compile(r"\b(?:day|week|month|year)s?\b")


class Part(BaseModel):
    """A mapping in a file, as an object that cannot be changed and knows where it was written.

    Two parts are equal when their contents are, wherever they stand.

    Attributes:
        noun: what one of these is called in a message, with its article.
        plural: where its keys belong, for "it belongs to lists".
    """

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        strict=True,
        allow_inf_nan=False,
        validate_by_alias=True,
        validate_by_name=True,
    )

    noun: ClassVar[str] = "this part"
    plural: ClassVar[str] = "other parts"

    _origin: tuple[Document, Path] | None = PrivateAttr(default=None)

    @property
    def position(self) -> Position | None:
        """Where this part begins in its file; None for a part that was not read from one."""
        return self.position_of()

    def position_of(self, *path: str | int) -> Position | None:
        """Where a key of this part (or something deeper) is written, by the names used in the file.

        A key that is not written gives the place of the part itself.
        """
        if self._origin is None:
            return None
        document, here = self._origin
        return document.position((*here, *path), key=bool(path))

    def is_patched(self, *path: str | int) -> bool:
        """Whether this part, or the value at `path` inside it, was put there by a reform or ``--set``."""
        return self._origin is not None and self._origin[0].is_patched((*self._origin[1], *path))

    def __eq__(self, other: object) -> bool:
        """Compare contents; places do not count."""
        return type(self) is type(other) and self.__dict__ == other.__dict__

    def __hash__(self) -> int:
        """Agree with equality."""
        return hash((type(self), tuple(self.__dict__.values())))


def build(model: type[M], document: Document, path: Path = ()) -> M:
    """Make a model from (a part of) a document.

    Raises:
        BadInput: with every problem that was found.
    """
    made, problems = validate(model, document, path)
    if made is None:
        raise BadInput(*problems)
    return made


def validate(model: type[M], document: Document, path: Path = ()) -> tuple[M | None, list[Problem]]:
    """As `build`, but hand the problems back, so that other checks can add theirs before it is raised."""
    try:
        made = model.model_validate(document.value(path))
    except ValidationError as error:
        return None, list(_problems(model, document, path, error))
    _attach(made, document, path)
    return made, []


def mistake(
    what: str, *, why: str | None = None, remedy: str | None = None, at: Path = (), code: str = "bad-value"
) -> PydanticCustomError:
    """An error to raise in a pydantic validator: `what` is wrong, at `at` inside the value being read."""
    return PydanticCustomError(
        "mistake", "{what}", {"what": what, "why": why, "remedy": remedy, "at": at, "code": code}
    )


def quoted_value(value: object) -> str:
    """A value as a message quotes it: short, on one line."""
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list | tuple):
        return "a list"
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        word = "".join(letter if letter.isprintable() else " " for letter in value)
        return f"'{word}'" if len(word) <= 50 else f"'{word[:47]}...'"
    return str(value)


# --------------------------------------------------------------------------------------------- kinds of value


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
            if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
                return datetime.date.fromisoformat(value)
        except ValueError:
            pass
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
        raise _not_a_word(value, words)

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
        raise _not_a_word(value, [str(word) for word in words])

    return read


def _not_a_word(value: object, words: tuple[str, ...] | list[str]) -> PydanticCustomError:
    near = did_you_mean(value, words) if isinstance(value, str) else None
    hint = f". Did you mean '{near}'?" if near else ""
    return mistake(
        f"{quoted_value(value)} is not understood here{hint}",
        remedy=f"write {_one_of(words)}",
        code="unknown-word",
    )


def _one_of(words: tuple[str, ...] | list[str]) -> str:
    if len(words) == 1:
        return f"'{words[0]}'" if words[0].isalpha() else words[0]
    return "one of " + ", ".join(words)


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
        return Duration.parse(value)
    except ValueError as error:
        raise mistake(str(error), code="bad-duration") from None


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


# ------------------------------------------------------------------------------- from pydantic to a person


_BOUNDS = {
    "greater_than_equal": "at least",
    "less_than_equal": "at most",
    "greater_than": "more than",
    "less_than": "less than",
}


def _problems(
    model: type[BaseModel], document: Document, path: Path, error: ValidationError
) -> Iterator[Problem]:
    told: set[tuple[Any, ...]] = set()
    for detail in error.errors(include_url=False):
        location = _location(document.value(path), detail["loc"], detail["type"] == "missing")
        problem = _problem(model, document, path, location, detail)
        key = (problem.what, problem.position)
        if key not in told:
            told.add(key)
            yield problem


def _location(given: object, steps: tuple[str | int, ...], is_missing: bool) -> Path:
    """Where an error stands in the file: without the names of types that pydantic adds inside unions."""
    kept: list[str | int] = []
    for number, step in enumerate(steps):
        is_there = (
            step in given if isinstance(given, dict) else isinstance(given, list) and isinstance(step, int)
        )
        if is_there:
            given = given[step]  # type: ignore[index]
        elif not (is_missing and number == len(steps) - 1):
            continue
        kept.append(step)
    return tuple(kept)


def _problem(
    model: type[BaseModel], document: Document, path: Path, location: Path, detail: Mapping[str, Any]
) -> Problem:
    kind = detail["type"]
    given = detail.get("input")
    context = detail.get("ctx") or {}
    here = (*path, *location)
    if kind == "extra_forbidden":
        return _unknown_key(model, document, path, location)
    if kind == "missing":
        return _missing_key(model, document, path, location)
    if kind == "mistake":
        at = (*here, *context["at"])
        is_key = context["code"] == "unknown-key"
        return tell(
            context["what"],
            document.position(at, key=is_key),
            why=context["why"],
            remedy=context["remedy"],
            code=context["code"],
        )
    position = document.position(here)
    named = next((str(step) for step in reversed(location) if isinstance(step, str)), "")
    if kind in ("literal_error", "enum"):
        expected = str(context.get("expected", ""))
        words = re.findall(r"'([^']*)'", expected) or [expected]
        return _word_problem(named, given, words, position)
    if given is None:
        return tell(f"'{named}' is empty", position, remedy=_example(model, location), code="empty")
    if kind in ("model_type", "model_attributes_type", "dataclass_type", "dict_type"):
        owner = _model_at(model, location)
        keys = ", ".join(_keys(owner)) if owner else ""
        what = (
            f"'{named}' needs keys with values, not {quoted_value(given)}"
            if named
            else "keys with values are needed here"
        )
        return tell(what, position, remedy=f"its keys are {keys}" if keys else None, code="not-a-mapping")
    if kind in ("string_type", "string_sub_type"):
        return tell(
            f"'{named}' needs a text, not {quoted_value(given)}",
            position,
            remedy=None if isinstance(given, dict | list) else "put it in quotes",
            code="not-a-text",
        )
    if kind in ("bool_type", "bool_parsing"):
        yes = isinstance(given, str) and given.casefold() in ("yes", "y", "on")
        no = isinstance(given, str) and given.casefold() in ("no", "n", "off")
        remedy = f"write {'true' if yes else 'false'}" if yes or no else "write true or false"
        return tell(
            f"'{named}' is true or false, not {quoted_value(given)}",
            position,
            remedy=remedy,
            code="not-a-bool",
        )
    if kind in ("int_type", "int_parsing", "int_from_float"):
        return tell(
            f"'{named}' needs a whole number, not {quoted_value(given)}",
            position,
            remedy=_example(model, location),
            code="not-whole",
        )
    if kind in ("float_type", "float_parsing"):
        return tell(f"'{named}' needs a number, not {quoted_value(given)}", position, code="not-a-number")
    if kind in _BOUNDS:
        bound = next(iter(context.values()), "")
        return tell(
            f"'{named}' must be {_BOUNDS[kind]} {bound}, not {quoted_value(given)}",
            position,
            code="out-of-range",
        )
    if kind == "too_long":
        return tell(
            f"'{named}' has {context.get('actual_length')} items; the most is {context.get('max_length')}",
            position,
            code="too-many",
        )
    if kind == "too_short":
        return tell(f"'{named}' needs at least {context.get('min_length')} item", position, code="too-few")
    if kind == "string_too_long":
        return tell(
            f"'{named}' is longer than {context.get('max_length')} characters", position, code="too-long"
        )
    message = str(detail.get("msg", "it cannot be read")).removeprefix("Value error, ")
    return tell(f"'{named}': {message[:1].lower()}{message[1:]}", position, code="bad-value")


def _word_problem(key: str, given: object, words: list[str], position: Position) -> Problem:
    near = did_you_mean(given, words) if isinstance(given, str) else None
    shown = quoted_value(given)
    if given is None:
        return tell(f"'{key}' is empty", position, remedy=f"write {_one_of(words)}", code="empty")
    what = f"{shown} is not one of the values of '{key}'" + (f". Did you mean '{near}'?" if near else "")
    if isinstance(given, bool) and {"yes", "no"} <= set(words):
        return tell(what, position, remedy=f"write {'yes' if given else 'no'}", code="unknown-word")
    return tell(what, position, remedy=f"write {_one_of(words)}", code="unknown-word")


def _unknown_key(model: type[BaseModel], document: Document, path: Path, location: Path) -> Problem:
    key = str(location[-1])
    owner = _model_at(model, location[:-1]) or model
    keys = _keys(owner)
    noun = getattr(owner, "noun", "this part")
    near = did_you_mean(key, keys)
    other = getattr(owner, "plural", "")
    homes = [home for home, names in _homes(model).items() if key in names and home != other]
    if len(homes) > _MOST_HOMES:
        homes = []  # a key of nearly everything belongs nowhere in particular
    what = f"'{quoted_value(key)[1:-1]}' is not a key of {noun}"
    remedy = None
    if homes and (near is None or key.casefold() != near.casefold().replace("-", "_")):
        what += f"; it belongs to {listed(homes[:3])}"
        remedy = f"keys of {noun}: " + ", ".join(keys)
    elif near:
        what += f". Did you mean '{near}'?"
    else:
        remedy = f"keys of {noun}: " + ", ".join(keys)
        elsewhere = {name: home for home, names in _homes(model).items() for name in names}
        far = None if homes or key in elsewhere else did_you_mean(key, elsewhere)
        if far is not None:
            what += f". Did you mean '{far}', which belongs to {elsewhere[far]}?"
    code = "misplaced-key" if homes else "unknown-key"
    return tell(what, document.position((*path, *location), key=True), remedy=remedy, code=code)


def _missing_key(model: type[BaseModel], document: Document, path: Path, location: Path) -> Problem:
    key = str(location[-1])
    owner = _model_at(model, location[:-1]) or model
    noun = getattr(owner, "noun", "this part")
    information = _field(owner, key)
    why = information.description if information is not None else None
    return tell(
        f"{noun} needs '{key}'",
        document.position((*path, *location[:-1])),
        why=why,
        remedy=_example(model, location),
        code="missing-key",
    )


def _example(model: type[BaseModel], location: Path) -> str | None:
    owner = _model_at(model, location[:-1]) if location else None
    information = _field(owner, str(location[-1])) if owner else None
    if information is None or not information.examples:
        return None
    return f"for example: {location[-1]}: {information.examples[0]}"


def _field(model: type[BaseModel] | None, key: str) -> Any:
    if model is None:
        return None
    for name, information in model.model_fields.items():
        if (information.alias or name) == key:
            return information
    return None


def _keys(model: type[BaseModel]) -> list[str]:
    """Names of a model's keys: its own first, then those that it has in common with others."""
    own = [name for name in model.model_fields if name in model.__annotations__]
    names = [*own, *(name for name in model.model_fields if name not in own)]
    return [model.model_fields[name].alias or name for name in names]


def _model_at(model: type[BaseModel] | None, location: Path) -> type[BaseModel] | None:
    """The model that reads the mapping at a location."""
    annotation: Any = model
    for step in location:
        if isinstance(step, int):
            continue
        owner = _model_in(annotation)
        information = _field(owner, step)
        if information is None:
            return None
        annotation = information.annotation
    return _model_in(annotation)


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in get_args(annotation):
        found = _model_in(inner)
        if found is not None:
            return found
    return None


def _homes(model: type[BaseModel]) -> dict[str, list[str]]:
    """Every kind of part below a model, by its plural, with its keys; outer ones first."""
    homes: dict[str, list[str]] = {}
    waiting: list[type[BaseModel]] = [model]
    seen: set[type[BaseModel]] = set()
    while waiting:
        part = waiting.pop(0)
        if part in seen:
            continue
        seen.add(part)
        homes.setdefault(getattr(part, "plural", part.__name__.lower()), []).extend(_keys(part))
        for information in part.model_fields.values():
            inner = _model_in(information.annotation)
            if inner is not None:
                waiting.append(inner)
    return homes


def _attach(made: object, document: Document, path: Path) -> None:
    """Tell every part where it was written."""
    if isinstance(made, tuple):
        for index, item in enumerate(made):
            if isinstance(item, BaseModel):
                _attach(item, document, (*path, index))
        return
    if not isinstance(made, BaseModel):
        return
    if isinstance(made, Part):
        made._origin = (document, path)
    for name, information in type(made).model_fields.items():
        value = getattr(made, name)
        if isinstance(value, BaseModel | tuple):
            _attach(value, document, (*path, information.alias or name))
