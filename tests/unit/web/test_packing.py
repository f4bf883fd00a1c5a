"""A packed film comes back, undone here as the layout says and not by the code that packed it."""

from __future__ import annotations

import gzip
import json
import struct

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from glasshouse.web.packing import PLANES, pack


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 6), st.integers(0, 7), st.randoms(use_true_random=False))
def test_planes_come_back(weeks: int, persons: int, luck) -> None:  # type: ignore[no-untyped-def]
    planes = {
        name: np.array(
            [
                [luck.randint(int(np.iinfo(kind).min), int(np.iinfo(kind).max)) for _ in range(persons)]
                for _ in range(weeks)
            ],
            kind,
        ).reshape(weeks, persons)
        for name, kind in PLANES.items()
    }
    raw = gzip.decompress(pack({"weeks": weeks, "title": "Zahl ü"}, planes))
    (length,) = struct.unpack_from("<I", raw)
    assert length % 4 == 0
    head = json.loads(raw[4 : 4 + length])
    assert head["title"] == "Zahl ü"
    at = 4 + length
    letters = {"i4": "i", "u2": "H", "u1": "B"}
    for name, kind in head["planes"]:
        wide = int(kind[1])
        assert at % wide == 0
        steps = struct.unpack_from(f"<{weeks * persons}{letters[kind]}", raw, at)
        at += wide * weeks * persons
        modulus = 2 ** (8 * wide)
        for person in range(persons):
            sum_so_far = 0
            for week in range(weeks):
                sum_so_far = (sum_so_far + steps[week * persons + person]) % modulus
                assert sum_so_far == int(planes[name][week, person]) % modulus
    assert at == len(raw)


def test_the_same_film_gives_the_same_bytes() -> None:
    planes = {name: np.ones((3, 4), kind) for name, kind in PLANES.items()}
    assert pack({"a": 1}, planes) == pack({"a": 1}, planes)
