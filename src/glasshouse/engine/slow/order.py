"""In which order rules are tried on a record.

Specification, records: "A candidate": a rule that displaces another is tried before it; otherwise the order
of the file holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from glasshouse.schemes.model.rules import Rule

__all__ = ["evaluation_order"]


def evaluation_order(rules: Sequence[Rule]) -> tuple[Rule, ...]:
    """Order rules: again and again, the first in the file whose displacers have all had their turn.

    Args:
        rules: in the order of the file; no two displace each other, not even in a circle.

    Raises:
        ValueError: rules displace each other in a circle.
    """
    waiting = list(rules)
    ordered: list[Rule] = []
    while waiting:
        for rule in waiting:
            if not any(rule.id in other.instead_of for other in waiting if other is not rule):
                break
        else:
            raise ValueError(
                "rules displace each other in a circle: " + ", ".join(rule.id for rule in waiting)
            )
        waiting.remove(rule)
        ordered.append(rule)
    return tuple(ordered)
