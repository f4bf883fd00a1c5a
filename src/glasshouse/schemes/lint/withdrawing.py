"""The patch that takes a source away, with the life histories that name it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from glasshouse.schemes.lint.case import Case

__all__ = ["without_source"]


def without_source(case: Case, path: str) -> Mapping[str, Any]:
    """What a reform removes so that a source no longer reports anything.

    Args:
        case: the scheme as a rule of the lint sees it.
        path: of the source, as an observation names it: ``data.sources.camera``.

    Returns:
        Nothing where it is the only source: without any, nothing would be left to run.
    """
    sources = case.scheme.data.sources
    if len(sources) == 1:
        return {}
    gone = next(source for source in sources if path == f"data.sources.{source.id}")
    left = {name for source in sources if source is not gone for name in (source.id, source.kind)}
    names = {gone.id, gone.kind} - left
    stale = [
        f"tests.{history.id}"
        for history in case.scheme.tests
        if any(day.source in names for day in history.days)
    ]
    return {"remove": [path, *stale]}
