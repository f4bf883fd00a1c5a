"""The draws of one neighbourhood: which address each piece of luck has, and how a word decides a question.

Specification: "Draws": every draw is a pure function of what it concerns. A draw that belongs to a named
thing of a scheme (a rule, a list) mixes the name into the key, so that renumbering rules changes nobody's
luck.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

from glasshouse.ground.random import (
    Purpose,
    address_purpose,
    address_subject,
    name_hash,
    philox,
    seed_key,
)

__all__ = ["Luck", "Words", "passes", "threshold"]

Words = tuple[int, int, int, int]
"""Four independent 32-bit words."""

# What is asked for at a gate is looked at again and again, in every arm; it is the same each time.
_words_at = lru_cache(maxsize=2**16)(philox)


@dataclass(frozen=True)
class Luck:
    """The luck of one neighbourhood under one seed.

    Attributes:
        seed: the scenario's seed, [0, 2**64).
        home: number of the neighbourhood.
    """

    seed: int
    home: int

    def block(
        self, index: int, purpose: Purpose, stream: int, subject: int, step: int, name: str | None = None
    ) -> Words:
        """Return the four words at an address.

        Args:
            index: which one of its kind: the n-th candidate, the calendar week, the day of a review.
            purpose: what the draw is for.
            stream: the stream of records or the gate that it belongs to.
            subject: the person or household inside the neighbourhood.
            step: which step inside the event.
            name: the rule or list that it belongs to, None for none.
        """
        key_low, key_high = seed_key(self.seed)
        if name is not None:
            key_high ^= name_hash(name)
        return _words_at(
            index,
            address_purpose(purpose, stream),
            address_subject(subject, step),
            self.home,
            key_low,
            key_high,
        )


def threshold(probability: float) -> int:
    """Return how many of the 2**32 words decide for yes: the probability x 2**32, rounded half up."""
    return min(2**32, math.floor(probability * 2**32 + 0.5))


def passes(word: int, probability: float) -> bool:
    """Say whether a word decides for yes, which a uniform word does with this probability."""
    return word < threshold(probability)
