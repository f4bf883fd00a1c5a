"""Notice and publication as fields of rows: who is told of a stay, or of a band or consequence, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glasshouse.engine.compile.lists import is_posted
from glasshouse.engine.compile.rows import threshold

if TYPE_CHECKING:
    from glasshouse.assumptions import Assumptions
    from glasshouse.schemes import Scheme
    from glasshouse.schemes.model import List, Notice

__all__ = ["days_before_effect", "hearsay", "notice_fields"]


def _notice_of(scheme: Scheme, kind: str, name: str) -> Notice | None:
    """The notice of a list, band or consequence: the first in the file that names it and is due some time."""
    return next(
        (
            notice
            for notice in scheme.notice
            if notice.due != "none" and name in getattr(notice.for_, f"{kind}s")
        ),
        None,
    )


def _days(notice: Notice) -> int:
    return 0 if notice.days is None or notice.days.value is None else notice.days.value


def days_before_effect(scheme: Scheme, name: str) -> int:
    """The days by which a notice that is due before effect puts off an entry in a list."""
    notice = _notice_of(scheme, "list", name)
    return _days(notice) if notice is not None and notice.due == "before-effect" else 0


def hearsay(entry: List, assumptions: Assumptions) -> int:
    """The threshold of hearing of an entry because the public can read the list."""
    return threshold(assumptions.procedure.publication.tells.value) if is_posted(entry) else 0


def notice_fields(scheme: Scheme, kind: str, name: str, assumptions: Assumptions) -> dict[str, int]:
    """Chance and days of the notice of a list, band or consequence."""
    notice = _notice_of(scheme, kind, name)
    known = scheme.practice.notice_reaches
    reaches = assumptions.procedure.notice.reaches
    share = reaches.value if known is None or known.value is None else known.value
    return {
        "notice": threshold(share) if notice is not None else 0,
        "notice_days": _days(notice) if notice is not None and notice.due == "after" else 0,
    }
