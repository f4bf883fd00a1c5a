"""Luck with an address: every draw is a pure function of what it concerns.

The generator is Philox4x32 with ten rounds (Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as
easy as 1, 2, 3", SC 2011). It turns a 128-bit counter and a 64-bit key into four 32-bit words, and for a
fixed key it is a bijection on counters: two different addresses can never share a block of luck. The
address is written into the counter's four words:

- ``index``: which one of its kind, the n-th candidate of a stream or the week at a gate;
- ``purpose``: what the draw is for (a `Purpose`) and, in its upper bits, which stream or gate;
- ``subject``: person or household inside the neighbourhood (20 bits) and, above, the step inside the event
  (12 bits);
- ``home``: the neighbourhood.

The key is the seed (64 bits); draws that belong to a named thing of a scheme (a list, a rule) add the
name's hash to the upper half of the key, so that a reform that renumbers its rules keeps everybody's luck.

Plain integers and masks only: the same source runs under Python (the slow twin) and, compiled, under Numba
(the kernels), where integers are 64 bits wide and wrap; every intermediate is masked back to 32 bits, so
both agree.
"""

from __future__ import annotations

import zlib
from enum import IntEnum

__all__ = [
    "WORD",
    "Purpose",
    "address_purpose",
    "address_subject",
    "name_hash",
    "philox",
    "seed_key",
]

WORD = 0xFFFFFFFF
"""Mask of a 32-bit word."""

_MULTIPLIER_A = 0xD2511F53
_MULTIPLIER_B = 0xCD9E8D57
_WEYL_A = 0x9E3779B9
_WEYL_B = 0xBB67AE85
_ROUNDS = 10


class Purpose(IntEnum):
    """What a draw is for; the lower eight bits of the address's second word."""

    HOUSEHOLD = 1
    MEMBER = 2
    TRAITS_OF_HOUSEHOLD = 3
    TRAITS_OF_PERSON = 4
    CANDIDATE = 5
    RECORD = 6
    GATE = 7
    DEMOGRAPHY = 8
    PEERS = 9
    MOVE = 10


def philox(
    index: int, purpose: int, subject: int, home: int, key_low: int, key_high: int
) -> tuple[int, int, int, int]:
    """Four random 32-bit words for one address.

    Args:
        index: first word of the counter, in [0, 2**32), as are all the others.
        purpose: second word of the counter.
        subject: third word of the counter.
        home: fourth word of the counter.
        key_low: first word of the key.
        key_high: second word of the key.

    Returns:
        Four independent words, uniform on [0, 2**32).
    """
    for _ in range(_ROUNDS):
        product_a = _MULTIPLIER_A * index
        product_b = _MULTIPLIER_B * subject
        index, purpose, subject, home = (
            ((product_b >> 32) & WORD) ^ purpose ^ key_low,
            product_b & WORD,
            ((product_a >> 32) & WORD) ^ home ^ key_high,
            product_a & WORD,
        )
        key_low = (key_low + _WEYL_A) & WORD
        key_high = (key_high + _WEYL_B) & WORD
    return index, purpose, subject, home


def address_purpose(purpose: int, stream: int) -> int:
    """Second word of an address: the purpose and the stream or gate (0 to 2**24 - 1) it belongs to."""
    return purpose | (stream << 8)


def address_subject(subject: int, step: int) -> int:
    """Third word of an address.

    The subject (0 to 2**20 - 1) and the step (0 to 2**12 - 1) inside the event.
    """
    return subject | (step << 20)


def seed_key(seed: int) -> tuple[int, int]:
    """The key's two words for a seed in [0, 2**64). Zero is a seed like any other.

    Raises:
        ValueError: the seed is negative or needs more than 64 bits.
    """
    if not 0 <= seed < 2**64:
        raise ValueError(f"a seed is a whole number from 0 to 2**64 - 1, not {seed}")
    return seed & WORD, seed >> 32


def name_hash(name: str) -> int:
    """A fixed 32-bit hash of a name (CRC-32), the same on every machine and in every version of Python."""
    return zlib.crc32(name.encode("utf-8"))
