"""Is there any pattern in the random numbers? A battery on billions of bits, along every part of an address.

    python -m verification.randomness                      # a minute or two on one core
    python -m verification.randomness --blocks 24          # 2**24 blocks along each axis
    python -m verification.randomness --raw person | RNG_test stdin32      # for PractRand, where installed

Adjacent persons, steps, candidates, streams, neighbourhoods, seeds and names differ in one bit of an address
or few; here such neighbours stand side by side, as the draws of a run do, and are searched for dependence:
counts of bytes and of pairs, correlations at many lags and all frequencies, weights of bits and of their
changes, ranks of binary matrices, birthday spacings, collisions, runs. Each test gives a p-value; together
they are judged at one in a thousand (Bonferroni), and the p-values must themselves be uniform.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import numba
import numpy as np
from numpy.typing import NDArray
from scipy.stats import binom, chi2, kstest, norm, poisson

from glasshouse.engine.kernels.luck import lane_block
from glasshouse.ground.random import Purpose
from verification import report

__all__ = ["AXES", "TESTS", "main", "words"]

AXES = ("index", "person", "step", "stream", "neighbourhood", "seed", "upper half of the seed, or name")
_ALPHA = 1e-3

Words = NDArray[np.uint32]


@numba.njit
def _walk(first, axis, purpose, out):
    """Blocks along one coordinate of the address, the others held."""
    for place in range(len(out)):
        number = first + place
        index, stream, person, step, home, low, high = 0, 2, 41, 0, 7, 1, 0
        if axis == 0:
            index = number
        elif axis == 1:
            # Persons have twenty bits; then comes the next neighbourhood.
            person = number & 0xFFFFF
            home = number >> 20
        elif axis == 2:
            step = number & 0xFFF
            person = number >> 12 & 0xFFFFF
            home = number >> 32
        elif axis == 3:
            stream = number & 0xFFFFFF
            person = number >> 24
        elif axis == 4:
            home = number
        elif axis == 5:
            low = number
        else:
            high = number
        block = lane_block(low, high, home, index, purpose | (stream << 8), person | (step << 20))
        for word in range(4):
            out[place, word] = block[word]


def words(axis: str, blocks: int, first: int = 0) -> Words:
    """Blocks along an axis: uint32, shape (blocks, 4)."""
    out = np.empty((blocks, 4), np.uint32)
    _walk(first, AXES.index(axis), int(Purpose.CANDIDATE), out)
    return out


# ---------------------------------------------------------------------------------------- tests


def _fit(counts: NDArray[Any], expected: NDArray[Any] | float) -> float:
    statistic = float(((counts - expected) ** 2 / expected).sum())
    freedom = np.size(counts) - 1
    return 2 * float(min(chi2.sf(statistic, freedom), chi2.cdf(statistic, freedom)))


def _two_sided(z: float) -> float:
    return 2 * float(norm.sf(abs(z)))


def bytes_are_uniform(taken: Words) -> float:
    """All bytes of all words."""
    counts = np.bincount(taken.reshape(-1).view(np.uint8), minlength=256)
    return _fit(counts, counts.sum() / 256)


def pairs_of_neighbours(taken: Words) -> float:
    """The upper ten bits of a word and of the same word in the next block."""
    top = (taken[:, 0] >> np.uint32(22)).astype(np.int64)
    counts = np.bincount(1024 * top[0::2] + top[1::2], minlength=1 << 20)
    return _fit(counts, counts.sum() / (1 << 20))


def pairs_of_low_bits(taken: Words) -> float:
    """The lower ten bits, likewise."""
    low = (taken[:, 3] & np.uint32(1023)).astype(np.int64)
    counts = np.bincount(1024 * low[0::2] + low[1::2], minlength=1 << 20)
    return _fit(counts, counts.sum() / (1 << 20))


def triples_of_neighbours(taken: Words) -> float:
    """Six bits of three blocks in a row."""
    top = (taken[: len(taken) // 3 * 3, 1] >> np.uint32(26)).astype(np.int64).reshape(-1, 3)
    counts = np.bincount(4096 * top[:, 0] + 64 * top[:, 1] + top[:, 2], minlength=1 << 18)
    return _fit(counts, counts.sum() / (1 << 18))


def words_of_a_block(taken: Words) -> float:
    """Five bits of each of the four words of a block."""
    top = (taken >> np.uint32(27)).astype(np.int64)
    joined = ((top[:, 0] * 32 + top[:, 1]) * 32 + top[:, 2]) * 32 + top[:, 3]
    counts = np.bincount(joined, minlength=1 << 20)
    return _fit(counts, counts.sum() / (1 << 20))


def correlations_at_many_lags(taken: Words) -> float:
    """Serial correlation at lags 1 to 1,024, all at once: a chi-square of their z-values."""
    uniform = taken[:, 2] / 2.0**32 - 0.5
    length = len(uniform)
    spectrum = np.fft.rfft(uniform, 2 * length)
    lagged = np.fft.irfft(np.abs(spectrum) ** 2)[1:1025]
    z = 12 * lagged / np.sqrt(length - np.arange(1, 1025))
    statistic = float((z**2).sum())
    return 2 * float(min(chi2.sf(statistic, 1024), chi2.cdf(statistic, 1024)))


def no_frequency_stands_out(taken: Words) -> float:
    """The periodogram of noise is exponential at every frequency; its largest value has a known law."""
    uniform = (taken[:, 1] / 2.0**32 - 0.5) * np.sqrt(12 / len(taken))
    power = np.abs(np.fft.rfft(uniform)[1:-1]) ** 2
    return float(-np.expm1(len(power) * np.log1p(-np.exp(-power.max()))))


def weights_of_words(taken: Words) -> float:
    """How many bits of a word are set."""
    return _bits(np.bitwise_count(taken))


def changes_of_bits(taken: Words) -> float:
    """How many bits differ between neighbours (avalanche)."""
    return _bits(np.bitwise_count(taken[0::2] ^ taken[1::2]))


def weights_follow_each_other(taken: Words) -> float:
    """Weights of three neighbours, low, middle or high: all 27 sequences as often as they should be."""
    kinds = np.digitize(np.bitwise_count(taken[: len(taken) // 3 * 3, 0]), [15, 18]).astype(np.int64)
    law = binom.pmf(np.arange(33), 32, 0.5)
    shares = np.array([law[:15].sum(), law[15:18].sum(), law[18:].sum()])
    rows = kinds.reshape(-1, 3)
    counts = np.bincount(9 * rows[:, 0] + 3 * rows[:, 1] + rows[:, 2], minlength=27)
    expected = np.einsum("i,j,k->ijk", shares, shares, shares).ravel() * len(rows)
    return _fit(counts, expected)


def _bits(found: NDArray[np.uint8]) -> float:
    counts = np.bincount(found.ravel(), minlength=33)
    law = binom.pmf(np.arange(33), 32, 0.5) * counts.sum()
    inner = slice(5, 28)
    pooled = np.array([counts[:5].sum(), *counts[inner], counts[28:].sum()])
    return _fit(pooled, np.array([law[:5].sum(), *law[inner], law[28:].sum()]))


def birthdays_are_spaced(taken: Words) -> float:
    """Marsaglia's birthday spacings, 4,096 birthdays in 2**32 days: Poisson(4) equal spacings each time."""
    groups = taken[:, 0][: len(taken) // 4096 * 4096].reshape(-1, 4096).astype(np.int64)
    spacings = np.sort(np.diff(np.sort(groups, axis=1), axis=1), axis=1)
    equal = int((np.diff(spacings, axis=1) == 0).sum())
    law = poisson(4.0 * len(groups))
    return min(1.0, 2 * float(min(law.cdf(equal), law.sf(equal - 1))))


def collisions(taken: Words) -> float:
    """Words of 2**32 that come twice in 2**18: Poisson."""
    groups = taken[:, 3][: len(taken) >> 18 << 18].reshape(-1, 1 << 18)
    twice = sum(len(group) - len(np.unique(group)) for group in groups)
    # Balls into urns: expected collisions are n - m + m (1 - 1 / m)**n, here by its series.
    n, m = float(1 << 18), 2.0**32
    mean = n * (n - 1) / 2 / m - n**3 / 6 / m**2
    law = poisson(mean * len(groups))
    return min(1.0, 2 * float(min(law.cdf(twice), law.sf(twice - 1))))


@numba.njit
def _ranks(rows, counts):
    for start in range(0, len(rows) - 31, 32):
        matrix = rows[start : start + 32].copy()
        rank = 0
        for bit in range(32):
            mask = np.int64(1) << bit
            pivot = -1
            for row in range(rank, 32):
                if matrix[row] & mask:
                    pivot = row
                    break
            if pivot >= 0:
                matrix[pivot], matrix[rank] = matrix[rank], matrix[pivot]
                for row in range(32):
                    if row != rank and matrix[row] & mask:
                        matrix[row] ^= matrix[rank]
                rank += 1
        counts[rank] += 1


def ranks_of_matrices(taken: Words) -> float:
    """Ranks of 32 x 32 binary matrices of 32 neighbours (law: Kovalenko 1972)."""
    counts = np.zeros(33, np.int64)
    _ranks(taken[: 1 << 21, 2].astype(np.int64), counts)

    def share(rank: int) -> float:
        product = 1.0
        for i in range(rank):
            product *= (1 - 2.0 ** (i - 32)) ** 2 / (1 - 2.0 ** (i - rank))
        return float(2.0 ** (rank * (64 - rank) - 1024) * product)

    law = np.array([1 - share(32) - share(31) - share(30), share(30), share(31), share(32)])
    pooled = np.array([counts[:30].sum(), counts[30], counts[31], counts[32]])
    return _fit(pooled, law * counts.sum())


def runs_up(taken: Words) -> float:
    """Neighbours that rise or fall: how many turning points (Kendall), a normal number."""
    drawn = taken[:, 0].astype(np.int64)
    turns = int(((np.diff(drawn)[:-1] > 0) != (np.diff(drawn)[1:] > 0)).sum())
    length = len(drawn)
    return _two_sided((turns - 2 * (length - 2) / 3) / np.sqrt((16 * length - 29) / 90))


TESTS: tuple[Callable[[Words], float], ...] = (
    bytes_are_uniform,
    pairs_of_neighbours,
    pairs_of_low_bits,
    triples_of_neighbours,
    words_of_a_block,
    correlations_at_many_lags,
    no_frequency_stands_out,
    weights_of_words,
    changes_of_bits,
    weights_follow_each_other,
    birthdays_are_spaced,
    collisions,
    ranks_of_matrices,
    runs_up,
)


# ---------------------------------------------------------------------------------------- all together


def _between_axes(blocks: int) -> Iterator[tuple[str, float]]:
    """Correlation between the sequences along two axes: two streams, two persons, two seeds apart."""
    drawn = {axis: words(axis, blocks, first=1000)[:, 0] / 2.0**32 - 0.5 for axis in AXES}
    for place, one in enumerate(AXES):
        for other in AXES[place + 1 :]:
            z = 12 * float((drawn[one] * drawn[other]).sum()) / np.sqrt(blocks)
            yield f"{one} and {other}", _two_sided(z)


def _raw(axis: str) -> int:
    first = 0
    try:
        while True:
            sys.stdout.buffer.write(words(axis, 1 << 16, first).astype("<u4").tobytes())
            first += 1 << 16
    except BrokenPipeError:
        return 0


def main() -> int:
    """Run the battery; 1 if some p-value is too small, or all together are not uniform."""
    reader = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    reader.add_argument("--blocks", type=int, default=22, help="power of two: blocks along each axis")
    reader.add_argument(
        "--raw", choices=AXES, help="write the words of an axis to the standard output, without end"
    )
    given = reader.parse_args()
    if given.raw:
        return _raw(given.raw)
    began = time.perf_counter()
    blocks = 1 << given.blocks
    found = []
    for axis in AXES:
        taken = words(axis, blocks)
        found += [(f"{axis}: {test.__name__.replace('_', ' ')}", test(taken)) for test in TESTS]
    found += list(_between_axes(blocks))
    limit = _ALPHA / len(found)
    uniform = float(kstest([p for _, p in found], "uniform").pvalue)
    failed = [name for name, p in found if p < limit]
    lines = [
        f"{len(found)} tests, {blocks:,} blocks of 128 bits along each axis, "
        f"{time.perf_counter() - began:.0f} s"
    ]
    lines += [f"{'FAIL' if p < limit else 'ok  '}  {p:8.2g}  {name}" for name, p in found]
    lines += [
        f"The p-values together (Kolmogorov-Smirnov): {uniform:.2g}",
        f"Too small (below {limit:.1g}): {len(failed)}",
    ]
    report.write("randomness", lines)
    return int(bool(failed) or uniform < _ALPHA)


if __name__ == "__main__":
    sys.exit(main())
