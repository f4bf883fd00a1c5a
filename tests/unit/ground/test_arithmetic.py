"""Logarithm, exponential, normal quantile: against decimal arithmetic and SciPy, compiled and plain alike."""

from __future__ import annotations

import math
from decimal import Decimal, localcontext
from fractions import Fraction

import numba
import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from scipy.special import ndtri
from scipy.stats import kstest

from glasshouse.engine.kernels import luck
from glasshouse.ground import arithmetic

LAST = 2**32 - 1
words = st.one_of(
    st.integers(0, LAST),
    # Near the ends, near powers of two and near the borders of the table, where an error would show.
    st.integers(0, 300),
    st.integers(LAST - 300, LAST),
    st.builds(lambda power, off: min(LAST, max(0, 2**power + off)), st.integers(0, 32), st.integers(-2, 2)),
    st.builds(
        lambda step, off: min(LAST, max(0, 2**31 + step * 2**24 + off)),
        st.integers(0, 127),
        st.integers(-2, 2),
    ),
)
exponents = st.floats(-690.0, 690.0)


def assert_close(value: float, exact: Decimal) -> None:
    """Within four units in the last place, or 1e-15."""
    error = abs(Decimal(value) - exact)
    assert error <= max(Decimal("1e-15"), 4 * Decimal(math.ulp(float(exact)))), (value, exact)


@given(words)
@example(0)
@example(LAST)
@example(2**31)
def test_the_exponential_variate_is_minus_the_logarithm_of_the_midpoint(word: int) -> None:
    with localcontext() as context:
        context.prec = 40
        exact = -((Decimal(word) + Decimal("0.5")) / 2**32).ln()
        assert_close(arithmetic.exponential_of_word(word), exact)


@given(exponents)
@example(0.0)
@example(-690.0)
@example(690.0)
def test_the_exponential_is_e_to_the_x(x: float) -> None:
    with localcontext() as context:
        context.prec = 40
        assert_close(arithmetic.exponential(x), Decimal(x).exp())


@given(words)
def test_a_share_is_the_midpoint_exactly(word: int) -> None:
    assert Fraction(arithmetic.share_of_word(word)) == Fraction(2 * word + 1, 2**33)


@given(words)
@example(0)
@example(LAST)
def test_the_normal_variate_is_the_quantile_of_the_midpoint(word: int) -> None:
    # The upper half by symmetry, where 1 - p would lose digits.
    low = min(word, LAST - word)
    exact = float(ndtri((2 * low + 1) / 2**33)) * (1 if word == low else -1)
    assert arithmetic.normal_of_word(word) == pytest.approx(exact, abs=1e-13)


@given(words)
def test_the_normal_variate_is_odd(word: int) -> None:
    assert arithmetic.normal_of_word(LAST - word) == -arithmetic.normal_of_word(word)


@given(words)
def test_bits_are_counted(word: int) -> None:
    assert (
        2 ** arithmetic.bit_length(2 * word + 1)
        > 2 * word + 1
        >= 2 ** (arithmetic.bit_length(2 * word + 1) - 1)
    )


def test_variates_over_all_words_have_their_laws() -> None:
    """At evenly spread words the empirical law is the law itself, to the spacing of the words."""
    spread = [k * 2**18 + 2**17 for k in range(2**14)]
    assert kstest([arithmetic.exponential_of_word(word) for word in spread], "expon").statistic < 2**-14
    assert kstest([arithmetic.normal_of_word(word) for word in spread], "norm").statistic < 2**-14


# ---------------------------------------------------------------------------------------- compiled


@numba.njit
def _compiled(words, exponents, shares, waits, normals, powers):
    for place in range(len(words)):
        shares[place] = luck.share_of_word(words[place])
        waits[place] = luck.exponential_of_word(words[place])
        normals[place] = luck.normal_of_word(words[place])
    for place in range(len(exponents)):
        powers[place] = luck.exponential(exponents[place])


def test_compiled_and_plain_arithmetic_agree_in_every_bit() -> None:
    drawn = np.random.default_rng(3)
    edges = [
        0,
        1,
        2,
        3,
        LAST,
        LAST - 1,
        *(2**power for power in range(32)),
        *(2**power - 1 for power in range(32)),
    ]
    some = np.concatenate([drawn.integers(0, 2**32, 40_000), edges])
    exponents = np.concatenate(
        [drawn.uniform(-690, 690, 20_000), drawn.normal(0, 1, 20_000), [0.0, -690.0, 690.0]]
    )
    got = [np.empty(len(some)) for _ in range(3)] + [np.empty(len(exponents))]
    _compiled(some, exponents, *got)
    plain = (arithmetic.share_of_word, arithmetic.exponential_of_word, arithmetic.normal_of_word)
    for function, values in zip(plain, got[:3], strict=True):
        assert [function(int(word)) for word in some] == values.tolist(), function.__name__
    assert [arithmetic.exponential(float(x)) for x in exponents] == got[3].tolist()
