"""Notice and publication as fields of a list's row: who is told of an entry, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glasshouse.engine.compile.lists import is_posted
from glasshouse.engine.compile.rows import threshold

if TYPE_CHECKING:
    from glasshouse.assumptions import Assumptions
    from glasshouse.schemes import Scheme
    from glasshouse.schemes.model import List, Notice

__all__ = ["days_before_effect", "notice_fields"]


def _notice_of(scheme: Scheme, name: str) -> Notice | None:
    """The notice of a list: the first in the file that names it and says when it is due."""
    return next(
        (notice for notice in scheme.notice if notice.due != "none" and name in notice.for_.lists), None
    )


def _days(notice: Notice) -> int:
    return 0 if notice.days is None or notice.days.value is None else notice.days.value


def days_before_effect(scheme: Scheme, name: str) -> int:
    """The days by which a notice that is due before effect puts off an entry in a list."""
    notice = _notice_of(scheme, name)
    return _days(notice) if notice is not None and notice.due == "before-effect" else 0


def notice_fields(scheme: Scheme, entry: List, assumptions: Assumptions) -> dict[str, int]:
    """Chances and days of the notice and of hearsay about a list that the public can read."""
    notice = _notice_of(scheme, entry.id)
    known = scheme.practice.notice_reaches
    procedure = assumptions.procedure
    reaches = procedure.notice.reaches.value if known is None or known.value is None else known.value
    return {
        "notice": threshold(reaches) if notice is not None else 0,
        "notice_days": _days(notice) if notice is not None and notice.due == "after" else 0,
        "tells": threshold(procedure.publication.tells.value) if is_posted(entry) else 0,
    }
