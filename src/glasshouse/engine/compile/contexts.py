"""Contexts as the kernels see them: classes that the grounds of an arm do not tell apart.

Most schemes look at two or three parts of life, or at all alike. Contexts that belong to the same lists and
the score, in every text of an arm, are one class, whose burden and levels are kept once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from glasshouse.assumptions.vocabulary import CONTEXTS
from glasshouse.engine.counted import conducts_counted
from glasshouse.engine.grounds import contexts_of_grounds
from glasshouse.engine.tables import MOST_CONTEXTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from glasshouse.assumptions import Assumptions, Conduct
    from glasshouse.assumptions.vocabulary import Context
    from glasshouse.engine.texts import Text
    from glasshouse.schemes import Scheme

__all__ = ["ContextClasses"]


class ContextClasses:
    """The classes of one arm's contexts, for all of its texts alike.

    Attributes:
        looked_at: how many of them there are, if what people see of others matters to some conduct; else 0.
    """

    def __init__(self, texts: Sequence[Text], assumptions: Assumptions) -> None:
        """Sort the contexts in which somebody's rate goes by the burden known, or by what is seen."""
        assert len(CONTEXTS) <= MOST_CONTEXTS
        self._assumptions = assumptions
        counted = {conduct for text in texts for conduct in conducts_counted(text.scheme, assumptions)}
        conducts = [assumptions.conducts[conduct] for conduct in counted]
        feels = {each.context for each in conducts if self._goes_by(each, own=True)}
        grounds = [contexts_of_grounds(text.scheme, assumptions) for text in texts]
        numbers: dict[tuple[bool, ...], int] = {}
        self._of: dict[Context, int] = {}
        for context in CONTEXTS:
            if context in feels:
                belongs = tuple(context in has for text in grounds for has in text.values())
                self._of[context] = numbers.setdefault(belongs, len(numbers))
        looks = assumptions.contact.runs and any(self._goes_by(each, own=False) for each in conducts)
        self.looked_at = len(numbers) if looks else 0

    def _goes_by(self, conduct: Conduct, *, own: bool) -> bool:
        """Whether people's rate of a conduct goes by what is seen of others, or by the own burden."""
        each = self._assumptions.response[conduct.response]
        seen = each.contact.value > 0.0 or each.gain.value * each.praise.value > 0.0
        return seen or (own and each.own.value > 0.0)

    def of(self, context: Context) -> int:
        """The class of a context; 0 where it does not matter."""
        return self._of.get(context, 0)

    def of_grounds(self, scheme: Scheme) -> dict[str | None, int]:
        """By list and `grounds.SCORE`: bits of the classes that they have in one text."""
        found = contexts_of_grounds(scheme, self._assumptions)
        return {
            ground: sum({1 << self._of[context] for context in has if context in self._of})
            for ground, has in found.items()
        }
