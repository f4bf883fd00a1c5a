"""The order in which the parts of a scheme are read aloud."""

from __future__ import annotations

from collections.abc import Callable

from glasshouse.ground.telling import sentence
from glasshouse.ground.validation import Part
from glasshouse.schemes.explaining.amendments import tell_amendments
from glasshouse.schemes.explaining.closing import tell_counts, tell_references, tell_remarks
from glasshouse.schemes.explaining.consequences import tell_consequence, tell_consequences
from glasshouse.schemes.explaining.data import tell_data
from glasshouse.schemes.explaining.governance import tell_governance
from glasshouse.schemes.explaining.head import tell_head
from glasshouse.schemes.explaining.histories import tell_histories
from glasshouse.schemes.explaining.justifications import tell_justifications
from glasshouse.schemes.explaining.lists import tell_lists
from glasshouse.schemes.explaining.notice import tell_notice
from glasshouse.schemes.explaining.page import Page
from glasshouse.schemes.explaining.practice import tell_practice
from glasshouse.schemes.explaining.remedies import tell_remedies
from glasshouse.schemes.explaining.rules import tell_rule, tell_rules
from glasshouse.schemes.explaining.scope import tell_scope
from glasshouse.schemes.explaining.score import tell_score
from glasshouse.schemes.explaining.stays import stay
from glasshouse.schemes.explaining.users import tell_users
from glasshouse.schemes.explaining.voice import Voice
from glasshouse.schemes.model import Consequence, List, Rule, Scheme

__all__ = ["Explainer", "explain", "headline"]

_ORDER: tuple[Callable[[Scheme, Voice, Page], None], ...] = (
    tell_head,
    tell_scope,
    tell_data,
    tell_users,
    tell_score,
    tell_rules,
    tell_lists,
    tell_consequences,
    tell_remedies,
    tell_notice,
    tell_practice,
    tell_governance,
    tell_amendments,
    tell_justifications,
    tell_histories,
    tell_references,
    tell_remarks,
    tell_counts,
)


def explain(scheme: Scheme, width: int = 88) -> str:
    """The whole scheme as text, wrapped to a width in characters (0: one line a paragraph)."""
    return Explainer(scheme, width).text()


def headline(scheme: Scheme, part: Part) -> str:
    """What a rule, list or consequence does, in one sentence; empty for other parts."""
    return Explainer(scheme, 0).headline(part)


class Explainer:
    """Reads one scheme aloud, as a whole or a part of it."""

    def __init__(self, scheme: Scheme, width: int = 88) -> None:
        """Take a scheme; nothing is computed yet."""
        self.scheme = scheme
        self.width = width

    def text(self) -> str:
        """All sections, one after the other."""
        voice, page = Voice(), Page(self.width)
        for tell in _ORDER:
            tell(self.scheme, voice, page)
        return page.text()

    def headline(self, part: Part) -> str:
        """What a rule, list or consequence does, in one sentence; empty for other parts."""
        voice = Voice()
        told: list[str] = []
        if isinstance(part, Rule):
            told = tell_rule(part, self.scheme, voice)[1]
        elif isinstance(part, List):
            told = stay(part.stay, "The stay is", voice)
        elif isinstance(part, Consequence):
            told = tell_consequence(part, voice)[1]
        return sentence(told[0]) if told else ""
