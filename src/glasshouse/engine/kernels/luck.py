"""The shared random numbers and arithmetic of the ground floor, compiled.

Nothing is written again: Numba compiles the very functions that the slow twin calls. Only the counting of
bits is swapped for the processor's own instruction, and a power of two for its bits.
"""

from __future__ import annotations

from collections.abc import Callable
from types import FunctionType
from typing import Any

import numpy as np
from llvmlite import ir
from numba import njit
from numba.core import types
from numba.extending import intrinsic

from glasshouse.engine.kernels.inner import inner
from glasshouse.engine.tables import NEVER
from glasshouse.ground import arithmetic, random
from glasshouse.ground.random import Purpose

__all__ = [
    "block",
    "block_of",
    "days_of_word",
    "exponential",
    "exponential_of_word",
    "lane_block",
    "normal_of_word",
    "share_of_word",
]


@intrinsic
def _leading_zeros(typing_context: Any, value: Any) -> Any:
    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return builder.ctlz(arguments[0], ir.Constant(ir.IntType(1), 1))

    return types.int64(types.int64), generate


@intrinsic
def _power_of_two(typing_context: Any, power: Any) -> Any:
    """2**power, made of its exponent's bits."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        word = ir.IntType(64)
        bits = builder.shl(builder.add(arguments[0], ir.Constant(word, 1023)), ir.Constant(word, 52))
        return builder.bitcast(bits, ir.DoubleType())

    return types.float64(types.int64), generate


@inner
def _bit_length(value):
    return 64 - _leading_zeros(value)


@inner
def _scaled(value, power):
    return value * _power_of_two(power)


def _compiled(function: Callable[..., Any], inline: bool = False, **names: Any) -> Any:
    """The function with some of its module's names replaced, compiled; `inline` puts it into its callers.

    With the wrappers that `inner` leaves out: tests hold these against the plain functions.
    """
    copy = FunctionType(
        function.__code__,
        {**function.__globals__, **names},
        function.__name__,
        function.__defaults__,
        function.__closure__,
    )
    # Nothing here divides by zero; a test for it would keep loops from being computed many at a time.
    return njit(copy, forceinline=inline, error_model="numpy")


_minus_log = _compiled(
    arithmetic._minus_log,
    inline=True,
    bit_length=_bit_length,
    _reciprocal=_compiled(arithmetic._reciprocal, inline=True),
    _LOGARITHM=np.array(arithmetic._LOGARITHM),
)
_ratio = _compiled(arithmetic._ratio, inline=True)
share_of_word = _compiled(arithmetic.share_of_word, inline=True)
exponential_of_word = _compiled(arithmetic.exponential_of_word, inline=True, _minus_log=_minus_log)
normal_of_word = _compiled(
    arithmetic.normal_of_word,
    inline=True,
    _minus_log=_minus_log,
    share_of_word=share_of_word,
    _ratio=_ratio,
)
exponential = _compiled(
    arithmetic.exponential, inline=True, scaled=_scaled, _POWER=np.array(arithmetic._POWER)
)
_philox = _compiled(random.philox)
_philox_inline = _compiled(random.philox, inline=True)

_NEVER = float(NEVER)

assert max(Purpose) < 256


@inner
def block(who, index, purpose, stream, subject, step, name):
    """Four words for an address; `who` holds the neighbourhood and the key, `name` a hash or 0."""
    return _philox(
        index, purpose | (stream << 8), subject | (step << 20), who.home, who.key_low, who.key_high ^ name
    )


@inner
def days_of_word(word, mean):
    """Whole days of an exponential time of that mean; at most a day that never comes."""
    return int(min(exponential_of_word(word) * mean, _NEVER))


@inner
def block_of(who, index, purpose):
    """The same for the person being lived, step 0 and no name; `purpose` already names the stream."""
    return _philox(index, purpose, who.person, who.home, who.key_low, who.key_high)


@njit(forceinline=True)
def lane_block(key_low, key_high, home, index, purpose, subject):
    """The same for step 0 and no name, spelled out where it is called: a loop over indices becomes wide."""
    return _philox_inline(index, purpose, subject, home, key_low, key_high)
