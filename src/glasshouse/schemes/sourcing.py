"""Every number of a scheme, with the source and evidence that it has or inherits.

A number says for itself how it is known, or takes it from the nearest item around it that does; the date on
which it held is by default the first day in force. A number that a reform or ``--set`` put there inherits
nothing: it is the reform's own. Counts of these ("n of m numbers assumed") stand under every result.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from glasshouse.ground.errors import Position, Problem
from glasshouse.ground.quantity import Quantity
from glasshouse.ground.telling import tell
from glasshouse.ground.validation import Part
from glasshouse.schemes.model import Scheme
from glasshouse.schemes.model.sourced import Sourced

__all__ = ["Number", "numbers", "sourcing", "unsourced"]


@dataclass(frozen=True)
class Number:
    """A number in a scheme.

    Attributes:
        path: where, as a reform would name it: ``rules.protest.effect.points``.
        quantity: the number with everything that is known of it, its own or inherited.
        position: where it is written.
        is_patched: whether a reform or ``--set`` put it there.
    """

    path: str
    quantity: Quantity[Any]
    position: Position | None
    is_patched: bool

    @property
    def is_sourced(self) -> bool:
        """Whether it says where it comes from: a reference, or the plain word that there is none."""
        known = self.quantity
        return known.reference is not None or known.evidence in ("assumed", "unverified") or self.is_patched


def numbers(scheme: Scheme) -> Iterator[Number]:
    """Every number that is written in the file, in its order; defaults are not numbers of the file."""
    for number in _walk(scheme, "", (), scheme.scheme.force.from_):
        # A word in a number's place ("for-ever") is a rule, not a number, unless it says how it is known.
        if not isinstance(number.quantity.value, str) or number.quantity.evidence is not None:
            yield number


def sourcing(scheme: Scheme) -> Counter[str]:
    """How many numbers are cited, derived, assumed, unverified, or of unstated evidence.

    A number without ``evidence`` but with a reference counts as cited: the reference is where it stands.
    """
    counts: Counter[str] = Counter()
    for number in numbers(scheme):
        known = number.quantity
        counts[known.evidence or ("cited" if known.reference else "unstated")] += 1
    return counts


def unsourced(scheme: Scheme) -> Problem | None:
    """One warning about all the numbers whose source nobody can tell; None where there is none."""
    if scheme.scheme.status == "invented":
        return None  # its own file is the source
    bare = [number for number in numbers(scheme) if not number.is_sourced]
    if not bare:
        return None
    total = sum(1 for _ in numbers(scheme))
    shown = ", ".join(number.path for number in bare[:6]) + (", ..." if len(bare) > 6 else "")
    return tell(
        f"{len(bare)} of {total} numbers say nothing of where they come from: {shown}",
        bare[0].position,
        remedy="give the item a 'reference', or the number 'evidence: assumed'",
        severity="warning",
        code="unsourced",
    )


def _walk(part: Part, path: str, outer: tuple[Sourced, ...], day: datetime.date) -> Iterator[Number]:
    if isinstance(part, Sourced):
        outer = (part, *outer)
    for name, information in type(part).model_fields.items():
        if name not in part.model_fields_set:
            continue
        key = information.alias or name
        value = getattr(part, name)
        here = f"{path}.{key}" if path else key
        if isinstance(value, Quantity):
            yield _number(part, (key,), here, value, outer, day)
        elif isinstance(value, Part):
            yield from _walk(value, here, outer, day)
        elif isinstance(value, tuple):
            for index, item in enumerate(value):
                step = f"{here}.{_name(item, index)}"
                if isinstance(item, Part):
                    yield from _walk(item, step, outer, day)
                elif isinstance(item, Quantity):
                    yield _number(part, (key, index), step, item, outer, day)


def _name(item: object, index: int) -> str:
    for key in ("id", "by", "to", "nth", "if_"):
        if isinstance(getattr(item, key, None), str | int):
            return str(getattr(item, key))
    return str(index + 1)


def _number(
    part: Part,
    steps: tuple[str | int, ...],
    path: str,
    known: Quantity[Any],
    outer: tuple[Sourced, ...],
    day: datetime.date,
) -> Number:
    patched = part.is_patched(*steps)
    if not patched:
        # A number with evidence of its own has said how it is known; it takes no source from around it.
        near = next((item for item in outer if item.reference or item.evidence), None)
        if near is not None and known.evidence is None and known.reference is None:
            known = replace(
                known, reference=near.reference, evidence=near.evidence, as_of=known.as_of or near.as_of
            )
        known = replace(known, as_of=known.as_of or day) if known.reference is not None else known
    return Number(path, known, part.position_of(*steps), patched)
