"""What people see of each other: punishment and praise in the household, among friends, on public registers.

Specification, answers: "Contact". Levels are set anew at the beginning of each week, from how everybody stood
at the end of the evening before.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from typing import TYPE_CHECKING, NamedTuple

from glasshouse.engine.slow.response import FULL, Levels
from glasshouse.ground.random import Purpose

if TYPE_CHECKING:
    from glasshouse.assumptions import Contact as Weights
    from glasshouse.engine.slow.luck import Luck
    from glasshouse.engine.slow.people import Person

__all__ = ["Contact", "Shown", "steps_to_friends"]

_HIGHEST = 7
_STEP = 13  # eight steps of 2 ** 13 make the weight 1 (65,536)


class Shown(NamedTuple):
    """What others can see of somebody: in which contexts.

    Attributes:
        seen: the burden shows: it is known at home and among friends.
        black: posted on a black list that the public can read.
        red: posted on a red list that the public can read.
    """

    seen: frozenset[str] = frozenset()
    black: frozenset[str] = frozenset()
    red: frozenset[str] = frozenset()


def steps_to_friends(number: int, luck: Luck) -> tuple[int, ...]:
    """Return how many doors away the four friends of everybody are; none where one lives alone.

    Args:
        number: people in the neighbourhood.
        luck: the neighbourhood's.
    """
    words = luck.block(0, Purpose.PEERS, 0, 0, 0)
    near, far = (1 + (word * (number - 1) >> 32) for word in words[:2])
    return (near, -near, far, -far) if number > 1 else ()


class Contact:
    """Who lives with whom, who is whose friend, and how much each counts."""

    def __init__(self, people: Sequence[Person], weights: Weights, luck: Luck) -> None:
        """Fix the friendships of a neighbourhood: four each, two to either side of a circle."""
        self._homes = [person.household for person in people]
        self._steps = steps_to_friends(len(people), luck)
        self._household, self._peers, self._neighbourhood = (
            math.floor(weight.value * FULL + 0.5)
            for weight in (weights.household, weights.peers, weights.neighbourhood)
        )
        self._full = max(1, math.floor(len(people) * weights.full.value + 0.5))

    def levels(self, shown: Mapping[int, Shown], whom: Sequence[int]) -> list[Mapping[str, Levels]]:
        """Return what some people see, by context, empty where there is nothing to see; by their places.

        Args:
            shown: what can be seen of people; who is not among them shows nothing.
            whom: those who look.
        """
        contexts = sorted({context for show in shown.values() for part in show for context in part})
        found: list[dict[str, Levels]] = [{} for _ in whom]
        for context in contexts:
            burdened, black, red = (
                {place for place, show in shown.items() if context in show[part]} for part in range(3)
            )
            punishment, praise = self._seen(burdened, black, whom), self._seen(red, red, whom)
            for levels, punished, praised in zip(found, punishment, praise, strict=True):
                if punished or praised:
                    levels[context] = Levels(punished=punished, praised=praised)
        return list(found)

    def _seen(self, at_hand: Set[int], posted: Set[int], whom: Sequence[int]) -> list[int]:
        """Weigh what is at hand, at home and in friends, and what is posted outside, for each who looks."""
        if not at_hand and not posted:
            return [0] * len(whom)
        at_home = Counter(self._homes[place] for place in at_hand)
        found = []
        for place in whom:
            value = self._household * (at_home[self._homes[place]] > (place in at_hand))
            friends = sum((place + step) % len(self._homes) in at_hand for step in self._steps)
            value += self._peers * friends // 4
            others = min(self._full, len(posted) - (place in posted))
            value += self._neighbourhood * others // self._full
            found.append(min(_HIGHEST, value >> _STEP))
        return found
