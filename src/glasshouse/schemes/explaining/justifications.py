"""Justifications: what the file itself answers to the lint's errors."""

from __future__ import annotations

from glasshouse.schemes.explaining.origins import where
from glasshouse.schemes.explaining.page import Entry, Page
from glasshouse.schemes.explaining.voice import Voice
from glasshouse.schemes.model import Justification, Scheme

__all__ = ["tell_justifications"]


def tell_justifications(scheme: Scheme, voice: Voice, page: Page) -> None:
    """One paragraph a justification."""
    page.section("Justifications", (_justification(item) for item in scheme.justify))


def _justification(item: Justification) -> Entry:
    about = f" for {item.item}" if item.item else ""
    told = [
        f"Legal basis: {item.legal_basis}",
        f"Aim: {item.aim}",
        f"Necessity: {item.necessity}",
        f"Milder means: {item.less_intrusive}",
    ]
    if item.expires is not None:
        told.append(f"To be looked at again by {item.expires.isoformat()}")
    return where(item, f"{item.rule}{about}"), told
