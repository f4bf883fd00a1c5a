"""What a scheme says under a key: a value, that there is none, or nothing at all. The three differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from glasshouse.ground.quantity import Quantity
from glasshouse.ground.validation import Part

__all__ = ["Said", "attribute", "read"]

State = Literal["stated", "none", "silent"]


@dataclass(frozen=True, slots=True)
class Said:
    """What stands under a key.

    Attributes:
        state: ``stated`` (there is a value), ``none`` (the text says that there is none: ``null`` or ``[]``)
            or ``silent`` (the key is not written, or its number is one that the text does not state).
        value: the value without its range and source; for a silent number the one that was assumed.
        quantity: the number with all that is known of it, where it is one.
    """

    state: State
    value: Any = None
    quantity: Quantity[Any] | None = None

    @property
    def is_stated(self) -> bool:
        """Whether the text gives a value."""
        return self.state == "stated"

    @property
    def is_none(self) -> bool:
        """Whether the text says that there is none."""
        return self.state == "none"

    @property
    def is_silent(self) -> bool:
        """Whether the text does not say."""
        return self.state == "silent"


def attribute(part: Part, key: str) -> str:
    """The name in the model of a key of the file: ``for_`` for ``for``.

    Raises:
        KeyError: the part has no such key; a fault of the caller.
    """
    fields = type(part).model_fields
    for name in (key, f"{key}_"):
        if name in fields:
            return name
    raise KeyError(f"{type(part).__name__} has no key '{key}'")


def read(part: Part, key: str) -> Said:
    """What a part says under one of its keys.

    Args:
        part: of the scheme.
        key: as in the file, such as ``for``.

    Raises:
        KeyError: the part has no such key; a fault of the caller.
    """
    name = attribute(part, key)
    value = getattr(part, name)
    quantity = value if isinstance(value, Quantity) else None
    plain = value if quantity is None else quantity.value
    if name not in part.model_fields_set or (quantity is not None and quantity.text is not None):
        return Said("silent", plain, quantity)
    if plain is None or plain == ():
        return Said("none", plain, quantity)
    return Said("stated", plain, quantity)
