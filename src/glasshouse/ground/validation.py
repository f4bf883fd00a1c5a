"""From a document to a model: every problem at once, each with its place, its reason and its remedy.

pydantic finds what is wrong; this module says it to a person. A model is a tree of `Part`; each part knows
what it is called (``a rule``), so that a message can say "'publication' is not a key of a rule; it belongs to
lists". The kinds of value that a part can hold are in `values`, and are handed on from here.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from typing import Any, ClassVar, TypeAlias, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, PrivateAttr, ValidationError

from glasshouse.ground.document import Document
from glasshouse.ground.errors import BadInput, Position, Problem, did_you_mean
from glasshouse.ground.mistakes import mistake, one_of, quoted_value
from glasshouse.ground.scalars import Within
from glasshouse.ground.telling import listed, tell
from glasshouse.ground.values import (
    Date,
    Identifier,
    Items,
    QuantityOf,
    as_written,
    read_identifier,
)

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
Path: TypeAlias = "tuple[str | int, ...]"

_MOST_HOMES = 5


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
    def read_from(self) -> Document | None:
        """The document that this part was read from; None where it was made in code."""
        return None if self._origin is None else self._origin[0]

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


def validate(
    model: type[M], document: Document, path: Path = (), earlier: M | None = None
) -> tuple[M | None, list[Problem]]:
    """As `build`, but hand the problems back, so that other checks can add theirs before it is raised.

    Args:
        model: what to make.
        document: of what.
        path: the part of it.
        earlier: the same made from a document from which a patch made this one; parts whose data both
            documents share are taken over from it, and say that they stand where they stood there.
    """
    given = document.value(path)
    taken: dict[int, Part] = {}
    if isinstance(earlier, Part) and isinstance(given, dict):
        given, taken = _taken_over(given, earlier)
    try:
        made = model.model_validate(given)
    except ValidationError as error:
        if taken:
            return validate(model, document, path)
        return None, list(_problems(model, document, path, error))
    _attach(made, document, path, taken)
    return made, []


def _taken_over(given: dict[str, Any], earlier: Part) -> tuple[dict[str, Any], dict[int, Part]]:
    """What is given, with parts of an earlier model in the place of their very data; and these parts."""
    if earlier._origin is None:
        return given, {}
    document, path = earlier._origin
    before = document.value(path)
    mixed = dict(given)
    taken: dict[int, Part] = {}
    for name, information in type(earlier).model_fields.items():
        key = information.alias or name
        made = getattr(earlier, name)
        now, then = given.get(key), before.get(key)
        if isinstance(made, Part) and isinstance(now, dict) and now is then:
            mixed[key] = taken[id(made)] = made
        elif isinstance(made, tuple) and isinstance(now, list) and isinstance(then, list):
            known = {id(data): part for data, part in zip(then, made, strict=True) if isinstance(part, Part)}
            mixed[key] = [known.get(id(data), data) for data in now]
            taken |= {id(part): part for part in mixed[key] if isinstance(part, Part)}
    return mixed, taken


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
        if _is_only_a_consequence(detail):
            continue
        location = _location(document.value(path), detail["loc"], detail["type"] == "missing")
        problem = _problem(model, document, path, location, detail)
        key = (problem.what, problem.position)
        if key not in told:
            told.add(key)
            yield problem


def _is_only_a_consequence(detail: Mapping[str, Any]) -> bool:
    """Whether a list counts as too short only because its items, of which there are enough, have problems."""
    given, least = detail.get("input"), (detail.get("ctx") or {}).get("min_length")
    return detail["type"] == "too_short" and isinstance(given, list | tuple) and len(given) >= (least or 0)


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
    if kind == "string_too_short":
        return tell(f"'{named}' is empty", position, remedy=_example(model, location), code="empty")
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
        return tell(f"'{key}' is empty", position, remedy=f"write {one_of(words)}", code="empty")
    what = f"{shown} is not one of the values of '{key}'" + (f". Did you mean '{near}'?" if near else "")
    if isinstance(given, bool) and {"yes", "no"} <= set(words):
        return tell(what, position, remedy=f"write {'yes' if given else 'no'}", code="unknown-word")
    return tell(what, position, remedy=f"write {one_of(words)}", code="unknown-word")


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


def _attach(made: object, document: Document, path: Path, taken: Container[int] = ()) -> None:
    """Tell every part where it was written, but for those that were told it before."""
    if isinstance(made, tuple):
        for index, item in enumerate(made):
            if isinstance(item, BaseModel):
                _attach(item, document, (*path, index), taken)
        return
    if not isinstance(made, BaseModel) or id(made) in taken:
        return
    if isinstance(made, Part):
        made._origin = (document, path)
    for name, information in type(made).model_fields.items():
        value = getattr(made, name)
        if isinstance(value, BaseModel | tuple):
            _attach(value, document, (*path, information.alias or name), taken)
