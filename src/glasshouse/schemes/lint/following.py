"""What has to follow when a fix removes a consequence: remedies and notices that are about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from glasshouse.schemes.model import Scheme, Target

__all__ = ["with_what_follows"]

_BEFORE = "consequences."


def with_what_follows(scheme: Scheme, changes: Mapping[str, Sequence[Any]]) -> dict[str, list[Any]]:
    """Changes of a scheme, and those without which it could not be read afterwards.

    Args:
        scheme: as it is.
        changes: ``set``, ``add`` and ``remove``, as in a reform.

    Returns:
        Where a consequence is removed, what remedies and notices say of it too; those about nothing else are
        removed whole.
    """
    found = {kind: list(entries) for kind, entries in changes.items()}
    gone = {path.removeprefix(_BEFORE) for path in found.get("remove", ()) if path.startswith(_BEFORE)}
    for path, target in _targets(scheme):
        of_it = target.consequences or ()
        left = [name for name in of_it if name not in gone]
        if len(left) == len(of_it):
            continue
        if left:
            found.setdefault("set", []).append({"path": f"{path}.for.consequences", "value": left})
        elif target.lists or target.rules or target.bands:
            found["remove"].append(f"{path}.for.consequences")
        else:
            found["remove"].append(path)
    return found


def _targets(scheme: Scheme) -> Iterator[tuple[str, Target]]:
    for remedy in scheme.remedies:
        yield f"remedies.{remedy.id}", remedy.for_
    # A notice has no name but its number, which falls when one before it is removed: the last comes first.
    for number in range(len(scheme.notice), 0, -1):
        yield f"notice.{number}", scheme.notice[number - 1].for_
