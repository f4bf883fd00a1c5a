"""Practice: facts about the use of a scheme, which are not rules."""

from __future__ import annotations

from glasshouse.schemes.explaining.origins import origin
from glasshouse.schemes.explaining.page import Page
from glasshouse.schemes.explaining.voice import Voice
from glasshouse.schemes.model import Scheme

__all__ = ["tell_practice"]


def tell_practice(scheme: Scheme, voice: Voice, page: Page) -> None:
    """The shares that are known; nothing where none is."""
    practice = scheme.practice
    told = []
    for key, number, said in (
        ("aware", practice.aware, "know of the scheme"),
        ("notice_reaches", practice.notice_reaches, "of notices reach their person"),
        ("enrolled", practice.enrolled, "have joined"),
        ("may_used", practice.may_used, "of the cases in which a rule may be applied see it applied"),
    ):
        if number is not None:
            told.append(f"{voice.number(number, practice, key, share=True)} {said}")
    told.extend(origin(practice))
    if told:
        page.say("Facts about its use, which are not rules.", *told, title="Practice")
