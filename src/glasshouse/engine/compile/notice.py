"""Notice and publication as fields of rows: who is told of a stay, or of a band or consequence, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glasshouse.engine.compile.rows import threshold
from glasshouse.engine.counted import is_public
from glasshouse.engine.tables import NONE

if TYPE_CHECKING:
    from glasshouse.assumptions import Assumptions
    from glasshouse.schemes import Scheme
    from glasshouse.schemes.model import List, Notice, Rule

__all__ = ["days_before_effect", "days_of_target", "hearsay", "notice_fields", "notice_of_rule"]


def _notice_of(scheme: Scheme, kind: str, name: str) -> Notice | None:
    """The notice of a list, rule, band or consequence: the first in the file that names it, if it is due."""
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


def _days_before(notice: Notice | None) -> int:
    return _days(notice) if notice is not None and notice.due == "before-effect" else 0


def days_before_effect(scheme: Scheme, rule: Rule) -> int:
    """The days by which a notice that is due before effect puts off what a rule does.

    Its own notice goes before that of the list that it leads to.
    """
    notice = _notice_of(scheme, "rule", rule.id)
    if notice is None and rule.effect.enter is not None:
        notice = _notice_of(scheme, "list", rule.effect.enter)
    return _days_before(notice)


def days_of_target(scheme: Scheme, kind: str, name: str) -> int:
    """The days by which a notice that is due before effect puts off what a band or consequence brings."""
    return _days_before(_notice_of(scheme, kind, name))


def notice_of_rule(scheme: Scheme, rule: Rule, assumptions: Assumptions) -> dict[str, int]:
    """Chance and days of the notice of a rule; NONE where that of the list which it leads to holds."""
    if rule.effect.enter is not None and _notice_of(scheme, "rule", rule.id) is None:
        return {"told": NONE, "told_days": 0}
    told = notice_fields(scheme, "rule", rule.id, assumptions)
    return {"told": told["notice"], "told_days": told["notice_days"]}


def hearsay(entry: List, assumptions: Assumptions) -> int:
    """The threshold of hearing of an entry because the public can read the list."""
    return threshold(assumptions.procedure.publication.tells.value) if is_public(entry) else 0


def notice_fields(scheme: Scheme, kind: str, name: str, assumptions: Assumptions) -> dict[str, int]:
    """Chance and days of the notice of a list, rule, band or consequence."""
    notice = _notice_of(scheme, kind, name)
    known = scheme.practice.notice_reaches
    reaches = assumptions.procedure.notice.reaches
    share = reaches.value if known is None or known.value is None else known.value
    return {
        "notice": threshold(share) if notice is not None else 0,
        "notice_days": _days(notice) if notice is not None and notice.due == "after" else 0,
    }
