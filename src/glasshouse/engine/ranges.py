"""Ranges of neighbourhoods: cut, asked for, put side by side, and told in words.

A range is an address: what is lived in it follows from the run and these two numbers alone, wherever and
whenever that happens.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from glasshouse.ground.errors import BadInput, Problem

__all__ = ["chunk_ranges", "missing", "overlaps", "part_asked_for", "told"]

_CHUNK_PERSON_DAYS = 6_000_000_000
"""Work of a chunk at most: some seconds at about a nanosecond per person-day."""

_MANY = 16_384
"""Neighbourhoods of a chunk at most, so that long horizons and slow machines keep something often enough."""

_SHORT_PERSON_DAYS = 400_000_000
"""A run with less work than this is over before it is worth cutting up."""

_FEWEST_CHUNKS = 8
"""Chunks of a longer run at least, for each pair of hands: the last ones to finish then waste little."""

_MOST_TOLD = 5

_BOUNDS = re.compile(r"([0-9]+):([0-9]+)\Z")
_SHARE = re.compile(r"([0-9]+)/([0-9]+)\Z")


def chunk_ranges(neighbourhoods: int, people: int, days: int, hands: int = 1) -> list[range]:
    """Cut a run into chunks: consecutive ranges that cover all neighbourhoods.

    Args:
        neighbourhoods: how many there are, >= 1.
        people: persons in all of them.
        days: horizon.
        hands: how many chunks are lived through at a time.
    """
    work = people * days
    size = neighbourhoods
    if work > _SHORT_PERSON_DAYS:
        by_work = max(1, _CHUNK_PERSON_DAYS * neighbourhoods // work)
        size = max(1, min(by_work, _MANY, neighbourhoods // (_FEWEST_CHUNKS * max(1, hands))))
    return [range(first, min(first + size, neighbourhoods)) for first in range(0, neighbourhoods, size)]


def part_asked_for(text: str, neighbourhoods: int) -> range:
    """The part of a run that a text asks for.

    Args:
        text: ``A:B`` for neighbourhoods A to B - 1, or ``K/N`` for the K-th of N parts of equal size, the
            first being 1/N; neighbouring parts meet and do not overlap.
        neighbourhoods: how many the run has.

    Raises:
        BadInput: the text is neither, or there are no such neighbourhoods.
    """
    bounds, share = _BOUNDS.match(text.strip()), _SHARE.match(text.strip())
    if bounds is not None:
        part = range(int(bounds[1]), int(bounds[2]))
        if part.start < part.stop <= neighbourhoods:
            return part
        why = f"This run has {neighbourhoods:,} neighbourhoods, 0 to {neighbourhoods - 1:,}."
    elif share is not None:
        number, parts = int(share[1]), int(share[2])
        if 1 <= number <= parts <= neighbourhoods:
            return range((number - 1) * neighbourhoods // parts, number * neighbourhoods // parts)
        why = f"This run has {neighbourhoods:,} neighbourhoods; its parts are numbered from 1."
    else:
        why = "A part is written A:B or K/N."
    raise BadInput(
        Problem(
            f"'{text}' is no part of this run.",
            why=why,
            remedy=f"Write 0:{max(1, neighbourhoods // 2)} for the first half, or 1/2 for the same.",
            code="no-such-part",
        )
    )


def missing(ranges: Iterable[range], neighbourhoods: int) -> list[range]:
    """What some ranges leave out of the whole, as few ranges as possible, in order."""
    gaps: list[range] = []
    reached = 0
    for part in sorted(ranges, key=lambda part: (part.start, part.stop)):
        if part.start > reached:
            gaps.append(range(reached, part.start))
        reached = max(reached, part.stop)
    if reached < neighbourhoods:
        gaps.append(range(reached, neighbourhoods))
    return gaps


def overlaps(ranges: Sequence[range]) -> list[tuple[int, int, range]]:
    """Which two of some ranges share neighbourhoods, by their places in the sequence, and what they share.

    Of three that share the same, two pairs are told: whoever takes one range away asks again.
    """
    order = sorted(range(len(ranges)), key=lambda place: (ranges[place].start, ranges[place].stop))
    found: list[tuple[int, int, range]] = []
    furthest: int | None = None
    for place in order:
        part = ranges[place]
        if furthest is not None and part.start < ranges[furthest].stop:
            shared = range(part.start, min(part.stop, ranges[furthest].stop))
            found.append((*sorted((furthest, place)), shared))  # type: ignore[arg-type]
        if furthest is None or part.stop > ranges[furthest].stop:
            furthest = place
    return found


def told(ranges: Iterable[range]) -> str:
    """Ranges in words: as they are given to ``--range``, the first few."""
    words = [f"{part.start}:{part.stop}" for part in ranges]
    more = len(words) - _MOST_TOLD
    return ", ".join(words[:_MOST_TOLD]) + (f" and {more} more" if more > 0 else "")
