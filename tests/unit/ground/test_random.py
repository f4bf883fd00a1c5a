"""Random numbers: published vectors, disjoint addresses, and no pattern between neighbours of any kind.

Statistical limits hold for all tests of this file together at one in ten thousand (Bonferroni). A heavier
battery is ``python -m verification.randomness``.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import numba
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.stats import binom, chi2, norm, poisson

from glasshouse.engine.kernels.luck import lane_block
from glasshouse.ground.random import (
    WORD,
    Purpose,
    address_purpose,
    address_subject,
    name_hash,
    philox,
    seed_key,
)

# Known answers of Random123 (kat_vectors, "philox4x32 10"): counter, key, result.
KNOWN = [
    (
        (0x00000000, 0x00000000, 0x00000000, 0x00000000),
        (0x00000000, 0x00000000),
        (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8),
    ),
    (
        (0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF),
        (0xFFFFFFFF, 0xFFFFFFFF),
        (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD),
    ),
    # Digits of pi.
    (
        (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
        (0xA4093822, 0x299F31D0),
        (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
    ),
]

BLOCKS = 1 << 18
AXES = ("index", "person", "step", "stream", "neighbourhood", "seed", "name")
TESTS_PER_AXIS = 33
LIMIT = 1e-4 / (TESTS_PER_AXIS * len(AXES))

words_of_32_bits = st.integers(0, WORD)


@pytest.mark.parametrize(("counter", "key", "result"), KNOWN)
def test_philox_gives_the_published_answers(
    counter: tuple[int, int, int, int], key: tuple[int, int], result: tuple[int, int, int, int]
) -> None:
    assert philox(*counter, *key) == result


@pytest.mark.parametrize(("counter", "key", "result"), KNOWN)
def test_the_compiled_philox_gives_the_published_answers(
    counter: tuple[int, int, int, int], key: tuple[int, int], result: tuple[int, int, int, int]
) -> None:
    index, purpose, subject, home = counter
    assert lane_block(*key, home, index, purpose, subject) == result


@given(*[words_of_32_bits] * 6)
def test_plain_and_compiled_philox_are_one(
    index: int, purpose: int, subject: int, home: int, low: int, high: int
) -> None:
    compiled = lane_block(low, high, home, index, purpose, subject)
    assert tuple(int(word) for word in compiled) == philox(index, purpose, subject, home, low, high)


# ---------------------------------------------------------------------------------------- addresses

_addresses = st.tuples(
    st.sampled_from(list(Purpose)),
    st.integers(0, 2**24 - 1),
    st.integers(0, 2**20 - 1),
    st.integers(0, 2**12 - 1),
)


@given(_addresses, _addresses)
def test_two_different_draws_have_two_different_addresses(
    one: tuple[Purpose, int, int, int], other: tuple[Purpose, int, int, int]
) -> None:
    def words(purpose: Purpose, stream: int, subject: int, step: int) -> tuple[int, int]:
        return address_purpose(purpose, stream), address_subject(subject, step)

    assert all(0 <= word <= WORD for word in words(*one))
    assert (words(*one) == words(*other)) == (one == other)


@given(st.integers(0, 2**64 - 1), st.integers(0, 2**64 - 1))
def test_two_different_seeds_have_two_different_keys(one: int, other: int) -> None:
    low, high = seed_key(one)
    assert low + (high << 32) == one
    assert (seed_key(one) == seed_key(other)) == (one == other)


@pytest.mark.parametrize("seed", [-1, 2**64])
def test_a_seed_out_of_range_is_refused(seed: int) -> None:
    with pytest.raises(ValueError, match="seed"):
        seed_key(seed)


def test_the_hash_of_a_name_is_crc_32() -> None:
    # The check value of CRC-32/ISO-HDLC in the catalogue of parametrised CRC algorithms.
    assert name_hash("123456789") == 0xCBF43926


# ---------------------------------------------------------------------------------------- no pattern


@numba.njit
def _walk(count, axis, out):
    """Blocks along one coordinate of the address, the others held."""
    for number in range(count):
        index, stream, person, step, home, low, high = 3, 5, 77, 1, 11, 1, 0
        if axis == 0:
            index = number
        elif axis == 1:
            person = number & 0xFFFFF
        elif axis == 2:
            # Steps have twelve bits; further steps are those of the next persons.
            step = number & 0xFFF
            person = number >> 12
        elif axis == 3:
            stream = number
        elif axis == 4:
            home = number
        elif axis == 5:
            low = number
        else:
            high = number
        block = lane_block(low, high, home, index, 5 | (stream << 8), person | (step << 20))
        for word in range(4):
            out[number, word] = block[word]


@cache
def blocks(axis: str) -> NDArray[np.uint32]:
    """uint32, shape (BLOCKS, 4): consecutive blocks along one axis."""
    out = np.empty((BLOCKS, 4), np.int64)
    _walk(BLOCKS, AXES.index(axis), out)
    assert out.min() >= 0
    assert out.max() <= WORD
    return out.astype(np.uint32)


def chi_square_p(counts: NDArray[np.int64], expected: NDArray[np.float64] | float) -> float:
    """Two-sided p-value of a goodness of fit: too good is as bad as too poor."""
    statistic = float(((counts - expected) ** 2 / expected).sum())
    upper = float(chi2.sf(statistic, counts.size - 1))
    return 2 * min(upper, 1 - upper)


@pytest.mark.parametrize("axis", AXES)
def test_every_byte_of_every_word_is_uniform(axis: str) -> None:
    for word in blocks(axis).T:
        for byte in range(4):
            counts = np.bincount(word >> np.uint32(8 * byte) & np.uint32(255), minlength=256)
            assert chi_square_p(counts, BLOCKS / 256) > LIMIT


@pytest.mark.parametrize("axis", AXES)
def test_neighbours_are_independent(axis: str) -> None:
    """Pairs of six leading bits: a block and the next, word by word."""
    for word in blocks(axis).T:
        top = (word >> np.uint32(26)).astype(np.int64)
        counts = np.bincount(64 * top[0::2] + top[1::2], minlength=4096)
        assert chi_square_p(counts, BLOCKS / 2 / 4096) > LIMIT


@pytest.mark.parametrize("axis", AXES)
def test_neighbours_are_uncorrelated(axis: str) -> None:
    """Serial correlation at lag one: normal with variance 1 / n."""
    uniform = blocks(axis) / 2**32 - 0.5
    for word in uniform.T:
        r = 12 * float((word[:-1] * word[1:]).mean()) * np.sqrt(BLOCKS - 1)
        assert 2 * norm.sf(abs(r)) > LIMIT


@pytest.mark.parametrize("axis", AXES)
def test_one_step_changes_half_of_the_bits(axis: str) -> None:
    """Avalanche: the bits in which neighbours differ are binomial."""
    taken = blocks(axis)
    changed = np.bitwise_count(taken[0::2] ^ taken[1::2]).astype(np.int64)
    law = binom.pmf(np.arange(33), 32, 0.5)
    inner = slice(6, 27)
    counts = np.bincount(changed.ravel(), minlength=33)
    pooled = np.array([counts[:6].sum(), *counts[inner], counts[27:].sum()])
    expected = np.array([law[:6].sum(), *law[inner], law[27:].sum()]) * changed.size
    assert chi_square_p(pooled, expected) > LIMIT


@pytest.mark.parametrize("axis", AXES)
def test_birthdays_are_spaced_as_they_should_be(axis: str) -> None:
    """Marsaglia's birthday spacings: of 4,096 in a year of 2**32 days, Poisson(4) spacings are equal."""
    birthdays = 4096
    mean = birthdays**3 / (4 * 2**32)
    groups = blocks(axis)[:, 0].reshape(-1, birthdays).astype(np.int64)
    spacings = np.sort(np.diff(np.sort(groups, axis=1), axis=1), axis=1)
    equal = int((np.diff(spacings, axis=1) == 0).sum())
    law = poisson(mean * len(groups))
    assert 2 * min(law.cdf(equal), law.sf(equal - 1)) > LIMIT


def test_the_words_of_a_block_are_independent_of_each_other() -> None:
    for axis in AXES:
        top = (blocks(axis) >> np.uint32(27)).astype(np.int64)
        for one, other in ((0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)):
            counts = np.bincount(32 * top[:, one] + top[:, other], minlength=1024)
            assert chi_square_p(counts, BLOCKS / 1024) > LIMIT


def test_streams_of_one_person_are_independent_of_each_other() -> None:
    """The same place along two axes, taken as two streams."""
    for one, other in pairwise(AXES):
        left, right = (blocks(axis)[1000:, 0] / 2**32 - 0.5 for axis in (one, other))
        r = 12 * float((left * right).mean()) * np.sqrt(len(left))
        assert 2 * norm.sf(abs(r)) > LIMIT, (one, other)
