"""Sight: what others may see of a person in an arm, and how many are posted in public."""

from __future__ import annotations

import numpy as np

from glasshouse.engine.kernels import shelf
from glasshouse.engine.kernels.inner import inner

__all__ = ["BLACK", "RED", "be_seen"]

BLACK = np.int64(16)
"""What somebody shows: bits of the classes of contexts in which they are seen to be punished; so many above,
those in which they are posted on a black list;"""
RED = np.int64(32)
"""and so many above, those in which they are posted on a red one."""


@inner
def be_seen(world, a, person, contexts, shows):
    """Show others something else than before."""
    onlooker = shelf.onlookers(world, a, person)
    if shows == onlooker.shows:
        return
    before = onlooker.shows
    for context in range(contexts):
        shelf.posted(world, a, 0, context).value += ((shows >> (BLACK + context)) & 1) - (
            (before >> (BLACK + context)) & 1
        )
        shelf.posted(world, a, 1, context).value += ((shows >> (RED + context)) & 1) - (
            (before >> (RED + context)) & 1
        )
    onlooker.shows = shows
    if not onlooker.noted:
        onlooker.noted = 1
        neighbourhood = shelf.neighbourhood(world, a)
        shelf.noted(world, a, neighbourhood.changed).value = person
        neighbourhood.changed += 1
