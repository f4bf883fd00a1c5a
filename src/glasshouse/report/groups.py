"""Groups in words: what people are told apart by, and the group of that kind; of what is crossed, both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glasshouse.engine.crossing import BY

if TYPE_CHECKING:
    from glasshouse.society import SocietyTables

__all__ = ["group_titles"]


def group_titles(tables: SocietyTables, group: str) -> tuple[str, str]:
    """Titles of a kind of group, and of the group of that kind; the names where there are no titles."""
    dimension, _, category = group.partition("=")
    kinds, groups = dimension.split(BY), category.split(BY)
    if len(kinds) == len(groups) == 2:
        pairs = [group_titles(tables, f"{kind}={one}") for kind, one in zip(kinds, groups, strict=True)]
        return " and ".join(kind for kind, _ in pairs), ", ".join(one for _, one in pairs)
    for held in tables.dims:
        if held.id == dimension:
            return held.title, next(entry.title for entry in held.categories if entry.id == category)
    return dimension, category
