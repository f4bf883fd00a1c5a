"""The scope: whom a scheme covers, where, and from what age."""

from __future__ import annotations

from glasshouse.schemes.explaining.origins import origin
from glasshouse.schemes.explaining.page import Page
from glasshouse.schemes.explaining.voice import Voice
from glasshouse.schemes.model import Scheme
from glasshouse.schemes.phrases import and_

__all__ = ["tell_scope"]


def tell_scope(scheme: Scheme, voice: Voice, page: Page) -> None:
    """Whom it covers, in one paragraph."""
    scope = scheme.scope
    lives = {
        "residents": "who live in the place",
        "present": "who live in the place, and who visit it for what they do there",
        "everyone": "wherever they live",
    }
    where = "everywhere" if scope.places == ("all",) else f"in {and_(scope.places)}"
    age = "of any age, for the text sets no lowest age"
    if scope.min_age is not None:
        age = f"from the age of {voice.number(scope.min_age, scope, 'min_age')}"
    joins = {
        "compulsory": "Nobody can stay outside",
        "opt-in": "Only those who join are covered",
        "opt-out": "All are covered but those who leave",
    }
    page.say(
        f"It covers {and_(f'{kind}s' if kind != 'agency' else 'agencies' for kind in scope.subjects)} "
        f"{lives[scope.covers]}, {where}, {age}",
        joins[scope.enrolment],
        *origin(scope),
        title="Whom it covers",
    )
