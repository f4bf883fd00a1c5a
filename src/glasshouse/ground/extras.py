"""What an install may leave out: the extras, what each is for, and the screen where one is missing.

The core reads, checks, compares and changes texts; it needs a few small packages. Whatever lives, draws or
serves is an extra of ``pyproject.toml``, so that an office or a check in CI does not install a compiler.
"""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass

from glasshouse.ground.errors import BadInput, Problem
from glasshouse.ground.telling import listed

__all__ = ["EXTRAS", "Extra", "MissingExtra", "is_there", "need"]


@dataclass(frozen=True, slots=True)
class Extra:
    """What an extra is for, and what it brings.

    Attributes:
        why: what it is for, and what goes without it, in a sentence.
        packages: the modules that it brings, by the names under which they are imported.
    """

    why: str
    packages: tuple[str, ...]


EXTRAS = {
    "run": Extra(
        "What runs schemes is 750 MB; the core reads, checks, compares and changes their texts.",
        ("numba", "numpy", "pandas", "pyarrow", "rich", "scipy", "xarray"),
    ),
    "sensitivity": Extra(
        "Which assumptions drive a result is asked with SALib, which brings Matplotlib along.", ("SALib",)
    ),
    "cluster": Extra("Runs on one machine go without, and so do runs in parts (--range).", ("distributed",)),
    "report": Extra(
        "Matplotlib draws the charts; a report as Markdown (--format md) has none.", ("matplotlib",)
    ),
    "web": Extra(
        "Starlette and Uvicorn serve the page; as files (--export) it goes without.", ("starlette", "uvicorn")
    ),
}
"""Each extra of ``pyproject.toml`` that the package itself uses; all others bring ``run`` along."""


class MissingExtra(BadInput, ImportError):
    """Something needs packages that this install left out; exit code 2."""


def is_there(extra: str) -> bool:
    """Whether all packages of an extra can be found; none is imported.

    Args:
        extra: one of `EXTRAS`.
    """
    return not _missing(extra)


def need(extra: str, *, by: str) -> None:
    """Go on only where an extra is installed.

    Args:
        extra: one of `EXTRAS`.
        by: what needs it; begins a sentence, such as ``'glasshouse run'``.

    Raises:
        MissingExtra: a package of it is not there.
    """
    missing = _missing(extra)
    if missing:
        raise MissingExtra(
            Problem(
                f"{by} needs {listed(missing, last='and')}, which "
                f"{'is' if len(missing) == 1 else 'are'} not installed.",
                why=EXTRAS[extra].why,
                remedy=f"Install the extra '{extra}': pip install 'glasshouse[{extra}]'",
                code="missing-extra",
            )
        )


def _missing(extra: str) -> list[str]:
    packages = dict.fromkeys([*EXTRAS["run"].packages, *EXTRAS[extra].packages])
    return [name for name in packages if importlib.util.find_spec(name) is None]
