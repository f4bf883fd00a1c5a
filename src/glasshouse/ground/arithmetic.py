"""One logarithm, one exponential, one normal quantile, made of exactly rounded operations only.

The mathematics libraries of two machines may differ in the last bit; one bit is enough to move an event
and, with it, a life. So the engine and its slow twin share these routines: IEEE additions, multiplications,
divisions and square roots (exactly rounded everywhere), and tables computed in decimal arithmetic. The
kernels compile this very source; fused multiply-add is never allowed.

Accuracy, measured in the tests against the decimal module and SciPy: logarithm and exponential within 4
units in the last place or 1e-15 absolute, the normal quantile within 1e-13.
"""

from __future__ import annotations

import math
from decimal import Decimal, localcontext

__all__ = ["bit_length", "exponential", "exponential_of_word", "normal_of_word", "scaled", "share_of_word"]

_STEPS = 128


def _reciprocal(step: int) -> float:
    """The reciprocal of the middle of one of 128 steps from 1 to 2.

    Divided each time: a wide processor divides eight numbers sooner than it fetches eight from a table.
    """
    return 256.0 / (2 * step + 257)


def _logarithm_table() -> tuple[float, ...]:
    """The logarithms of the (rounded) reciprocals, negated."""
    with localcontext() as context:
        context.prec = 50
        return tuple(float(-Decimal(_reciprocal(step)).ln()) for step in range(_STEPS))


def _power_table() -> tuple[float, ...]:
    """2 ** (step / 128) for 128 steps."""
    with localcontext() as context:
        context.prec = 50
        return tuple(float(Decimal(2) ** (Decimal(step) / _STEPS)) for step in range(_STEPS))


def _split_constant(digits: Decimal) -> tuple[float, float]:
    """A decimal constant as a short float (its product with a small integer is exact) and a remainder."""
    high = math.ldexp(round(math.ldexp(float(digits), 40)), -40)
    return high, float(digits - Decimal(high))


with localcontext() as _context:
    _context.prec = 50
    _LN2 = float(Decimal(2).ln())
    _STEP_HIGH, _STEP_LOW = _split_constant(Decimal(2).ln() / _STEPS)
    _STEPS_PER_E = float(_STEPS / Decimal(2).ln())

_LOGARITHM = _logarithm_table()
_POWER = _power_table()

# Wichura (1988), "Algorithm AS 241: the percentage points of the normal distribution", routine PPND16.
_CENTRE_ABOVE = (
    3.3871328727963666080e0,
    1.3314166789178437745e2,
    1.9715909503065514427e3,
    1.3731693765509461125e4,
    4.5921953931549871457e4,
    6.7265770927008700853e4,
    3.3430575583588128105e4,
    2.5090809287301226727e3,
)
_CENTRE_BELOW = (
    1.0,
    4.2313330701600911252e1,
    6.8718700749205790830e2,
    5.3941960214247511077e3,
    2.1213794301586595867e4,
    3.9307895800092710610e4,
    2.8729085735721942674e4,
    5.2264952788528545610e3,
)
_MIDDLE_ABOVE = (
    1.42343711074968357734e0,
    4.63033784615654529590e0,
    5.76949722146069140550e0,
    3.64784832476320460504e0,
    1.27045825245236838258e0,
    2.41780725177450611770e-1,
    2.27238449892691845833e-2,
    7.74545014278341407640e-4,
)
_MIDDLE_BELOW = (
    1.0,
    2.05319162663775882187e0,
    1.67638483018380384940e0,
    6.89767334985100004550e-1,
    1.48103976427480074590e-1,
    1.51986665636164571966e-2,
    5.47593808499534494600e-4,
    1.05075007164441684324e-9,
)


def bit_length(value: int) -> int:
    """Number of bits of a positive integer below 2**63.

    The kernels replace this one by a machine instruction.
    """
    return int(value).bit_length()


def _minus_log(odd: int) -> float:
    """-log(odd / 2**33) for a positive integer up to 2**33."""
    length = bit_length(odd)
    aligned = odd << (34 - length)
    step = (aligned >> 26) & 127
    rest = aligned * 1.1641532182693481e-10 * _reciprocal(step) - 1.0
    polynomial = rest * (1.0 - rest * (0.5 - rest * (1.0 / 3.0 - rest * (0.25 - rest * 0.2))))
    return (34 - length) * _LN2 - (_LOGARITHM[step] + polynomial)


def exponential_of_word(word: int) -> float:
    """A standard exponential variate from a uniform 32-bit word.

    -log((word + 1/2) / 2**32), in (1e-10, 22.9).
    """
    return _minus_log(2 * word + 1)


def share_of_word(word: int) -> float:
    """A uniform variate on (0, 1) from a 32-bit word: its midpoint (word + 1/2) / 2**32."""
    return (2 * word + 1) * 1.1641532182693481e-10


def _ratio(x: float, above: tuple[float, ...], below: tuple[float, ...]) -> float:
    top = above[7]
    bottom = below[7]
    for power in range(6, -1, -1):
        top = top * x + above[power]
        bottom = bottom * x + below[power]
    return top / bottom


def normal_of_word(word: int) -> float:
    """A standard normal variate from a 32-bit word, by inversion (Wichura 1988, AS 241), in (-6.4, 6.4).

    Centre and tail are both computed and one is taken: without branches many words are done at a time.
    """
    q = share_of_word(word) - 0.5
    centre = q * _ratio(0.180625 - q * q, _CENTRE_ABOVE, _CENTRE_BELOW)
    odd = 2 * word + 1
    # Words reach down to 2**-33, where the root is below 4.8: the far tail of AS 241 (root > 5) is never
    # needed.
    root = math.sqrt(_minus_log(min(odd, 8589934592 - odd)))
    tail = math.copysign(_ratio(root - 1.6, _MIDDLE_ABOVE, _MIDDLE_BELOW), q)
    return centre if -0.425 <= q <= 0.425 else tail


def scaled(value: float, power: int) -> float:
    """Value x 2**power, for results that are neither too small nor too large to be exact.

    The kernels replace this one by an addition to the exponent.
    """
    return math.ldexp(value, power)


def exponential(x: float) -> float:
    """e**x for x in [-690, 690]; the caller keeps to the range."""
    steps = math.floor(x * _STEPS_PER_E + 0.5)
    rest = (x - steps * _STEP_HIGH) - steps * _STEP_LOW
    polynomial = 1.0 + rest * (
        1.0 + rest * (0.5 + rest * (1.0 / 6.0 + rest * (1.0 / 24.0 + rest * (1.0 / 120.0))))
    )
    return scaled(_POWER[steps & 127] * polynomial, steps >> 7)
