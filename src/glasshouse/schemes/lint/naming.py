"""How messages list names: the first few, and how many more there are."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["some_of"]


def some_of(names: Sequence[str], most: int = 3) -> str:
    """Names in a sentence: ``a, b``, or ``a, b, c and 2 others`` where there are more than fit.

    Args:
        names: at least one.
        most: how many are named.
    """
    rest = len(names) - most
    told = ", ".join(names[:most])
    if rest < 1:
        return told
    return f"{told} and {rest} other{'s' if rest > 1 else ''}"
