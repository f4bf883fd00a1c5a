"""The users: who acts on what a scheme says of somebody, and whether they must."""

from __future__ import annotations

from glasshouse.schemes.explaining.page import Page
from glasshouse.schemes.explaining.voice import Voice
from glasshouse.schemes.model import Scheme

__all__ = ["tell_users"]


def tell_users(scheme: Scheme, voice: Voice, page: Page) -> None:
    """One paragraph; nothing where nobody is named."""
    if not scheme.users:
        return
    told = []
    for user in scheme.users:
        must = "must" if user.compelled else "may"
        told.append(
            f"{user.id} ({user.kind}) {must} do so" + (f" {voice.remark(user.note)}" if user.note else "")
        )
    page.say(f"Those who act on it: {'; '.join(told)}", title="Who acts on it")
