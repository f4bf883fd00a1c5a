"""The scheme language: reading, checking, explaining, comparing and patching of schemes.

`load` reads a scheme; `catalogue` names the ones that come with Glasshouse.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from glasshouse.schemes.model import Scheme
    from glasshouse.schemes.reading import catalogue, load
    from glasshouse.schemes.reforming import Reform, load_reform

__all__ = ["Reform", "Scheme", "catalogue", "load", "load_reform"]

_HOMES = {
    "Reform": "glasshouse.schemes.reforming",
    "Scheme": "glasshouse.schemes.model",
    "catalogue": "glasshouse.schemes.reading",
    "load": "glasshouse.schemes.reading",
    "load_reform": "glasshouse.schemes.reforming",
}


def __getattr__(name: str) -> object:
    """Load a public name when it is first asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module 'glasshouse.schemes' has no attribute {name!r}")
    return getattr(importlib.import_module(_HOMES[name]), name)
