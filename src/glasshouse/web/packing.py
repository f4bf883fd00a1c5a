"""A film as bytes for a browser: a head in JSON, then planes of week-to-week differences, all gzip-ed.

Layout, little-endian: uint32, bytes of the head; the head, padded with spaces to a multiple of four; then the
planes in the order of the head's `planes`, each (week, person) of its type, where every week but the first
holds what is added to the week before, modulo the type's range. Most of it is zeros, so it packs well, and a
browser undoes it with one sum.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

__all__ = ["NO_BAND", "PLANES", "pack"]

NO_BAND = 255
"""In the place of a band's number: the scheme has no bands, or does not cover the person."""

PLANES: Final[Mapping[str, np.dtype[Any]]] = {
    "score": np.dtype("<i4"),
    "refused": np.dtype("<u2"),
    "flags": np.dtype("<u2"),
    "band": np.dtype("u1"),
}
"""The widest first, so that each begins at a multiple of its width."""

_EFFORT = 4
"""Of gzip: hardly larger than at 9, in a third of the time."""


def pack(head: Mapping[str, Any], planes: Mapping[str, NDArray[Any]]) -> bytes:
    """Pack a film.

    Args:
        head: anything that is JSON.
        planes: by the names of `PLANES`, each of shape (week, person).
    """
    told = [[name, str(kind.str.lstrip("<|"))] for name, kind in PLANES.items()]
    text = json.dumps({**head, "planes": told}, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    opening = text.encode()
    opening += b" " * (-len(opening) % 4)
    parts = [len(opening).to_bytes(4, "little"), opening]
    for name, kind in PLANES.items():
        plane = np.ascontiguousarray(planes[name]).astype(kind)
        steps = plane.copy()
        # Unsigned and signed alike wrap around, as typed arrays do in the browser.
        steps[1:] = plane[1:] - plane[:-1]
        parts.append(steps.tobytes())
    # No time of packing inside: the same film gives the same bytes.
    return gzip.compress(b"".join(parts), _EFFORT, mtime=0)
