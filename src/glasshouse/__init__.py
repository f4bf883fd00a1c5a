"""Glasshouse, a laboratory for social-credit and social-scoring schemes.

It studies rules, not people: everyone in it is invented. The names below are loaded when first asked for, so
that ``import glasshouse`` stays quick.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from glasshouse.ground.version import VERSION

if TYPE_CHECKING:
    from glasshouse.assumptions import load as load_assumptions
    from glasshouse.ground.errors import BadInput, GlasshouseError, Interrupted, RunFailed
    from glasshouse.schemes import load as load_scheme
    from glasshouse.society import load as load_society
    from glasshouse.studies.audit import audit
    from glasshouse.studies.cluster import Cluster
    from glasshouse.studies.comparison import compare
    from glasshouse.studies.effects import effects
    from glasshouse.studies.lives import film, life
    from glasshouse.studies.parts import merge, simulate_part
    from glasshouse.studies.patchwork import patchwork
    from glasshouse.studies.repeating import repeat
    from glasshouse.studies.simulation import simulate
    from glasshouse.studies.validation import validate

__all__ = [
    "BadInput",
    "Cluster",
    "GlasshouseError",
    "Interrupted",
    "RunFailed",
    "__version__",
    "audit",
    "compare",
    "effects",
    "film",
    "life",
    "load_assumptions",
    "load_scheme",
    "load_society",
    "merge",
    "patchwork",
    "repeat",
    "simulate",
    "simulate_part",
    "validate",
]

__version__ = VERSION

# Public name -> the module that holds it and its name there.
_HOMES: dict[str, tuple[str, str]] = {
    "BadInput": ("glasshouse.ground.errors", "BadInput"),
    "Cluster": ("glasshouse.studies.cluster", "Cluster"),
    "GlasshouseError": ("glasshouse.ground.errors", "GlasshouseError"),
    "Interrupted": ("glasshouse.ground.errors", "Interrupted"),
    "RunFailed": ("glasshouse.ground.errors", "RunFailed"),
    "audit": ("glasshouse.studies.audit", "audit"),
    "compare": ("glasshouse.studies.comparison", "compare"),
    "effects": ("glasshouse.studies.effects", "effects"),
    "film": ("glasshouse.studies.lives", "film"),
    "life": ("glasshouse.studies.lives", "life"),
    "load_assumptions": ("glasshouse.assumptions", "load"),
    "load_scheme": ("glasshouse.schemes", "load"),
    "load_society": ("glasshouse.society", "load"),
    "merge": ("glasshouse.studies.parts", "merge"),
    "patchwork": ("glasshouse.studies.patchwork", "patchwork"),
    "repeat": ("glasshouse.studies.repeating", "repeat"),
    "simulate": ("glasshouse.studies.simulation", "simulate"),
    "simulate_part": ("glasshouse.studies.parts", "simulate_part"),
    "validate": ("glasshouse.studies.validation", "validate"),
}

# Modules that need no extra.
_CORE = ("glasshouse.assumptions", "glasshouse.ground.errors", "glasshouse.schemes")


def __getattr__(name: str) -> object:
    """Load a public name when it is first asked for.

    Raises:
        AttributeError: there is no such name.
        MissingExtra: it needs the extra ``run``, which is not installed; also an `ImportError`.
    """
    if name not in _HOMES:
        raise AttributeError(f"module 'glasshouse' has no attribute {name!r}")
    module, attribute = _HOMES[name]
    if module not in _CORE:
        from glasshouse.ground.extras import need

        need("run", by=f"'glasshouse.{name}'")
    found: object = getattr(importlib.import_module(module), attribute)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    """List the public names, loaded or not."""
    return sorted({*globals(), *__all__})
