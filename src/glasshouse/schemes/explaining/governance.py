"""Governance: who watches a scheme, and what was weighed before it."""

from __future__ import annotations

from glasshouse.schemes.explaining.page import Page
from glasshouse.schemes.explaining.voice import Voice
from glasshouse.schemes.model import Scheme
from glasshouse.schemes.phrases import and_

__all__ = ["tell_governance"]


def tell_governance(scheme: Scheme, voice: Voice, page: Page) -> None:
    """Who watches it; that nothing is said of it is said, too."""
    watch = scheme.governance
    if watch is None:
        page.say("Nothing is said of who watches it.", title="Governance")
        return
    written = watch.model_fields_set
    told = []
    if watch.oversight is not None:
        told.append(f"It is watched by {watch.oversight}")
    elif "oversight" in written:
        told.append("The text names nobody who watches it")
    if watch.error_rates_published is not None:
        told.append(f"Error rates are {'published' if watch.error_rates_published else 'not published'}")
    if watch.assessment is not None:
        told.append(f"Its impact was assessed: {watch.assessment}")
    elif "assessment" in written:
        told.append("The text asks for no impact assessment")
    told.append(f"Milder means that were weighed: {'; '.join(watch.alternatives) or 'none'}")
    told.append(
        f"Evidence of an effect: {and_(watch.evidence_of_effect) if watch.evidence_of_effect else 'none'}"
    )
    page.say(*told, title="Governance")
